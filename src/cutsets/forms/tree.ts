import { verdicts } from '../../../spec/design.ts';
import { type CutSet, type Harm, nameOf } from '../cut-set.ts';
import type { CutSets } from '../find.ts';

/** Faults that together lead to harm: a gate of a fault tree. One alone is a single point of failure. */
export interface TreeSet {
  readonly name: string;
  readonly faults: readonly string[];
  readonly isOrdered: boolean;
}

/** What a verdict comes of. */
export interface Branch {
  readonly verdict: Harm;
  /** Single points of failure. */
  readonly singles: readonly TreeSet[];
  /** The others, those of the fewest faults first. */
  readonly several: readonly TreeSet[];
}

/** The cut sets of a design as a fault tree, each side of it spelled out. */
export interface FaultTree {
  readonly name: string;
  /** Every fault that is in it. */
  readonly faults: readonly string[];
  /** The worst first. */
  readonly branches: readonly Branch[];
}

/** The tree of the cut sets that were found. A set without a fault is one that nothing is needed for. */
export function treeOf({ design, model, found }: CutSets): FaultTree {
  const branches = verdicts.toReversed().flatMap((verdict): Branch[] => {
    const sets = found.filter((set) => set.verdict === verdict).flatMap(setsIn);
    if (verdict === 'safe' || sets.length === 0) return [];
    const isSingle = ({ faults }: TreeSet) => faults.length < 2;
    return [{ verdict, singles: sets.filter(isSingle), several: sets.filter((set) => !isSingle(set)) }];
  });
  const named = branches.flatMap(({ singles, several }) => [...singles, ...several]);
  const faults = model.faults.map(({ label }) => label);
  return {
    name: design.name,
    faults: faults.filter((label) => named.some((set) => set.faults.includes(label))),
    branches,
  };
}

function setsIn({ faults, isOrdered, alike }: CutSet): TreeSet[] {
  return [faults, ...alike].map((one) => ({
    name: nameOf({ faults: one, isOrdered }),
    faults: one,
    isOrdered,
  }));
}

/** A name as programs take it: letters, digits and low lines. */
export function identifierOf(name: string): string {
  return name.replaceAll(' + ', '_and_').replaceAll(' > ', '_then_').replaceAll(/\W/g, '_');
}
