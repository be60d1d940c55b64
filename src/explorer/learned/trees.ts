import { E_COUNT, E_WORDS, L_COUNT, L_INSTANCES, LOCK, TREES_END } from '../core/places.ts';
import { BITS_AT, CELL_WORDS, SHIFT_AT } from '../core/tree.ts';
import { columnOf, type PackedField } from '../layout.ts';
import type { Recorder } from './recorder.ts';
import { MemoryFull } from './regions.ts';

/** Thrown where a rule or a property came to something else in a state that it cannot tell from an earlier one. */
export class Impure extends Error {
  override readonly name = 'Impure';

  constructor(of: string) {
    super(`${of} does not depend on the state alone: in the same state it came to something else`);
  }
}

/** Of what a node sees, where that begins. */
const BEGINS = 2 ** BITS_AT - 1;

/** Bits that a node sees at most: it has a cell for each of their values. */
const WIDEST = 6;

/** What a tree is to learn. */
export interface Lesson {
  /** What it is about, in words. */
  readonly of: string;
  readonly root: number;
  /** Where the state is packed, or the two states of a step. */
  readonly at: number;
  readonly run: () => number;
  /** Whether what it comes to is an outcome, or the place of an effect or of a list. */
  readonly comesTo: 'outcome' | 'effect' | 'list';
}

/**
 * The decision trees of a search. Each run of a rule or a property on a recorder becomes a path: a node for each field
 * that was read, in order, and at its end what it came to.
 */
export class Trees {
  readonly #memory: Int32Array;
  readonly #recorder: Recorder;
  /** The effects that were written, by a hash of their words. */
  readonly #effects = new Map<number, number[]>();
  readonly #keep: Int32Array;
  readonly #put: Int32Array;
  /** Of each field whether it comes next in a list, right behind the one before it. */
  readonly #follows: readonly boolean[];
  /** Of each field the last path on which a node saw it. */
  readonly #seenIn: Int32Array;
  #run = 0;

  constructor(memory: Int32Array, recorder: Recorder, words: number) {
    this.#memory = memory;
    this.#recorder = recorder;
    this.#follows = recorder.fields.map((field, i) => isNextInList(recorder.fields[i - 1], field));
    this.#seenIn = new Int32Array(recorder.fields.length);
    this.#keep = new Int32Array(words).fill(-1);
    this.#put = new Int32Array(words);
  }

