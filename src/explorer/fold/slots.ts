import type { Model } from '../../model/model.ts';
import { fieldsOf } from '../../model/shape.ts';
import { partner, type Side, sides } from '../../model/side.ts';
import { type Entry, type FifoEntry, type Page, type State, shape } from '../../model/state.ts';
import { bitsNamed } from '../changes.ts';
import type { Tidy } from './tidy.ts';

/*
 * Which page of an area holds what makes no difference: the rules look for a page by what it holds, and take any that is
 * free. A mirror page goes together with the entry that manages it, and with what is on its way to it. The order is the
 * same on both sides: blocks count from the writer's own on, so that the mirror image of what is ordered is ordered.
 */

/**
 * Whether it makes no difference which mirror page it is. Where R4 is weakened one can be free and still hold something,
 * or be the target of an entry: then it does, for the first that is free is taken next. Where R2_fresh is weakened an entry
 * is taken again where it stands, and a free one is looked for behind it.
 */
export function areMirrorPagesAlike({ inForce }: Model): boolean {
  return inForce.R2_fresh && inForce.R4_invalidated && inForce.R4_untargeted;
}

/** Puts the pages of each area into an order of their content. */
export function orderPages(m: Model, state: State): Tidy {
  const slots = bitsNamed(fieldsOf(shape, m), ['caches', 'controllers.table', 'fifos.entries']);
  const areas = sides.map((side) => new Areas(m, state, side));
  const ordersMirror = areMirrorPagesAlike(m);
  return (changed) => {
    if ((changed & slots) === 0) return 0;
    let moved = false;
    for (const area of areas) {
      if (area.orderReadWrite()) moved = true;
      if (ordersMirror && area.orderMirror()) moved = true;
    }
    return moved ? slots : 0;
  };
}

/** The areas of one cache, the mirror area with the table of the partner, who manages it. */
class Areas {
  readonly #readWrite: readonly Page[];
  readonly #mirror: readonly Page[];
  readonly #table: readonly Entry[];
  readonly #onTheirWay: readonly FifoEntry[];
  readonly #own: readonly number[];
  readonly #partners: readonly number[];

  constructor(m: Model, { caches, controllers, fifos }: State, side: Side) {
    const pages = caches[side];
    const writer = partner(side);
    this.#readWrite = pages.slice(0, m.areas[side].readWrite);
    this.#mirror = pages.slice(m.areas[side].readWrite);
    this.#table = controllers[writer].table;
    this.#onTheirWay = fifos[writer].entries;
    this.#own = countedFrom(m, side);
    this.#partners = countedFrom(m, writer);
  }

  orderReadWrite(): boolean {
    const pages = this.#readWrite;
    let moved = false;
    for (let i = 1; i < pages.length; i++) {
      for (let at = i; at > 0 && comparePages(this.#own, pages[at]!, pages[at - 1]!) < 0; at--) {
        exchangePages(pages[at]!, pages[at - 1]!);
        moved = true;
      }
    }
    return moved;
  }

  orderMirror(): boolean {
    const [pages, table] = [this.#mirror, this.#table];
    let moved = false;
    for (let i = 1; i < table.length; i++) {
      for (let at = i; at > 0 && this.#compareMirrored(at, at - 1) < 0; at--) {
        exchangePages(pages[at]!, pages[at - 1]!);
        exchangeHolders(table[at]!, table[at - 1]!);
        this.#exchangeTargets(at);
        moved = true;
      }
    }
    return moved;
  }

  /** By the entries of two mirror pages, what the pages hold, and what is on its way to them. */
  #compareMirrored(a: number, b: number): number {
    return (
      compare(this.#partners, this.#table[a]!, this.#table[b]!) ||
      comparePages(this.#partners, this.#mirror[a]!, this.#mirror[b]!) ||
      this.#placesTo(b) - this.#placesTo(a)
    );
  }

  /** The places of the FIFO from which something goes to this mirror page, as bits. */
  #placesTo(page: number): number {
    let places = 0;
    this.#onTheirWay.forEach((entry, i) => {
      if (entry.version !== 0 && entry.page === page) places |= 1 << i;
    });
    return places;
  }

  /** What is on its way to one of two neighbours goes to the other. */
  #exchangeTargets(at: number): void {
    for (const entry of this.#onTheirWay) {
      if (entry.version === 0) continue;
      if (entry.page === at) entry.page = at - 1;
      else if (entry.page === at - 1) entry.page = at;
    }
  }
}

/** For each block its place, counted from the first block of a side on. */
function countedFrom({ blocks }: Model, side: Side): number[] {
  const first = blocks.indexOf(side);
  return blocks.map((_, block) => (block - first + blocks.length) % blocks.length);
}

/** What holds a version of a block, or version 0. */
interface Holder {
  state: string;
  block: number;
  version: number;
}

/** By block, the newest version first; what holds none comes last. */
function compare(places: readonly number[], a: Holder, b: Holder): number {
  if (a.version === 0 || b.version === 0) return b.version - a.version || compareNames(a.state, b.state);
  return places[a.block]! - places[b.block]! || b.version - a.version || compareNames(a.state, b.state);
}

function comparePages(places: readonly number[], a: Page, b: Page): number {
  return compare(places, a, b) || a.written - b.written;
}

function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function exchangePages(a: Page, b: Page): void {
  exchangeHolders(a, b);
  const { written } = a;
  a.written = b.written;
  b.written = written;
}

function exchangeHolders<T extends Holder>(a: T, b: T): void {
  const { state, block, version } = a;
  a.state = b.state;
  a.block = b.block;
  a.version = b.version;
  b.state = state;
  b.block = block;
  b.version = version;
}
