import { isAmong } from '../model/card.ts';
import type { StateField } from '../model/state.ts';
import type { Layout } from './layout.ts';

/** Names from the 32nd on share a bit: then a few more properties are asked than must be. */
const LAST_BIT = 31;

/** Which fields differ between two packed states: a number with a bit for each name of a field, such as `caches.state`. */
export class Changes {
  readonly #names: readonly string[];
  /** For each word where its fields begin in the two lists below. */
  readonly #starts: Int32Array;
  /** The bits that the fields of one name have in the word. */
  readonly #places: Int32Array;
  /** The bit of that name. */
  readonly #bits: Int32Array;

  constructor({ fields, words }: Layout) {
    this.#names = [...new Set(fields.map(({ name }) => name))];
    this.#starts = new Int32Array(words + 1);
    const places: number[] = [];
    const bits: number[] = [];
    for (let word = 0; word < words; word++) {
      const own = fields.filter((field) => field.word === word);
      for (const name of new Set(own.map((field) => field.name))) {
        const named = own.filter((field) => field.name === name);
        places.push(named.reduce((all, field) => all | ((2 ** field.bits - 1) << field.shift), 0));
        bits.push(this.#bitOf(name));
      }
      this.#starts[word + 1] = places.length;
    }
    this.#places = Int32Array.from(places);
    this.#bits = Int32Array.from(bits);
  }

  /** The bits of the fields that are named, themselves or by the part that holds them. */
  of(named: readonly StateField[]): number {
    const fields = this.#names.filter((name) => isAmong(named, name));
    return fields.reduce((bits, name) => bits | this.#bitOf(name), 0);
  }

  /** What differs between a state in a chunk of others and one by itself; 0 when they are equal. */
  between(chunk: Uint32Array, at: number, state: Uint32Array): number {
    let changed = 0;
    for (let word = 0; word < state.length; word++) {
      const differing = chunk[at + word]! ^ state[word]!;
      if (differing === 0) continue;
      const end = this.#starts[word + 1]!;
      for (let i = this.#starts[word]!; i < end; i++) {
        if ((differing & this.#places[i]!) !== 0) changed |= this.#bits[i]!;
      }
    }
    return changed;
  }

  #bitOf(name: string): number {
    return 1 << Math.min(this.#names.indexOf(name), LAST_BIT);
  }
}
