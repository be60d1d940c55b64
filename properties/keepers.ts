import type { Side } from '../src/model/side.ts';
import type { State } from '../src/model/state.ts';
import {
  both,
  drains,
  inFifo,
  isOnItsWay,
  other,
  undrainedInFifo,
  wholeInMirrorArea,
  works,
} from './copies.ts';
import { isHeld } from './verdict.ts';
import type { Wiring } from './wiring.ts';

/** What can hold a whole copy of a version. The side of a mirror area is that of its cache, of a FIFO its writer's. */
export type Holder = 'device' | 'read/write area' | 'mirror area' | 'FIFO' | 'device write';

/** A copy of what the host was told is safe, or of something newer, that counts for a verdict. */
export interface Keeper {
  readonly holder: Holder;
  readonly side: Side;
  /** Whether a controller that works has it, or gets it when it takes over. */
  readonly isReached: boolean;
}

/** What keeps the newest acknowledged version of a block: the account that its verdict is made of, copy by copy. */
export function keepersOf(w: Wiring, s: State, block: number): Keeper[] {
  const { acknowledged: version, media } = s.blocks[block]!;
  const owner = w.blocks[0]!.includes(block) ? 0 : 1;
  const device: Keeper = { holder: 'device', side: owner, isReached: works(s, 0) || works(s, 1) };
  const keepers: Keeper[] = media >= version ? [device] : [];
  // The initial content is nowhere else; what is newer was not told yet.
  if (version === 0) return keepers;
  for (const side of both) {
    const isReached = works(s, side);
    if (isHeld(w, s, side, block, version)) keepers.push({ holder: 'read/write area', side, isReached });
    if (wholeInMirrorArea(w, s, side, block, version))
      keepers.push({ holder: 'mirror area', side, isReached });
    if (inFifo(w, s, side, block, version))
      keepers.push({ holder: 'FIFO', side, isReached: isDrainedFrom(w, s, side, block, version) });
    if (isOnItsWay(s, side, block, version)) keepers.push({ holder: 'device write', side, isReached: false });
  }
  return keepers;
}

/** Whether the partner of the writer works and still gets the version from the FIFO. */
function isDrainedFrom(w: Wiring, s: State, writer: Side, block: number, version: number): boolean {
  return works(s, other(writer)) && drains(w, s, writer) && undrainedInFifo(w, s, writer, block, version);
}
