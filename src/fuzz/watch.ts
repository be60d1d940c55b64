import { actsItself, type Judge, type System } from '../../properties/schedules.ts';
import {
  type Always,
  type Deadlock,
  type EveryStep,
  type Property,
  type Sometimes,
  VACUOUS,
  VIOLATED,
} from '../model/property.ts';

/** Judges runs by properties, and counts over all its runs what came to pass. */
export class Watch implements Judge {
  /** How often the premise of each property fired; for a witness 1 once it was reached. */
  readonly fired: ReadonlyMap<Property, number>;
  /** How often each instance was taken. */
  readonly taken: readonly number[];
  readonly #system: System;
  readonly #fired: Map<Property, number>;
  readonly #taken: number[];
  readonly #always: readonly Always[];
  readonly #steps: readonly (readonly EveryStep[])[];
  readonly #deadlocks: readonly Deadlock[];
  #unseen: readonly Sometimes[];

  constructor(system: System, properties: readonly Property[]) {
    this.#system = system;
    this.fired = this.#fired = new Map(properties.map((property) => [property, 0]));
    this.taken = this.#taken = system.instances.map(() => 0);
    this.#always = properties.filter((property) => property.kind === 'always');
    this.#deadlocks = properties.filter((property) => property.kind === 'deadlock');
    this.#unseen = properties.filter((property) => property.kind === 'sometimes');
    const steps = properties.filter((property) => property.kind === 'step');
    this.#steps = system.instances.map(({ card }) => steps.filter(({ deeds }) => deeds?.(card) !== false));
  }

  arrive(instance?: number): Property | undefined {
    const violated = instance === undefined ? undefined : this.#judgeStep(instance);
    return violated ?? this.#judgeState();
  }

  rest(): Property | undefined {
    for (const property of this.#deadlocks) {
      if (!property.awaits(this.#system.state)) continue;
      this.#fire(property);
      if (!this.#systemMoves()) return property;
    }
    return undefined;
  }

  #judgeStep(instance: number): Property | undefined {
    const { before, state, instances } = this.#system;
    const deed = instances[instance]!;
    this.#taken[instance]!++;
    this.#lookOut(instance);
    for (const property of this.#steps[instance]!) {
      const outcome = property.check(before, deed, state);
      if (outcome !== VACUOUS) this.#fire(property);
      if (outcome === VIOLATED) return property;
    }
    return undefined;
  }

  /** Once seen, a witness is not looked for any more: most are seen in the first few runs. */
  #lookOut(instance: number): void {
    const { before, state, instances } = this.#system;
    const seen = this.#unseen.filter(({ check }) => check(before, instances[instance]!.action, state));
    if (seen.length === 0) return;
    for (const witness of seen) this.#fire(witness);
    this.#unseen = this.#unseen.filter((witness) => !seen.includes(witness));
  }

  #judgeState(): Property | undefined {
    for (const property of this.#always) {
      const outcome = property.check(this.#system.state);
      if (outcome !== VACUOUS) this.#fire(property);
      if (outcome === VIOLATED) return property;
    }
    return undefined;
  }

  #fire(property: Property): void {
    this.#fired.set(property, this.#fired.get(property)! + 1);
  }

  #systemMoves(): boolean {
    const { instances, isEnabled } = this.#system;
    return instances.some((_, instance) => actsItself(this.#system, instance) && isEnabled(instance));
  }
}
