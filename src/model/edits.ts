import { eventOf, goalOf, type LifecycleEvent } from './lifecycle.ts';
import type { Model } from './model.ts';
import { isNewer } from './numbers.ts';
import { BOARD, CACHE, FIFO, partner, type Side } from './side.ts';
import { type Draft, type Entry, type FifoEntry, move, type Page, type StateField } from './state.ts';

/*
 * Changes of a part that several actions make. Each takes its lifecycle step through the chart. Where nobody notes those,
 * what becomes of a part whatever it was is done without asking what it was: the less is asked, the less there is to learn
 * (D71).
 */

/** A read/write page is free to take: the device holds its version, or a newer one supersedes it. */
export const CLEAN = eventOf('read-write-page', 'CLEAN');
/** All of a copy is in its mirror page. */
export const COMMIT = eventOf('mirror-page.copy', 'COMMIT');
/** A controller takes its partner for failed, rightly or not. */
export const SUSPECT = eventOf('controller.mode', 'SUSPECT');
const RELEASE = eventOf('mirror-page.entry', 'RELEASE');
const LOSE = eventOf('read-write-page', 'LOSE');
const FREE = goalOf(RELEASE);
const LOST = goalOf(LOSE);
const INVALIDATE = eventOf('mirror-page.copy', 'INVALIDATE');
const DISCARD = eventOf('fifo', 'DISCARD');
const NEXT = eventOf('fifo', 'NEXT');
const LAST = eventOf('fifo', 'LAST');

export function changeMode(d: Draft, side: Side, event: LifecycleEvent<'controller.mode'>): void {
  const controller = d.controllers[side];
  controller.mode = move(d, event, BOARD[side], controller.mode);
}

export function clearTable(d: Draft, side: Side): void {
  d.controllers[side].table.forEach((entry, i) => {
    if (d.moves === null) emptyEntry(entry, FREE);
    else if (entry.state === 'acquired') freeEntry(d, side, i);
  });
}

export function freeEntry(d: Draft, side: Side, index: number): void {
  const entry = d.controllers[side].table[index]!;
  emptyEntry(entry, move(d, RELEASE, entryName(side, index), entry.state));
}

function emptyEntry(entry: Entry, state: Entry['state']): void {
  entry.state = state;
  entry.block = 0;
  entry.version = 0;
}

/** Makes a read/write page free to take: the device holds its version, a newer one supersedes it, or it is lost. */
export function cleanPage(
  d: Draft,
  side: Side,
  index: number,
  event: LifecycleEvent<'read-write-page'>,
): void {
  const page = d.caches[side][index]!;
  page.state = move(d, event, pageName(side, index), page.state as 'dirty');
  forgetHeader(page);
}

/** What a page of the read/write area held is lost with its cache. */
export function losePage(d: Draft, side: Side, index: number): void {
  const page = d.caches[side][index]!;
  if (d.moves !== null && page.version !== 0) cleanPage(d, side, index, LOSE);
  if (d.moves !== null) return;
  page.state = LOST;
  forgetHeader(page);
}

/** Takes the header off a mirror page (R4). */
export function blankPage(d: Draft, side: Side, index: number): void {
  const page = d.caches[side][index]!;
  page.state = move(d, INVALIDATE, pageName(side, index), page.state as 'committed');
  forgetHeader(page);
}

/** Frees an entry, and the page that it manages, of which the partner is told in the same step (R4). */
export function releasePage(m: Model, d: Draft, side: Side, entry: number): void {
  const other = partner(side);
  const index = m.areas[other].readWrite + entry;
  const invalidates = m.inForce.R4_invalidated && d.caches[other][index]!.state !== 'blank';
  if (invalidates) blankPage(d, other, index);
  freeEntry(d, side, entry);
}

function forgetHeader(page: Page): void {
  page.block = 0;
  page.version = 0;
  page.written = 0;
}

export function pageName(side: Side, index: number): string {
  pageNames[side][index] ??= `${CACHE[side]} page ${index + 1}`;
  return pageNames[side][index];
}

export function entryName(side: Side, index: number): string {
  entryNames[side][index] ??= `${BOARD[side]} entry ${index + 1}`;
  return entryNames[side][index];
}

const NO_ENTRY: Readonly<FifoEntry> = { block: 0, version: 0, page: 0, written: 0, drained: false };

// Every lifecycle change asks for a name: making one takes longer than many a rule.
const pageNames: readonly [string[], string[]] = [[], []];
const entryNames: readonly [string[], string[]] = [[], []];

/** Takes all entries out of the FIFO. */
export function emptyFifo({ fifos }: Draft, side: Side): void {
  for (const entry of fifos[side].entries) Object.assign(entry, NO_ENTRY);
}

