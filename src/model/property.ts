import type { Action } from './action.ts';
import type { Card } from './card.ts';
import type { State, StateField } from './state.ts';

/** What a property says of one state or step: its premise does not fire, it holds, or it is violated. */
export const VACUOUS = 0;
export const HOLDS = 1;
export const VIOLATED = 2;
export type Outcome = typeof VACUOUS | typeof HOLDS | typeof VIOLATED;

/** The outcome of an implication. */
export function implies(premise: boolean, conclusion: boolean): Outcome {
  if (!premise) return VACUOUS;
  return conclusion ? HOLDS : VIOLATED;
}

interface Named {
  /** I1 to I16, L1 or L6, `refinement`, or the name of a witness. */
  readonly id: string;
  /** The property as a sentence. */
  readonly says: string;
}

/** Must hold in every reachable state. */
export interface Always extends Named {
  readonly kind: 'always';
  readonly check: (state: State) => Outcome;
}

/** What took a step: the action, and what that says of itself. */
export interface Deed {
  readonly action: Action;
  readonly card: Card;
}

/** Must hold of every step. */
export interface EveryStep extends Named {
  readonly kind: 'step';
  /** Fields of the state: of a step that changes none of them it says nothing. So no action is forgotten. */
  readonly reads: readonly StateField[];
  /** For a property that judges who does what: whose deeds. Of these also steps that change nothing: a read is one. */
  readonly deeds?: (card: Card) => boolean;
  readonly check: (before: State, deed: Deed, after: State) => Outcome;
}

/** Must be reached at least once: a witness. */
export interface Sometimes extends Named {
  readonly kind: 'sometimes';
  readonly check: (before: State, action: Action, after: State) => boolean;
}

/** Where `awaits` is true, the system must have something left to do. */
export interface Deadlock extends Named {
  readonly kind: 'deadlock';
  readonly awaits: (state: State) => boolean;
}

export type Property = Always | EveryStep | Sometimes | Deadlock;
