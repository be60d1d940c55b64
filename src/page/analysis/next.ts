import { verdictOf } from '../../../properties/verdict.ts';
import type { Verdict } from '../../../spec/design.ts';
import type { Action } from '../../model/action.ts';
import type { Model } from '../../model/model.ts';
import { cardOf } from '../../model/protocol.ts';
import type { Move, State } from '../../model/state.ts';
import { enabled, step } from '../../model/step.ts';
import { labelOf } from '../../schedule/label.ts';
import { tellStep } from '../../words/sentences.ts';
import { ranker, worst } from './run.ts';

export type Actor = 'array' | 'host' | 'fault';

/** An action that may happen now, and what would come of it. */
export interface Next {
  readonly label: string;
  readonly by: Actor;
  readonly says: string;
  readonly moves: readonly Move[];
  /** The worst of all blocks afterwards, where it differs from now. */
  readonly verdict?: Verdict;
}

/** The enabled actions of a state: each is taken, by the same `step`, to see what it does. */
export function nextOf(m: Model, s: State): Next[] {
  const ranks = ranker(m);
  const now = worst(ranks(s));
  return enabled(m, s).map((action) => {
    const { state, moves } = step(m, s, action);
    const then = worst(ranks(state));
    const next = {
      label: labelOf(m, action),
      by: actorOf(action),
      says: tellStep(m, s, action, state),
      moves,
    };
    return then === now ? next : { ...next, verdict: verdictOf(then) };
  });
}

/** What a fault left under way, and a repair, stand with the faults. */
function actorOf(action: Action): Actor {
  const { by } = cardOf(action);
  return by === 'array' || by === 'host' ? by : 'fault';
}
