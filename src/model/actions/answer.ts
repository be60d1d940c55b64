import { answerAt } from '../answer.ts';
import { endOfRequest, inCharge, isOpen, isUnderWay } from '../cache.ts';
import { CLEAN, cleanPage, dropKeptEntries } from '../edits.ts';
import { type Guard, unless } from '../guard.ts';
import type { Model } from '../model.ts';
import { isNewer } from '../numbers.ts';
import {
  R0_verified,
  R0_written,
  R5_fence,
  R7_writeThrough,
  R11_charge,
  R12_mark,
  R15_error,
} from '../rules.ts';
import type { Side } from '../side.ts';
import type { Draft, State } from '../state.ts';
import { transition, WORKING } from '../transition.ts';

/**
 * B1, B10, B15: the host is told that its write is safe, once for all pages of the request. Write-back answers when the
 * duplicate is whole, write-through (R7) when the device holds the version.
 */
const Acknowledge = transition({
  name: 'Acknowledge',
  over: ['side', 'block'],
  by: 'array',
  process: 'write',
  modes: WORKING,
  touches: [
    'blocks.acknowledged',
    'blocks.settled',
    'blocks.openAt',
    'blocks.joined',
    'blocks.ending',
    'blocks.suspect',
    'caches',
    'fifos.entries',
  ],
  closed: (m, s, { side, block }) =>
    unless(isOpen(s, side, block), 'open') ??
    unless(isUnderWay(s, block), 'waits') ??
    unless(!s.blocks[block]!.joined, 'first') ??
    unless(R5_fence.atHost(m, s, side, block), 'R5_fence') ??
    requestClosed(m, s, side, block),
  apply: (m, d, { side, block }) => {
    const end = endOfRequest(d, block);
    for (let b = block; b < end; b++) {
      const answered = d.blocks[b]!;
      answered.acknowledged = answered.issued;
      answered.settled = Math.max(answered.settled, answered.issued);
      answered.openAt = 0;
      answered.joined = false;
      answered.ending = 'none';
      answered.suspect = false;
      supersede(m, d, side, b, answered.issued);
    }
  },
});

/**
 * The host reads a block (B9: from the controller in charge). What it was answered is in effect from then on. A block
 * that is reported suspect (R12) is answered with an error, which changes nothing.
 */
const HostRead = transition({
  name: 'HostRead',
  over: ['side', 'block'],
  by: 'host',
  process: 'read',
  modes: WORKING,
  touches: ['blocks.settled'],
  closed: (m, s, { side, block }) =>
    unless(s.blocks[block]!.issued > 0, 'written') ??
    unless(inCharge(m, s, side, block), 'inCharge') ??
    unless(R5_fence.atHost(m, s, side, block), 'R5_fence'),
  apply: (m, d, { side, block }) => {
    const answer = answerAt(m, d, side, block);
    if (!d.blocks[block]!.suspect) d.blocks[block]!.settled = answer;
  },
});

/** What keeps the host from being told so of the request that begins at this block: the same of any of its blocks. */
function requestClosed(m: Model, s: State, side: Side, first: number): Guard | undefined {
  for (let b = first; b < endOfRequest(s, first); b++) {
    const guard = answerClosed(m, s, side, b);
    if (guard !== undefined) return guard;
  }
  return undefined;
}

/** What keeps the host from being told that its newest write to this block is safe. */
export function answerClosed(m: Model, s: State, side: Side, block: number): Guard | undefined {
  const { issued, media, ending } = s.blocks[block]!;
  const hasError = ending === 'errored';
  if (!isNewer(s, block, issued, media) || (hasError && R15_error(m))) return undefined;
  if (!R0_written(m, s, side, block)) return 'R0_written';
  if (s.controllers[side].mode !== 'mirrored')
    return unless(R7_writeThrough(m), 'R7_writeThrough') ?? unless(R12_mark(m, s, block), 'R12_mark');
  return (
    unless(R0_verified(m, s, side, block), hasError ? 'R15_error' : 'R0_verified') ??
    unless(R11_charge(m, s, side, 0), 'R11_charge')
  );
}

/** Older versions of an acknowledged block need no destage any more, nor their place in the FIFO (R2). */
function supersede(m: Model, d: Draft, side: Side, block: number, version: number): void {
  d.caches[side].forEach((page, i) => {
    const older = page.block === block && isNewer(d, block, version, page.version);
    if (older && (page.state === 'dirty' || page.state === 'linked')) cleanPage(d, side, i, CLEAN);
  });
  dropKeptEntries(m, d, side, block, version - 1);
}

export const answer = [Acknowledge, HostRead] as const;
