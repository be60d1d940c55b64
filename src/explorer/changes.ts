import { isAmong } from '../model/card.ts';
import type { StateField } from '../model/state.ts';
import type { Layout, PackedField } from './layout.ts';

/** Names from the 32nd on share a bit: then a few more properties are asked, and fields copied, than must be. */
const LAST_BIT = 31;

/** All bits: any field may differ. */
export const ANYTHING = -1;

/** The bit of each name of a field, whatever the order in which fields come. */
export function bitsOf(fields: readonly { readonly name: string }[]): ReadonlyMap<string, number> {
  const names = [...new Set(fields.map(({ name }) => name))].sort();
  return new Map(names.map((name, i) => [name, 1 << Math.min(i, LAST_BIT)]));
}

/** Which fields differ between two packed states: a number with a bit for each name of a field, such as `blocks.media`. */
export class Changes {
  readonly #bits: ReadonlyMap<string, number>;
  /** For each word, each of its four bytes and each value of that byte: the names whose fields have one of these bits. */
  readonly byByte: Int32Array;

  constructor({ fields, words }: Layout) {
    this.#bits = bitsOf(fields);
    this.byByte = new Int32Array(words * 4 * 256);
    for (const field of fields) {
      for (let bit = field.shift; bit < field.shift + field.bits; bit++) this.#mark(field, bit);
    }
  }

  /** The bits of the fields that are named, themselves or by the part that holds them. */
  of(named: readonly StateField[]): number {
    return [...this.#bits].reduce((all, [name, bit]) => (isAmong(named, name) ? all | bit : all), 0);
  }

  /** What differs between a state in a chunk of others and one by itself; 0 when they are equal. */
  between(chunk: Uint32Array, at: number, state: Uint32Array): number {
    let changed = 0;
    for (let word = 0; word < state.length; word++) {
      const bits = chunk[at + word]! ^ state[word]!;
      if (bits === 0) continue;
      const byByte = this.byByte;
      const start = word << 10;
      changed |=
        byByte[start | (bits & 255)]! |
        byByte[start | 256 | ((bits >>> 8) & 255)]! |
        byByte[start | 512 | ((bits >>> 16) & 255)]! |
        byByte[start | 768 | (bits >>> 24)]!;
    }
    return changed;
  }

  /** Enters a bit of a field under every value of its byte that has it. */
  #mark({ name, word }: PackedField, bit: number): void {
    const start = (word << 10) | ((bit >>> 3) << 8);
    const own = 1 << (bit & 7);
    for (let value = 0; value < 256; value++) {
      if ((value & own) !== 0) this.byByte[start | value]! |= this.#bits.get(name)!;
    }
  }
}
