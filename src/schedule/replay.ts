import type { Action } from '../model/action.ts';
import type { Guard } from '../model/guard.ts';
import type { Model } from '../model/model.ts';
import { type Property, VIOLATED } from '../model/property.ts';
import { cardOf } from '../model/protocol.ts';
import type { Move, State } from '../model/state.ts';
import { initialState } from '../model/state.ts';
import { closedAt, enabled, step } from '../model/step.ts';

/** One step of a replay: the action, the state after it, and what it did on the way. */
export interface TraceStep {
  readonly action: Action;
  readonly before: State;
  readonly after: State;
  readonly moves: readonly Move[];
  /** Properties that this step, or the state after it, violates. */
  readonly violated: readonly Property[];
}

/** A schedule with its resulting states. */
export interface Trace {
  readonly initial: State;
  readonly steps: readonly TraceStep[];
}

/** The states of a schedule, the one before the first step first. */
export function statesOf({ initial, steps }: Trace): State[] {
  return [initial, ...steps.map(({ after }) => after)];
}

/**
 * What a step breaks. A property of states stays violated, and is broken where that begins; a step that
 * violates a property breaks it each time.
 */
export function brokenBy({ violated }: TraceStep, previous: TraceStep | undefined): Property[] {
  const isNew = ({ id }: Property) => !previous?.violated.some((other) => other.id === id);
  return violated.filter((property) => property.kind === 'step' || isNew(property));
}

/** Thrown for the first action of a schedule that is not enabled where it stands. */
export class CannotReplay extends Error {
  constructor(
    readonly index: number,
    readonly action: Action,
    readonly state: State,
    readonly instead: readonly Action[],
    /** What keeps it from happening there. */
    readonly guard: Guard,
  ) {
    super(`action ${index + 1}, ${action.name}, is not enabled: ${guard} is closed`);
  }
}

/**
 * Runs a schedule from the initial state and judges each step.
 * @throws CannotReplay at the first action that is not enabled.
 */
export function replay(m: Model, schedule: readonly Action[], properties: readonly Property[]): Trace {
  const initial = initialState(m);
  const steps: TraceStep[] = [];
  let before = initial;
  schedule.forEach((action, index) => {
    const guard = closedAt(m, before, action);
    if (guard !== undefined) throw new CannotReplay(index, action, before, enabled(m, before), guard);
    const { state: after, moves } = step(m, before, action);
    const violated = properties.filter((property) => violates(m, property, before, action, after));
    steps.push({ action, before, after, moves, violated });
    before = after;
  });
  return { initial, steps };
}

function violates(m: Model, property: Property, before: State, action: Action, after: State): boolean {
  switch (property.kind) {
    case 'always':
      return property.check(after) === VIOLATED;
    case 'step':
      return property.check(before, { action, card: cardOf(action) }, after) === VIOLATED;
    case 'deadlock':
      return property.awaits(after) && !systemMoves(m, after);
    case 'sometimes':
      return false;
  }
}

function systemMoves(m: Model, s: State): boolean {
  return enabled(m, s).some((action) => cardOf(action).by === 'array');
}
