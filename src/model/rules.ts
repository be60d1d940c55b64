import { mirrorAreaOpen } from './cache.ts';
import type { Model } from './model.ts';
import { canDrain, drainSteps, duplicateIsWhole, nextToDrain } from './queue.ts';
import { ENGINE, FIFO, partner, type Side, sides } from './side.ts';
import type { Block, Page, State } from './state.ts';

/*
 * The named guards of spec/rules.ts, one function each. True means "go on". A weakened guard is always true, unless
 * its comment says what it does instead.
 */

export function R0_verified(m: Model, s: State, side: Side, block: number): boolean {
  return !m.inForce.R0_verified || duplicateIsWhole(m, s, side, block);
}

/** Weakened: only the writer's table maps pages to blocks, as the claims have it; it dies with the writer (H03). */
export function R1_header(m: Model, s: State, survivor: Side): boolean {
  return m.inForce.R1_header || s.controllers[partner(survivor)].mode !== 'stopped';
}

/** Weakened: a page whose copy has begun counts as well. */
export function R1_commit(m: Model, page: Page): boolean {
  return page.state === 'committed' || (!m.inForce.R1_commit && page.state === 'copying');
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

export function R3_highest(m: Model, s: State, survivor: Side, page: Page): boolean {
  if (!m.inForce.R3_highest) return true;
  for (const other of s.caches[survivor]) {
    if (other.state === 'committed' && other.block === page.block && other.version > page.version)
      return false;
  }
  return true;
}

export function R3_media(m: Model, s: State, page: Page): boolean {
  return !m.inForce.R3_media || page.version > s.blocks[page.block]!.media;
}

/** Whether the partner can be told to invalidate the page. Weakened: it is not even told. */
export function R4_invalidated(m: Model, s: State, side: Side): boolean {
  if (!m.inForce.R4_invalidated) return true;
  return s.channelUp && mirrorAreaOpen(s, partner(side)) && R5_fence(m, s, side);
}

export function R4_untargeted(m: Model, s: State, side: Side, entry: number): boolean {
  if (!m.inForce.R4_untargeted) return true;
  for (const queued of s.fifos[side].entries) {
    if (queued.version !== 0 && !queued.drained && queued.page === entry) return false;
  }
  return true;
}

/** Everything that a controller sends carries its epoch; what carries an old one is rejected. */
export function R5_fence(m: Model, s: State, side: Side): boolean {
  return !m.inForce.R5_fence || s.controllers[side].epoch === s.epoch;
}

export function R5_drain(m: Model, s: State, survivor: Side): boolean {
  if (!m.inForce.R5_drain) return true;
  const writer = partner(survivor);
  return nextToDrain(m, s, writer) < 0 || !canDrain(m, s, writer);
}

export function R5_link(m: Model, linkable: boolean): boolean {
  return !m.inForce.R5_link || !linkable;
}

export function R6_arbiter(m: Model, s: State, side: Side): boolean {
  return !m.inForce.R6_arbiter || s.controllers[side].epoch === s.epoch;
}

/** Whether the host may be answered although the version has one copy only, in a cache. */
export function R7_writeThrough(m: Model): boolean {
  return !m.inForce.R7_writeThrough;
}

export function R8_protected(m: Model, block: Block, page: Page): boolean {
  return !m.inForce.R8_protected || page.version <= block.settled;
}

export function R9_version(m: Model, page: Page, destaged: number): boolean {
  return !m.inForce.R9_version || page.version <= destaged;
}

/**
 * Counts every FIFO that may come to rely on the same battery, and the drain steps of what is about to be queued. Where
 * several batteries back a part, one that suffices is enough.
 */
export function R11_charge(m: Model, s: State, side: Side, more: number): boolean {
  if (!m.inForce.R11_charge) return true;
  return (
    suffices(m, s, m.supplies[FIFO[side]].batteries, more) &&
    suffices(m, s, m.supplies[ENGINE[side]].batteries, more)
  );
}

function suffices(m: Model, s: State, batteries: readonly number[], more: number): boolean {
  if (batteries.length === 0) return true;
  for (const battery of batteries) {
    let steps = more;
    for (const writer of sides) {
      if (m.drainBatteries[writer].includes(battery)) steps += drainSteps(m, s, writer);
    }
    if (steps <= s.batteries[battery]!.charge) return true;
  }
  return false;
}

export function R12_lost(m: Model, block: Block, answer: number): boolean {
  return !m.inForce.R12_lost || answer >= block.acknowledged;
}

/** When a FIFO entry leaves. Weakened: as soon as its DMA begins (H24). */
export function R13_committed(m: Model, page: Page): boolean {
  return !m.inForce.R13_committed || page.state === 'committed';
}

/** Whether the block may take its next write. */
export function R14_resolve(m: Model, block: Block): boolean {
  return !m.inForce.R14_resolve || block.ending !== 'aborted';
}

/** Whether what ended with an error is still to be done. Weakened: it is taken for done, and who waits for it is let go. */
export function R15_error(m: Model): boolean {
  return m.inForce.R15_error;
}
