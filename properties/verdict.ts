import { type Verdict, verdicts } from '../spec/design.ts';
import type { Side } from '../src/model/side.ts';
import type { State } from '../src/model/state.ts';
import {
  drains,
  inFifo,
  inReadWriteArea,
  isOnItsWay,
  undrainedInFifo,
  wholeInMirrorArea,
  works,
} from './copies.ts';
import type { Wiring } from './wiring.ts';

const SAFE = 0;
const STRANDED = 1;
const LOST = 2;
const STALE = 3;

/** The verdict of a rank. */
export const verdictOf = (rank: number): Verdict => verdicts[rank]!;

/** Rank of the worst block, 0 safe to 3 stale: the order of `verdicts`. */
export function rankOf(w: Wiring): (s: State) => number {
  const ranks = ranksOf(w);
  return (s) => {
    let worst = SAFE;
    for (let i = 0; i < ranks.length; i++) worst = Math.max(worst, ranks[i]!(s));
    return worst;
  };
}

/** What the rank of a state is the worst of: whether anybody can answer, and what became of each block. */
export function ranksOf(w: Wiring): ((s: State) => number)[] {
  return [rankOfService, ...w.blocks.flat().map((block) => (s: State) => rankOfCopies(w, s, block))];
}

/** For one block. */
export function rankOfBlock(w: Wiring, s: State, block: number): number {
  return Math.max(rankOfService(s), rankOfCopies(w, s, block));
}

/** Where no controller works nothing can be read. */
function rankOfService(s: State): number {
  return works(s, 0) || works(s, 1) ? SAFE : STRANDED;
}

/** What was never written anew has its initial content, version 0, on the device. */
function rankOfCopies(w: Wiring, s: State, block: number): number {
  const { acknowledged, settled, media } = s.blocks[block]!;
  if (settled < acknowledged) return STALE;
  if (media >= acknowledged) return SAFE;
  if (isReachable(w, s, block, acknowledged, 0) || isReachable(w, s, block, acknowledged, 1)) return SAFE;
  return exists(w, s, block, acknowledged, 0) || exists(w, s, block, acknowledged, 1) ? STRANDED : LOST;
}

/** Whether this controller has the version, or gets it when it takes over. */
function isReachable(w: Wiring, s: State, block: number, version: number, side: Side): boolean {
  if (!works(s, side)) return false;
  if (inReadWriteArea(w, s, side, block, version)) return true;
  if (wholeInMirrorArea(w, s, side, block, version)) return true;
  const writer = side === 0 ? 1 : 0;
  return drains(w, s, writer) && undrainedInFifo(w, s, writer, block, version);
}

function exists(w: Wiring, s: State, block: number, version: number, side: Side): boolean {
  return (
    isOnItsWay(s, side, block, version) ||
    inReadWriteArea(w, s, side, block, version) ||
    wholeInMirrorArea(w, s, side, block, version) ||
    inFifo(w, s, side, block, version)
  );
}
