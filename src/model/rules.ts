import {
  destagingPage,
  hearsPartner,
  inReadWriteArea,
  isDirty,
  isFilling,
  isUnderWay,
  mirrorAreaOpen,
  mirrorPage,
  pageHolding,
  supersededInMirror,
} from './cache.ts';
import type { Mode } from './card.ts';
import { epochOf, isFenced } from './epochs.ts';
import { decidesItself, type Model } from './model.ts';
import { highestNumber, isNewer } from './numbers.ts';
import {
  canDrain,
  duplicateIsWhole,
  entryCount,
  hasRedundancy,
  isFullOfKept,
  isVerified,
  nextToDrain,
  queuedAt,
  suffices,
} from './queue.ts';
import { ENGINE, FIFO, partner, type Side } from './side.ts';
import type { Block, Entry, Page, State } from './state.ts';

/*
 * The named guards of spec/rules.ts, one function each. True means "go on". A weakened guard is always true, unless
 * its comment says what it does instead.
 */

export function R0_verified(m: Model, s: State, side: Side, block: number): boolean {
  return !m.inForce.R0_verified || duplicateIsWhole(m, s, side, block, s.blocks[block]!.issued);
}

export function R0_written(m: Model, s: State, side: Side, block: number): boolean {
  if (!m.inForce.R0_written) return true;
  const page = pageHolding(s, side, block, s.blocks[block]!.issued);
  return page !== undefined && isDirty(page);
}

/** Weakened: only the writer's table maps pages to blocks, as the claims have it; it dies with the writer (H03). */
export function R1_header(m: Model, s: State, survivor: Side): boolean {
  return m.inForce.R1_header || s.controllers[partner(survivor)].mode !== 'stopped';
}

/** Weakened: a page whose copy has begun counts as well. */
export function R1_commit(m: Model, page: Page): boolean {
  return page.state === 'committed' || (!m.inForce.R1_commit && page.state === 'copying');
}

/**
 * The number of the next write of a block. Its epoch comes first, so that it is beyond all before. Weakened: a count alone,
 * on from what the controller holds or has handed out (H56).
 */
export function R1_epoch(m: Model, s: State, side: Side, block: number): number {
  return 1 + (m.inForce.R1_epoch ? s.blocks[block]!.issued : highestNumber(s, side, block));
}

/** The table entry for a new write. Weakened: the entry of the block's older version is used again (H06). */
export function R2_fresh(m: Model, s: State, side: Side, block: number, taken: number): number {
  const { table } = s.controllers[side];
  if (!m.inForce.R2_fresh) {
    const older = table.findIndex((entry) => entry.state === 'acquired' && entry.block === block);
    if (older >= 0) return older;
  }
  return table.findIndex((entry, i) => entry.state === 'free' && i > taken);
}

/** Enough entries for the request, and a partner that has its mirror area (A2). Weakened: goes on with what there is. */
export function R2_paired(m: Model, s: State, side: Side, block: number, pages: number): boolean {
  if (!m.inForce.R2_paired) return true;
  if (!mirrorAreaOpen(s, partner(side))) return false;
  let taken = -1;
  for (let b = block; b < block + pages; b++) {
    taken = R2_fresh(m, s, side, b, taken);
    if (taken < 0) return false;
  }
  return true;
}

export function R3_highest(m: Model, s: State, survivor: Side, page: Page): boolean {
  if (!m.inForce.R3_highest) return true;
  for (const other of s.caches[survivor]) {
    const isOfBlock = other.state === 'committed' && other.block === page.block;
    if (isOfBlock && isNewer(s, page.block, other.version, page.version)) return false;
  }
  return true;
}

export function R3_media(m: Model, s: State, page: Page): boolean {
  return !m.inForce.R3_media || isNewer(s, page.block, page.version, s.blocks[page.block]!.media);
}

/** Beside R3_highest, which looks at pages that are not linked yet. */
export function R3_once(m: Model, s: State, survivor: Side, page: Page): boolean {
  if (!m.inForce.R3_once) return true;
  for (const other of s.caches[survivor])
    if (other.state === 'linked' && other.block === page.block) return false;
  return true;
}

/** Whether the partner can be told to invalidate the page. Weakened: it is not even told. */
export function R4_invalidated(m: Model, s: State, side: Side): boolean {
  if (!m.inForce.R4_invalidated) return true;
  return s.channelUp && mirrorAreaOpen(s, partner(side)) && R5_fence.atPartner(m, s, side);
}

export function R4_untargeted(m: Model, s: State, side: Side, entry: number): boolean {
  if (!m.inForce.R4_untargeted) return true;
  for (const queued of s.fifos[side].entries) {
    if (queued.version !== 0 && !queued.drained && queued.page === entry) return false;
  }
  return true;
}

