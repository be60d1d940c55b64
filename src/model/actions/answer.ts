import { answerAt } from '../answer.ts';
import { endOfRequest, inCharge, isDirty, isOpen, isUnderWay, pageHolding } from '../cache.ts';
import { CLEAN, cleanPage, dropKeptEntries } from '../edits.ts';
import type { Model } from '../model.ts';
import { R0_verified, R5_fence, R7_writeThrough, R11_charge, R12_lost, R15_error } from '../rules.ts';
import type { Side } from '../side.ts';
import type { Draft, State } from '../state.ts';
import { SERVING, transition, WORKING } from '../transition.ts';

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
    'caches',
    'fifos.entries',
  ],
  enabled: (m, s, { side, block }) => {
    if (!isOpen(s, side, block) || !isUnderWay(s, block) || s.blocks[block]!.joined) return false;
    if (!R5_fence(m, s, side)) return false;
    for (let b = block; b < endOfRequest(s, block); b++) if (!isProtected(m, s, side, b)) return false;
    return true;
  },
  apply: (m, d, { side, block }) => {
    const end = endOfRequest(d, block);
    for (let b = block; b < end; b++) {
      const answered = d.blocks[b]!;
      answered.acknowledged = answered.issued;
      answered.settled = Math.max(answered.settled, answered.issued);
      answered.openAt = 0;
      answered.joined = false;
      answered.ending = 'none';
      supersede(m, d, side, b, answered.issued);
    }
  },
});

/**
 * The host reads a block (B9: from the controller in charge). What it was answered is in effect from then on. A block
 * whose newest acknowledged version is gone is reported lost (R12), which changes nothing.
 */
const HostRead = transition({
  name: 'HostRead',
  over: ['side', 'block'],
  by: 'host',
  process: 'read',
  modes: SERVING,
  touches: ['blocks.settled'],
  enabled: (m, s, { side, block }) =>
    s.blocks[block]!.issued > 0 && inCharge(m, s, side, block) && R5_fence(m, s, side),
  apply: (m, d, { side, block }) => {
    const answer = answerAt(m, d, side, block);
    if (R12_lost(m, d.blocks[block]!, answer)) d.blocks[block]!.settled = answer;
  },
});

function isProtected(m: Model, s: State, side: Side, block: number): boolean {
  const { issued, media, ending } = s.blocks[block]!;
  if (media >= issued) return true;
  const page = pageHolding(s, side, block, issued);
  if (page === undefined || !isDirty(page)) return false;
  if (ending === 'errored' && !R15_error(m)) return true;
  if (s.controllers[side].mode !== 'mirrored') return R7_writeThrough(m);
  return R0_verified(m, s, side, block) && R11_charge(m, s, side, 0);
}

/** Older versions of an acknowledged block need no destage any more, nor their place in the FIFO (R2). */
function supersede(m: Model, d: Draft, side: Side, block: number, version: number): void {
  d.caches[side].forEach((page, i) => {
    const older = page.block === block && page.version < version;
    if (older && (page.state === 'dirty' || page.state === 'linked')) cleanPage(d, side, i, CLEAN);
  });
  dropKeptEntries(m, d, side, block, version - 1);
}

export const answer = [Acknowledge, HostRead] as const;
