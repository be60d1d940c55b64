import type { FaultSet } from '../../spec/faults.ts';
import type { Layout, PackedField } from './layout.ts';

/** The faults that have struck in a packed state. */
export class Struck {
  readonly #flags: readonly PackedField[];
  /** The words that hold faults, each with the bits that do. */
  readonly masks: readonly (readonly [word: number, mask: number])[];

  constructor({ fields }: Layout) {
    this.#flags = fields.filter(({ name }) => name === 'faults');
    const masks = new Map<number, number>();
    for (const { word, shift } of this.#flags) masks.set(word, (masks.get(word) ?? 0) | (1 << shift));
    this.masks = [...masks];
  }

  /** The same for equal sets, and for no others. */
  keyIn(words: Uint32Array): number | string {
    const [only] = this.masks;
    if (this.masks.length < 2) return only === undefined ? 0 : words[only[0]]! & only[1];
    return this.masks.map(([word, mask]) => words[word]! & mask).join();
  }

  setIn(words: Uint32Array): FaultSet {
    return this.#flags.map(({ word, shift }) => ((words[word]! >>> shift) & 1) === 1);
  }
}
