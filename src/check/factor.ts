import { type Exploration, explore } from '../explorer/explore.ts';
import type { FoldName } from '../explorer/fold/fold.ts';
import type { Model } from '../model/model.ts';

/** How many times fewer states there are when some differences are folded, up to a depth. */
export interface Factor {
  readonly times: number;
  readonly depth: number;
}

/** States of a short search: enough to see most of the factor, and a fraction of a second. */
const STATES = 10_000;

/**
 * Counts the states of a model without folds, to the last depth that a short search reaches, and compares with those of an
 * exploration up to there. Versions are folded either way where they must be. Deterministic.
 */
export function factorOf(m: Model, { folds, levels }: Pick<Exploration, 'folds' | 'levels'>): Factor {
  const all = levelsWithout(m, folds);
  const depth = Math.min(all.length, levels.length) - 1;
  return { times: all[depth]! / levels[depth]!, depth };
}

function levelsWithout(m: Model, folds: readonly FoldName[]): readonly number[] {
  const versions = folds.filter((name) => name === 'versions');
  const search = explore(m, NOTHING, { states: STATES, bytes: Number.POSITIVE_INFINITY }, versions);
  let next = search.next();
  while (!next.done) next = search.next();
  return next.value.levels;
}

const NOTHING = { properties: [], rank: () => 0 };
