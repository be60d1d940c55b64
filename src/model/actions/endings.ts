import { endOfRequest, entryFor, isOpen, isUnderWay, pageHolding } from '../cache.ts';
import { COMPLETION, cleanPage, discardEntry, giveUp, releasePage } from '../edits.ts';
import { type Guard, unless } from '../guard.ts';
import { eventOf } from '../lifecycle.ts';
import type { Model } from '../model.ts';
import { isNewer } from '../numbers.ts';
import { duplicateIsWhole, queuedAt } from '../queue.ts';
import { R4_invalidated, R5_fence } from '../rules.ts';
import type { Side } from '../side.ts';
import type { Draft, State } from '../state.ts';
import { transition, WORKING } from '../transition.ts';

/* How a write ends that the host is not told to be safe. */

const GIVE_UP = eventOf('read-write-page', 'GIVE_UP');

/**
 * H52: the host gives up, by a time-out or a cancel, and asks nobody whether it may. Its request falls apart: each block is
 * resolved by itself (R14), for a mixture of pages is allowed (H38).
 */
const Abort = transition({
  name: 'Abort',
  over: ['side', 'block'],
  by: 'host',
  process: 'abort',
  touches: ['blocks.joined', ...COMPLETION],
  only: ({ hostsGiveUp }) => hostsGiveUp,
  closed: (_, s, { side, block }) =>
    unless(isOpen(s, side, block), 'open') ??
    unless(isUnderWay(s, block), 'waits') ??
    unless(!s.blocks[block]!.joined, 'first'),
  apply: (_, d, { block }) => {
    const end = endOfRequest(d, block);
    for (let b = block; b < end; b++) giveUp(d, b);
  },
});

/**
 * R14, R15: a write is discarded wherever it is, and never takes effect. The host gave it up, or a duplicate of it ended
 * with an error, and the host is told that it failed: the whole request, for that is what it waits for.
 */
const Discard = transition({
  name: 'Discard',
  over: ['side', 'block'],
  by: 'array',
  process: 'write',
  modes: WORKING,
  touches: ['blocks.openAt', 'blocks.joined', 'blocks.ending', 'controllers.table', 'caches', 'fifos'],
  closed: (m, s, { side, block }) =>
    unless(isOpen(s, side, block), 'open') ??
    unless(!s.blocks[block]!.joined, 'first') ??
    unless(!isUnderWay(s, block) || R5_fence.atHost(m, s, side, block), 'R5_fence') ??
    unless(hasCause(s, block), 'cause') ??
    requestClosed(m, s, side, block),
  apply: (m, d, { side, block }) => {
    const end = endOfRequest(d, block);
    for (let b = block; b < end; b++) discard(m, d, side, b);
  },
});

/** Whether any block of the request that begins at this one was given up, or a duplicate of it ended with an error. */
function hasCause(s: State, first: number): boolean {
  for (let b = first; b < endOfRequest(s, first); b++) if (s.blocks[b]!.ending !== 'none') return true;
  return false;
}

/** What keeps the request that begins at this block from being taken back: the same of any of its blocks. */
function requestClosed(m: Model, s: State, side: Side, first: number): Guard | undefined {
  for (let b = first; b < endOfRequest(s, first); b++) {
    const guard =
      unless(isUndone(m, s, side, b), 'undone') ??
      unless(entryFor(s, side, b, s.blocks[b]!.issued) < 0 || R4_invalidated(m, s, side), 'R4_invalidated');
    if (guard !== undefined) return guard;
  }
  return undefined;
}

/**
 * Whether the newest version can be taken back: it is neither on the device nor on its way to it, and its duplicate is not
 * whole. With a whole one, the copy of the version before may be released already (R2): what is newest then is completed.
 */
function isUndone(m: Model, s: State, side: Side, block: number): boolean {
  const { issued, media } = s.blocks[block]!;
  const state = pageHolding(s, side, block, issued)?.state;
  if (!isNewer(s, block, issued, media) || (state !== 'filling' && state !== 'dirty')) return false;
  return !duplicateIsWhole(m, s, side, block, issued);
}

function discard(m: Model, d: Draft, side: Side, index: number): void {
  const block = d.blocks[index]!;
  const page = d.caches[side].indexOf(pageHolding(d, side, index, block.issued)!);
  const half = queuedAt(d, side, index, block.issued);
  const entry = entryFor(d, side, index, block.issued);
  cleanPage(d, side, page, GIVE_UP);
  if (half >= 0) discardEntry(d, side, half);
  if (entry >= 0) releasePage(m, d, side, entry);
  block.openAt = 0;
  block.joined = false;
  block.ending = 'failed';
}

export const endings = [Abort, Discard] as const;
