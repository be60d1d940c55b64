import type { Core } from './load.ts';
import * as place from './places.ts';

/** How much of what a search needs. */
export interface Needs {
  /** Words of a packed state. */
  readonly words: number;
  readonly instances: number;
  /** States that a batch expands at most. */
  readonly batch: number;
  /** Words of a state with faults in them. */
  readonly faultWords: number;
  /** Fault sets with each of their grades. */
  readonly grades: number;
}

/** Each can write one entry more than is needed. */
export const MOST_THREADS = 64;

const FIRST_SLOTS = 2 ** 12;

/** More than this part of a table is not taken if it can grow. */
const FULLEST = 0.75;

/** The shares of what is left in the end: trees an eighth, each of two dictionaries an eighth, states the rest. */
const SHARES = 8;

/** New states that a state of a batch is likely to have at most, and words that trees need in a batch. */
const LIKELY = 8;
const LEAST_LEFT = 2 ** 20;

/** Both dictionaries. */
const DICTIONARIES = [place.DICTIONARIES, place.DICTIONARIES + place.DICTIONARY_WORDS] as const;

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
  readonly #most: number;
  readonly #instances: number;
  readonly #mostStates: number;
  readonly #mostHalves: number;
  #end = place.HEADER_WORDS;

  constructor(words: Int32Array, needs: Needs) {
    this.words = words;
    this.#instances = needs.instances;
    this.#most = needs.batch * needs.instances + MOST_THREADS;
    this.#layBatch(needs);
    const left = Math.ceil(needs.words / 2);
    words[place.WORDS] = needs.words;
    words[place.LEFT] = left;
    const share = Math.floor((words.length - this.#end) / SHARES);
    const states = roomIn(4 * share, 3);
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
  }

  /**
   * Sees to it that a batch of so many states finds place for all that it can add. False when there is none.
   */
  prepare(batch: number, core: Core): boolean {
    const { words } = this;
    const most = batch * this.#instances + MOST_THREADS;
    if (!this.#hasRoom(most)) return false;
    while (isTooFull(words[place.MASK]! + 1, words[place.SIZE]!, LIKELY * batch, most)) {
      this.#double(place.TABLE, place.MASK);
      core.enterStates();
    }
    DICTIONARIES.forEach((at, i) => {
      while (isTooFull(words[at + place.D_MASK]! + 1, this.#halvesIn(i), batch, most)) {
        this.#double(at + place.D_TABLE, at + place.D_MASK);
        const holes = this.#holesIn(i);
        words.set([holes.length, ...holes], words[place.SORTED]!);
        core.enterHalves(at, words[place.SORTED]!);
      }
    });
    return true;
  }

  #hasRoom(most: number): boolean {
    const { words } = this;
    if (words[place.SIZE]! + most > this.#mostStates) return false;
    if (DICTIONARIES.some((at) => words[at + place.D_SIZE]! + most > this.#mostHalves)) return false;
    return words[place.TREES_END]! <= words.length - LEAST_LEFT;
  }

  /** The place of so many words. */
  take(words: number): number {
    const at = this.#end;
    this.#end += words;
    if (this.#end > this.words.length) throw new MemoryFull();
    return at;
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

  /** Bytes in use for states: two words and a parent for each, the table, and the halves with theirs. */
  get bytes(): number {
    const { words } = this;
    const halves = DICTIONARIES.map(
      (at, i) => this.#halvesIn(i) * words[at + place.D_WORDS]! + words[at + place.D_MASK]! + 1,
    );
    return 4 * (3 * words[place.SIZE]! + words[place.MASK]! + 1 + halves[0]! + halves[1]!);
  }

  /** Halves that are in a dictionary: the same however many threads there are. */
  #halvesIn(dictionary: number): number {
    return this.words[DICTIONARIES[dictionary]! + place.D_SIZE]! - this.#holesIn(dictionary).length;
  }

  /** What threads wrote to a dictionary and did not need. */
  #holesIn(dictionary: number): number[] {
    const spares = this.threads.map((thread) => this.words[thread + place.SPARE_HALF + dictionary]!);
    return spares.filter((half) => half >= 0);
  }

  #layBatch({ batch, faultWords, instances, grades }: Needs): void {
    const { words } = this;
    const most = this.#most;
    for (const at of [place.KEYS, place.SLOTS, place.JUDGED]) words[at] = this.take(most);
    words[place.STRUCK] = this.take(most * faultWords);
    words[place.SORTED] = this.take(3 * most);
    words[place.STARTS] = this.take(batch + 1);
    words[place.DISTINCT] = this.take(instances);
    const slots = powerFrom(2 * grades);
    words[place.GRADES] = this.take(slots * (faultWords + 2));
    words[place.GRADES_MASK] = slots - 1;
  }

  #double(table: number, mask: number): void {
    const { words } = this;
    const slots = 2 * (words[mask]! + 1);
    words.fill(0, words[table]!, words[table]! + slots);
    words[mask] = slots - 1;
  }
}

/** How many things of so many words find place, with a table for them whose slots are a power of two. */
function roomIn(share: number, words: number): { most: number; slots: number } {
  const slots = 2 ** Math.floor(Math.log2(share / (words + 1 / FULLEST)));
  return { most: Math.min(Math.floor((share - slots) / words), Math.floor(slots * FULLEST)), slots };
}

/** Whether a table must grow before so many more can come. */
function isTooFull(slots: number, size: number, likely: number, most: number): boolean {
  return size + likely > FULLEST * slots || size + most >= slots;
}

/** The smallest power of two that is not below. */
function powerFrom(least: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(least, 2)));
}
