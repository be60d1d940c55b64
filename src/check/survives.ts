import { plural } from '../words/numbers.ts';

/** Sets of faults, each with the worst that it led to: those of an assessment, or of the JSON of `check`. */
export type FaultSets = readonly { readonly faults: readonly string[]; readonly verdict: string }[];

/** What is asked about: the worst of each fault set, and how many faults a run may have. */
export interface Faulted {
  readonly faultSets: FaultSets;
  readonly faults: number;
}

const FAULTS_NAMED = 3;

/** How many faults of any kind a design survives, of those tried; when not every single one, all but which. */
export function survivesInWords({ faultSets, faults }: Faulted): string {
  const harmful = harmfulOf(faultSets);
  const fewest = Math.min(faults + 1, ...harmful.map((set) => set.faults.length));
  if (fewest === 0) return 'nothing';
  if (faults === 0) return 'none tried';
  if (fewest > 1) return `any ${plural(fewest - 1, 'fault')}`;
  const single = singleOf(harmful);
  const named = single.map((set) => set.faults[0]).join(', ');
  const which = single.length > FAULTS_NAMED ? plural(single.length, 'fault') : named;
  return `${faults === 1 ? 'all' : 'any 1 fault'} but ${which}`;
}

/** The faults that `survivesInWords` counts without naming them, each with the worst that comes of it. */
export function faultsCounted(faultSets: FaultSets): string[] {
  const harmful = harmfulOf(faultSets);
  const single = singleOf(harmful);
  const isNothing = harmful.some(({ faults }) => faults.length === 0);
  if (isNothing || single.length <= FAULTS_NAMED) return [];
  return single.map(({ faults, verdict }) => `${faults[0]} (${verdict})`);
}

function harmfulOf(faultSets: FaultSets): FaultSets {
  return faultSets.filter(({ verdict }) => verdict !== 'safe');
}

function singleOf(faultSets: FaultSets): FaultSets {
  return faultSets.filter(({ faults }) => faults.length === 1);
}
