import { isDirty } from '../model/cache.ts';
import type { Model } from '../model/model.ts';
import { CACHE, FIFO, type Side, sides } from '../model/side.ts';
import type { FifoEntry, Page, State } from '../model/state.ts';
import { writesUnderWay } from './actions/versions.ts';
import { deviceOf } from './names.ts';

/** One copy of a block. */
export interface Copy {
  /** The part that holds it: `C1`, `F1`, `D1`. */
  readonly place: string;
  /**
   * `sent`: a device write that is under way, and lands even if its cache is lost. Its place is the device.
   */
  readonly area: 'read/write' | 'mirror' | 'fifo' | 'device' | 'sent';
  readonly version: number;
  readonly isWhole: boolean;
  /** Whole, at least as new as what the host was told is safe, and not from before a fence. */
  readonly isGood: boolean;
  /** The page of a newer write that is not in effect: no read is answered from it, and it brings nothing back. */
  readonly isPending: boolean;
}

/**
 * Where copies of a block are, what is on its way to the device last. What makes them good is what makes the
 * block safe; that is for the properties to say, which do not ask here.
 */
export function copiesIn(m: Model, s: State, block: number): Copy[] {
  return [
    ...sides.flatMap((side) => [
      ...s.caches[side].filter(isOf(block)).flatMap((page) => copyInPage(m, s, side, page) ?? []),
      ...s.fifos[side].entries.filter(isOf(block)).flatMap((entry) => copyInEntry(m, s, side, entry) ?? []),
    ]),
    copyOnDevice(m, s, block),
    ...sides.flatMap((side) => copiesSent(m, s, side, block)),
  ];
}

/**
 * What a cache page holds of a block; undefined for a page that holds nothing yet. A page that a takeover
 * linked half keeps its count of sub-blocks, and stays half a copy (R1).
 */
export function copyInPage(m: Model, s: State, side: Side, page: Page): Copy | undefined {
  const { state, block, version, written } = page;
  if (version === 0 || state === 'filling') return undefined;
  const isMirrored = state === 'copying' || state === 'committed';
  const isWhole = written === m.subBlocks || (written === 0 && !isMirrored);
  const area = isMirrored ? 'mirror' : 'read/write';
  const { acknowledged, settled } = s.blocks[block]!;
  const isPending = !isMirrored && state !== 'linked' && version > Math.max(acknowledged, settled);
  return { ...judged(s, block, { place: CACHE[side], area, version, isWhole }), isPending };
}

/** Whether what this controller answers with the version is a page that a takeover linked half (R1). */
export function isHalfAnswer(m: Model, s: State, side: Side, block: number, version: number): boolean {
  const pages = s.caches[side].filter(
    (page) => page.block === block && page.version === version && isDirty(page),
  );
  const copies = pages.flatMap((page) => copyInPage(m, s, side, page) ?? []);
  return copies.length > 0 && copies.every(({ isWhole }) => !isWhole);
}

/** What a FIFO entry holds of a block, drained and kept or not; undefined for an empty place. */
export function copyInEntry(m: Model, s: State, side: Side, entry: FifoEntry): Copy | undefined {
  const { block, version, written } = entry;
  if (version === 0) return undefined;
  return judged(s, block, { place: FIFO[side], area: 'fifo', version, isWhole: written === m.subBlocks });
}

export function copyOnDevice(m: Model, s: State, block: number): Copy {
  const version = s.blocks[block]!.media;
  return judged(s, block, { place: deviceOf(m, block), area: 'device', version, isWhole: true });
}

/** The good copies of this version, or of a newer one that is in effect or can come to be. */
export function goodCopiesOf(m: Model, s: State, block: number, version: number): Copy[] {
  return copiesIn(m, s, block).filter((copy) => copy.isGood && !copy.isPending && copy.version >= version);
}

/** Places of the copies of a block, but for what is on its way: `C1 v2`, `F1 v2`, `C2 v1 (half)`, `D1 v0`. */
export function copiesOf(m: Model, s: State, block: number): string[] {
  return copiesIn(m, s, block).filter(isAtRest).map(copyName);
}

/** The copy as short as it goes: `C1 v1`. */
export function copyName({ place, area, version, isWhole }: Copy): string {
  const note = area === 'sent' ? ' (on its way)' : isWhole ? '' : ' (half)';
  return `${place} v${version}${note}`;
}

/** Where something holds it, and it is not on its way. */
export function isAtRest({ area }: Copy): boolean {
  return area !== 'sent';
}

function copiesSent(m: Model, s: State, side: Side, block: number): Copy[] {
  return writesUnderWay(s, side, block).map(({ version }) =>
    judged(s, block, { place: deviceOf(m, block), area: 'sent', version, isWhole: true }),
  );
}

function judged({ blocks }: State, block: number, copy: Omit<Copy, 'isGood' | 'isPending'>): Copy {
  return { ...copy, isPending: false, isGood: copy.isWhole && copy.version >= blocks[block]!.acknowledged };
}

function isOf(block: number) {
  return (held: Page | FifoEntry) => held.block === block;
}
