import type { Model } from '../../model/model.ts';
import { partner, type Side, sides } from '../../model/side.ts';
import type { Draft, Entry, FifoEntry, Page } from '../../model/state.ts';

/*
 * Which page of an area holds what makes no difference: the rules look for a page by what it holds, and take any that is
 * free. A mirror page goes together with the entry that manages it, and with what is on its way to it.
 */

/** Puts the pages of each area into an order of their content, in place; true if any moved. */
export function orderPages(m: Model, d: Draft): boolean {
  let moved = false;
  for (const side of sides) {
    if (orderReadWrite(d.caches[side], m.areas[side].readWrite)) moved = true;
    if (orderMirror(m, d, side)) moved = true;
  }
  return moved;
}

function orderReadWrite(pages: Page[], end: number): boolean {
  let moved = false;
  for (let i = 1; i < end; i++) {
    for (let at = i; at > 0 && comparePages(pages[at]!, pages[at - 1]!) < 0; at--) {
      exchangePages(pages[at]!, pages[at - 1]!);
      moved = true;
    }
  }
  return moved;
}

/** The mirror area in this cache, with the table of the partner that manages it. */
function orderMirror(m: Model, d: Draft, side: Side): boolean {
  const writer = partner(side);
  const pages = d.caches[side];
  const { table } = d.controllers[writer];
  const first = m.areas[side].readWrite;
  let moved = false;
  for (let i = 1; i < table.length; i++) {
    for (let at = i; at > 0 && compareUnits(d, side, first, at, at - 1) < 0; at--) {
      exchangePages(pages[first + at]!, pages[first + at - 1]!);
      exchangeEntries(table[at]!, table[at - 1]!);
      exchangeTargets(d, writer, at);
      moved = true;
    }
  }
  return moved;
}

/** Orders two mirror pages of this cache by what they hold, by their entries, and by what is on its way to them. */
function compareUnits(
  { caches, controllers, fifos }: Draft,
  side: Side,
  first: number,
  a: number,
  b: number,
): number {
  const writer = partner(side);
  const pages = caches[side];
  const { table } = controllers[writer];
  const { entries } = fifos[writer];
  return (
    compareEntries(table[a]!, table[b]!) ||
    comparePages(pages[first + a]!, pages[first + b]!) ||
    placesTo(entries, b) - placesTo(entries, a)
  );
}

/** The places of the FIFO from which something goes to this mirror page, as bits. */
function placesTo(entries: readonly FifoEntry[], page: number): number {
  let places = 0;
  for (let i = 0; i < entries.length; i++)
    if (entries[i]!.version !== 0 && entries[i]!.page === page) places |= 1 << i;
  return places;
}

function comparePages(a: Page, b: Page): number {
  return (
    b.version - a.version || a.block - b.block || a.written - b.written || compareNames(a.state, b.state)
  );
}

function compareEntries(a: Entry, b: Entry): number {
  return b.version - a.version || a.block - b.block || compareNames(a.state, b.state);
}

function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function exchangePages(a: Page, b: Page): void {
  const { state, block, version, written } = a;
  a.state = b.state;
  a.block = b.block;
  a.version = b.version;
  a.written = b.written;
  b.state = state;
  b.block = block;
  b.version = version;
  b.written = written;
}

function exchangeEntries(a: Entry, b: Entry): void {
  const { state, block, version } = a;
  a.state = b.state;
  a.block = b.block;
  a.version = b.version;
  b.state = state;
  b.block = block;
  b.version = version;
}

/** What is on its way to one of the two mirror pages goes to the other. */
function exchangeTargets({ fifos }: Draft, writer: Side, at: number): void {
  for (const entry of fifos[writer].entries) {
    if (entry.version === 0) continue;
    if (entry.page === at) entry.page = at - 1;
    else if (entry.page === at - 1) entry.page = at;
  }
}
