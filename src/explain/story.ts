import { inEffect, type Keeper, keepersOf } from '../../properties/keepers.ts';
import { rankOfBlock, rankOfRun, verdictOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import type { Verdict } from '../../spec/design.ts';
import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import { statesOf, type Trace } from '../schedule/replay.ts';
import { type Ending, endingsOf, type Open } from './endings.ts';

/** What keeps a block after a step, and what the step did to that. */
export interface Chapter {
  /** From 1; 0 is before the first. */
  readonly step: number;
  readonly action?: Action;
  /** The newest version that the host was told is safe. */
  readonly told: number;
  /** The newest version that was in effect for the host so far: that one, or what it was answered or a takeover brought. */
  readonly version: number;
  /** What the device holds. */
  readonly media: number;
  /** What keeps the version in effect: copies of that, or of a newer one. */
  readonly keepers: readonly Keeper[];
  /** What keeps it since this step, and what kept the same version before and does not any more. */
  readonly came: readonly Keeper[];
  readonly gone: readonly Keeper[];
  /** How writes of the block ended with this step, other than by being told safe; errors, and what was tried again. */
  readonly endings: readonly Ending[];
  /** Of the run so far: what the host was once answered wrongly stays so. */
  readonly verdict: Verdict;
}

/** What became of a block, step by step. */
export interface Story {
  readonly block: number;
  /** One for each state of the run. */
  readonly chapters: readonly Chapter[];
  readonly verdict: Verdict;
  /** The step that brought that verdict; undefined where it was never another. */
  readonly decided?: Chapter;
  /**
   * The steps that took copies and made no other, in their order: of what was in effect last, or when it was lost.
   */
  readonly takers: readonly Chapter[];
  /** What keeps in the end the newest version that the host was told is safe: of that the verdict is. */
  readonly toldKeepers: readonly Keeper[];
  /** The steps after which nothing kept a version in effect, or anything newer, and that version never came back. */
  readonly losses: readonly Chapter[];
  /** What the host gave up or was not told, and what ended with an error, and nothing came of yet. */
  readonly open: Open;
}

/** Tells of each block which copies kept what the host was told is safe, as the verdict counts them, and what took those. */
export function storiesOf(m: Model, trace: Trace): Story[] {
  return trace.initial.blocks.map((_, block) => {
    const { endings, open } = endingsOf(m, trace, block);
    const chapters = chaptersOf(m, trace, block, endings);
    const { told, verdict } = chapters.at(-1)!;
    const decided = chapters[chapters.findLastIndex((chapter) => chapter.verdict !== verdict) + 1]!;
    return {
      block,
      chapters,
      verdict,
      ...(decided.step === 0 ? {} : { decided }),
      takers: takersOf(chapters, verdict === 'lost' ? decided : chapters.at(-1)!),
      toldKeepers: keepersOf(wiringOf(m.design), statesOf(trace).at(-1)!, block, told),
      losses: lossesOf(chapters),
      open,
    };
  });
}

/** The steps that took copies of what was in effect, up to this one, and made no other. */
function takersOf(chapters: readonly Chapter[], { step, version }: Chapter): Chapter[] {
  return chapters
    .filter((chapter) => chapter.version === version && chapter.step <= step)
    .filter(({ came, gone }) => gone.length > 0 && came.length === 0);
}

/**
 * Of each version that was in effect the step that took the last copy of it, if it was not there again later. What nobody
 * was told and no copy ever held whole was half a page, and is told of as that.
 */
function lossesOf(chapters: readonly Chapter[]): Chapter[] {
  return [...new Set(chapters.map(({ version }) => version))].flatMap((version) => {
    const ofIt = chapters.filter((chapter) => chapter.version === version);
    if (ofIt.at(-1)!.keepers.some((keeper) => keeper.version === version)) return [];
    const kept = ofIt.findLastIndex(({ keepers }) => keepers.some((keeper) => keeper.version === version));
    const lost = ofIt.slice(kept + 1).find(({ keepers }) => keepers.length === 0);
    const isHalf = kept < 0 && lost !== undefined && lost.version > lost.told;
    return lost === undefined || isHalf ? [] : [lost];
  });
}

function chaptersOf(m: Model, trace: Trace, block: number, endingsBy: readonly Ending[][]): Chapter[] {
  const w = wiringOf(m.design);
  const chapters: Chapter[] = [];
  const ranks: number[] = [];
  statesOf(trace).forEach((s, step) => {
    const { acknowledged: told, media } = s.blocks[block]!;
    const before = chapters.at(-1);
    const version = Math.max(before?.version ?? 0, inEffect(s.blocks[block]!));
    const keepers = keepersOf(w, s, block, version);
    const were = before?.version === version ? before.keepers : keepers;
    const came = keepers.filter((keeper) => !isAmong(were, keeper));
    const gone = were.filter((keeper) => !isAmong(keepers, keeper));
    const action = trace.steps[step - 1]?.action;
    ranks.push(rankOfBlock(w, s, block));
    const verdict = verdictOf(rankOfRun(ranks));
    const taken = action === undefined ? {} : { action };
    const endings = endingsBy[step - 1] ?? [];
    chapters.push({ step, ...taken, told, version, media, keepers, came, gone, endings, verdict });
  });
  return chapters;
}

/** Whether a chapter tells anything that the one before it does not. */
export function isTurn(chapter: Chapter, before: Chapter): boolean {
  return chapter.endings.length > 0 || isTurnOfCopies(chapter, before);
}

/** Whether what keeps the block did change. Of copies of what nobody was told, only a bad end is told. */
export function isTurnOfCopies(
  { told, version, keepers, came, gone, verdict }: Chapter,
  before: Chapter,
): boolean {
  if (told !== before.told || verdict !== before.verdict) return true;
  if (version === 0 || version !== before.version) return false;
  return came.length > 0 || gone.length > 0 || reached(keepers) !== reached(before.keepers);
}

function reached(keepers: readonly Keeper[]): number {
  return keepers.filter(({ isReached }) => isReached).length;
}

/** A page that a takeover links is in another area of the same cache, and the same copy. */
function isAmong(keepers: readonly Keeper[], { holder, side, version }: Keeper): boolean {
  return keepers.some(
    (one) => one.side === side && one.version === version && placeIn(one.holder) === placeIn(holder),
  );
}

function placeIn(holder: Keeper['holder']): string {
  return holder === 'mirror area' || holder === 'read/write area' ? 'cache' : holder;
}
