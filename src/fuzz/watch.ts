import type { Judge, System } from '../../properties/schedules.ts';
import {
  type Always,
  type Deadlock,
  type EveryStep,
  type Property,
  type Sometimes,
  VACUOUS,
  VIOLATED,
} from '../model/property.ts';

/** Judges runs by properties, and counts over all runs what came to pass. */
export class Watch implements Judge {
  /** How often the premise of each property fired; for a witness, how often it was reached. */
  readonly fired = new Map<string, number>();
  readonly taken: number[];
  readonly #system: System;
  readonly #always: readonly Always[];
  readonly #step: readonly (readonly EveryStep[])[];
  readonly #sometimes: readonly Sometimes[];
  readonly #deadlock: readonly Deadlock[];

  constructor(system: System, properties: readonly Property[]) {
    this.#system = system;
    this.taken = system.instances.map(() => 0);
    this.#always = properties.filter((p) => p.kind === 'always');
    this.#sometimes = properties.filter((p) => p.kind === 'sometimes');
    this.#deadlock = properties.filter((p) => p.kind === 'deadlock');
    const steps = properties.filter((p) => p.kind === 'step');
    this.#step = system.instances.map(({ name }) => steps.filter(({ on }) => on?.includes(name) ?? true));
    for (const { id } of properties) this.fired.set(id, 0);
  }

  arrive(instance?: number): Property | undefined {
    return (instance === undefined ? undefined : this.#judgeStep(instance)) ?? this.#judgeState();
  }

  rest(): Property | undefined {
    for (const property of this.#deadlock) {
      if (!property.awaits(this.#system.state)) continue;
      this.#fire(property);
      if (!this.#systemMoves()) return property;
    }
    return undefined;
  }

  #judgeStep(instance: number): Property | undefined {
    const { before, state, instances } = this.#system;
    const action = instances[instance]!;
    this.taken[instance]!++;
    for (const witness of this.#sometimes) {
      if (witness.check(before, action, state)) this.#fire(witness);
    }
    for (const property of this.#step[instance]!) {
      const outcome = property.check(before, action, state);
      if (outcome !== VACUOUS) this.#fire(property);
      if (outcome === VIOLATED) return property;
    }
    return undefined;
  }

  #judgeState(): Property | undefined {
    for (const property of this.#always) {
      const outcome = property.check(this.#system.state);
      if (outcome !== VACUOUS) this.#fire(property);
      if (outcome === VIOLATED) return property;
    }
    return undefined;
  }

  #fire({ id }: Property): void {
    this.fired.set(id, this.fired.get(id)! + 1);
  }

  #systemMoves(): boolean {
    const { instances, actsItself, isEnabled } = this.#system;
    return instances.some((_, instance) => actsItself(instance) && isEnabled(instance));
  }
}
