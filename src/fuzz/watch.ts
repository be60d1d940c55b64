import { actsItself, type Judge, type System } from '../../properties/schedules.ts';
import { type FaultSet, keyOf } from '../../spec/faults.ts';
import {
  type Always,
  type Deadlock,
  type EveryStep,
  HOLDS,
  type Outcome,
  type Property,
  type Sometimes,
  VACUOUS,
  VIOLATED,
} from '../model/property.ts';

/** What became of a property. */
export interface Score {
  /** How often its premise fired; for a witness 1 once it was reached. */
  fired: number;
  /** All its outcomes, combined. */
  outcomes: Outcome;
}

/** Judges runs by properties, and counts over all its runs what came to pass. */
export class Watch implements Judge {
  readonly scores: ReadonlyMap<Property, Score>;
  /** How often each instance was taken. */
  readonly taken: readonly number[];
  /** Every set of faults that had struck at some time. */
  readonly faultSets = new Map<number | string, FaultSet>();
  /** How often anything came to pass for the first time: an action, a set of faults, an outcome of a property. */
  firsts = 0;
  readonly #system: System;
  readonly #taken: number[];
  readonly #always: readonly Always[];
  readonly #steps: readonly (readonly EveryStep[])[];
  readonly #deadlocks: readonly Deadlock[];
  #unseen: readonly Sometimes[];

  constructor(system: System, properties: readonly Property[]) {
    this.#system = system;
    this.scores = new Map(properties.map((property) => [property, { fired: 0, outcomes: VACUOUS }]));
    this.taken = this.#taken = system.instances.map(() => 0);
    this.#always = properties.filter((property) => property.kind === 'always');
    this.#deadlocks = properties.filter((property) => property.kind === 'deadlock');
    this.#unseen = properties.filter((property) => property.kind === 'sometimes');
    const steps = properties.filter((property) => property.kind === 'step');
    this.#steps = system.instances.map(({ card }) => steps.filter(({ deeds }) => deeds?.(card) !== false));
  }

  arrive(instance?: number): Property | undefined {
    this.#countFaults();
    const violated = instance === undefined ? undefined : this.#judgeStep(instance);
    return violated ?? this.#judgeState();
  }

  rest(): Property | undefined {
    for (const property of this.#deadlocks) {
      if (!property.awaits(this.#system.state)) continue;
      this.#score(property, HOLDS);
      if (!this.#systemMoves()) return property;
    }
    return undefined;
  }

  #countFaults(): void {
    const { faults } = this.#system.state;
    const key = keyOf(faults);
    if (this.faultSets.has(key)) return;
    this.faultSets.set(key, [...faults]);
    this.firsts++;
  }

  #judgeStep(instance: number): Property | undefined {
    const { before, state, instances } = this.#system;
    const deed = instances[instance]!;
    if (this.#taken[instance]!++ === 0) this.firsts++;
    this.#lookOut(instance);
    for (const property of this.#steps[instance]!) {
      const outcome = property.check(before, deed, state);
      this.#score(property, outcome);
      if (outcome === VIOLATED) return property;
    }
    return undefined;
  }

  /** Once seen, a witness is not looked for any more: most are seen in the first few runs. */
  #lookOut(instance: number): void {
    const { before, state, instances } = this.#system;
    const seen = this.#unseen.filter(({ check }) => check(before, instances[instance]!.action, state));
    if (seen.length === 0) return;
    for (const witness of seen) this.#score(witness, HOLDS);
    this.#unseen = this.#unseen.filter((witness) => !seen.includes(witness));
  }

  #judgeState(): Property | undefined {
    for (const property of this.#always) {
      const outcome = property.check(this.#system.state);
      this.#score(property, outcome);
      if (outcome === VIOLATED) return property;
    }
    return undefined;
  }

  #score(property: Property, outcome: Outcome): void {
    if (outcome === VACUOUS) return;
    const score = this.scores.get(property)!;
    score.fired++;
    if ((outcome & ~score.outcomes) !== 0) this.firsts++;
    score.outcomes |= outcome;
  }

  #systemMoves(): boolean {
    const { instances, isEnabled } = this.#system;
    return instances.some((_, instance) => actsItself(this.#system, instance) && isEnabled(instance));
  }
}
