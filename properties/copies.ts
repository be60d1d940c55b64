import type { Side } from '../src/model/side.ts';
import type { Page, State } from '../src/model/state.ts';
import { engines, fed, fifos, type Wiring } from './wiring.ts';

export const both: readonly Side[] = [0, 1];

export const other = (side: Side): Side => (side === 0 ? 1 : 0);

/** A page of a read/write area whose content the device may not have: written, or linked by a takeover. */
export function holdsDirty(page: Page): boolean {
  return page.state === 'dirty' || page.state === 'linked' || page.state === 'destaging';
}

/** Whether a controller holds the version, or a newer one, whole in its read/write area. */
export function inReadWriteArea(w: Wiring, s: State, side: Side, block: number, version: number): boolean {
  for (const page of s.caches[side]) {
    if (page.block === block && page.version >= version && holdsDirty(page) && isWhole(w, page)) return true;
  }
  return false;
}

/** A page that a takeover linked may be half a copy, if R1 is weakened. */
export function isWhole(w: Wiring, { written }: Page): boolean {
  return written === 0 || written === w.design.bounds.subBlocks;
}

/** Whether the mirror area of this cache has the version, or a newer one, committed: what a takeover may link. */
export function inMirrorArea(s: State, side: Side, block: number, version: number): boolean {
  for (const page of s.caches[side]) {
    if (page.state === 'committed' && page.block === block && page.version >= version) return true;
  }
  return false;
}

/** Whether it has it whole as well: where R17 is weakened, a page may be committed that lacks a sub-block. */
export function wholeInMirrorArea(w: Wiring, s: State, side: Side, block: number, version: number): boolean {
  for (const page of s.caches[side]) {
    const isCopy = page.state === 'committed' && page.block === block && page.version >= version;
    if (isCopy && page.written === w.design.bounds.subBlocks) return true;
  }
  return false;
}

/** Whether a step brings a sub-block to a page of a mirror area. */
export function isCopied(was: Page, is: Page): boolean {
  if (is.state !== 'copying' && is.state !== 'committed') return false;
  return is.written !== was.written || is.version !== was.version || is.block !== was.block;
}

/** Whether it brings one to the mirror area in this cache. */
export function mirrorGrows(before: State, after: State, side: Side): boolean {
  const pages = after.caches[side];
  const were = before.caches[side];
  if (pages === were) return false;
  for (let i = firstMirrorPage(after, side); i < pages.length; i++) {
    if (were[i] !== pages[i] && isCopied(were[i]!, pages[i]!)) return true;
  }
  return false;
}

/** Where the mirror area of a cache begins: it is the end of it, a page for each entry of the partner's table. */
export function firstMirrorPage({ caches, controllers }: State, side: Side): number {
  return caches[side].length - controllers[other(side)].table.length;
}

/** Whether a step tells the host that a newer version of the block is safe. */
export function isAcknowledged(before: State, after: State, block: number): boolean {
  const was = before.blocks[block]!;
  const is = after.blocks[block]!;
  return was !== is && is.acknowledged > was.acknowledged;
}

/** The controller that works on the newest write of the block, if one does. */
export function workerOn(s: State, block: number): Side | undefined {
  const { openAt } = s.blocks[block]!;
  return openAt === 0 ? undefined : ((openAt - 1) as Side);
}

/** Whether the FIFO of this writer has the version, or a newer one, verified. */
export function inFifo(w: Wiring, s: State, side: Side, block: number, version: number): boolean {
  for (const entry of s.fifos[side].entries) {
    if (
      entry.version !== 0 &&
      entry.block === block &&
      entry.version >= version &&
      entry.written === w.design.bounds.subBlocks
    ) {
      return true;
    }
  }
  return false;
}

/** The same, not counting entries that are drained and merely kept. */
export function undrainedInFifo(w: Wiring, s: State, side: Side, block: number, version: number): boolean {
  for (const entry of s.fifos[side].entries) {
    if (entry.version === 0 || entry.drained || entry.written < w.design.bounds.subBlocks) continue;
    if (entry.block === block && entry.version >= version) return true;
  }
  return false;
}

/** Whether what is in the FIFO of this writer still gets to the partner's mirror area. */
export function drains(w: Wiring, s: State, side: Side): boolean {
  const target = s.controllers[other(side)];
  if (s.fifos[side].state === 'failed') return false;
  if (w.design.fifo.onBoard && s.controllers[side].board === 'down') return false;
  const areaOpen =
    target.mode === 'allocated' ||
    target.mode === 'mirrored' ||
    target.mode === 'writeThrough' ||
    target.mode === 'suspecting' ||
    target.mode === 'draining';
  return areaOpen && fed(w, s, fifos[side]) && fed(w, s, engines[side]);
}

/** Whether a device write brings the version, or a newer one. What a fence makes void is none any more. */
export function isOnItsWay(s: State, side: Side, block: number, version: number): boolean {
  const { queued, overtaken } = s.blocks[block]!;
  return queued[side] >= version || overtaken[side].some((other) => other >= version);
}

/** Whether the controller still keeps its mirror management table. */
export function ownsTable(s: State, side: Side): boolean {
  const { mode } = s.controllers[side];
  return mode === 'mirrored' || mode === 'writeThrough' || mode === 'suspecting' || mode === 'draining';
}

/** Whether the mirror area in this cache is there and not disabled. */
export function mirrorAreaLives(s: State, side: Side): boolean {
  return ownsTable(s, side) || s.controllers[side].mode === 'allocated';
}

/** The page in the partner's cache that an entry manages. */
export function mirrorPageOf(s: State, writer: Side, entry: number): Page {
  return s.caches[other(writer)][firstMirrorPage(s, other(writer)) + entry]!;
}
