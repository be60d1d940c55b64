import * as place from '../core/places.ts';
import type { Core } from './load.ts';
import type { Extents, Memory } from './regions.ts';

/*
 * The states of a search by their numbers: the last ones in memory, and the first ones, once memory is used up, on a shelf.
 * Those on the shelf were expanded. They are in no table, so what is found then may have been found before: that is
 * resolved by and by, at the latest before it is expanded.
 */

/** Words outside memory, one after the other. */
export interface Row {
  /** @throws NotSetAside */
  readonly write: (from: number, words: Int32Array) => void;
  readonly read: (from: number, into: Int32Array) => void;
}

/** Where states are set aside: for each two words that say its halves, and one that says its parent. */
export interface Shelf {
  readonly roots: Row;
  readonly parents: Row;
  /** Nothing on it is needed any more. */
  readonly close: () => void;
}

/** Thrown by a shelf that takes no more. What was on it stays. */
export class NotSetAside extends Error {
  override readonly name = 'NotSetAside';
}

/** Words that lie in several places. Each part is to be read, or filled, before the next is asked for. */
export interface Piece {
  readonly length: number;
  readonly parts: () => Iterable<Int32Array>;
}

/** States that are read from the shelf at a time. Their halves and a word for each find place where batches are sorted. */
const BLOCK = 2 ** 17;

/** A shelf is looked through again only for this part of the states in memory. */
const WORTH_SETTING_ASIDE = 1 / 8;

/** A state and its parent, each by its two halves. */
export type Step = readonly [left: number, right: number, toLeft: number, toRight: number];

export class States {
  readonly #memory: Memory;
  readonly #core: Core;
  readonly #shelf: Shelf | undefined;
  readonly #words: Int32Array;
  /** All before this one are known to be new. */
  #resolved = 1;

  constructor(memory: Memory, core: Core, shelf: Shelf | undefined) {
    this.#memory = memory;
    this.#core = core;
    this.#shelf = shelf;
    this.#words = memory.words;
  }

  /** How many there are. Until they are resolved, some may count twice. */
  get size(): number {
    return this.base + this.#words[place.SIZE]!;
  }

  /** How many are on the shelf. */
  get base(): number {
    return this.#words[place.BASE]!;
  }

  parentOf(state: number): number {
    const parent = new Int32Array(1);
    if (state < this.base) this.#shelf!.parents.read(state, parent);
    else parent[0] = this.#words[this.#words[place.PARENTS]! + state - this.base]!;
    return parent[0]!;
  }

  /** The halves of states that follow each other, left and right in turns. To be read before anything else is asked. */
  rootsOf(first: number, count: number): Int32Array {
    const words = this.#words;
    const aside = Math.min(Math.max(this.base - first, 0), count);
    const inMemory = words[place.ROOTS]! + 2 * (first + aside - this.base);
    if (aside === 0) return words.subarray(inMemory, inMemory + 2 * count);
    const block = this.#block(2 * count);
    this.#shelf!.roots.read(2 * first, block.subarray(0, 2 * aside));
    block.set(words.subarray(inMemory, inMemory + 2 * (count - aside)), 2 * aside);
    return block;
  }

  stepTo(state: number, parent: number): Step {
    const [left, right] = this.rootsOf(parent, 1).slice();
    const [toLeft, toRight] = this.rootsOf(state, 1).slice();
    return [left!, right!, toLeft!, toRight!];
  }

