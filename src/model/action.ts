import type { ActionOn, Parameter } from './card.ts';
import type { families } from './families.ts';

type Families = typeof families;
type EveryTransition = Families[keyof Families][number];

/** The action of a transition, as its card says. */
type ActionIn<T> = T extends { readonly name: infer N extends string; readonly over: readonly (infer P)[] }
  ? ActionOn<N, P & Parameter>
  : never;

/** An action with its arguments: `{ name: 'Destage', side: 0, page: 2 }`. */
export type Action = ActionIn<EveryTransition>;
export type ActionName = Action['name'];
export type ActionOf<N extends ActionName> = Extract<Action, { name: N }>;