export function R4_needed(m: Model, s: State, side: Side, { block, version }: Entry): boolean {
  if (!m.inForce.R4_needed || !isNewer(s, block, version, s.blocks[block]!.media)) return true;
  return supersededInMirror(m, s, side, block, version);
}

/** All that a controller sends carries its epoch, and is judged where it arrives: what carries an old one is rejected. */
export const R5_fence = {
  /** By the partner, which has asked for the fence itself: what is for its mirror area, or for the FIFO that it drains. */
  atPartner: (m: Model, s: State, side: Side): boolean => !m.inForce.R5_fence || !isFenced(s, side),

  /** By the device of the block: it takes what is of the epoch that it has confirmed. */
  atDevice(m: Model, s: State, side: Side, block: number): boolean {
    const device = m.blocks[block]!;
    return !m.inForce.R5_fence || s.devices[device].confirmed === epochOf(side, device);
  },

  /** By the arbiter. */
  atArbiter(m: Model, s: State, side: Side, block: number): boolean {
    const device = m.blocks[block]!;
    return !m.inForce.R5_fence || s.devices[device].granted === epochOf(side, device);
  },

  /** By what is between the host and the controllers: it lets nothing of an older epoch through. */
  atHost(m: Model, s: State, side: Side, block: number): boolean {
    const device = m.blocks[block]!;
    return !m.inForce.R5_fence || s.devices[device].routed <= epochOf(side, device);
  },
};

export function R5_confirm(m: Model, s: State, survivor: Side): boolean {
  const device = partner(survivor);
  return !m.inForce.R5_confirm || s.devices[device].confirmed === epochOf(survivor, device);
}

export function R5_route(m: Model, s: State, survivor: Side): boolean {
  return !m.inForce.R5_route || m.design.path === 'direct' || isCutOff(s, survivor);
}

/** The same of the lease of the old owner, where no switch keeps its answers from the host. */
export function R5_lease(m: Model, s: State, survivor: Side): boolean {
  return !m.inForce.R5_lease || m.design.path === 'switch' || isCutOff(s, survivor);
}

/** Whether nothing of the old owner gets to the host any more. */
function isCutOff({ devices }: State, survivor: Side): boolean {
  const device = partner(survivor);
  return devices[device].routed >= epochOf(survivor, device);
}

/** Weakened: suspicion without a cause, as often as it likes. */
export function R5_detect(m: Model, s: State, side: Side): boolean {
  return !m.inForce.R5_detect || !hearsPartner(s, side);
}

export function R5_drain(m: Model, s: State, survivor: Side): boolean {
  if (!m.inForce.R5_drain) return true;
  const writer = partner(survivor);
  return nextToDrain(m, s, writer) < 0 || !canDrain(m, s, writer);
}

export function R5_link(m: Model, linkable: boolean): boolean {
  return !m.inForce.R5_link || !linkable;
}

/** A controller destages for the devices it serves, and for its own also while it takes over from its partner. */
export function R5_device(m: Model, s: State, side: Side, block: number): boolean {
  return !m.inForce.R5_device || m.blocks[block] === side || s.controllers[side].mode === 'solo';
}

export function R6_arbiter(m: Model, s: State, side: Side): boolean {
  return !m.inForce.R6_arbiter || decidesItself(m) || !isFenced(s, side);
}

/** Whether the host may be answered although the version has one copy only, in a cache. */
export function R7_writeThrough(m: Model): boolean {
  return !m.inForce.R7_writeThrough;
}

export function R7_degrade(m: Model, s: State, side: Side): boolean {
  return !m.inForce.R7_degrade || !hasRedundancy(m, s, side);
}

export function R8_protected(m: Model, block: Block, page: Page): boolean {
  return !m.inForce.R8_protected || page.version <= block.settled;
}

export function R9_version(m: Model, s: State, page: Page, destaged: number): boolean {
  return !m.inForce.R9_version || !isNewer(s, page.block, page.version, destaged);
}

/**
 * Counts every FIFO that may come to rely on the same battery, and the drain steps of what is about to be queued.
 */
export function R11_charge(m: Model, s: State, side: Side, more: number): boolean {
  if (!m.inForce.R11_charge) return true;
  return (
    suffices(m, s, m.supplies[FIFO[side]].batteries, more) &&
    suffices(m, s, m.supplies[ENGINE[side]].batteries, more)
  );
}

/** Whether the arbiter knows that an answer relies on a single copy. */
export function R12_mark(m: Model, s: State, block: number): boolean {
  return !m.inForce.R12_mark || decidesItself(m) || s.devices[m.blocks[block]!].mark === 'one';
}

