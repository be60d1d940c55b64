import { isHarm } from '../../spec/design.ts';
import { listed } from '../words/names.ts';
import { plural } from '../words/numbers.ts';
import { violatedInWords } from '../words/verdicts.ts';

/** Sets of faults, each with the worst that it led to: those of an assessment, or of the JSON of `check`. */
export type FaultSets = readonly { readonly faults: readonly string[]; readonly verdict: string }[];

/** What is asked about: the worst of each fault set, how many faults a run may have, and what else there is to say. */
export interface Faulted {
  readonly faultSets: FaultSets;
  readonly faults: number;
  /** Properties that were violated. */
  readonly violated: readonly string[];
  /** Kinds of fault that could strike and that the design leaves out. */
  readonly kindsLeftOut: readonly string[];
}

const NAMED = 3;

/** Of these the verdicts tell, fault set by fault set. Any other is told with one schedule, and may be violated by more. */
const TOLD_BY_VERDICTS = ['I1', 'I2'];

/**
 * How many faults of any kind a design survives, of those tried; when not every single one, all but which, of its data. No
 * number of faults where a search was stopped, or a property is violated that says more than the verdicts: then all that are
 * violated are named, as beside the verdict.
 */
export function survivesInWords({ faultSets, faults, violated, kindsLeftOut }: Faulted): string {
  const harmful = harmfulOf(faultSets);
  const fewest = Math.min(faults + 1, ...harmful.map((set) => set.faults.length));
  if (fewest === 0) return 'nothing';
  if (faultSets.some(({ verdict }) => verdict === 'undecided')) return '?';
  const single = singleOf(harmful);
  const named = single.map((set) => set.faults[0]).join(', ');
  const which = single.length > NAMED ? plural(single.length, 'fault') : named;
  const isMore = violated.some((property) => !TOLD_BY_VERDICTS.includes(property));
  const untried = untriedInWords(kindsLeftOut);
  if (single.length > 0) {
    const beside = isMore ? `; ${violatedInWords(violated)}` : '';
    return `${faults === 1 ? 'all' : 'any 1 fault'} but ${which}${untried}${beside}`;
  }
  if (isMore) return `not said: ${violatedInWords(violated)}`;
  const isUntried =
    faults === 0 || (faultSets.length > 0 && faultSets.every((set) => set.faults.length === 0));
  return isUntried ? 'none tried' : `any ${plural(fewest - 1, 'fault')}${untried}`;
}

/** The faults that `survivesInWords` counts without naming them, each with the worst that comes of it. */
export function faultsCounted(faultSets: FaultSets): string[] {
  const harmful = harmfulOf(faultSets);
  const single = singleOf(harmful);
  const isNothing = harmful.some(({ faults }) => faults.length === 0);
  if (isNothing || single.length <= NAMED) return [];
  return single.map(({ faults, verdict }) => `${faults[0]} (${verdict})`);
}

function untriedInWords(kinds: readonly string[]): string {
  if (kinds.length === 0) return '';
  return ` (${kinds.length > NAMED ? plural(kinds.length, 'kind') : listed(kinds)} not tried)`;
}

function harmfulOf(faultSets: FaultSets): FaultSets {
  return faultSets.filter(({ verdict }) => isHarm(verdict));
}

function singleOf(faultSets: FaultSets): FaultSets {
  return faultSets.filter(({ faults }) => faults.length === 1);
}
