import { inCharge, isFilling, isOpen, pageHolding } from '../cache.ts';
import { entryName, pageName } from '../edits.ts';
import { type Guard, unless } from '../guard.ts';
import { eventOf } from '../lifecycle.ts';
import type { Model } from '../model.ts';
import { R1_epoch, R2_fresh, R2_paired, R5_fence, R14_resolve, R16_open, R17_order } from '../rules.ts';
import type { Side } from '../side.ts';
import { type Draft, move, type State, type StateField } from '../state.ts';
import { transition, WORKING } from '../transition.ts';

const ALLOCATE = eventOf('read-write-page', 'ALLOCATE');
const WRITE = eventOf('read-write-page', 'WRITE');
const ACQUIRE = eventOf('mirror-page.entry', 'ACQUIRE');

/** A page that a takeover linked belongs to the read/write area from then on, and is taken for a write like any other. */
const LINKED: readonly StateField[] = ['caches.mirror.state', 'caches.mirror.block', 'caches.mirror.version'];

/**
 * A1, A6, A9, B9: the switch routes a write to the controller in charge, which takes all its pages at once, read/write
 * and mirror, or lets the request wait: it never holds one while it waits for another (H39, H40).
 */
const HostWrite = transition({
  name: 'HostWrite',
  over: ['side', 'span'],
  by: 'host',
  process: 'host',
  modes: WORKING,
  touches: [
    'controllers.table',
    'caches.readWrite',
    ...LINKED,
    'blocks.issued',
    'blocks.openAt',
    'blocks.joined',
    'blocks.ending',
    'blocks.numbers',
  ],
  closed: (m, s, { side, block, pages }) =>
    unless(inCharge(m, s, side, block), 'inCharge') ??
    unless(writesIssued(s) + pages <= m.maxWrites, 'bounds') ??
    requestClosed(m, s, block, pages) ??
    unless(R5_fence.atHost(m, s, side, block), 'R5_fence') ??
    unless(cleanPages(s, side) >= pages, 'pages') ??
    unless(!isMirroring(s, side) || R2_paired(m, s, side, block, pages), 'R2_paired'),
  apply: (m, d, { side, block, pages }) => {
    let taken = -1;
    for (let b = block; b < block + pages; b++) {
      const request = d.blocks[b]!;
      if (m.numbered > 0) request.numbers[side][request.issued] = R1_epoch(m, d, side, b);
      request.issued++;
      request.openAt = side + 1;
      request.joined = b > block;
      request.ending = 'none';
      allocatePage(d, side, b, request.issued);
      if (!isMirroring(d, side)) continue;
      taken = R2_fresh(m, d, side, b, taken);
      if (taken >= 0) acquireEntry(d, side, taken, b, request.issued);
    }
  },
});

/** A1, A6, B15: the host's data goes to the read/write page; the next page follows while the one before is copied. */
const WritePage = transition({
  name: 'WritePage',
  over: ['side', 'block'],
  by: 'array',
  process: 'write',
  modes: WORKING,
  touches: ['caches.readWrite.state', 'caches.mirror.state'],
  closed: (m, s, { side, block }) =>
    unless(isOpen(s, side, block), 'open') ??
    unless(isFilling(s, side, block), 'filling') ??
    unless(R17_order(m, s, side, block), 'R17_order'),
  apply: (_, d, { side, block }) => {
    const index = d.caches[side].indexOf(pageHolding(d, side, block, d.blocks[block]!.issued)!);
    const page = d.caches[side][index]!;
    page.state = move(d, WRITE, pageName(side, index), page.state as 'filling');
  },
});

/** What keeps one of the blocks from its next write: the newest one before is still to be answered, or to be resolved. */
function requestClosed(m: Model, s: State, block: number, pages: number): Guard | undefined {
  for (let b = block; b < block + pages; b++) {
    const guard = unless(R16_open(m, s, b), 'R16_open') ?? unless(R14_resolve(m, s, b), 'R14_resolve');
    if (guard !== undefined) return guard;
  }
  return undefined;
}

function isMirroring(s: State, side: Side): boolean {
  return s.controllers[side].mode === 'mirrored';
}

function writesIssued(s: State): number {
  let writes = 0;
  for (const { issued } of s.blocks) writes += issued;
  return writes;
}

function cleanPages(s: State, side: Side): number {
  let clean = 0;
  for (const page of s.caches[side]) if (page.state === 'clean') clean++;
  return clean;
}

function allocatePage(d: Draft, side: Side, block: number, version: number): void {
  const index = d.caches[side].findIndex(({ state }) => state === 'clean');
  const page = d.caches[side][index]!;
  page.state = move(d, ALLOCATE, pageName(side, index), 'clean');
  page.block = block;
  page.version = version;
}

function acquireEntry(d: Draft, side: Side, index: number, block: number, version: number): void {
  const entry = d.controllers[side].table[index]!;
  if (entry.state === 'free') {
    entry.state = move(d, ACQUIRE, entryName(side, index), entry.state);
  }
  entry.block = block;
  entry.version = version;
}

export const write = [HostWrite, WritePage] as const;
