import { faultSet, isStruck, setsUpTo } from '../../spec/faults.ts';
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
  /** Sets of faults that had struck together, and how many there are within the budget; not each can come about. */
  readonly faultSets: { readonly reached: readonly string[]; readonly within: number };
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
    faultSets: {
      reached: faultSets.map((set) => faultSet(faults, set).join(' + ') || 'none'),
      within: setsUpTo(faults.length, maxFaults),
    },
    properties: split(judged, idOf, ({ fired }) => fired > 0),
    clauses: split(
      clauses,
      ({ id, says }) => `${id} "${says}"`,
      ({ decided }) => decided,
    ),
  };
}

const nameOf = ([name]: readonly [string, number]) => name;

const idOf = ({ property }: FuzzResult['findings'][number]) => property.id;

function split<T>(all: readonly T[], name: (each: T) => string, isReached: (each: T) => boolean): Reach {
  return {
    reached: all.filter(isReached).map(name),
    never: all.filter((each) => !isReached(each)).map(name),
  };
}
