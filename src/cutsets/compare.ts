import { verdictOf } from '../../properties/verdict.ts';
import { type Design, type Verdict, verdicts } from '../../spec/design.ts';
import { faultsOf } from '../../spec/faults.ts';
import { isMinimal, type Ranked } from './ranked.ts';

/** A design with all its sets of faults, by the name that it is compared under. */
export interface Compared {
  readonly name: string;
  readonly design: Design;
  readonly sets: readonly Ranked[];
  readonly states: number;
}

/** What comes of a set of faults in one design. */
export type Outcome =
  | { readonly name: string; readonly verdict: Verdict; readonly schedule: readonly string[] }
  | { readonly name: string; readonly verdict: 'no such fault' | 'cannot happen' };

/** Faults of which not the same comes in every design. */
export interface Difference {
  readonly faults: readonly string[];
  /** One for each design, in their order. */
  readonly outcomes: readonly Outcome[];
}

/**
 * The sets of faults that tell designs apart: not the same comes of them, and in one of the designs no part of them does as
 * much harm. The smallest first.
 */
export function differencesBetween(all: readonly Compared[]): Difference[] {
  const byKey = new Map<string, readonly string[]>();
  for (const { sets } of all) {
    for (const set of sets)
      if (isMinimal(set, sets) && !byKey.has(keyOf(set.faults))) byKey.set(keyOf(set.faults), set.faults);
  }
  return [...byKey.values()]
    .map((faults) => ({ faults, outcomes: all.map((one) => outcomeOf(one, faults)) }))
    .filter(({ outcomes }) => new Set(outcomes.map(({ verdict }) => verdict)).size > 1)
    .sort((a, b) => a.faults.length - b.faults.length);
}

/** The differences that a design survives and one of the others, struck by the same, does not. */
export function survivedBy(name: string, differences: readonly Difference[]): Difference[] {
  return differences.filter(({ outcomes }) => {
    const isSafe = outcomes.find((outcome) => outcome.name === name)!.verdict === 'safe';
    return isSafe && outcomes.some((outcome) => isHarmful(outcome));
  });
}

/** The differences that a design does not survive, and of which more harm comes in one of the others: lost for stranded. */
export function milderIn(name: string, differences: readonly Difference[]): Difference[] {
  return differences.filter(({ outcomes }) => {
    const own = outcomes.find((outcome) => outcome.name === name)!;
    return (
      isHarmful(own) && outcomes.some((other) => isHarmful(other) && isWorse(other.verdict, own.verdict))
    );
  });
}

function isWorse(one: Verdict, other: Verdict): boolean {
  return verdicts.indexOf(one) > verdicts.indexOf(other);
}

/** Whether a design comes to harm, by a schedule that shows it. */
export function isHarmful(outcome: Outcome): outcome is Extract<Outcome, { schedule: unknown }> {
  return 'schedule' in outcome && outcome.verdict !== 'safe';
}

/** A set that no run has is not survived. */
function outcomeOf({ name, design, sets }: Compared, faults: readonly string[]): Outcome {
  const known = faultsOf(design).map(({ label }) => label);
  if (!faults.every((fault) => known.includes(fault))) return { name, verdict: 'no such fault' };
  const set = sets.find((one) => keyOf(one.faults) === keyOf(faults));
  if (set === undefined) return { name, verdict: 'cannot happen' };
  return { name, verdict: verdictOf(set.rank), schedule: set.schedule() };
}

function keyOf(faults: readonly string[]): string {
  return faults.toSorted().join(' + ');
}
