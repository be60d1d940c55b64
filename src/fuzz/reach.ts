import { type FaultSet, faultSet, isStruck, setsUpTo } from '../../spec/faults.ts';
import type { Model } from '../model/model.ts';
import type { FuzzResult } from './fuzz.ts';

/** Things of one kind, by their names: those that a sample came across, and the others. */
export interface Reach {
  readonly reached: readonly string[];
  readonly never: readonly string[];
}

export interface ReachOfSample {
  readonly actions: Reach;
  readonly witnesses: Reach;
  /** Faults that struck in some run. */
  readonly faults: Reach;
  /**
   * Sets of faults that had struck together, those of one or two that never had, and how many there are within the budget;
   * not each can come about.
   */
  readonly faultSets: Reach & { readonly within: number };
  /** Properties that were put to the test. */
  readonly properties: Reach;
  /** Clauses of these that decided something. */
  readonly clauses: Reach;
}

/** What the runs of a sample came across, and what they never did. */
export function reachOf({ faults, maxFaults }: Model, result: FuzzResult): ReachOfSample {
  const { actions, faultSets, findings } = result;
  const witnesses = findings.filter(({ property }) => property.kind === 'sometimes');
  const judged = findings.filter(({ property }) => property.kind !== 'sometimes');
  const clauses = judged
    .filter(({ fired }) => fired > 0)
    .flatMap(({ property, clauses }) => clauses.map((clause) => ({ ...clause, id: property.id })));
  return {
    actions: split([...actions], nameOf, ([, taken]) => taken > 0),
    witnesses: split(witnesses, idOf, ({ fired }) => fired > 0),
    faults: split(
      faults.map(({ label }, i) => ({ label, struck: faultSets.some((set) => isStruck(set, i)) })),
      ({ label }) => label,
      ({ struck }) => struck,
    ),
    faultSets: reachOfSets(faults, maxFaults, faultSets),
    properties: split(judged, idOf, ({ fired }) => fired > 0),
    clauses: split(
      clauses,
      ({ id, says }) => `${id} "${says}"`,
      ({ decided }) => decided,
    ),
  };
}

function reachOfSets(faults: Model['faults'], most: number, struck: readonly FaultSet[]) {
  const reached = struck.map((set) => faultSet(faults, set).join(' + ') || 'none');
  const labels = faults.map(({ label }) => label);
  const pairs = labels.flatMap((label, i) => labels.slice(i + 1).map((other) => `${label} + ${other}`));
  const small = [...(most > 0 ? labels : []), ...(most > 1 ? pairs : [])];
  const seen = new Set(reached);
  return { reached, never: small.filter((set) => !seen.has(set)), within: setsUpTo(faults.length, most) };
}

const nameOf = ([name]: readonly [string, number]) => name;

const idOf = ({ property }: FuzzResult['findings'][number]) => property.id;

function split<T>(all: readonly T[], name: (each: T) => string, isReached: (each: T) => boolean): Reach {
  return {
    reached: all.filter(isReached).map(name),
    never: all.filter((each) => !isReached(each)).map(name),
  };
}
