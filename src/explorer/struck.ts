import { type FaultSet, setsUpTo } from '../../spec/faults.ts';
import type { Model } from '../model/model.ts';
import { PHASES, type Phase } from '../model/phase.ts';
import type { Layout, PackedField } from './layout.ts';

/** A fault that struck, by its place among those of the model, and the phase in which it did. */
export interface Strike {
  readonly fault: number;
  readonly phase: Phase;
}

/** What has struck in a packed state: the faults and, where they are noted, their order and phases. */
export class Struck {
  readonly #flags: readonly PackedField[];
  readonly #faults: readonly PackedField[];
  readonly #phases: readonly PackedField[];
  /** The words that hold this, each with the bits that do. */
  readonly masks: readonly (readonly [word: number, mask: number])[];

  constructor({ fields }: Layout) {
    const named = (wanted: string) => fields.filter(({ name }) => name === wanted);
    this.#flags = named('faults');
    this.#faults = named('strikes.fault');
    this.#phases = named('strikes.phase');
    const masks = new Map<number, number>();
    for (const { word, shift, bits } of [...this.#flags, ...this.#faults, ...this.#phases])
      masks.set(word, (masks.get(word) ?? 0) | ((2 ** bits - 1) << shift));
    this.masks = [...masks];
  }

  /** The same where equal faults have struck, noted alike, and nowhere else. */
  keyIn(words: Uint32Array): number | string {
    const [only] = this.masks;
    if (this.masks.length < 2) return only === undefined ? 0 : words[only[0]]! & only[1];
    return this.masks.map(([word, mask]) => words[word]! & mask).join();
  }

  setIn(words: Uint32Array): FaultSet {
    return this.#flags.map((flag) => valueIn(words, flag) === 1);
  }

  /** The strikes in their order; none where they are not noted. */
  strikesIn(words: Uint32Array): Strike[] {
    return this.#faults.flatMap((field, i) => {
      const fault = valueIn(words, field);
      return fault === 0 ? [] : [{ fault: fault - 1, phase: PHASES[valueIn(words, this.#phases[i]!)]! }];
    });
  }
}

/** How many keys the states of a model can have. */
export function mostKeys({ faults, maxFaults, noted }: Model): number {
  if (noted === undefined) return setsUpTo(faults.length, maxFaults);
  let ofSize = 1;
  let keys = 1;
  for (let size = 1; size <= Math.min(maxFaults, faults.length); size++) {
    ofSize *= (faults.length - size + 1) * PHASES.length;
    keys += ofSize;
  }
  return keys;
}

function valueIn(words: Uint32Array, { word, shift, bits }: PackedField): number {
  return (words[word]! >>> shift) & (2 ** bits - 1);
}
