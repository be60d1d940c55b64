import { type Verdict, verdicts } from '../spec/design.ts';
import type { Side } from '../src/model/side.ts';
import type { Page, State } from '../src/model/state.ts';
import {
  both,
  drains,
  holdsDirty,
  inFifo,
  isOnItsWay,
  isWhole,
  other,
  serves,
  undrainedInFifo,
  wholeInMirrorArea,
  works,
} from './copies.ts';
import type { Wiring } from './wiring.ts';

const SAFE = 0;
const STRANDED = 1;
const LOST = 2;
const STALE = 3;
const TORN = 4;

/** What a controller that works answers for a block, or would: the version, something else, or half of a page. */
type Answer = 'it' | 'not it' | 'half a page';

/** The verdict of a rank. */
export const verdictOf = (rank: number): Verdict => verdicts[rank]!;

/**
 * Rank of a run, from those of its states in order: of the last one, or worse, what the host was answered on the way. That
 * stays answered, whatever it is answered later.
 */
export function rankOfRun(ranks: readonly number[]): number {
  let worst = ranks.at(-1) ?? SAFE;
  for (const rank of ranks) if (rank >= STALE) worst = Math.max(worst, rank);
  return worst;
}

/** Rank of the worst block, 0 safe to 4 torn: the order of `verdicts`. */
export function rankOf(w: Wiring): (s: State) => number {
  const ranks = ranksOf(w);
  return (s) => {
    let worst = SAFE;
    for (let i = 0; i < ranks.length; i++) worst = Math.max(worst, ranks[i]!(s));
    return worst;
  };
}

/** What the rank of a state is the worst of: what became of each block. */
export function ranksOf(w: Wiring): ((s: State) => number)[] {
  return w.blocks.flat().map((block) => (s: State) => rankOfBlock(w, s, block));
}

/**
 * For one block: whether its newest acknowledged version is answered. What was never written anew has its initial content,
 * version 0, on the device.
 */
export function rankOfBlock(w: Wiring, s: State, block: number): number {
  const answer = answerFor(w, s, block);
  if (answer === 'half a page') return TORN;
  const { acknowledged, settled } = s.blocks[block]!;
  if (settled < acknowledged) return STALE;
  if (answer === 'it') return SAFE;
  return exists(w, s, block, acknowledged) ? STRANDED : LOST;
}

/** By the controller in charge. Where none is, the arbiter can still grant a takeover to whoever works. */
function answerFor(w: Wiring, s: State, block: number): Answer {
  const device: Side = w.blocks[0]!.includes(block) ? 0 : 1;
  for (const side of both) if (serves(s, side, device)) return answerOf(w, s, side, block, false);
  for (const side of both) {
    if (works(s, side) && answerOf(w, s, side, block, true) === 'it') return 'it';
  }
  return 'not it';
}

/**
 * What this controller answers: the newest of its pages for the block, whether the device has a newer version or not, and
 * else what the device holds. Were a takeover of it to end here, also what that still links or drains.
 */
function answerOf(w: Wiring, s: State, side: Side, block: number, takesOver: boolean): Answer {
  const { acknowledged, media, settled } = s.blocks[block]!;
  let newest = -1;
  let whole = true;
  let linked = false;
  for (const page of s.caches[side]) {
    if (page.block !== block || !isAnswered(page, settled)) continue;
    linked ||= page.state === 'linked';
    if (page.version < newest) continue;
    whole = isWhole(w, page) || (whole && page.version === newest);
    newest = page.version;
  }
  if (takesOver && !linked) {
    const least = Math.max(acknowledged, newest, media + 1);
    if (isRecovered(w, s, side, block, least)) return 'it';
  }
  if (newest < 0) newest = media;
  if (newest < acknowledged) return 'not it';
  return whole ? 'it' : 'half a page';
}

/** A read is answered from a page that a takeover linked, or whose version is in effect (R8). */
function isAnswered(page: Page, settled: number): boolean {
  return holdsDirty(page) && (page.state === 'linked' || page.version <= settled);
}

/** Whether a takeover by this controller brings the version or a newer one, out of its mirror area or a FIFO that drains. */
function isRecovered(w: Wiring, s: State, side: Side, block: number, version: number): boolean {
  if (wholeInMirrorArea(w, s, side, block, version)) return true;
  const writer = other(side);
  return drains(w, s, writer) && undrainedInFifo(w, s, writer, block, version);
}

/** Whether any copy is left, be it where nobody who works can have it, or where an older page hides it. */
function exists(w: Wiring, s: State, block: number, version: number): boolean {
  if (s.blocks[block]!.media >= version) return true;
  for (const side of both) {
    if (isOnItsWay(s, side, block, version) || isHeld(w, s, side, block, version)) return true;
    if (wholeInMirrorArea(w, s, side, block, version) || inFifo(w, s, side, block, version)) return true;
  }
  return false;
}

/** Whether its read/write area has the version, whole. A newer write there that is not in effect brings nothing back. */
export function isHeld(w: Wiring, s: State, side: Side, block: number, version: number): boolean {
  const { settled } = s.blocks[block]!;
  for (const page of s.caches[side]) {
    if (page.block === block && page.version >= version && isAnswered(page, settled) && isWhole(w, page))
      return true;
  }
  return false;
}
