import { type Condition, conditions } from '../../spec/conditions.ts';
import { rules } from '../../spec/rules.ts';
import type { Action } from '../model/action.ts';
import type { Guard } from '../model/guard.ts';
import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';
import { closedAt } from '../model/step.ts';
import { askedOf } from './facts/asked.ts';
import { conditionFacts } from './facts/conditions.ts';
import { ruleFacts } from './facts/rules.ts';

/** Why an action may not happen in a state. */
export interface Refusal {
  /** The first guard that is closed: a rule, or a condition of spec/conditions.ts. */
  readonly guard: Guard;
  /** What the guard asks for. */
  readonly says: string;
  /** What closes it in this state. */
  readonly fact: string;
}

/** What keeps an action from happening in a state; undefined where it may happen. */
export function refusalOf(m: Model, s: State, action: Action): Refusal | undefined {
  const guard = closedAt(m, s, action);
  if (guard === undefined) return undefined;
  const asked = askedOf(m, s, action);
  if (guard in conditions) {
    const condition = guard as Condition;
    return { guard, says: conditions[condition], fact: conditionFacts[condition](asked) };
  }
  const rule = guard as Exclude<Guard, Condition>;
  return { guard, says: rules[rule].says, fact: ruleFacts[rule](asked) };
}

/** A refusal in one line: `R7_writeThrough: one copy only, in C1`. What is no rule is told by the fact alone. */
export function tellRefusal({ guard, fact }: Refusal): string {
  return guard in rules ? `${guard}: ${fact}` : fact;
}
