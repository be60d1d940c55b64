import { faultSet } from '../../spec/faults.ts';
import { gradeOf, type Question } from '../../src/explorer/findings.ts';
import type { Action } from '../../src/model/action.ts';
import type { Model } from '../../src/model/model.ts';
import { type Property, VIOLATED } from '../../src/model/property.ts';
import { actionsOf, cardOf } from '../../src/model/protocol.ts';
import { initialState, type State } from '../../src/model/state.ts';
import { isEnabled, step } from '../../src/model/step.ts';

/** What the plainest search finds. Lengths are numbers of actions. */
export interface Naive {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** States in which nothing may happen any more. */
  readonly terminal: number;
  /** By property, the length of a shortest way to violate it; for a witness, to reach it. */
  readonly lengths: ReadonlyMap<string, number>;
  /** By fault set and grade, as `PowerOff P1: 2`, the length of a shortest way there. */
  readonly grades: ReadonlyMap<string, number>;
}

/**
 * The plainest search there is, level by level: a set of JSON texts, the pure `step`, no packing, no parents, and every
 * property asked of every state and step. It shares nothing with the explorer but the protocol and what is asked.
 */
export function naiveSearch(m: Model, { properties, ranks }: Question): Naive {
  const lengths = new Map<string, number>();
  const grades = new Map<string, number>();
  const notice = (found: Map<string, number>, name: string, length: number) => {
    if (!found.has(name)) found.set(name, length);
  };
  const arrive = (state: State, depth: number) => {
    for (const property of properties) {
      if (property.kind === 'always' && property.check(state) === VIOLATED) {
        notice(lengths, property.id, depth);
      }
    }
    notice(grades, `${faultSet(m.faults, state.faults).join(' + ')}: ${gradeOf(ranks, state)}`, depth);
  };
  const seen = new Set([JSON.stringify(initialState(m))]);
  let level: State[] = [initialState(m)];
  const all = actionsOf(m);
  let transitions = 0;
  let terminal = 0;
  arrive(level[0]!, 0);
  for (let depth = 0; ; depth++) {
    const next: State[] = [];
    for (const state of level) {
      const actions = all.filter((action) => isEnabled(m, state, action));
      if (actions.length === 0) terminal++;
      const atRest = actions.every((action) => cardOf(action).by !== 'array');
      for (const property of properties) {
        if (property.kind === 'deadlock' && atRest && property.awaits(state)) {
          notice(lengths, property.id, depth);
        }
      }
      for (const action of actions) {
        transitions++;
        const after = step(m, state, action).state;
        for (const property of properties) {
          if (isFound(property, state, action, after)) notice(lengths, property.id, depth + 1);
        }
        const key = JSON.stringify(after);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push(after);
        arrive(after, depth + 1);
      }
    }
    if (next.length === 0) return { states: seen.size, transitions, depth, terminal, lengths, grades };
    level = next;
  }
}

function isFound(property: Property, before: State, action: Action, after: State): boolean {
  if (property.kind === 'sometimes') return property.check(before, action, after);
  if (property.kind !== 'step') return false;
  const card = cardOf(action);
  return property.deeds?.(card) !== false && property.check(before, { action, card }, after) === VIOLATED;
}
