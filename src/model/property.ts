import type { Action, ActionName } from './action.ts';
import type { State } from './state.ts';

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
  /** I1..I16 of the contract, `refinement`, or the name of a witness. */
  readonly id: string;
  /** The property as a sentence. */
  readonly says: string;
}

/** Must hold in every reachable state. */
export interface Always extends Named {
  readonly kind: 'always';
  readonly check: (state: State) => Outcome;
}

/** Must hold of every transition, or of those of the actions listed in `on`. */
export interface EveryStep extends Named {
  readonly kind: 'step';
  readonly on?: readonly ActionName[];
  readonly check: (before: State, action: Action, after: State) => Outcome;
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
