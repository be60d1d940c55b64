import { faultSet, sizeOf } from '../../../spec/faults.ts';
import type { RuleName } from '../../../spec/rules.ts';
import type { FuzzResult } from '../../fuzz/fuzz.ts';
import type { ReachOfSample } from '../../fuzz/reach.ts';
import type { Model } from '../../model/model.ts';
import { count, plural } from '../../words/numbers.ts';
import { violatedInWords } from '../../words/verdicts.ts';

/** How the runs ended. What a design declares to fail may fail, what it says nothing of may not. */
export function verdictsInWords({ faults }: Model, { verdicts, undeclared, failure }: FuzzResult): string[] {
  const unviolated = Object.entries(verdicts).filter(([, runs]) => runs > 0);
  const ends = unviolated.map(([verdict, runs]) => `${verdict}: ${count(runs)}`);
  if (failure !== undefined) ends.push(`with ${violatedInWords([failure.property.id])}: 1`);
  if (ends.length === 0) return [];
  const smallestFirst = [...undeclared].sort((a, b) => sizeOf(a) - sizeOf(b));
  const sets = smallestFirst.map((set) => faultSet(faults, set).join(' + '));
  const unsafe = `Not safe, and nothing is declared of it: ${named(sets)}. See check.`;
  return [`Runs that ended ${ends.join(', ')}.`, ...(sets.length === 0 ? [] : [unsafe])];
}

/** Whether weakening rules was put to the test at all: nobody finds what never makes a difference. */
export function departuresInWords(weakened: readonly RuleName[], { departed, runs }: FuzzResult): string {
  const rules = weakened.join(' or ');
  if (departed === 0) return `Weakening ${rules} made no difference in any run.`;
  return `Weakening ${rules} made a difference in ${count(departed)} of ${plural(runs, 'run')}.`;
}

/** What the sample came across, and by name what it never did. */
export function reachInWords(reach: ReachOfSample, { longest, lastNews }: FuzzResult): string[] {
  const { faultSets, ...kinds } = reach;
  const counts = Object.entries(kinds).map(
    ([kind, { reached, never }]) => `${reached.length} of ${reached.length + never.length} ${kind}`,
  );
  const never = Object.entries(kinds).flatMap(([kind, { never }]) =>
    never.length === 0 ? [] : [`Never, of ${kind}: ${named(never)}.`],
  );
  return [
    `Came across ${counts.join(', ')}, and ${faultSets.reached.length} of ${count(faultSets.within)} fault sets.`,
    `The longest run took ${plural(longest, 'action')}; nothing new came up after run ${count(lastNews)}.`,
    ...never,
    ...(faultSets.never.length === 0
      ? []
      : [`Never, of sets of one or two faults: ${named(faultSets.never)}.`]),
  ];
}

const MOST_NAMED = 8;

function named(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
