import { rankOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import type { Limits, Progress } from '../explorer/explore.ts';
import type { FoldName } from '../explorer/fold/fold.ts';
import { walkGraph } from '../explorer/graph.ts';
import type { Model } from '../model/model.ts';
import { type Effect, Effects } from './effects.ts';
import { type Rest, Rests } from './rests.ts';

/** What practitioners tabulate of an array, from all its states within the bounds. */
export interface Tables {
  /** Why there are states that nothing is said of, if there are. */
  readonly stopped?: string;
  readonly rests: readonly Rest[];
  /** One for each fault that the design allows; empty where it may have none. */
  readonly effects: readonly Effect[];
}

/**
 * Walks through all states of a model, and says what becomes of it with which parts amiss, and what single faults do. The
 * names of the two sides count, so that they must not be folded.
 */
export function* tablesOf(
  m: Model,
  folds: readonly FoldName[],
  limits: Limits,
): Generator<Progress, Tables, string | undefined> {
  const rests = new Rests(m);
  const effects = new Effects(m);
  const rankIn = rankOf(wiringOf(m.design));
  const walk = yield* walkGraph(m, folds, limits, {
    state: (_, __, s) => {
      const rank = rankIn(s);
      rests.state(s, rank);
      effects.state(s, rank);
    },
    step: (_, __, action, before, after) => {
      rests.step(action, before, after);
      effects.step(action, before, after);
    },
    notesMoves: true,
  });
  return { ...walk, rests: rests.all, effects: m.maxFaults === 0 ? [] : effects.all };
}
