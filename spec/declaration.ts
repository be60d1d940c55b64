import type { Design, Verdict } from './design.ts';
import { matchesFaultSet, termsOf } from './faults.ts';

/** What a design file says of a fault set: the pattern that speaks for it, and the worst that may come. */
export interface Declaration {
  readonly pattern: string;
  readonly verdict: Verdict;
}

/** Every pattern of a design. */
export function declarationsOf({ declares }: Design): Declaration[] {
  return [
    ...Object.entries(declares.fails).map(([pattern, verdict]) => ({ pattern, verdict })),
    ...declares.survives.map((pattern) => ({ pattern, verdict: 'safe' as const })),
  ];
}

/**
 * The declaration that speaks for a fault set: of all patterns that match it the one with the fewest wildcards, and of
 * equals the one that declares a failure. Undefined when the design says nothing of it. No fault at all is always safe.
 */
export function declarationFor(design: Design, labels: readonly string[]): Declaration | undefined {
  if (labels.length === 0) return { pattern: 'none', verdict: 'safe' };
  const matching = declarationsOf(design).filter(({ pattern }) => matchesFaultSet(pattern, labels));
  return matching.reduce<Declaration | undefined>(
    (best, next) => (best === undefined || precision(next) > precision(best) ? next : best),
    undefined,
  );
}

function precision({ pattern }: Declaration): number {
  return termsOf(pattern).reduce((sum, term) => sum + (term === '*' ? 0 : term.endsWith('*') ? 1 : 2), 0);
}
