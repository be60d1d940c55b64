import { type Exploration, explore } from '../explorer/explore.ts';
import type { FoldName } from '../explorer/fold/fold.ts';
import type { Model } from '../model/model.ts';

/** How many times fewer states there are when some differences are folded, up to a depth. */
export interface Factor {
  readonly times: number;
  readonly depth: number;
}

/** What is asked of an exploration. */
type Searched = Pick<Exploration, 'folds' | 'levels' | 'stopped'>;

/** States of a short search: enough to see most of the factor, and a fraction of a second. */
const STATES = 10_000;

/**
 * Counts the states of a model without folds, to the last depth that a short search reaches, and compares with those of an
 * exploration up to there. Versions are folded either way where they must be. Deterministic.
 */
export function factorOf(m: Model, { folds, levels, stopped }: Searched): Factor {
  const whole = searchWithout(m, folds);
  const depth = Math.min(whole.levels.length, levels.length) - 1;
  // A search that ended is compared as a whole: folded states are found up to a level or two earlier.
  if (whole.stopped === undefined && stopped === undefined)
    return { times: whole.levels.at(-1)! / levels.at(-1)!, depth };
  return { times: whole.levels[depth]! / levels[depth]!, depth };
}

function searchWithout(m: Model, folds: readonly FoldName[]): Exploration {
  const versions = folds.filter((name) => name === 'versions');
  const search = explore(m, NOTHING, { states: STATES, bytes: Number.POSITIVE_INFINITY }, versions);
  let next = search.next();
  while (!next.done) next = search.next();
  return next.value;
}

const NOTHING = { properties: [], ranks: [] };
