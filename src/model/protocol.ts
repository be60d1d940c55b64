import type { Action, ActionName } from './action.ts';
import { answer } from './actions/answer.ts';
import { boot } from './actions/boot.ts';
import { destage } from './actions/destage.ts';
import { duplicate } from './actions/duplicate.ts';
import { faults } from './actions/faults.ts';
import { late } from './actions/late.ts';
import { release } from './actions/release.ts';
import { takeover } from './actions/takeover.ts';
import { write } from './actions/write.ts';
import { type Card, instancesOf } from './card.ts';
import type { Model } from './model.ts';
import type { Draft, State } from './state.ts';

/** The actions of the protocol, family by family: each is a file of src/model/actions, and a module of tla. */
export const families = { boot, write, duplicate, answer, destage, release, takeover, late, faults } as const;

/** One action of the protocol, whichever it is. */
export interface AnyTransition extends Card<ActionName> {
  enabled(m: Model, s: State, action: Action): boolean;
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
