import type { Side } from '../src/model/side.ts';
import type { Block, State } from '../src/model/state.ts';
import { both, drains, holdsDirty, isOnItsWay, isWhole, other, undrainedInFifo } from './copies.ts';
import { works } from './ownership.ts';
import { isHeld, rankOfBlock, SAFE } from './verdict.ts';
import type { Wiring } from './wiring.ts';

/** What can hold a whole copy of a version. The side of a mirror area is that of its cache, of a FIFO its writer's. */
export type Holder = 'device' | 'read/write area' | 'mirror area' | 'FIFO' | 'device write';

/** A copy of a version that is in effect for the host, or of something newer, that counts for a verdict. */
export interface Keeper {
  readonly holder: Holder;
  readonly side: Side;
  /** The version that it holds; of several the one that is asked for, or else the next after that. */
  readonly version: number;
  /** Whether the host is answered it, or would be after a takeover. */
  readonly isReached: boolean;
}

/** The newest version that the host was told is safe, or that a read, the device or a takeover brought into effect. */
export function inEffect({ acknowledged, settled }: Block): number {
  return Math.max(acknowledged, settled);
}

/**
 * What keeps a version of a block, the newest in effect unless another is asked for: the account that a verdict is made of
 * where that is the newest acknowledged one, copy by copy. Where the host is answered something else, an older page that
 * hides it for one, no copy is reached.
 */
export function keepersOf(
  w: Wiring,
  s: State,
  block: number,
  version: number = inEffect(s.blocks[block]!),
): Keeper[] {
  const { media } = s.blocks[block]!;
  const owner = w.blocks[0]!.includes(block) ? 0 : 1;
  const isAnswered = rankOfBlock(w, asIfTold(s, block, version), block) === SAFE;
  const keepers: Keeper[] = [];
  const add = (holder: Holder, side: Side, versions: readonly number[], isReached: boolean) => {
    const kept = versions.filter((one) => one >= version);
    if (kept.length > 0)
      keepers.push({ holder, side, version: Math.min(...kept), isReached: isReached && isAnswered });
  };
  add('device', owner, [media], works(s, 0) || works(s, 1));
  // The initial content is nowhere else; what is newer was not told yet.
  if (version === 0) return keepers;
  const inEffectStill = asIfInEffect(s, block, version);
  for (const side of both) {
    const isUp = works(s, side);
    add('read/write area', side, heldIn(w, inEffectStill, side, block), isUp);
    add('mirror area', side, mirroredIn(w, s, side, block), isUp);
    add('FIFO', side, queuedIn(w, s, side, block), isDrainedFrom(w, s, side, block, version));
    add('device write', side, onTheirWay(s, side, block), false);
  }
  return keepers;
}

/** The state in which the host were told that this version is safe: of that its rank is the verdict. */
function asIfTold(s: State, block: number, version: number): State {
  const { acknowledged, settled } = s.blocks[block]!;
  if (version === acknowledged) return s;
  return withBlock(s, block, { acknowledged: version, settled: Math.max(settled, version) });
}

/** What the host was answered instead takes no copy: a page keeps its version also where an older one is in effect. */
function asIfInEffect(s: State, block: number, version: number): State {
  return s.blocks[block]!.settled >= version ? s : withBlock(s, block, { settled: version });
}

function withBlock(s: State, block: number, changed: Partial<Block>): State {
  return { ...s, blocks: s.blocks.map((one, b) => (b === block ? { ...one, ...changed } : one)) };
}

/** Whole in a read/write area, and answered from there. */
function heldIn(w: Wiring, s: State, side: Side, block: number): number[] {
  return s.caches[side]
    .filter((page) => page.block === block && holdsDirty(page) && isWhole(w, page))
    .map(({ version }) => version)
    .filter((version) => isHeld(w, s, side, block, version));
}

function mirroredIn(w: Wiring, s: State, side: Side, block: number): number[] {
  return s.caches[side]
    .filter((page) => page.block === block && page.state === 'committed')
    .filter(({ written }) => written === w.design.bounds.subBlocks)
    .map(({ version }) => version);
}

function queuedIn(w: Wiring, s: State, side: Side, block: number): number[] {
  return s.fifos[side].entries
    .filter((entry) => entry.block === block && entry.version > 0)
    .filter(({ written }) => written === w.design.bounds.subBlocks)
    .map(({ version }) => version);
}

function onTheirWay(s: State, side: Side, block: number): number[] {
  const { queued, overtaken } = s.blocks[block]!;
  return [queued[side], ...overtaken[side]].filter(
    (version) => version > 0 && isOnItsWay(s, side, block, version),
  );
}

/** Whether the partner of the writer works and still gets the version from the FIFO. */
function isDrainedFrom(w: Wiring, s: State, writer: Side, block: number, version: number): boolean {
  return works(s, other(writer)) && drains(w, s, writer) && undrainedInFifo(w, s, writer, block, version);
}
