import type { Design } from '../../spec/design.ts';
import { type CutSets, cutSetsOf, type Engines } from '../../src/cutsets/find.ts';
import { explore } from '../../src/explorer/explore.ts';
import { arrayWith } from './arrays.ts';
import { NO_LIMITS } from './search.ts';

/** Small, with cut sets in which order decides, and others. */
export const ordered = arrayWith('partner-fed', {
  bounds: { writes: 1, subBlocks: 1 },
  faultKinds: ['PowerOff', 'CacheLost', 'ChannelDown', 'FalseSuspicion'],
});

/** Small, with single points of failure. */
export const withSingles = arrayWith('self-fed', {
  bounds: { writes: 1, subBlocks: 1 },
  faultKinds: ['PowerOff', 'FifoLost', 'CacheLost'],
});

export const PLAIN: Engines = { together: explore, alone: explore };

/** All minimal cut sets of a design, found by the plain search. */
export function cutSetsIn(design: Design, faults = 2, engines = PLAIN): CutSets {
  const run = cutSetsOf(design, faults, NO_LIMITS, engines);
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value;
}
