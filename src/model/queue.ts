import { isCommitted, isOpen, mirrorAreaOpen, mirrorPage } from './cache.ts';
import type { Model } from './model.ts';
import { isFed, onUnits } from './power.ts';
import { ENGINE, FIFO, partner, type Side, sides } from './side.ts';
import type { FifoEntry, State } from './state.ts';

/** Number of entries in the FIFO, kept ones included. */
export function entryCount(s: State, side: Side): number {
  const { entries } = s.fifos[side];
  let count = 0;
  while (count < entries.length && entries[count]!.version !== 0) count++;
  return count;
}

/** Whether all of the entry is in the FIFO and read back (B15). */
export function isVerified(m: Model, entry: FifoEntry): boolean {
  return entry.version !== 0 && entry.written === m.subBlocks;
}

/** Place of the entry that is being written, or -1. */
export function halfEntry(m: Model, s: State, side: Side): number {
  return s.fifos[side].entries.findIndex((entry) => entry.version !== 0 && !isVerified(m, entry));
}

/** The mirror page that a copy or a drain is half-way through, or -1. */
export function pageUnderWay(m: Model, s: State, side: Side): number {
  return s.controllers[side].table.findIndex((_, i) => mirrorPage(m, s, side, i).state === 'copying');
}

/** Place of the oldest verified entry that is not in its mirror page yet, or -1. */
export function nextToDrain(m: Model, s: State, side: Side): number {
  const { entries } = s.fifos[side];
  for (let i = 0; i < entries.length; i++) if (isVerified(m, entries[i]!) && !entries[i]!.drained) return i;
  return -1;
}

/** Place of the entry for this version, or -1. */
export function queuedAt(s: State, side: Side, block: number, version: number): number {
  const { entries } = s.fifos[side];
  for (let i = 0; i < entries.length; i++) {
    if (entries[i]!.version === version && entries[i]!.block === block) return i;
  }
  return -1;
}

/** Whether the FIFO and what drains it work: supplies, board, and a mirror area that takes copies. */
export function canDrain(m: Model, s: State, side: Side): boolean {
  if (s.fifos[side].state === 'failed' || !mirrorAreaOpen(s, partner(side))) return false;
  if (m.design.fifo.onBoard && s.controllers[side].board === 'down') return false;
  return isFed(m, s, FIFO[side]) && isFed(m, s, ENGINE[side]);
}

/** Whether every place is taken by an entry that is drained already and kept for its destage (H28). */
export function isFullOfKept(s: State, side: Side): boolean {
  const { entries } = s.fifos[side];
  return entries.length > 0 && entries.every(({ drained }) => drained);
}

/** Whether a drain of this FIFO, or what its entries are kept by, runs on the battery right now. */
export function drainRunsOn(m: Model, s: State, side: Side, battery: number): boolean {
  if (s.batteries[battery]!.state !== 'feeding') return false;
  for (const part of [FIFO[side], ENGINE[side]]) {
    if (m.supplies[part].batteries.includes(battery) && !onUnits(m, s, part)) return true;
  }
  return false;
}

/** Drain steps until the FIFO is empty: one for each sub-block that is not in its mirror page yet. */
export function drainSteps(m: Model, s: State, side: Side): number {
  let steps = 0;
  for (const entry of s.fifos[side].entries) {
    if (entry.version === 0 || entry.drained) continue;
    const page = mirrorPage(m, s, side, entry.page);
    const arrived = page.state === 'copying' && page.version === entry.version && page.block === entry.block;
    steps += m.subBlocks - (arrived ? page.written : 0);
  }
  return steps;
}

/** Whether the controller still has what a second copy needs; when not, R7 asks for write-through. */
export function hasRedundancy(m: Model, s: State, side: Side): boolean {
  const other = partner(side);
  if (!s.channelUp || s.controllers[other].mode === 'stopped') return false;
  if (m.ack === 'mirror') return true;
  return s.fifos[side].state !== 'failed' && isFed(m, s, FIFO[side]) && isFed(m, s, ENGINE[side]);
}

/**
 * Whether the version has a whole duplicate: verified in the FIFO, or in its mirror page. An entry that is drained and kept
 * does not count: its mirror page does.
 */
export function duplicateIsWhole(m: Model, s: State, side: Side, block: number, version: number): boolean {
  const place = queuedAt(s, side, block, version);
  const entry = s.fifos[side].entries[place];
  if (entry !== undefined && isVerified(m, entry) && !entry.drained) return true;
  const { table } = s.controllers[side];
  return table.some(
    (entry, i) => entry.version === version && entry.block === block && isCommitted(m, s, side, i, entry),
  );
}

/** Whether the newest write is still to be duplicated. Where R0 is weakened, that goes on after an early answer (H01). */
export function awaitsDuplicate(m: Model, s: State, side: Side, block: number): boolean {
  return isOpen(s, side, block) || !m.inForce.R0_verified;
}

/** Whether the version is already on its way to the mirror page, or there. */
export function isDuplicating(
  m: Model,
  s: State,
  side: Side,
  block: number,
  version: number,
  entry: number,
): boolean {
  const page = mirrorPage(m, s, side, entry);
  return queuedAt(s, side, block, version) >= 0 || (page.version === version && page.block === block);
}

/** Whether one of the batteries that back a part has the charge to drain all that relies on it, and so many steps more. */
export function suffices(m: Model, s: State, batteries: readonly number[], more: number): boolean {
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