  /**
   * Learns a lesson: runs it on the states that are packed at its place, and keeps in its tree what it came to. One thread
   * at a time plants, others read meanwhile. What is known already is left, and must be the same.
   * @throws Impure when it is not.
   */
  learn(lesson: Lesson): void {
    this.#recorder.begin(lesson.at);
    const outcome = lesson.run();
    while (Atomics.compareExchange(this.#memory, LOCK, 0, 1) !== 0);
    try {
      this.#plant(lesson, outcome);
    } finally {
      Atomics.store(this.#memory, LOCK, 0);
    }
  }

  /** What the run wrote, as the inner loop makes it: see places.ts. */
  effect(footprint: number): number {
    const { fields, writes, writeCount } = this.#recorder;
    const words: number[] = [];
    for (let i = 0; i < writeCount; i++) {
      const { word, shift, bits } = fields[writes[i]!]!;
      if (bits === 0) continue;
      if (this.#keep[word] === -1) words.push(word);
      this.#keep[word]! &= ~((2 ** bits - 1) << shift);
      this.#put[word]! |= this.#recorder.codeWritten(writes[i]!) << shift;
    }
    const list = [footprint, words.length];
    for (const word of words.sort((a, b) => a - b)) {
      list.push(word, this.#keep[word]!, this.#put[word]!);
      this.#keep[word] = -1;
      this.#put[word] = 0;
    }
    return this.#placeOf(list);
  }

  /**
   * Takes so many words, all 0.
   * @throws MemoryFull
   */
  take(words: number): number {
    const at = Atomics.add(this.#memory, TREES_END, words);
    if (at + words > this.#memory.length) throw new MemoryFull();
    return at;
  }

  /** The place of these words. */
  list(words: ArrayLike<number>): number {
    const at = this.take(words.length);
    this.#memory.set(words, at);
    return at;
  }

  #plant(lesson: Lesson, outcome: number): void {
    const { fields, reads, readCount } = this.#recorder;
    const memory = this.#memory;
    this.#run++;
    let cell = lesson.root;
    for (let i = 0; i < readCount; i++) {
      const { word, shift, bits } = fields[reads[i]!]!;
      if (bits === 0 || this.#seenIn[reads[i]!] === this.#run) continue;
      if (memory[cell] === 0) this.#makeNode(cell, i);
      const node = memory[cell]!;
      const sees = memory[cell + 1]!;
      if (node < 0 || (sees & BEGINS) !== (word | (shift << SHIFT_AT))) throw new Impure(lesson.of);
      this.#markSeen(reads[i]!, sees >>> BITS_AT);
      cell = node + CELL_WORDS * ((memory[lesson.at + word]! >>> shift) & (2 ** (sees >>> BITS_AT) - 1));
    }
    if (memory[cell] === 0) Atomics.store(memory, cell, -1 - outcome);
    else if (!this.#isSame(-1 - memory[cell]!, outcome, lesson)) throw new Impure(lesson.of);
  }

  /** A node sees the field that is read here, and with it those behind it in the same list that are read next. */
  #makeNode(cell: number, read: number): void {
    const { fields, reads, readCount } = this.#recorder;
    const { word, shift, bits } = fields[reads[read]!]!;
    let width = bits;
    for (let i = read + 1; i < readCount; i++) {
      const next = reads[i]!;
      if (next !== reads[i - 1]! + 1 || !this.#follows[next] || width + fields[next]!.bits > WIDEST) break;
      width += fields[next]!.bits;
    }
    this.#memory[cell + 1] = word | (shift << SHIFT_AT) | (width << BITS_AT);
    Atomics.store(this.#memory, cell, this.take(CELL_WORDS * 2 ** width));
  }

  /** Notes that a node which begins at this field, and sees so many bits, was passed. */
  #markSeen(first: number, width: number): void {
    const { fields } = this.#recorder;
    for (let field = first, left = width; left > 0; field++) {
      this.#seenIn[field] = this.#run;
      left -= fields[field]!.bits;
    }
  }

  /** What several threads write of one thing lies in several places. */
  #isSame(known: number, outcome: number, { comesTo }: Lesson): boolean {
    if (known === outcome) return true;
    const memory = this.#memory;
    const contentOf = (at: number) => {
      if (comesTo === 'list') {
        return memory.subarray(at + L_INSTANCES, at + L_INSTANCES + memory[at + L_COUNT]!).join();
      }
      return memory.subarray(at + E_COUNT, at + E_WORDS + 3 * memory[at + E_COUNT]!).join();
    };
    return comesTo !== 'outcome' && known > 0 && outcome > 0 && contentOf(known) === contentOf(outcome);
  }

  #placeOf(list: readonly number[]): number {
    let hash = 0;
    for (const word of list) hash = Math.imul(hash ^ word, 0x9e3779b1) ^ (hash >>> 15);
    const alike = this.#effects.get(hash) ?? [];
    const known = alike.find((at) => list.every((word, i) => this.#memory[at + i] === word));
    if (known !== undefined) return known;
    const at = this.list(list);
    this.#effects.set(hash, [...alike, at]);
    return at;
  }
}

/** Whether a field is the same one place further on in a list, and packed right behind. */
function isNextInList(before: PackedField | undefined, field: PackedField): boolean {
  if (before === undefined || field.word !== before.word || field.shift !== before.shift + before.bits)
    return false;
  return columnOf(field) === columnOf(before);
}
