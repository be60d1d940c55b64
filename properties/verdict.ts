import { type Design, type Verdict, verdicts } from '../spec/design.ts';
import { type Part, partOf } from '../src/model/property.ts';
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
  undrainedInFifo,
  wholeInMirrorArea,
} from './copies.ts';
import { mayBeGranted, serves } from './ownership.ts';
import type { Wiring } from './wiring.ts';

/** The rank of what is answered. */
export const SAFE = 0;
const STRANDED = 1;
const LOST = 2;
const STALE = 3;
const TORN = 4;

/** What a controller that works answers for a block, or would: the version, something else, or half of a page. */
type Answer = 'it' | 'not it' | 'half a page';

/** The verdict of a rank. */
export const verdictOf = (rank: number): Verdict => verdicts[rank]!;

/**
 * Rank of a run, from those of its states in order: of the last one, or worse, what stays whatever comes later: a version
 * that the host was told is safe, and of which no copy was left; what the host was answered.
 */
export function rankOfRun(ranks: readonly number[]): number {
  let worst = ranks.at(-1) ?? SAFE;
  for (const rank of ranks) if (rank >= LOST) worst = Math.max(worst, rank);
  return worst;
}

/** Rank of the worst block, 0 safe to 4 torn: the order of `verdicts`. */
export function rankOf(w: Wiring, ranks: readonly Part[] = ranksOf(w)): (s: State) => number {
  return (s) => {
    let worst = SAFE;
    for (let i = 0; i < ranks.length; i++) worst = Math.max(worst, ranks[i]!(s));
    return worst;
  };
}

/** What the rank of a state is the worst of: what became of each block, or of those that are named. */
export function ranksOf(w: Wiring, blocks: readonly number[] = w.blocks.flat()): Part[] {
  return blocks.map((block) => partOf(verdicts.length, (s) => rankOfBlock(w, s, block)));
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

/**
 * By the controllers that serve the device: one, but where rules are weakened; the worst that either answers. Where none
 * does, the arbiter can still grant a takeover to whoever works.
 */
function answerFor(w: Wiring, s: State, block: number): Answer {
  const device: Side = w.blocks[0]!.includes(block) ? 0 : 1;
  const { serving, atWork } = ANSWERERS[answerersOf(w.design)[device]!(s)]!;
  if (serving.length > 0) return worstOf(serving.map((side) => answerOf(w, s, side, block, false)));
  for (const side of atWork) if (answerOf(w, s, side, block, true) === 'it') return 'it';
  return 'not it';
}

function worstOf(answers: readonly Answer[]): Answer {
  if (answers.includes('half a page')) return 'half a page';
  return answers.includes('not it') ? 'not it' : 'it';
}

/** Who can answer for a device: those that serve it, or else those that work. */
interface Answerers {
  readonly serving: readonly Side[];
  readonly atWork: readonly Side[];
}

const ANSWERERS: readonly Answerers[] = [
  { serving: [], atWork: [] },
  { serving: [], atWork: [0] },
  { serving: [], atWork: [1] },
  { serving: [], atWork: [0, 1] },
  { serving: [0], atWork: [] },
  { serving: [1], atWork: [] },
  { serving: [0, 1], atWork: [] },
];

const answerersWhere = (decidesItself: boolean): readonly Part[] =>
  both.map((device) =>
    partOf(ANSWERERS.length, (s) => {
      const serving = Number(serves(s, 0, device)) + 2 * Number(serves(s, 1, device));
      if (serving > 0) return 3 + serving;
      const [first, second] = both.map((side) => mayBeGranted(s, side, device, decidesItself));
      return Number(first) + 2 * Number(second);
    }),
  );

const GRANTED_BY_ARBITER = answerersWhere(false);
const GRANTED_BY_NOBODY = answerersWhere(true);

/** For each device which of these it is. */
export function answerersOf({ arbiter }: Design): readonly Part[] {
  return arbiter === 'none' ? GRANTED_BY_NOBODY : GRANTED_BY_ARBITER;
}

/**
 * What this controller answers: the newest of its pages for the block, whether the device has a newer version or not, and
 * else what the device holds. Were a takeover of it to end here, also what that still links or drains.
 */
function answerOf(w: Wiring, s: State, side: Side, block: number, takesOver: boolean): Answer {
  const pages = pagesOf(s, side, block).filter((page) => isAnswered(s, page));
  let newest = -1;
  for (const { version } of pages) newest = Math.max(newest, version);
  const ofDisk = s.blocks[block]!;
  if (takesOver && !pages.some(({ state }) => state === 'linked')) {
    const least = Math.max(ofDisk.acknowledged, newest, ofDisk.media + 1);
    if (isRecovered(w, s, side, block, least)) return 'it';
  }
  const isFromDevice = newest < 0;
  if ((isFromDevice ? ofDisk.media : newest) < ofDisk.acknowledged) return 'not it';
  return isFromDevice || pages.some((page) => page.version === newest && isWhole(w, page))
    ? 'it'
    : 'half a page';
}

function pagesOf(s: State, side: Side, block: number): readonly Page[] {
  return s.caches[side].filter((page) => page.block === block);
}

/** A read is answered from a page that a takeover linked, or whose version is in effect (R8). */
function isAnswered(s: State, page: Page): boolean {
  return holdsDirty(page) && (page.state === 'linked' || page.version <= s.blocks[page.block]!.settled);
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

/** A newer write in a read/write area that is not in effect brings nothing back. */
export function isHeld(w: Wiring, s: State, side: Side, block: number, version: number): boolean {
  return pagesOf(s, side, block).some(
    (page) => isAnswered(s, page) && page.version >= version && isWhole(w, page),
  );
}
