import fc from 'fast-check';
import {
  type Judge,
  type Plan,
  type PolicyName,
  plans,
  run,
  type Schedule,
  type System,
  scheduler,
} from '../../properties/schedules.ts';
import { rankOf, verdictOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import { declarationFor } from '../../spec/declaration.ts';
import type { Verdict } from '../../spec/design.ts';
import { type FaultSet, faultSet, keyOf } from '../../spec/faults.ts';
import type { Action, ActionName } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import { type ClauseFinding, clausesIn, type Property } from '../model/property.ts';
import type { State } from '../model/state.ts';
import { departuresOf } from './departures.ts';
import { shrink } from './shrink.ts';
import { systemOf } from './system.ts';
import { Watch } from './watch.ts';

/** What to run. The same options on the same model give the same result. */
export interface FuzzOptions {
  /** A 32-bit integer. */
  readonly seed: number;
  /** Runs in all; `Infinity` to go on until stopped. */
  readonly runs: number;
  /** Actions of a run at most. */
  readonly length: number;
  readonly policy: PolicyName | 'both';
}

export interface FuzzProgress {
  readonly runs: number;
  /** Actions taken in all runs. */
  readonly steps: number;
}

export interface FuzzResult extends FuzzProgress {
  /** Why it ended before the last run without a failure, if it did. */
  readonly stopped?: string;
  readonly seed: number;
  readonly policies: Readonly<Record<PolicyName, number>>;
  readonly findings: readonly FuzzFinding[];
  /** How often each action was taken. */
  readonly actions: ReadonlyMap<ActionName, number>;
  /** Every set of faults that had struck at some time. */
  readonly faultSets: readonly FaultSet[];
  /** Actions of the longest run. */
  readonly longest: number;
  /** The last run, counted from 1, in which anything came to pass for the first time; 0 when there was none. */
  readonly lastNews: number;
  /** Runs in which a weakened rule made a difference. */
  readonly departed: number;
  /** In how many runs without a violation all that the host was told is safe came out so, and in how many worse. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Sets of faults of which the design declares nothing, and after which a run did not come out safe. */
  readonly undeclared: readonly FaultSet[];
  readonly failure?: FuzzFailure;
}

export interface FuzzFinding {
  readonly property: Property;
  /** How often its premise fired; for a witness 1 once it was reached. */
  readonly fired: number;
  /** Its clauses, where it has any. */
  readonly clauses: readonly ClauseFinding[];
}

export interface FuzzFailure {
  readonly property: Property;
  /** A minimal schedule from the initial state to the violation. */
  readonly schedule: readonly Action[];
  readonly policy: PolicyName;
  /** The run that failed, counted from 1. */
  readonly foundAfterRuns: number;
  /** Actions of that run, before it was made smaller. */
  readonly originalLength: number;
}

/** Runs between two reports, unless they are long. */
const STRIDE = 50;

/** Actions after which a report is due, and a chance to stop: a fraction of a second. */
const MANY_STEPS = 10_000;

/** Multiples of it differ in many bits, whatever the seed. */
const GOLDEN_RATIO = 0x9e3779b9;

/**
 * Runs schedules that fast-check generates, up to the first violation, which it makes smaller. Yields its progress every
 * few runs; `next(reason)` stops it there, and what it then returns says so.
 */
export function* fuzzRuns(
  m: Model,
  properties: readonly Property[],
  options: FuzzOptions,
): Generator<FuzzProgress, FuzzResult, string | undefined> {
  const campaign = new Campaign(m, properties, options);
  let stopped: string | undefined;
  for (const progress of campaign.runAll()) {
    stopped = yield progress;
    if (stopped !== undefined) break;
  }
  return campaign.result(stopped);
}

export interface FuzzHooks {
  readonly onProgress?: (progress: FuzzProgress) => void;
  /** A reason to stop, or undefined to go on. */
  readonly shouldStop?: () => string | undefined;
}

/** `fuzzRuns` in one go. */
export function fuzz(
  m: Model,
  properties: readonly Property[],
  options: FuzzOptions,
  { onProgress, shouldStop }: FuzzHooks = {},
): FuzzResult {
  const runs = fuzzRuns(m, properties, options);
  let next = runs.next();
  while (!next.done) {
    onProgress?.(next.value);
    next = runs.next(shouldStop?.());
  }
  return next.value;
}

/** The runs of one call: what they add up to so far. */
class Campaign {
  readonly #m: Model;
  readonly #options: FuzzOptions;
  readonly #system: System;
  readonly #watch: Watch;
  readonly #judge: Judge;
  readonly #plans: fc.Arbitrary<Plan>;
  readonly #schedule: (plan: Plan) => Schedule;
  readonly #policies: Record<PolicyName, number> = { random: 0, pct: 0 };
  #strides = 0;
  #runs = 0;
  #steps = 0;
  #longest = 0;
  #lastNews = 0;
  #departed = 0;
  #departs = false;
  readonly #verdicts: Record<Verdict, number> = { safe: 0, stranded: 0, lost: 0, stale: 0, torn: 0 };
  readonly #undeclared = new Map<number | string, FaultSet>();
  readonly #rank: (state: State) => number;
  #failure: FuzzFailure | undefined;

  constructor(m: Model, properties: readonly Property[], options: FuzzOptions) {
    this.#m = m;
    this.#rank = rankOf(wiringOf(m.design));
    this.#options = options;
    this.#system = systemOf(m);
    this.#watch = new Watch(this.#system, properties);
    this.#judge = m.design.weakened.length === 0 ? this.#watch : this.#noting(departuresOf(m, this.#system));
    this.#plans = plans(this.#system, options.policy, options.length, m.maxFaults);
    this.#schedule = scheduler(this.#system);
  }

  /** All runs, up to the first failure. Yields in between, never after the last. */
  *runAll(): Generator<FuzzProgress> {
    let reported = 0;
    while (this.#runs < this.#options.runs) {
      for (const [place, plan] of this.#nextPlans().entries()) {
        if ((this.#runs > 0 && place === 0) || this.#steps - reported >= MANY_STEPS) {
          reported = this.#steps;
          yield this.progress();
        }
        this.#run(plan);
        if (this.#failure !== undefined) return;
      }
    }
  }

  /** Of the next few runs. */
  #nextPlans(): Plan[] {
    const numRuns = Math.min(STRIDE, this.#options.runs - this.#runs);
    const seed = this.#options.seed ^ Math.imul(this.#strides++, GOLDEN_RATIO);
    // Biased values are the small ones: the first of the enabled actions again and again.
    return fc.sample(this.#plans, { seed, numRuns, unbiased: true });
  }

  progress(): FuzzProgress {
    return { runs: this.#runs, steps: this.#steps };
  }

  result(stopped: string | undefined): FuzzResult {
    return {
      ...(stopped === undefined ? {} : { stopped }),
      ...this.progress(),
      seed: this.#options.seed,
      policies: this.#policies,
      findings: [...this.#watch.scores].map(([property, { fired, outcomes }]) => ({
        property,
        fired,
        clauses: 'clauses' in property ? clausesIn(property, outcomes) : [],
      })),
      actions: this.#actions(),
      faultSets: [...this.#watch.faultSets.values()],
      longest: this.#longest,
      lastNews: this.#lastNews,
      departed: this.#departed,
      verdicts: this.#verdicts,
      undeclared: [...this.#undeclared.values()],
      ...(this.#failure === undefined ? {} : { failure: this.#failure }),
    };
  }

  #run(plan: Plan): void {
    const { firsts } = this.#watch;
    this.#departs = false;
    const { taken, violated } = run(this.#system, this.#schedule(plan), this.#options.length, this.#judge);
    this.#runs++;
    if (this.#departs) this.#departed++;
    this.#countVerdict(violated !== undefined);
    this.#longest = Math.max(this.#longest, taken.length);
    if (this.#watch.firsts > firsts) this.#lastNews = this.#runs;
    this.#steps += taken.length;
    this.#policies[plan.policy]++;
    if (violated === undefined) return;
    const schedule = shrink(this.#system, violated, taken).map((i) => this.#system.instances[i]!.action);
    this.#failure = {
      property: violated,
      schedule,
      policy: plan.policy,
      foundAfterRuns: this.#runs,
      originalLength: taken.length,
    };
  }

  /** A run that violates a property ended with that, whatever became of the data. */
  #countVerdict(isViolated: boolean): void {
    const { state } = this.#system;
    const verdict = verdictOf(this.#rank(state));
    if (!isViolated) this.#verdicts[verdict]++;
    if (verdict === 'safe' || declarationFor(this.#m.design, faultSet(this.#m.faults, state.faults))) return;
    this.#undeclared.set(keyOf(state.faults), [...state.faults]);
  }

  /** The same judge, which notes whether a run departs from the rules in force. */
  #noting(departs: (instance: number) => boolean): Judge {
    return {
      rest: () => this.#watch.rest(),
      arrive: (instance) => {
        this.#departs ||= instance !== undefined && departs(instance);
        return this.#watch.arrive(instance);
      },
    };
  }

  #actions(): Map<ActionName, number> {
    const actions = new Map<ActionName, number>();
    this.#system.instances.forEach(({ action: { name } }, instance) => {
      actions.set(name, (actions.get(name) ?? 0) + this.#watch.taken[instance]!);
    });
    return actions;
  }
}
