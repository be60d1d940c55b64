import type { Part } from '../../model/property.ts';
import { attach } from '../core/machine.ts';
import { RANKS, TREES_END } from '../core/places.ts';
import { answerOf, BITS_AT, CELL_WORDS, OF_PART, SHIFT_AT } from '../core/tree.ts';
import type { Rank } from '../findings.ts';
import type { PackedField } from '../layout.ts';
import type { Recorder } from './recorder.ts';
import { MemoryFull } from './regions.ts';

/** Thrown where a rule or a property came to something else in a state that it cannot tell from an earlier one. */
export class Impure extends Error {
  override readonly name = 'Impure';

  constructor(of: string) {
    super(`${of} does not depend on the state alone: in the same state it came to something else`);
  }
}

/** What a node sees is told in bytes. */
const BYTE = 255;

/** Bits that a node sees at most: it has a cell for each of their values. */
const WIDEST = 8;

/** What a tree is to learn. */
export interface Lesson {
  /** What it is about, in words. */
  readonly of: string;
  readonly root: number;
  /** Where the state is packed, or the two states of a step. */
  readonly at: number;
  readonly run: () => number;
  /** Whether it may ask parts: then its tree is walked as one that does. */
  readonly mayAsk: boolean;
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
  /** Of each field the last run that read it, and the last on whose path a node saw it. */
  readonly #readIn: Int32Array;
  readonly #seenIn: Int32Array;
  /** The numbers of parts. */
  readonly #parts: ReadonlyMap<Rank, number>;
  /** Where parts answer while one of them is asked. */
  readonly #answers: number;
  /** Whether the tree that learns is walked as one that asks parts. */
  #mayAsk = false;
  #run = 0;

  constructor(memory: Int32Array, recorder: Recorder, words: number, asks: readonly Rank[] = []) {
    this.#memory = memory;
    this.#recorder = recorder;
    this.#readIn = new Int32Array(recorder.fields.length);
    this.#seenIn = new Int32Array(recorder.fields.length);
    this.#keep = new Int32Array(words).fill(-1);
    this.#put = new Int32Array(words);
    this.#answers = this.take(asks.length);
    this.#parts = new Map(asks.map((part, number) => [part, number]));
    Object.assign(recorder.before, { answer: this.#answer });
  }

  /**
   * Learns a lesson: runs it on the states that are packed at its place, and keeps in its tree what it came to. Other
   * threads read meanwhile. What is known already is left, and must be the same.
   * @throws Impure when it is not.
   */
  learn(lesson: Lesson): void {
    this.#recorder.begin(lesson.at);
    this.#mayAsk = lesson.mayAsk;
    this.#study(lesson);
  }

  #study(lesson: Lesson): number {
    const outcome = lesson.run();
    this.#plant(lesson, outcome);
    return outcome;
  }

  /** The answer of a part in the midst of a lesson. Where it is not known yet, it is a lesson of its own. */
  readonly #answer = (part: Part): number | undefined => {
    const number = this.#parts.get(part);
    if (number === undefined || !this.#mayAsk) return undefined;
    const root = this.#memory[RANKS]! + 1 + CELL_WORDS * number;
    const run = () => part.of(this.#recorder.before);
    return this.#recorder.ask(number, (at) => {
      attach(this.#memory);
      this.#memory.fill(0, this.#answers, this.#answers + this.#parts.size);
      const known = answerOf(root, at, this.#answers);
      return known >= 0 ? known : this.#study({ of: 'a part of a property', root, at, run, mayAsk: true });
    });
  };

  /** What the run wrote, as the inner loop makes it: see places.ts. */
  effect(footprint: number): number {
    const { fields, writes, writeCount } = this.#recorder;
    const words: number[] = [];
    for (let i = 0; i < writeCount; i++) {
      const { word, shift, bits } = fields[writes[i]!]!;
      if (bits === 0) continue;
      if (this.#keep[word] === -1) words.push(word);
      this.#keep[word]! &= ~(((1 << bits) - 1) << shift);
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
    const at = this.#memory[TREES_END]!;
    if (at + words > this.#memory.length) throw new MemoryFull();
    this.#memory[TREES_END] = at + words;
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
    for (let i = 0; i < readCount; i++) this.#readIn[reads[i]!] = this.#run;
    let cell = lesson.root;
    for (let i = 0; i < readCount; i++) {
      const field = reads[i]!;
      if (fields[field]!.bits === 0 || this.#seenIn[field] === this.#run) continue;
      if (memory[cell] === 0) this.#makeNode(cell, field);
      const node = memory[cell]!;
      const sees = memory[cell + 1]!;
      if (node < 0 || !isSeen(fields[field]!, sees)) throw new Impure(lesson.of);
      this.#markSeen(field, sees);
      cell = node + CELL_WORDS * this.#valueIn(lesson.at, field, sees);
    }
    if (memory[cell] === 0) Atomics.store(memory, cell, -1 - outcome);
    else if (memory[cell] !== -1 - outcome) throw new Impure(lesson.of);
  }

  /** A node sees a field, and with it those right before and behind it that this run reads as well, sooner or later. */
  #makeNode(cell: number, field: number): void {
    const { fields } = this.#recorder;
    const { word, bits } = fields[field]!;
    let [first, last, width] = [field, field, bits];
    for (;;) {
      if (this.#isToSee(last + 1, word, WIDEST - width)) width += fields[++last]!.bits;
      else if (this.#isToSee(first - 1, word, WIDEST - width)) width += fields[--first]!.bits;
      else break;
    }
    this.#memory[cell + 1] = word | (fields[first]!.shift << SHIFT_AT) | (width << BITS_AT);
    Atomics.store(this.#memory, cell, this.take(CELL_WORDS << width));
  }

  /** Whether a field of this word, with so many bits at most, is read in this run and was not seen yet. */
  #isToSee(field: number, word: number, room: number): boolean {
    const { fields } = this.#recorder;
    if (word === OF_PART || fields[field]?.word !== word) return false;
    const isAsked = this.#readIn[field] === this.#run && this.#seenIn[field] !== this.#run;
    return fields[field].bits === 0 || (isAsked && fields[field].bits <= room);
  }

  /** Notes that a node which sees this field, and others beside it, was passed. */
  #markSeen(field: number, sees: number): void {
    const { fields } = this.#recorder;
    let first = field;
    while (fields[first]!.shift > shiftOf(sees)) first--;
    for (let left = sees >>> BITS_AT; left > 0; first++) {
      this.#seenIn[first] = this.#run;
      left -= fields[first]!.bits;
    }
  }

  /** What a node sees there. */
  #valueIn(at: number, field: number, sees: number): number {
    const { word } = this.#recorder.fields[field]!;
    if (word === OF_PART) return this.#recorder.answerOf(field);
    return (this.#memory[at + word]! >>> shiftOf(sees)) & ((1 << (sees >>> BITS_AT)) - 1);
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

function shiftOf(sees: number): number {
  return (sees >>> SHIFT_AT) & BYTE;
}

/** Whether a node that sees this sees the field. */
function isSeen({ word, shift, bits }: PackedField, sees: number): boolean {
  const first = shiftOf(sees);
  const isWithin = first <= shift && shift + bits <= first + (sees >>> BITS_AT);
  return isWithin && word === (sees & BYTE);
}
