import type { Action } from './action.ts';
import { isBudgetSpent, mayAct } from './card.ts';
import type { Guard } from './guard.ts';
import type { Model } from './model.ts';
import { actionsOf, transitions } from './protocol.ts';
import type { Draft, Move, State } from './state.ts';

/** Thrown by `step` for an action that is not enabled in the state. */
export class NotEnabled extends Error {
  constructor(
    readonly action: Action,
    /** What keeps it from happening. */
    readonly guard: Guard,
  ) {
    super(`${action.name} is not enabled: ${guard} is closed`);
  }
}

/** What keeps the action from happening in the state: the first guard that is closed; undefined where it may happen. */
export function closedAt(m: Model, s: State, action: Action): Guard | undefined {
  const transition = transitions[action.name];
  const controller = s.controllers['side' in action ? action.side : 0];
  if (mayAct(transition, controller, isBudgetSpent(m, s))) return transition.closed(m, s, action);
  return mayAct(transition, controller, false) ? 'budget' : 'mode';
}

/** Whether the action may happen in the state. */
export function isEnabled(m: Model, s: State, action: Action): boolean {
  return closedAt(m, s, action) === undefined;
}

/** The actions that may happen in the state. */
export function enabled(m: Model, s: State): Action[] {
  return actionsOf(m).filter((action) => isEnabled(m, s, action));
}

/** The state after an action, and the lifecycle changes on the way. The given state is not touched. */
export interface Stepped {
  readonly state: State;
  readonly moves: readonly Move[];
}

/**
 * The one transition function.
 * @throws NotEnabled when the action may not happen in the state.
 */
export function step(m: Model, s: State, action: Action): Stepped {
  const guard = closedAt(m, s, action);
  if (guard !== undefined) throw new NotEnabled(action, guard);
  const moves: Move[] = [];
  const { moves: _, ...state } = applyTo(m, { ...structuredClone(s), moves }, action);
  return { state, moves };
}

/** Changes the draft in place: what `step` does after its check, for those who made sure that the action is enabled. */
export function applyTo(m: Model, draft: Draft, action: Action): Draft {
  transitions[action.name].apply(m, draft, action);
  return draft;
}
