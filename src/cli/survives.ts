import { plural } from './format.ts';

/** What is asked about: the worst of each fault set, and how many faults a run may have. */
interface Faulted {
  readonly faultSets: readonly { readonly faults: readonly string[]; readonly verdict: string }[];
  readonly faults: number;
}

const FAULTS_NAMED = 3;

/** How many faults of any kind a design survives; when not every single one, all but which. */
export function survivesInWords({ faultSets, faults }: Faulted): string {
  const harmful = faultSets.filter(({ verdict }) => verdict !== 'safe').map((set) => set.faults);
  const fewest = Math.min(faults + 1, ...harmful.map(({ length }) => length));
  if (fewest === 0) return 'nothing';
  if (faults === 0) return 'none tried';
  if (fewest > 1) return `any ${plural(fewest - 1, 'fault')}`;
  const single = harmful.filter(({ length }) => length === 1).flat();
  const which = single.length > FAULTS_NAMED ? plural(single.length, 'fault') : single.join(', ');
  return `${faults === 1 ? 'all' : 'any 1 fault'} but ${which}`;
}
