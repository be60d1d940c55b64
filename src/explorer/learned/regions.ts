import * as place from '../core/places.ts';
import type { Core } from './load.ts';

/** How much of what a search needs. */
export interface Needs {
  /** Words of a packed state. */
  readonly words: number;
  readonly instances: number;
  /** States that a batch expands at most. */
  readonly batch: number;
  readonly threads: number;
  /** Words of a state with faults in them. */
  readonly faultWords: number;
  /** Fault sets with each of their grades. */
  readonly grades: number;
}

const FIRST_SLOTS = 2 ** 12;

/** States that a thread takes of a batch at once. */
const CLAIM = 16;

/** States that a batch adds until it takes no more. */
const MOST_NEW = 2 ** 18;

/** More than this part of a table is not taken if it can grow, and never more than that. */
const FULLEST = 0.75;
const CROWDED = 0.95;

/** The shares of what is left in the end: trees an eighth, each of two dictionaries an eighth, states the rest. */
const SHARES = 8;
const SHARES_OF_STATES = 5;

/** More states have no number of 32 bits, wherever they are. */
const MOST_NUMBERS = 2 ** 31 - 1;

/** New states that a state of a batch is likely to have at most, and words that trees need in a batch. */
const LIKELY = 8;
const LEAST_LEFT = 2 ** 20;

/** Threads that a search can have. */
export const MOST_THREADS = 64;

const LINES = 32;

/** Both dictionaries. */
const DICTIONARIES = [place.DICTIONARIES, place.DICTIONARIES + place.DICTIONARY_WORDS] as const;

/** How much of a set is in use: its entries, the slots of its table, and the entries that were written and not needed. */
export interface Extent {
  readonly size: number;
  readonly slots: number;
  readonly holes: readonly number[];
}

/** The states, those that were set aside among them, and the halves in both dictionaries. */
export interface Extents {
  readonly states: Pick<Extent, 'size'>;
  readonly halves: readonly Extent[];
}

/** Thrown when the memory that a search was given is used up by something else than states. */
export class MemoryFull extends Error {
  override readonly name = 'MemoryFull';

  constructor() {
    super('the memory of the core that learns is used up: explore with --core plain, or at smaller bounds');
  }
}

/**
 * Hands out the memory of a search. It is only reserved: what is never used is never touched. Tables begin small and grow
 * where they are, and their states and halves are entered anew.
 */
export class Memory {
  readonly words: Int32Array;
  /** The places of the threads. */
  threads: readonly number[] = [];
  /** What threads can still add of states, or of halves, once a batch takes no more. */
  readonly #slack: number;
  readonly #mostStates: number;
  readonly #mostHalves: number;
  /** Holes of each dictionary that no thread has: where a search goes on with fewer threads than it had. */
  #lost: readonly (readonly number[])[] = DICTIONARIES.map(() => []);
  #end = place.HEADER_WORDS;
  #regionsEnd = 0;

