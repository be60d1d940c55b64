import { verdictOf } from '../../../properties/verdict.ts';
import type { Verdict } from '../../../spec/design.ts';
import { rules } from '../../../spec/rules.ts';
import type { Action } from '../../model/action.ts';
import type { Model } from '../../model/model.ts';
import { actionsOf, cardOf } from '../../model/protocol.ts';
import type { Move, State } from '../../model/state.ts';
import { enabled, step } from '../../model/step.ts';
import { labelOf } from '../../schedule/label.ts';
import { refusalOf, tellRefusal } from '../../words/refusals.ts';
import { tellStep } from '../../words/sentences.ts';
import { type RefusedLabel, ranker, worst } from './run.ts';

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

/** What the array and its host may not do in a state because of a rule, each with the rule and what closes it. */
export function refusedBy(m: Model, s: State): RefusedLabel[] {
  return actionsOf(m).flatMap((action) => {
    if (actorOf(action) === 'fault') return [];
    const refusal = refusalOf(m, s, action);
    if (refusal === undefined || !(refusal.guard in rules)) return [];
    return [{ label: labelOf(m, action), why: tellRefusal(refusal) }];
  });
}

/** What a fault left under way, and a repair, stand with the faults. */
function actorOf(action: Action): Actor {
  const { by } = cardOf(action);
  return by === 'array' || by === 'host' ? by : 'fault';
}
