import fc from 'fast-check';
import { type Judge, plans, run, scheduler } from '../../properties/schedules.ts';
import { systemOf } from '../fuzz/system.ts';
import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';
import { type Change, changesBetween } from '../tlc/write/changes.ts';

/** A step of a trace: the action that the reference took, and what it changed. */
export interface RecordedStep {
  readonly action: Action;
  readonly changes: readonly Change[];
}

export type RecordedTrace = readonly RecordedStep[];

export interface RecordOptions {
  /** A 32-bit integer; the same seed gives the same traces. */
  readonly seed: number;
  readonly traces: number;
  /** Actions of a trace at least, and how many of them change the state; other runs are not recorded. */
  readonly from: number;
  readonly changing: number;
  /** Actions of a trace at most. */
  readonly to: number;
}

/** Runs made in one go by fast-check. */
const STRIDE = 50;

/** Strides without one run that is long enough, after which the bounds are too small for such runs. */
const PATIENCE = 40;

/** Multiples of it differ in many bits, whatever the seed. */
const GOLDEN_RATIO = 0x9e3779b9;

/** Thrown where schedules of this design do not get that long. */
export class TracesTooShort extends Error {}

/**
 * Records runs of the reference, half of them random and half by PCT, that are long enough.
 * @throws TracesTooShort when there are none.
 */
export function recordTraces(m: Model, { seed, traces, from, changing, to }: RecordOptions): RecordedTrace[] {
  const system = systemOf(m);
  const schedule = scheduler(system);
  const plan = plans(system, 'both', to, m.maxFaults);
  const recorded: RecordedTrace[] = [];
  for (let stride = 0, last = 0; recorded.length < traces; stride++) {
    if (stride - last > PATIENCE) {
      const wanted = `${from} actions, ${changing} of them with an effect,`;
      throw new TracesTooShort(`no schedule of ${wanted} in ${PATIENCE * STRIDE} runs at these bounds`);
    }
    const before = recorded.length;
    const seeded = { seed: seed ^ Math.imul(stride, GOLDEN_RATIO), numRuns: STRIDE, unbiased: true };
    for (const each of fc.sample(plan, seeded)) {
      const recorder = new Recorder(m, system.state, system.before);
      run(
        system,
        schedule(each),
        to,
        recorder.judge((instance) => system.instances[instance]!.action),
      );
      const effects = recorder.steps.filter(({ changes }) => changes.length > 0).length;
      const isLong = recorder.steps.length >= from && effects >= changing;
      if (isLong && recorded.length < traces) recorded.push(recorder.steps);
    }
    if (recorded.length > before) last = stride;
  }
  return recorded;
}

/** Writes down what a run does, and finds nothing wrong with it. */
class Recorder {
  readonly steps: RecordedStep[] = [];
  readonly #m: Model;
  readonly #state: State;
  readonly #before: State;

  constructor(m: Model, state: State, before: State) {
    this.#m = m;
    this.#state = state;
    this.#before = before;
  }

  judge(actionOf: (instance: number) => Action): Judge {
    return {
      arrive: (instance) => {
        if (instance === undefined) return undefined;
        const changes = changesBetween(this.#m, this.#before, this.#state);
        this.steps.push({ action: actionOf(instance), changes });
        return undefined;
      },
      rest: () => undefined,
    };
  }
}
