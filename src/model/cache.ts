import type { Model } from './model.ts';
import { isNewer } from './numbers.ts';
import { partner, type Side } from './side.ts';
import type { Controller, Entry, Page, State } from './state.ts';

/** The page of the read/write area of a controller that holds this version of the block, written or being written. */
export function pageHolding(s: State, side: Side, block: number, version: number): Page | undefined {
  for (const page of s.caches[side]) {
    if (page.version === version && page.block === block && inReadWriteArea(page)) return page;
  }
  return undefined;
}

/** Whether the data of the host's newest write to the block is still to come to its page. */
export function isFilling(s: State, side: Side, block: number): boolean {
  return pageHolding(s, side, block, s.blocks[block]!.issued)?.state === 'filling';
}

/** Whether the page belongs to the read/write area, by allocation or by a takeover that linked it (A4). */
export function inReadWriteArea(page: Page): boolean {
  return page.state !== 'blank' && page.state !== 'copying' && page.state !== 'committed';
}

/** A written page that the device may not hold yet. */
export function isDirty(page: Page): boolean {
  return page.state === 'dirty' || page.state === 'linked' || page.state === 'destaging';
}

/** The page whose version of the block is under way to the device, if one is. */
export function destagingPage(s: State, side: Side, block: number): Page | undefined {
  for (const page of s.caches[side]) if (page.state === 'destaging' && page.block === block) return page;
  return undefined;
}

/** Index of the table entry that is acquired for this version, or -1. */
export function entryFor(s: State, side: Side, block: number, version: number): number {
  const { table } = s.controllers[side];
  for (let i = 0; i < table.length; i++) {
    const entry = table[i]!;
    if (entry.version === version && entry.block === block && entry.state === 'acquired') return i;
  }
  return -1;
}

/** The page in the partner's cache that an entry of this controller's table manages. */
export function mirrorPage(m: Model, s: State, side: Side, entry: number): Page {
  const other = partner(side);
  return s.caches[other][m.areas[other].readWrite + entry]!;
}

/** Whether the mirror page of this entry holds the whole version that the entry was acquired for. */
export function isCommitted(m: Model, s: State, side: Side, index: number, entry: Entry): boolean {
  const page = mirrorPage(m, s, side, index);
  return page.state === 'committed' && page.version === entry.version && page.block === entry.block;
}

/**
 * Whether the mirror area in this controller's cache takes copies: allocated (A2), alive, and not disabled (A5). That a
 * suspecting controller has allocated it, its partner knows from boot: it does not mirror before.
 */
export function mirrorAreaOpen(s: State, side: Side): boolean {
  const { mode } = s.controllers[side];
  if (mode === 'allocated') return true;
  return mode === 'mirrored' || mode === 'writeThrough' || mode === 'suspecting' || mode === 'draining';
}

/** Whether a controller that serves the host does so for this block (A1; after takeover A4). */
export function inCharge(m: Model, s: State, side: Side, block: number): boolean {
  return m.blocks[block] === side || s.controllers[side].mode === 'solo';
}

/** Whether the controller works on the newest write to the block: it is neither answered nor resolved. */
export function isOpen(s: State, side: Side, block: number): boolean {
  return s.blocks[block]!.openAt === side + 1;
}

/** Whether the host still waits for an answer to the newest write of the block. */
export function isUnderWay(s: State, block: number): boolean {
  const { openAt, ending } = s.blocks[block]!;
  return openAt !== 0 && ending !== 'aborted';
}

/** The block behind the last one of the request that begins at this one. */
export function endOfRequest(s: State, first: number): number {
  let end = first + 1;
  while (end < s.blocks.length && s.blocks[end]!.joined) end++;
  return end;
}

/** Whether a controller acts: its board is up, and it has not stopped. */
export function acts({ board, mode }: Pick<Controller, 'board' | 'mode'>): boolean {
  return board === 'up' && mode !== 'stopped';
}

/** Whether a version newer than the entry's is safe in another page of the same mirror area (R2). */
export function supersededInMirror(m: Model, s: State, side: Side, block: number, version: number): boolean {
  return s.controllers[side].table.some(
    (newer, i) =>
      newer.block === block && isNewer(s, block, newer.version, version) && isCommitted(m, s, side, i, newer),
  );
}

/** Whether the cache holds anything that can be lost. */
export function holdsPages(s: State, side: Side): boolean {
  return s.caches[side].some(({ version }) => version !== 0);
}

/** Whether the partner's sign of life arrives. */
export function hearsPartner(s: State, side: Side): boolean {
  return s.channelUp && acts(s.controllers[partner(side)]);
}
