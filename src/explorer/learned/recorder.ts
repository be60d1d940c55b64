import type { Model } from '../../model/model.ts';
import { type Draft, initialState, type State } from '../../model/state.ts';
import type { Layout, PackedField } from '../layout.ts';
import { Likeness, type Value } from './likeness.ts';

/**
 * States that note which of their fields are read, in order, and which are written: `before` as packed in memory from a
 * place on, and what comes `after` it as packed behind it. What is written stays here.
 */
export class Recorder {
  readonly before: Draft;
  /** Fields that were read, by their index; those of a state after a step count on behind those before it. */
  readonly reads: Int32Array;
  readCount = 0;
  readonly writes: Int32Array;
  writeCount = 0;
  readonly fields: readonly PackedField[];
  readonly #likeness: Likeness;
  readonly #memory: Int32Array;
  readonly #values: Value[];
  readonly #read: Int32Array;
  readonly #written: Int32Array;
  /** What is noted under an older number is not noted. */
  #run = 0;
  #at = 0;

  constructor(m: Model, { fields, words }: Layout, memory: Int32Array) {
    this.fields = [...fields, ...fields.map((field) => ({ ...field, word: field.word + words }))];
    const count = this.fields.length;
    this.#memory = memory;
    this.#values = Array<Value>(count).fill(0);
    this.#read = new Int32Array(count);
    this.#written = new Int32Array(count);
    this.reads = new Int32Array(count);
    this.writes = new Int32Array(count);
    this.#likeness = new Likeness(initialState(m), fields, this);
    this.before = Object.assign(this.#likeness.before as State, { moves: null });
  }

  /**
   * What comes after a step that writes these fields and no others. What it leaves alone is what was before: the same
   * field, and the same part where it leaves all of that.
   */
  after(written: readonly number[]): State {
    return this.#likeness.after(written) as State;
  }

  /** Forgets what was noted. From now on the states are those that are packed at this place in memory. */
  begin(at: number): void {
    this.#run++;
    this.#at = at;
    this.readCount = 0;
    this.writeCount = 0;
  }

  read(field: number): Value {
    if (this.#written[field] === this.#run || this.#read[field] === this.#run) return this.#values[field]!;
    this.#read[field] = this.#run;
    this.reads[this.readCount++] = field;
    const { domain, word, shift, bits } = this.fields[field]!;
    const code = (this.#memory[this.#at + word]! >>> shift) & (2 ** bits - 1);
    const value = typeof domain === 'number' ? code : domain[code]!;
    this.#values[field] = value;
    return value;
  }

  write(field: number, value: Value): void {
    if (this.#written[field] !== this.#run) {
      this.#written[field] = this.#run;
      this.writes[this.writeCount++] = field;
    }
    this.#values[field] = value;
  }

  /** A field that was written, as it is to be packed. */
  codeWritten(field: number): number {
    const { domain } = this.fields[field]!;
    const value = this.#values[field]!;
    return typeof domain === 'number' ? (value as number) : (domain as readonly Value[]).indexOf(value);
  }
}