  /**
   * Finds which of the states that are not resolved were found before they were set aside, and takes them out. `without`
   * is told of each first, by its number and its parent's. Returns the numbers that they had, in their order.
   *
   * What was told of them beside their number needs no mending: a state has the same grade, and violates the same, whenever
   * it is found, so the first sight of either was noted when it was found first. Nor does a step: it is judged once.
   */
  resolve(without: (state: number, parent: number) => void): number[] {
    const { base } = this;
    const first = this.#resolved - base;
    if (base === 0 || first === this.#words[place.SIZE] || this.#mark() === 0) {
      this.#resolved = this.size;
      return [];
    }
    const known = this.#marked(first);
    for (const state of known) without(state, -1 - this.#words[this.#words[place.PARENTS]! + state - base]!);
    this.#core.dropMarked(first);
    this.#memory.enterStates(this.#core);
    this.#resolved = this.size;
    return known;
  }

  /** Marks in memory what is on the shelf as well. Returns how many there are. */
  #mark(): number {
    const at = this.#words[place.SORTED]!;
    let marked = 0;
    for (let first = 0; first < this.base; first += BLOCK) {
      const count = Math.min(BLOCK, this.base - first);
      this.#shelf!.roots.read(2 * first, this.#block(2 * count));
      marked += this.#core.markKnown(at, count, at + 2 * BLOCK);
    }
    return marked;
  }

  #marked(first: number): number[] {
    const parents = this.#words[place.PARENTS]!;
    const found: number[] = [];
    for (let i = first; i < this.#words[place.SIZE]!; i++)
      if (this.#words[parents + i]! < 0) found.push(this.base + i);
    return found;
  }

  /** Whether it is worth while to set aside all states before this one. */
  isWorthSettingAside(next: number): boolean {
    const inMemory = this.#words[place.SIZE]!;
    return this.#shelf !== undefined && next - this.base > WORTH_SETTING_ASIDE * inMemory;
  }

  /**
   * Puts on the shelf all states before this one. They were expanded, and all that are found are resolved.
   * @throws NotSetAside when it takes no more. Then all is as it was.
   */
  setAside(next: number): void {
    const words = this.#words;
    const { base } = this;
    const count = next - base;
    const [roots, parents] = [words[place.ROOTS]!, words[place.PARENTS]!];
    this.#shelf!.roots.write(2 * base, words.subarray(roots, roots + 2 * count));
    this.#shelf!.parents.write(base, words.subarray(parents, parents + count));
    this.#memory.forget(count, this.#core);
  }

  /** All that is known of them, once they are resolved. */
  pieces(): Piece[] {
    return this.#piecesOf(
      (row, width, first, part) => row.read(width * first, part),
      () => {},
    );
  }

  /**
   * Makes place for states of another search, and for their halves. Where they do not fit in so many bytes, those that
   * were expanded are to lie on the shelf.
   * @throws MemoryFull, NotSetAside when there is no place.
   */
  places(extents: Extents, expanded: number, bytes: number): Piece[] {
    const isAllInMemory = this.#shelf === undefined || this.#memory.hasPlaceFor(extents, bytes);
    this.#memory.reserve(extents, isAllInMemory ? 0 : expanded);
    this.#resolved = this.size;
    return this.#piecesOf(
      () => {},
      (row, width, first, part) => row.write(width * first, part),
    );
  }

  /** Their halves and their parents, part by part: what is to be done with one from the shelf before and after. */
  #piecesOf(before: Handling, after: Handling): Piece[] {
    const words = this.#words;
    const { base, size } = this;
    const piece = (width: number, row: Row | undefined, at: number): Piece => {
      const partsOnShelf = this.#onShelf.bind(this);
      return {
        length: width * size,
        *parts() {
          if (row !== undefined)
            for (const { first, part } of partsOnShelf(width)) {
              before(row, width, first, part);
              yield part;
              after(row, width, first, part);
            }
          yield words.subarray(at, at + width * (size - base));
        },
      };
    };
    return [
      piece(2, this.#shelf?.roots, words[place.ROOTS]!),
      piece(1, this.#shelf?.parents, words[place.PARENTS]!),
    ];
  }

  *#onShelf(width: number): Generator<{ first: number; part: Int32Array }> {
    for (let first = 0; first < this.base; first += BLOCK)
      yield { first, part: this.#block(width * Math.min(BLOCK, this.base - first)) };
  }

  /** Words for a moment. */
  #block(words: number): Int32Array {
    const at = this.#words[place.SORTED]!;
    return this.#words.subarray(at, at + words);
  }
}

type Handling = (row: Row, width: number, first: number, part: Int32Array) => void;
