import type { Model } from '../../model/model.ts';
import { isPart } from '../../model/property.ts';
import { type Draft, initialState, type State } from '../../model/state.ts';
import { OF_PART } from '../core/tree.ts';
import type { Rank } from '../findings.ts';
import type { Layout, PackedField } from '../layout.ts';
import { Likeness, type Value } from './likeness.ts';

/**
 * States that note which of their fields are read, in order, and which are written: `before` as packed in memory from a
 * place on, and what comes `after` it as packed behind it. What is written stays here.
 */
export class Recorder {
  readonly before: Draft;
  /** Fields that were read, by their index; those of a state after a step count on behind those before it, then parts. */
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
  readonly #firstPart: number;
  /** What is noted under another number is not noted. */
  #run = 0;
  #runs = 0;
  #at = 0;

  constructor(m: Model, { fields, words }: Layout, memory: Int32Array, asks: readonly Rank[] = []) {
    const after = fields.map((field) => ({ ...field, word: field.word + words }));
    this.fields = [...fields, ...after, ...asks.map(fieldOfPart)];
    this.#firstPart = fields.length + after.length;
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
    this.#run = ++this.#runs;
    this.#at = at;
    this.readCount = 0;
    this.writeCount = 0;
  }

  read(field: number): Value {
    if (this.#written[field] === this.#run || this.#read[field] === this.#run) return this.#values[field]!;
    this.#note(field);
    const { domain, word, shift, bits } = this.fields[field]!;
    const code = (this.#memory[this.#at + word]! >>> shift) & ((1 << bits) - 1);
    const value = typeof domain === 'number' ? code : domain[code]!;
    this.#values[field] = value;
    return value;
  }

  /**
   * The answer of a part, by its number, of the state before. What is read while `learn` finds it is noted apart and
   * forgotten then; of the run that asks there is noted that it asked.
   */
  ask(part: number, learn: (at: number) => number): number {
    const field = this.#firstPart + part;
    if (this.#read[field] === this.#run) return this.#values[field] as number;
    const [run, reads] = [this.#run, this.reads.slice(0, this.readCount)];
    this.begin(this.#at);
    const answer = learn(this.#at);
    const { domain } = this.fields[field]!;
    if (answer > Number(domain))
      throw new RangeError(`a part with answers from 0 to ${domain} came to ${answer}`);
    this.#run = run;
    this.readCount = 0;
    for (const read of reads) this.#note(read);
    this.#note(field);
    this.#values[field] = answer;
    return answer;
  }

  /** The answer of a part that was asked, which is given by its field. */
  answerOf(field: number): number {
    return this.#values[field] as number;
  }

  #note(field: number): void {
    this.#read[field] = this.#run;
    this.reads[this.readCount++] = field;
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

/** A part as if it were a field. Trees see its answer where they would see the value of that. */
function fieldOfPart(part: Rank, number: number): PackedField {
  const domain = isPart(part) ? part.answers - 1 : 0;
  const bits = 32 - Math.clz32(domain);
  return { name: '', path: '', steps: [], kind: 'count', domain, word: OF_PART, shift: number, bits };
}
