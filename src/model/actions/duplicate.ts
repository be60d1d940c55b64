import { entryFor, isFilling, mirrorAreaOpen, mirrorPage } from '../cache.ts';
import { blankPage, COMMIT, leave, pageName } from '../edits.ts';
import { type Guard, unless } from '../guard.ts';
import { eventOf } from '../lifecycle.ts';
import type { Model } from '../model.ts';
import {
  awaitsDuplicate,
  canDrain,
  drainRunsOn,
  entryCount,
  isDuplicating,
  isVerified,
  nextToDrain,
  pageUnderWay,
  queuedAt,
} from '../queue.ts';
import { R5_fence, R11_charge, R13_committed, R16_copy, R16_entry, R17_page } from '../rules.ts';
import { FIFO, partner, type Side } from '../side.ts';
import { type Draft, move, type Page, type State } from '../state.ts';
import { transition } from '../transition.ts';

const COPY = eventOf('mirror-page.copy', 'COPY');
const ENQUEUE = eventOf('fifo', 'ENQUEUE');
const DRAIN = eventOf('fifo', 'DRAIN');

/**
 * A1, A8, A16 (ack rule `mirror`): the node channel copies one sub-block from the read/write page to the mirror page;
 * with the last one it sets the commit mark (R1). It goes on by itself while its board hangs.
 */
const Copy = transition({
  name: 'Copy',
  over: ['side', 'block'],
  by: 'array',
  process: 'write',
  touches: ['caches.mirror', 'blocks.ending'],
  only: ({ ack }) => ack === 'mirror',
  closed: (m, s, { side, block }) =>
    unless(s.controllers[side].mode === 'mirrored', 'mirrors') ??
    unless(s.channelUp, 'channel') ??
    unless(awaitsDuplicate(m, s, side, block), 'open') ??
    unless(mirrorAreaOpen(s, partner(side)), 'mirrorArea') ??
    unless(R5_fence.atPartner(m, s, side), 'R5_fence') ??
    pageClosed(m, s, side, block) ??
    copyClosed(m, s, side, block),
  apply: (m, d, { side, block }) => {
    const version = d.blocks[block]!.issued;
    tryAgain(d, block);
    const page = copySubBlock(m, d, side, entryFor(d, side, block, version), block, version);
    if (isFilling(d, side, block)) commitShort(m, d, side, page);
  },
});

/** B1, B10, B15 (ack rule `fifo`): one sub-block of the duplicate goes to the FIFO; with the last one it is verified. */
const Enqueue = transition({
  name: 'Enqueue',
  over: ['side', 'block'],
  by: 'array',
  process: 'write',
  modes: ['mirrored'],
  touches: ['fifos.state', 'fifos.entries', 'blocks.ending'],
  only: ({ ack }) => ack === 'fifo',
  closed: (m, s, { side, block }) =>
    unless(s.fifos[side].state !== 'failed', 'fifo') ??
    unless(awaitsDuplicate(m, s, side, block), 'open') ??
    unless(R5_fence.atPartner(m, s, side), 'R5_fence') ??
    pageClosed(m, s, side, block) ??
    entryClosed(m, s, side, block),
  apply: (_, d, { side, block }) => {
    const fifo = d.fifos[side];
    const version = d.blocks[block]!.issued;
    tryAgain(d, block);
    let place = queuedAt(d, side, block, version);
    if (place < 0) {
      place = entryCount(d, side);
      const page = entryFor(d, side, block, version);
      Object.assign(fifo.entries[place]!, { block, version, page, written: 0, drained: false });
      if (fifo.state === 'empty') fifo.state = move(d, ENQUEUE, FIFO[side], fifo.state);
    }
    fifo.entries[place]!.written++;
  },
});

/**
 * B1, B15, B8: the drain engine moves one sub-block of the oldest entry to its mirror page. Entries accepted before a
 * fence still drain (R5). On battery each such step costs one unit of charge (R11).
 */
