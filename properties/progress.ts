import type { Deadlock } from '../src/model/property.ts';
import type { Side } from '../src/model/side.ts';
import { both } from './copies.ts';
import { isServed, mayBeGranted, works } from './ownership.ts';
import type { Wiring } from './wiring.ts';

/* L1, L6, as far as they say that the system does not stop too early. */

export function noRequestWaitsForever(): Deadlock {
  return {
    kind: 'deadlock',
    id: 'L6',
    says: 'While a request is open at a working controller, the system has something left to do.',
    awaits: (s) => s.blocks.some(({ openAt }) => openAt !== 0 && works(s, (openAt - 1) as Side)),
  };
}

export function everyDeviceComesToBeServed({ design }: Wiring): Deadlock {
  const decidesItself = design.arbiter === 'none';
  return {
    kind: 'deadlock',
    id: 'L1',
    says: 'While a controller works that can be granted a device, the system does not come to rest before that is served.',
    awaits: (s) =>
      both.some(
        (device) => !isServed(s, device) && both.some((side) => mayBeGranted(s, side, device, decidesItself)),
      ),
  };
}
