import type { Deadlock } from '../src/model/property.ts';
import type { Side } from '../src/model/state.ts';
import { works } from './copies.ts';

/* L6: nothing waits forever. */

export function noRequestWaitsForever(): Deadlock {
  return {
    kind: 'deadlock',
    id: 'L6',
    says: 'While a request is open at a working controller, the system has something left to do.',
    awaits: (s) => s.blocks.some(({ openAt }) => openAt !== 0 && works(s, (openAt - 1) as Side)),
  };
}