const Drain = transition({
  name: 'Drain',
  over: ['side'],
  by: 'array',
  process: 'drain',
  touches: ['caches.mirror', 'fifos', 'batteries.charge'],
  only: ({ ack }) => ack === 'fifo',
  closed: (m, s, { side }) =>
    unless(canDrain(m, s, side), 'drain') ??
    unless(nextToDrain(m, s, side) >= 0 || pageUnderWay(m, s, side) >= 0, 'queue'),
  apply: (m, d, { side }) => {
    const underWay = pageUnderWay(m, d, side);
    if (underWay >= 0) {
      const { block, version } = mirrorPage(m, d, side, underWay);
      drainTo(m, d, side, underWay, block, version);
    } else {
      const { block, version, page } = d.fifos[side].entries[nextToDrain(m, d, side)]!;
      const fifo = d.fifos[side];
      if (fifo.state === 'holding') fifo.state = move(d, DRAIN, FIFO[side], fifo.state);
      drainTo(m, d, side, page, block, version);
    }
    spendCharge(m, d, side);
  },
});

/** R15: an error that ended the last try is made good. */
function tryAgain(d: Draft, block: number): void {
  if (d.blocks[block]!.ending === 'errored') d.blocks[block]!.ending = 'none';
}

/** What is duplicated is to be in its page, and not on its way to the device. */
function pageClosed(m: Model, s: State, side: Side, block: number): Guard | undefined {
  if (R17_page(m, s, side, block)) return undefined;
  return isFilling(s, side, block) ? 'R17_page' : 'held';
}

/** A copy that is under way goes on; another one may not begin beside it. */
function copyClosed(m: Model, s: State, side: Side, block: number): Guard | undefined {
  const version = s.blocks[block]!.issued;
  const entry = entryFor(s, side, block, version);
  if (entry < 0) return 'mirrorPage';
  const page = mirrorPage(m, s, side, entry);
  if (page.block === block && page.version === version) return unless(page.state === 'copying', 'duplicate');
  return unless(R16_copy(m, s, side), 'R16_copy');
}

/** So does an entry; another one is to have its mirror page, a place in the FIFO and the charge to be drained. */
function entryClosed(m: Model, s: State, side: Side, block: number): Guard | undefined {
  const { entries } = s.fifos[side];
  const version = s.blocks[block]!.issued;
  const place = queuedAt(s, side, block, version);
  if (place >= 0 && !isVerified(m, entries[place]!)) return undefined;
  if (!R16_entry(m, s, side)) return 'R16_entry';
  const entry = entryFor(s, side, block, version);
  if (entry < 0) return 'mirrorPage';
  return (
    unless(!isDuplicating(m, s, side, block, version, entry), 'duplicate') ??
    unless(entryCount(s, side) < entries.length, 'room') ??
    unless(R11_charge(m, s, side, m.subBlocks), 'R11_charge')
  );
}

/** Brings one sub-block of a version to a mirror page, its header with the first and its commit mark with the last. */
function copySubBlock(m: Model, d: Draft, side: Side, entry: number, block: number, version: number): Page {
  const page = mirrorPage(m, d, side, entry);
  const index = m.areas[partner(side)].readWrite + entry;
  const name = pageName(partner(side), index);
  const continues = page.state === 'copying' && page.block === block && page.version === version;
  if (!continues) {
    if (page.state !== 'blank') blankPage(d, partner(side), index);
    page.state = move(d, COPY, name, page.state as 'blank');
    page.block = block;
    page.version = version;
  }
  page.written++;
  if (page.written === m.subBlocks) page.state = move(d, COMMIT, name, 'copying');
  return page;
}

/** Commits a copy of a page that was not filled yet (R17 weakened): its last sub-block is not the host's. */
function commitShort(m: Model, d: Draft, side: Side, page: Page): void {
  const name = pageName(partner(side), d.caches[partner(side)].indexOf(page));
  if (page.state === 'copying') page.state = move(d, COMMIT, name, page.state);
  page.written = m.subBlocks - 1;
}

function drainTo(m: Model, d: Draft, side: Side, entry: number, block: number, version: number): void {
  const page = copySubBlock(m, d, side, entry, block, version);
  const place = queuedAt(d, side, block, version);
  if (place >= 0 && !d.fifos[side].entries[place]!.drained && R13_committed(m, page))
    leave(m, d, side, place);
}

function spendCharge(m: Model, d: Draft, side: Side): void {
  for (const index of m.drainBatteries[side]) {
    const battery = d.batteries[index]!;
    if (drainRunsOn(m, d, side, index) && battery.charge > 0) battery.charge--;
  }
}

export const duplicate = [Copy, Enqueue, Drain] as const;