/** Whether no answer for the device relies on the cache of its owner any more. */
export function R12_clear(m: Model, s: State, side: Side): boolean {
  return !m.inForce.R12_clear || !s.caches[side].some((page) => page.version !== 0 && inReadWriteArea(page));
}

/**
 * Whether what the survivor has of the device of its partner is shown to be complete: the device holds all that was
 * answered, or two caches do, and all that was on its way to this one has come.
 */
export function R12_suspect(m: Model, s: State, survivor: Side): boolean {
  const writer = partner(survivor);
  const { mark } = s.devices[writer];
  if (!m.inForce.R12_suspect || mark === 'nothing') return true;
  if (mark === 'one') return false;
  return !s.fifos[writer].lost && nextToDrain(m, s, writer) < 0;
}

/** When a FIFO entry leaves. Weakened: as soon as its DMA begins (H24). */
export function R13_committed(m: Model, page: Page): boolean {
  return !m.inForce.R13_committed || page.state === 'committed';
}

/** Whether the block may take its next write. */
export function R14_resolve(m: Model, s: State, block: number): boolean {
  return !m.inForce.R14_resolve || s.blocks[block]!.ending !== 'aborted';
}

/** Whether what ended with an error may be taken for done. */
export function R15_error(m: Model): boolean {
  return !m.inForce.R15_error;
}

/** Weakened: the controller goes on with the newest write of the block alone, and forgets the one before. */
export function R16_open(m: Model, s: State, block: number): boolean {
  return !m.inForce.R16_open || !isUnderWay(s, block);
}

export function R16_copy(m: Model, s: State, side: Side): boolean {
  if (!m.inForce.R16_copy) return true;
  for (let i = 0; i < s.controllers[side].table.length; i++)
    if (mirrorPage(m, s, side, i).state === 'copying') return false;
  return true;
}

/** Whether a further entry may begin. */
export function R16_entry(m: Model, s: State, side: Side): boolean {
  if (!m.inForce.R16_entry) return true;
  const tail = s.fifos[side].entries[entryCount(s, side) - 1];
  return tail === undefined || isVerified(m, tail);
}

/** Weakened: a second one may begin, and the device completes it before the first (H57). */
export function R16_destage(m: Model, s: State, side: Side, block: number): boolean {
  if (!m.inForce.R16_destage) return (s.blocks[block]!.overtaken[side][0] ?? 0) === 0;
  return destagingPage(s, side, block) === undefined;
}

/**
 * Whether the newest write may be duplicated. Weakened: also while its page is being filled. The node channel then copies
 * the page as it is, one sub-block short, and commits it; a FIFO entry is verified against the data of the host (B15).
 */
export function R17_page(m: Model, s: State, side: Side, block: number): boolean {
  const page = pageHolding(s, side, block, s.blocks[block]!.issued);
  return page !== undefined && (page.state === 'dirty' || (!m.inForce.R17_page && page.state === 'filling'));
}

export function R17_order(m: Model, s: State, side: Side, block: number): boolean {
  return !m.inForce.R17_order || !s.blocks[block]!.joined || !isFilling(s, side, block - 1);
}

/**
 * Whether the version may go to the device now. An unanswered one stays off it, but not with one copy (R7), nor with too
 * little charge for it (R11), nor while every place in the FIFO is kept for a destage.
 */
export function R17_answered(m: Model, s: State, side: Side, page: Page): boolean {
  if (!m.inForce.R17_answered || page.version <= s.blocks[page.block]!.settled) return true;
  return isGivenUp(s, page) || !writesBack(m, s, side, page);
}

/** R14: nobody waits for this version, and the device may have it. */
function isGivenUp(s: State, { block, version }: Page): boolean {
  const { issued, ending } = s.blocks[block]!;
  return ending === 'aborted' && version === issued;
}

function writesBack(m: Model, s: State, side: Side, { block, version }: Page): boolean {
  if (s.controllers[side].mode !== 'mirrored') return false;
  const isQueued = queuedAt(s, side, block, version) >= 0;
  return R11_charge(m, s, side, isQueued ? 0 : m.subBlocks) && !isFullOfKept(s, side);
}

/** Modes of a partner whose cache size is known. */
const KNOWN: readonly Mode[] = ['notified', 'allocated', 'mirrored', 'writeThrough'];

export function R18_sizes(m: Model, s: State, side: Side): boolean {
  return !m.inForce.R18_sizes || KNOWN.includes(s.controllers[partner(side)].mode);
}

/** Modes of a partner whose mirror area is there. */
const READY: readonly Mode[] = ['allocated', 'mirrored', 'writeThrough'];

export function R18_area(m: Model, s: State, side: Side): boolean {
  return !m.inForce.R18_area || READY.includes(s.controllers[partner(side)].mode);
}