/** Takes an entry out of the FIFO; those behind it move up. */
function removeEntry(d: Draft, side: Side, place: number): void {
  const { entries } = d.fifos[side];
  for (let i = place; i + 1 < entries.length; i++) moveUp(entries[i + 1]!, entries[i]!);
  Object.assign(entries[entries.length - 1]!, NO_ENTRY);
}

/** Field by field: the fields of a state that notes what is read of it are no values to copy as they are. */
function moveUp({ block, version, page, written, drained }: FifoEntry, to: FifoEntry): void {
  Object.assign(to, { block, version, page, written, drained });
}

/** Takes an entry that was never verified out of the FIFO: nothing will complete it any more. */
export function discardEntry(d: Draft, side: Side, place: number): void {
  const fifo = d.fifos[side];
  removeEntry(d, side, place);
  const remains = fifo.entries.some(({ version, drained }) => version !== 0 && !drained);
  if (!remains && fifo.state !== 'empty') fifo.state = move(d, DISCARD, FIFO[side], fifo.state);
}

/**
 * The entry has done its work. With `keepUntilDestage` it stays, out of the indicator's sight, while the device has not
 * got its version and no newer one is acknowledged (H28).
 */
export function leave(m: Model, d: Draft, side: Side, place: number): void {
  const fifo = d.fifos[side];
  const { block, version } = fifo.entries[place]!;
  const { media, acknowledged } = d.blocks[block]!;
  const isCurrent = isNewer(d, block, version, media) && !isNewer(d, block, acknowledged, version);
  const keeps = m.design.fifo.keepUntilDestage && isCurrent;
  if (keeps) fifo.entries[place]!.drained = true;
  else removeEntry(d, side, place);
  const remains = fifo.entries.some(({ version, drained }) => version !== 0 && !drained);
  fifo.state = move(d, remains ? NEXT : LAST, FIFO[side], fifo.state);
}

/** Forgets drained entries that were kept for versions up to this one (H28). */
export function dropKeptEntries(m: Model, d: Draft, side: Side, block: number, upTo: number): void {
  if (!m.design.fifo.keepUntilDestage) return;
  const { entries } = d.fifos[side];
  for (let place = entries.length - 1; place >= 0; place--) {
    const entry = entries[place]!;
    if (entry.drained && entry.block === block && !isNewer(d, block, entry.version, upTo))
      removeEntry(d, side, place);
  }
}

/** A device write begins. Where another of the block is under way (R16 weakened), the device completes this one first. */
export function beginWrite({ blocks }: Draft, side: Side, index: number, version: number): void {
  const { queued, overtaken } = blocks[index]!;
  if (overtaken[side].length > 0) overtaken[side][0] = queued[side];
  queued[side] = version;
}

/** What completing a write that the host gave up may change. */
export const COMPLETION: readonly StateField[] = ['blocks.settled', 'blocks.openAt', 'blocks.ending'];

/** What a device write may change that lands. */
export const LANDING: readonly StateField[] = [
  'blocks.media',
  'blocks.queued',
  'blocks.overtaken',
  ...COMPLETION,
];

/** The device takes the version that a controller has under way to it, if there is one. */
export function landWrite(d: Draft, side: Side, index: number): void {
  const block = d.blocks[index]!;
  const { queued, overtaken } = block;
  if (queued[side] === 0) return;
  block.media = queued[side];
  queued[side] = overtaken[side][0] ?? 0;
  overtaken[side].fill(0);
  complete(d, index);
}

/** Makes void what a controller has under way to a device, by its fence (R5), or to any, because it ended with an error. */
export function voidWrites(m: Model, { blocks }: Draft, side: Side, device?: Side): void {
  blocks.forEach(({ queued, overtaken }, b) => {
    if ((device ?? m.blocks[b]) !== m.blocks[b]) return;
    queued[side] = 0;
    overtaken[side].fill(0);
  });
}

/** H52: nobody waits for the write any more; what becomes of it is unknown until its controller has resolved it (R14). */
export function giveUp(d: Draft, index: number): void {
  const block = d.blocks[index]!;
  block.joined = false;
  block.ending = 'aborted';
  complete(d, index);
}

/** R14: a write that the host gave up is in effect, and resolved, once the device has it. */
export function complete(d: Draft, index: number): void {
  const block = d.blocks[index]!;
  if (block.ending !== 'aborted' || isNewer(d, index, block.issued, block.media)) return;
  block.settled = Math.max(block.settled, block.issued);
  block.openAt = 0;
  block.ending = 'none';
}
