import type { ActionName, ActionOf } from '../../model/action.ts';
import type { families } from '../../model/families.ts';
import type { Model } from '../../model/model.ts';
import type { State } from '../../model/state.ts';
import type { DrawnEvent } from '../drawing.ts';

/** What an action was taken in, and what came of it. */
export interface Around {
  readonly m: Model;
  readonly before: State;
  readonly after: State;
}

/** All that is told of one action to a human. */
export interface Words<N extends ActionName> {
  /** A short story may leave it out: it neither promises, breaks nor takes over anything. */
  readonly isDetail?: true;
  /** What it did, as a sentence without its full stop. */
  readonly says: (action: ActionOf<N>, around: Around) => string;
  /** The same between and at the lanes of a drawing: the action itself, then what comes with it. */
  readonly draws: (action: ActionOf<N>, around: Around) => readonly DrawnEvent[];
}

/** An entry for each action of a family, no more and no less. */
export type WordsFor<F extends keyof Families> = { readonly [N in Families[F][number]['name']]: Words<N> };

/** An entry for every action. */
export type EveryWord = { readonly [N in ActionName]: Words<N> };

type Families = typeof families;
