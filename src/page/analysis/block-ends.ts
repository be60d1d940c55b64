import { rankOfRun, verdictOf } from '../../../properties/verdict.ts';
import type { Verdict } from '../../../spec/design.ts';
import { statesOf } from '../../schedule/replay.ts';
import { lastCopiesOf } from '../../words/last-copies.ts';
import { tellFate } from '../../words/sentences.ts';
import { placeOf } from './copies.ts';
import type { Run, RunStep } from './run.ts';

/** What became of one block by the end of a run, or worse, what the host was answered before; and what decided it. */
export interface BlockEnd {
  readonly block: number;
  readonly verdict: Verdict;
  /** The newest version that the host was told is safe. */
  readonly version: number;
  /** What became of it in words; undefined for a block that stayed safe. */
  readonly fate?: string;
  /** The step that brought the verdict; undefined for a block that stayed safe. */
  readonly decided?: RunStep;
  /** Where whole copies of that version were, and the step at which each was gone. */
  readonly partings: readonly Parting[];
  /** Whole copies that are left at the end. */
  readonly left: readonly string[];
}

export interface Parting {
  readonly place: string;
  readonly step: RunStep;
}

export function blockEndsOf(run: Run): BlockEnd[] {
  const { model, steps } = run;
  const states = statesOf(run);
  const end = states.at(-1)!;
  return end.blocks.map(({ acknowledged: version }, block): BlockEnd => {
    const ranks = steps.map((step) => step.ranks[block]!);
    const rank = rankOfRun(ranks);
    const verdict = verdictOf(rank);
    const { partings, left } = lastCopiesOf(model, states, block);
    const blockEnd = { block, version, left: left.map(placeOf) };
    if (verdict === 'safe') return { ...blockEnd, verdict, partings: [] };
    const isNow = ranks.at(-1) === rank;
    return {
      ...blockEnd,
      verdict,
      fate: tellFate(model, isNow ? end : steps[ranks.indexOf(rank)]!.after, block, verdict),
      decided: steps[isNow ? beginOfEnd(ranks) : ranks.indexOf(rank)]!,
      partings: partings.map(({ copy, step }) => ({ place: placeOf(copy), step: steps[step - 1]! })),
    };
  });
}

/** Index of the first step of those at the end that leave a block as the run leaves it. */
function beginOfEnd(ranks: readonly number[]): number {
  return ranks.findLastIndex((rank) => rank !== ranks.at(-1)) + 1;
}