  constructor(words: Int32Array, needs: Needs) {
    this.words = words;
    this.#slack = needs.threads * (CLAIM * needs.instances + place.MOST_WAITING);
    words[place.CLAIM] = CLAIM;
    this.#layBatch(needs);
    const left = Math.ceil(needs.words / 2);
    words[place.WORDS] = needs.words;
    words[place.LEFT] = left;
    const share = Math.floor((words.length - this.#end) / SHARES);
    const states = roomIn(SHARES_OF_STATES * share, 3);
    words[place.ROOTS] = this.take(2 * states.most);
    words[place.PARENTS] = this.take(states.most);
    words[place.TABLE] = this.take(states.slots);
    words[place.MASK] = FIRST_SLOTS - 1;
    const halves = roomIn(share, left);
    for (const at of DICTIONARIES) {
      words[at + place.D_WORDS] = at === DICTIONARIES[0] ? left : needs.words - left;
      words[at + place.D_ENTRIES] = this.take(left * halves.most);
      words[at + place.D_TABLE] = this.take(halves.slots);
      words[at + place.D_MASK] = FIRST_SLOTS - 1;
    }
    this.#mostStates = states.most;
    this.#mostHalves = halves.most;
    this.#regionsEnd = this.#end;
  }

  /**
   * Sees to it that a batch of so many states finds place, and says when threads are to take no more of it: there may be
   * more to add than is likely. False when there is no place left.
   */
  prepare(batch: number, core: Core): boolean {
    const { words } = this;
    if (words[place.TREES_END]! > words.length - LEAST_LEFT) return false;
    if (words[place.BASE]! + words[place.SIZE]! > MOST_NUMBERS - MOST_NEW - 2 * this.#slack) return false;
    while (isTooFull(words[place.MASK]! + 1, words[place.SIZE]!, LIKELY * batch, this.#slack)) {
      if (words[place.MASK]! + 1 > this.#mostStates) break;
      this.#double(place.TABLE, place.MASK);
      core.enterStates();
    }
    DICTIONARIES.forEach((at, i) => {
      while (isTooFull(words[at + place.D_MASK]! + 1, this.#halvesIn(i), batch, this.#slack)) {
        if (words[at + place.D_MASK]! + 1 > this.#mostHalves) break;
        this.#double(at + place.D_TABLE, at + place.D_MASK);
        this.#enterHalves(i, core);
      }
    });
    return this.#setMost();
  }

  /** Says how many states and halves there may be until a batch takes no more. */
  #setMost(): boolean {
    const { words } = this;
    const room = roomFor(words[place.MASK]! + 1, this.#mostStates) - words[place.SIZE]!;
    words[place.NEW_MOST] = Math.min(room, MOST_NEW + this.#slack) - this.#slack;
    for (const at of DICTIONARIES) {
      words[at + place.D_MOST] = roomFor(words[at + place.D_MASK]! + 1, this.#mostHalves) - this.#slack;
    }
    const areHalvesFull = DICTIONARIES.some((at) => words[at + place.D_SIZE]! > words[at + place.D_MOST]!);
    return words[place.NEW_MOST]! >= 0 && !areHalvesFull;
  }

  /** How much is in use between two batches. */
  extents(): Extents {
    const { words } = this;
    return {
      states: { size: words[place.BASE]! + words[place.SIZE]! },
      halves: DICTIONARIES.map((at, i) => ({
        size: words[at + place.D_SIZE]!,
        slots: words[at + place.D_MASK]! + 1,
        holes: this.#holesIn(i),
      })),
    };
  }

  /** The words of so many halves. */
  halves({ halves }: Extents): Int32Array[] {
    const { words } = this;
    return halves.map(({ size }, i) => {
      const at = DICTIONARIES[i]!;
      const entries = words[at + place.D_ENTRIES]!;
      return words.subarray(entries, entries + size * words[at + place.D_WORDS]!);
    });
  }

  /** Whether all of that can be in memory, and takes less than so many bytes. */
  hasPlaceFor({ states, halves }: Extents, bytes: number): boolean {
    const counts = halves.map(({ size }) => size);
    return states.size <= this.#mostStates && this.#bytesFor(states.size, counts) < bytes;
  }

  /**
   * Makes place for so much, without the states that are set aside, and with nothing in the tables.
   * @throws MemoryFull when there is none.
   */
  reserve({ states, halves }: Extents, aside: number): void {
    const { words } = this;
    const inMemory = states.size - aside;
    if (inMemory > this.#mostStates) throw new MemoryFull();
    if (halves.some(({ size }) => size > this.#mostHalves)) throw new MemoryFull();
    words[place.BASE] = aside;
    words[place.SIZE] = inMemory;
    this.#empty(place.TABLE, place.MASK, Math.min(slotsFor(inMemory), powerFrom(this.#mostStates)));
    halves.forEach(({ size, slots }, i) => {
      const at = DICTIONARIES[i]!;
      words[at + place.D_SIZE] = size;
      this.#empty(at + place.D_TABLE, at + place.D_MASK, slots);
    });
  }

  /** Forgets the first states, which were set aside. The others move up, and keep the numbers that they have among all. */
  forget(count: number, core: Core): void {
    const { words } = this;
    const left = words[place.SIZE]! - count;
    const [roots, parents] = [words[place.ROOTS]!, words[place.PARENTS]!];
    words.copyWithin(roots, roots + 2 * count, roots + 2 * (count + left));
    words.copyWithin(parents, parents + count, parents + count + left);
    words[place.BASE]! += count;
    words[place.SIZE] = left;
    this.enterStates(core);
  }

  /** Enters the states in their table anew: they are not where they were. */
  enterStates(core: Core): void {
    this.#empty(place.TABLE, place.MASK, this.words[place.MASK]! + 1);
    core.enterStates();
  }

  /** Enters in the tables what was put to its place, and leaves the holes to the threads. */
  enterAll({ halves }: Extents, core: Core): void {
    core.enterStates();
    this.#lost = halves.map(({ holes }, i) => {
      this.threads.forEach((thread, j) => {
        this.words[thread + place.SPARE_HALF + i] = holes[j] ?? -1;
      });
      return holes.slice(this.threads.length);
    });
    for (const i of DICTIONARIES.keys()) this.#enterHalves(i, core);
  }

  /** The place of so many words. */
  take(words: number): number {
    const at = this.#end;
    this.#end += words;
    if (this.#end > this.words.length) throw new MemoryFull();
    return at;
  }

  /** What is taken next begins where nothing else is near: a processor fetches two lines of 16 words at once. */
  align(): void {
    this.#end = LINES * Math.ceil(this.#end / LINES);
  }

  /** The place of these words. */
  list(words: ArrayLike<number>): number {
    const at = this.take(words.length);
    this.words.set(words, at);
    return at;
  }

  /** Leaves what was not taken to the trees. */
  leaveRest(): void {
    this.words[place.TREES_END] = this.#end;
  }

  /** Bytes that all states would take if none were set aside: what is told of a search does not depend on that. */
  get bytes(): number {
    return this.#bytesFor(this.words[place.BASE]! + this.words[place.SIZE]!);
  }

  /** Bytes that the states in memory take. */
  get bytesInMemory(): number {
    return this.#bytesFor(this.words[place.SIZE]!);
  }

  /** The same with the table that a batch of so many states may make them need: it grows before they are there. */
  bytesWith(batch: number): number {
    const size = this.words[place.SIZE]!;
    return this.bytesInMemory + 4 * (slotsFor(size + LIKELY * batch) - slotsFor(size));
  }

  /**
   * Bytes of so many states: two words and a parent for each, the table, and the halves with theirs. Tables count as
   * large as so many need them: with more threads they grow sooner.
   */
  #bytesFor(states: number, halves = DICTIONARIES.map((_, i) => this.#halvesIn(i))): number {
    const wordsOfHalves = halves.map((count, i) => {
      return count * this.words[DICTIONARIES[i]! + place.D_WORDS]! + slotsFor(count);
    });
    return 4 * (3 * states + slotsFor(states) + wordsOfHalves[0]! + wordsOfHalves[1]!);
  }

  /** Leaves the memory as a search finds it. No thread may be at work. */
  clear(): void {
    const { words } = this;
    const zero = (from: number, count: number) => words.fill(0, from, from + count);
    zero(this.#regionsEnd, Math.max(words[place.TREES_END]!, this.#end) - this.#regionsEnd);
    zero(words[place.TABLE]!, words[place.MASK]! + 1);
    for (const at of DICTIONARIES) zero(words[at + place.D_TABLE]!, words[at + place.D_MASK]! + 1);
    zero(place.HEADER_WORDS, words[place.ROOTS]! - place.HEADER_WORDS);
    zero(0, place.KEPT_WORDS_FROM);
  }

  #layBatch({ batch, faultWords, instances, grades }: Needs): void {
    const { words } = this;
    const most = MOST_NEW + this.#slack;
    words[place.DISTINCT] = this.take(instances);
    const slots = powerFrom(2 * grades);
    words[place.GRADES] = this.take(slots * (faultWords + 2));
    words[place.GRADES_MASK] = slots - 1;
    for (const at of [place.KEYS, place.SLOTS, place.JUDGED]) words[at] = this.take(most);
    words[place.STRUCK] = this.take(most * faultWords);
    words[place.SORTED] = this.take(3 * most);
    words[place.STARTS] = this.take(batch + 1);
  }

  /** Halves that are in a dictionary: the same however many threads there are. */
  #halvesIn(dictionary: number): number {
    return this.words[DICTIONARIES[dictionary]! + place.D_SIZE]! - this.#holesIn(dictionary).length;
  }

  /** What threads wrote to a dictionary and did not need. */
  #holesIn(dictionary: number): number[] {
    const spares = this.threads.map((thread) => this.words[thread + place.SPARE_HALF + dictionary]!);
    return [...spares.filter((half) => half >= 0), ...this.#lost[dictionary]!];
  }

  #enterHalves(dictionary: number, core: Core): void {
    const { words } = this;
    const holes = this.#holesIn(dictionary);
    words.set([holes.length, ...holes], words[place.SORTED]!);
    core.enterHalves(DICTIONARIES[dictionary]!, words[place.SORTED]!);
  }

  #double(table: number, mask: number): void {
    this.#empty(table, mask, 2 * (this.words[mask]! + 1));
  }

  #empty(table: number, mask: number, slots: number): void {
    const { words } = this;
    words.fill(0, words[table]!, words[table]! + slots);
    words[mask] = slots - 1;
  }
}

/** How many things of so many words find place, with a table for them whose slots are a power of two. */
function roomIn(share: number, words: number): { most: number; slots: number } {
  const slots = 2 ** Math.floor(Math.log2(share / (words + 1 / FULLEST)));
  return { most: Math.min(Math.floor((share - slots) / words), Math.floor(slots * CROWDED)), slots };
}

/** How many slots a table for so many has. */
function slotsFor(count: number): number {
  return Math.max(FIRST_SLOTS, powerFrom(count / FULLEST));
}

/** How many there may be with so many slots. */
function roomFor(slots: number, most: number): number {
  return Math.min(most, Math.floor(slots * CROWDED));
}

/** Whether a table must grow before so many more are likely to come, and some more can. */
function isTooFull(slots: number, size: number, likely: number, slack: number): boolean {
  return size + likely > FULLEST * slots || size + slack >= CROWDED * slots;
}

/** The smallest power of two that is not below. */
function powerFrom(least: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(least, 2)));
}
