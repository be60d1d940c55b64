import type { Verdict } from '../../spec/design.ts';
import { listed } from './names.ts';

/** A verdict, which speaks of data alone, with what stands beside it: the properties that were violated. */
export function verdictInWords(verdict: Verdict | 'undecided', violated: readonly string[]): string {
  return violated.length === 0 ? verdict : `${verdict}, ${violatedInWords(violated)}`;
}

const NAMED = 3;

/** `I4 violated`, `I4 and refinement violated`, `I1, I3 and 4 more violated`. */
export function violatedInWords(violated: readonly string[]): string {
  if (violated.length <= NAMED) return `${listed(violated)} violated`;
  const first = violated.slice(0, NAMED - 1);
  return `${first.join(', ')} and ${violated.length - first.length} more violated`;
}
