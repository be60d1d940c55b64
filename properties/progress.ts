import type { Deadlock } from '../src/model/property.ts';
import type { Side } from '../src/model/side.ts';
import type { State } from '../src/model/state.ts';
import { both, isFenced, serves, works } from './copies.ts';

/* L1, L6, as far as they say that the system does not stop too early. */

export function noRequestWaitsForever(): Deadlock {
  return {
    kind: 'deadlock',
    id: 'L6',
    says: 'While a request is open at a working controller, the system has something left to do.',
    awaits: (s) => s.blocks.some(({ openAt }) => openAt !== 0 && works(s, (openAt - 1) as Side)),
  };
}

export function everyDeviceComesToBeServed(): Deadlock {
  const isServed = (s: State, device: Side) => both.some((side) => serves(s, side, device));
  return {
    kind: 'deadlock',
    id: 'L1',
    says: 'While a controller works, the system does not come to rest before every device is served.',
    awaits: (s) => both.some((side) => works(s, side) && !isFenced(s, side)) && !both.every((device) => isServed(s, device)),
  };
}
