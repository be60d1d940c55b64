import { verdictOf } from '../../../properties/verdict.ts';
import type { Verdict } from '../../../spec/design.ts';
import type { Model } from '../../model/model.ts';
import { wholeCopies } from './copies.ts';
import type { Course, CourseStep } from './run.ts';

/** What became of one block by the end of a run, and the step that decided it. */
export interface Fate {
  readonly block: number;
  readonly verdict: Verdict;
  /** The newest version that the host was told is safe. */
  readonly version: number;
  /** The step that brought the final verdict; undefined for a block that stayed safe. */
  readonly decided?: CourseStep;
  /** Where whole copies of that version were, and the step at which each was gone. */
  readonly partings: readonly Parting[];
  /** Whole copies that are left at the end. */
  readonly left: readonly string[];
}

export interface Parting {
  readonly place: string;
  readonly step: CourseStep;
}

export function fatesOf({ model, initial, steps }: Course): Fate[] {
  const last = steps.at(-1);
  const end = last?.after ?? initial;
  return end.blocks.map(({ acknowledged: version }, block) => {
    const rank = last?.ranks[block] ?? 0;
    const verdict = verdictOf(rank);
    const left = wholeCopies(model, end, block, version);
    if (rank === 0) return { block, verdict, version, partings: [], left };
    const decided = steps[beginOfEnd(steps, block)]!;
    const partings = partingsOf(model, steps, block, version);
    return { block, verdict, version, decided, partings, left };
  });
}

/** Every whole copy that a step takes away without making another. */
function partingsOf(m: Model, steps: readonly CourseStep[], block: number, version: number): Parting[] {
  if (version === 0) return [];
  return steps.flatMap((step) => {
    const were = wholeCopies(m, step.before, block, version);
    const are = wholeCopies(m, step.after, block, version);
    if (are.some((place) => !were.includes(place))) return [];
    return were.filter((place) => !are.includes(place)).map((place) => ({ place, step }));
  });
}

/** Index of the first step of those at the end that leave a block as the run leaves it. */
function beginOfEnd(steps: readonly CourseStep[], block: number): number {
  const final = steps.at(-1)!.ranks[block];
  return steps.findLastIndex(({ ranks }) => ranks[block] !== final) + 1;
}
