import { verdictOf } from '../../../properties/verdict.ts';
import type { Verdict } from '../../../spec/design.ts';
import { statesOf } from '../../schedule/replay.ts';
import { lastCopiesOf } from '../../words/last-copies.ts';
import { placeOf } from './copies.ts';
import type { Run, RunStep } from './run.ts';

/** What became of one block by the end of a run, and the step that decided it. */
export interface BlockEnd {
  readonly block: number;
  readonly verdict: Verdict;
  /** The newest version that the host was told is safe. */
  readonly version: number;
  /** The step that brought the final verdict; undefined for a block that stayed safe. */
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
  return end.blocks.map(({ acknowledged: version }, block) => {
    const rank = steps.at(-1)?.ranks[block] ?? 0;
    const verdict = verdictOf(rank);
    const { partings, left } = lastCopiesOf(model, states, block);
    const blockEnd = { block, verdict, version, left: left.map(placeOf) };
    if (rank === 0) return { ...blockEnd, partings: [] };
    return {
      ...blockEnd,
      decided: steps[beginOfEnd(steps, block)]!,
      partings: partings.map(({ copy, step }) => ({ place: placeOf(copy), step: steps[step - 1]! })),
    };
  });
}

/** Index of the first step of those at the end that leave a block as the run leaves it. */
function beginOfEnd(steps: readonly RunStep[], block: number): number {
  const final = steps.at(-1)!.ranks[block];
  return steps.findLastIndex(({ ranks }) => ranks[block] !== final) + 1;
}
