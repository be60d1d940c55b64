import { invariantsOf } from '../../../properties/invariants.ts';
import { rankOfBlock, rankOfRun } from '../../../properties/verdict.ts';
import { wiringOf } from '../../../properties/wiring.ts';
import type { Action } from '../../model/action.ts';
import type { Model } from '../../model/model.ts';
import type { State } from '../../model/state.ts';
import { initialState } from '../../model/state.ts';
import { step } from '../../model/step.ts';
import { actionsByLabel, labelOf } from '../../schedule/label.ts';
import { replay, type TraceStep } from '../../schedule/replay.ts';
import { refusalOf, tellRefusal } from '../../words/refusals.ts';
import { tellStep } from '../../words/sentences.ts';

/** One step of a run, judged. Ranks are those of `verdicts`, 0 safe to 4 torn, one for each block. */
export interface RunStep extends TraceStep {
  /** From 1. */
  readonly number: number;
  readonly label: string;
  readonly says: string;
  readonly ranks: readonly number[];
}

/** A run that the page shows: the recorded one, or one that branches off from it. */
export interface Run {
  readonly model: Model;
  readonly initial: State;
  readonly steps: readonly RunStep[];
  /** The action that cannot happen where it stands, if the run ends before one, and why not. */
  readonly refused?: RefusedLabel;
}

export interface RefusedLabel {
  readonly label: string;
  readonly why: string;
}

/** Runs actions by their labels, up to the first that the model does not have or does not allow there. */
export function runLabels(m: Model, labels: readonly string[]): Run {
  const { actions, refused } = allowed(m, labels);
  const trace = replay(m, actions, invariantsOf(m.design));
  const ranks = ranker(m);
  const steps = trace.steps.map((traced, i) => ({
    ...traced,
    number: i + 1,
    label: labelOf(m, traced.action),
    says: tellStep(m, traced.before, traced.action, traced.after),
    ranks: ranks(traced.after),
  }));
  const run = { model: m, initial: trace.initial, steps };
  return refused === undefined ? run : { ...run, refused };
}

/** The state after a step; before the first for 0. */
export function stateAt({ initial, steps }: Run, number: number): State {
  return number === 0 ? initial : steps[number - 1]!.after;
}

/** Ranks of all blocks of a state. */
export function ranker(m: Model): (s: State) => number[] {
  const w = wiringOf(m.design);
  return (s) => s.blocks.map((_, block) => rankOfBlock(w, s, block));
}

/** The rank of a run: of the worst block at its end, or worse, what the host was answered before. */
export function rankOf({ steps }: Run): number {
  return rankOfRun(steps.map(({ ranks }) => worst(ranks)));
}

/** The properties that a run violates up to a step. */
export function violatedUpTo({ steps }: Run, number: number): string[] {
  return [...new Set(steps.slice(0, number).flatMap(({ violated }) => violated.map(({ id }) => id)))];
}

export function worst(ranks: readonly number[]): number {
  return Math.max(...ranks);
}

function allowed(m: Model, labels: readonly string[]): { actions: Action[]; refused?: RefusedLabel } {
  const known = actionsByLabel(m);
  const actions: Action[] = [];
  let state = initialState(m);
  for (const label of labels) {
    const action = known.get(label);
    if (action === undefined) return { actions, refused: { label, why: 'the design has no such action' } };
    const refusal = refusalOf(m, state, action);
    if (refusal !== undefined) return { actions, refused: { label, why: tellRefusal(refusal) } };
    state = step(m, state, action).state;
    actions.push(action);
  }
  return { actions };
}
