import { destagingPage, entryFor, isDirty } from '../cache.ts';
import {
  beginWrite,
  CLEAN,
  cleanPage,
  discardEntry,
  dropKeptEntries,
  LANDING,
  landWrite,
  pageName,
  releasePage,
} from '../edits.ts';
import { unless } from '../guard.ts';
import { eventOf } from '../lifecycle.ts';
import type { Model } from '../model.ts';
import { isNewer } from '../numbers.ts';
import { duplicateIsWhole, isVerified } from '../queue.ts';
import { R4_invalidated, R5_device, R5_fence, R9_version, R16_destage, R17_answered } from '../rules.ts';
import type { Side } from '../side.ts';
import { type Draft, move, type State } from '../state.ts';
import { transition, WORKING } from '../transition.ts';

const DESTAGE = eventOf('read-write-page', 'DESTAGE');

/** A3, A11: the controller begins to write a dirty page to the device; one write a block at a time (R16). */
const Destage = transition({
  name: 'Destage',
  over: ['side', 'page'],
  by: 'array',
  process: 'destage',
  modes: WORKING,
  touches: ['caches.readWrite.state', 'caches.mirror.state', 'blocks.queued', 'blocks.overtaken'],
  closed: (m, s, { side, page: index }) => {
    const page = s.caches[side][index]!;
    return (
      unless(page.state === 'dirty' || page.state === 'linked', 'dirty') ??
      unless(R5_device(m, s, side, page.block), 'R5_device') ??
      unless(R5_fence.atDevice(m, s, side, page.block), 'R5_fence') ??
      unless(R16_destage(m, s, side, page.block), 'R16_destage') ??
      unless(R17_answered(m, s, side, page), 'R17_answered')
    );
  },
  apply: (_, d, { side, page: index }) => {
    const page = d.caches[side][index]!;
    page.state = move(d, DESTAGE, pageName(side, index), page.state as 'dirty');
    beginWrite(d, side, page.block, page.version);
  },
});

/** A3, R9: the device holds the version, and the controller learns of it. */
const DestageDone = transition({
  name: 'DestageDone',
  over: ['side', 'block'],
  by: 'array',
  process: 'device',
  modes: WORKING,
  touches: [...LANDING, 'caches', 'fifos', 'controllers.table'],
  closed: (m, s, { side, block }) =>
    unless(s.blocks[block]!.queued[side] !== 0 || landedUnnoticed(s, side, block), 'deviceWrite') ??
    unless(R5_fence.atDevice(m, s, side, block), 'R5_fence'),
  apply: (m, d, { side, block }) => {
    const { ending } = d.blocks[block]!;
    landWrite(d, side, block);
    const { media } = d.blocks[block]!;
    d.caches[side].forEach((page, i) => {
      if (page.block === block && isDirty(page) && R9_version(m, d, page, media))
        cleanPage(d, side, i, CLEAN);
    });
    dropKeptEntries(m, d, side, block, media);
    if (ending === 'aborted') releaseUnfinished(m, d, side, block);
    discardHalfEntry(m, d, side, block, media);
  },
});

/** R14: half a copy of a write that the host gave up, and that is complete, would only hold the node channel. */
function releaseUnfinished(m: Model, d: Draft, side: Side, block: number): void {
  const { issued, media } = d.blocks[block]!;
  const entry = entryFor(d, side, block, issued);
  if (isNewer(d, block, issued, media) || entry < 0 || duplicateIsWhole(m, d, side, block, issued)) return;
  if (R4_invalidated(m, d, side)) releasePage(m, d, side, entry);
}

/** What the device holds needs no duplicate: an entry that is half written would only block the FIFO. */
function discardHalfEntry(m: Model, d: Draft, side: Side, block: number, upTo: number): void {
  const { entries } = d.fifos[side];
  const place = entries.findIndex(
    (entry) =>
      entry.version !== 0 &&
      entry.block === block &&
      !isNewer(d, block, entry.version, upTo) &&
      !isVerified(m, entry),
  );
  if (place >= 0) discardEntry(d, side, place);
}

/** The write landed while the controller hung. */
function landedUnnoticed(s: State, side: Side, block: number): boolean {
  const page = destagingPage(s, side, block);
  return page !== undefined && !isNewer(s, block, page.version, s.blocks[block]!.media);
}

export const destage = [Destage, DestageDone] as const;
