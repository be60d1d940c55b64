import type { Design } from '../../spec/design.ts';
import { faultSet } from '../../spec/faults.ts';
import { questionFor } from '../check/assess.ts';
import { holdingFolds } from '../check/reduction.ts';
import type { Explore, Limits, Progress } from '../explorer/explore.ts';
import { reductions } from '../explorer/fold/fold.ts';
import { compileModel } from '../model/model.ts';
import { labelOf } from '../schedule/label.ts';
import { FaultNames } from './fault-names.ts';

/** A set of faults as an exploration found it. */
export interface Ranked {
  /** In the order of the faults of the design. */
  readonly faults: readonly string[];
  /** Of the worst that comes of it. */
  readonly rank: number;
  /** A shortest schedule to that. */
  readonly schedule: () => readonly string[];
}

type Graded = Pick<Ranked, 'faults' | 'rank'>;

/** All sets of faults within the bounds of a design, the smallest first. */
export interface RankedSets {
  readonly sets: readonly Ranked[];
  readonly states: number;
  /** What ended the exploration before its end. Then no set is ranked. */
  readonly stopped?: string;
}

/** Explores all sets of faults at once, as `check` does it. */
export function* rankedSetsOf(
  asked: Design,
  limits: Limits,
  search: Explore,
): Generator<Progress, RankedSets, string | undefined> {
  const design = withoutDeclarations(asked);
  const m = compileModel(design);
  const question = questionFor(design);
  const { folds } = holdingFolds(m, question, reductions);
  const { faultSets, states, stopped } = yield* search(m, question, limits, folds);
  if (stopped !== undefined) return { sets: [], states, stopped };
  const names = new FaultNames(m);
  const sets = faultSets
    .map(({ faults, rank, schedules }): Ranked => {
      const schedule = () => schedules.get(rank)!().map((action) => labelOf(m, action));
      return { faults: faultSet(m.faults, faults), rank, schedule };
    })
    .sort((a, b) => a.faults.length - b.faults.length || names.compare(a.faults, b.faults));
  return { sets, states };
}

/** Fault sets are not told apart by what is declared of them, and the two sides must not be. */
export function withoutDeclarations(design: Design): Design {
  return { ...design, declares: { survives: [], fails: {} } };
}

/** Whether it does harm, and no part of it as much. */
export function isMinimal(set: Graded, all: readonly Graded[]): boolean {
  return set.rank > rankOfParts(set, all);
}

/** The rank of the worst that comes of a part of the set; 0 where none does harm. */
export function rankOfParts({ faults }: Graded, all: readonly Graded[]): number {
  const parts = all.filter(
    (part) => part.faults.length < faults.length && part.faults.every((fault) => faults.includes(fault)),
  );
  return Math.max(0, ...parts.map(({ rank }) => rank));
}
