import { isDirty } from '../cache.ts';
import { CLEAN, cleanPage, discardEntry, dropKeptEntries, LANDING, landWrite, pageName } from '../edits.ts';
import { eventOf } from '../lifecycle.ts';
import type { Model } from '../model.ts';
import { isFullOfKept, isVerified, queuedAt } from '../queue.ts';
import { R5_fence, R9_version, R11_charge } from '../rules.ts';
import type { Side } from '../side.ts';
import { type Draft, move, type Page, type State } from '../state.ts';
import { transition, WORKING } from '../transition.ts';

const DESTAGE = eventOf('read-write-page', 'DESTAGE');

/** A3, A11: the controller begins to write a dirty page to the device; one write a block at a time. */
const Destage = transition({
  name: 'Destage',
  over: ['side', 'page'],
  by: 'array',
  process: 'destage',
  modes: WORKING,
  touches: ['caches.readWrite.state', 'caches.mirror.state', 'blocks.queued'],
  enabled: (m, s, { side, page: index }) => {
    const page = s.caches[side][index]!;
    if (page.state !== 'dirty' && page.state !== 'linked') return false;
    if (!mayWriteDevice(m, s, side, page.block) || !R5_fence(m, s, side)) return false;
    if (destagingPage(s, side, page.block) !== undefined) return false;
    if (page.version <= s.blocks[page.block]!.settled) return true;
    return isGivenUp(s, page) || !writesBack(m, s, side, page);
  },
  apply: (_, d, { side, page: index }) => {
    const page = d.caches[side][index]!;
    page.state = move(d, DESTAGE, pageName(side, index), page.state as 'dirty');
    d.blocks[page.block]!.queued[side] = page.version;
  },
});

/** A3, R9: the device holds the version, and the controller learns of it. */
const DestageDone = transition({
  name: 'DestageDone',
  over: ['side', 'block'],
  by: 'array',
  process: 'device',
  modes: WORKING,
  touches: [...LANDING, 'caches', 'fifos'],
  enabled: (m, s, { side, block }) =>
    (s.blocks[block]!.queued[side] !== 0 || landedUnnoticed(s, side, block)) && R5_fence(m, s, side),
  apply: (m, d, { side, block }) => {
    landWrite(d, side, block);
    const { media } = d.blocks[block]!;
    d.caches[side].forEach((page, i) => {
      if (page.block === block && isDirty(page) && R9_version(m, page, media)) cleanPage(d, side, i, CLEAN);
    });
    dropKeptEntries(m, d, side, block, media);
    discardHalfEntry(m, d, side, block, media);
  },
});

/** What the device holds needs no duplicate: an entry that is half written would only block the FIFO. */
function discardHalfEntry(m: Model, d: Draft, side: Side, block: number, upTo: number): void {
  const { entries } = d.fifos[side];
  const place = entries.findIndex(
    (entry) => entry.block === block && entry.version !== 0 && entry.version <= upTo && !isVerified(m, entry),
  );
  if (place >= 0) discardEntry(d, side, place);
}

/** The page whose version of the block is under way to the device, if one is. */
function destagingPage(s: State, side: Side, block: number): Page | undefined {
  for (const page of s.caches[side]) if (page.state === 'destaging' && page.block === block) return page;
  return undefined;
}

/** The write landed while the controller hung. */
function landedUnnoticed(s: State, side: Side, block: number): boolean {
  const page = destagingPage(s, side, block);
  return page !== undefined && page.version <= s.blocks[block]!.media;
}

/** R14: nobody waits for this version, and the device may have it. */
function isGivenUp(s: State, { block, version }: Page): boolean {
  const { issued, ending } = s.blocks[block]!;
  return ending === 'aborted' && version === issued;
}

/** A controller destages for the devices it serves, and for its own also while it takes over from its partner. */
function mayWriteDevice(m: Model, s: State, side: Side, block: number): boolean {
  return m.blocks[block] === side || s.controllers[side].mode === 'solo';
}

/**
 * Whether an unanswered version may stay off the device: not with one copy (R7), nor with too little charge for it (R11),
 * nor while every place in the FIFO is kept for a destage.
 */
function writesBack(m: Model, s: State, side: Side, { block, version }: Page): boolean {
  if (s.controllers[side].mode !== 'mirrored') return false;
  const isQueued = queuedAt(s, side, block, version) >= 0;
  return R11_charge(m, s, side, isQueued ? 0 : m.subBlocks) && !isFullOfKept(s, side);
}

export const destage = [Destage, DestageDone] as const;
