import type { Action, ActionName } from './action.ts';
import { type Card, instancesOf } from './card.ts';
import { families } from './families.ts';
import type { Guard } from './guard.ts';
import type { Model } from './model.ts';
import type { Draft, State } from './state.ts';

/** One action of the protocol, whichever it is. */
export interface AnyTransition extends Card<ActionName> {
  closed(m: Model, s: State, action: Action): Guard | undefined;
  apply(m: Model, d: Draft, action: Action): void;
}

const all = Object.values(families).flat() as unknown as readonly AnyTransition[];

/** Every action of the protocol, in the order in which `enabled` lists them. */
export const transitions = Object.fromEntries(all.map((one) => [one.name, one])) as Readonly<
  Record<ActionName, AnyTransition>
>;

/** What an action says of itself. */
export function cardOf({ name }: Pick<Action, 'name'>): AnyTransition {
  return transitions[name];
}

/** Every instance of every action that the design has, enabled or not. */
export function actionsOf(m: Model): Action[] {
  return all.flatMap((card) => instancesOf(card, m) as unknown as Action[]);
}
