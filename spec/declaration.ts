import { type Design, type Verdict, verdicts } from './design.ts';
import { isOrdered, matchesFaultSet, matchesOrder, termsOf } from './faults.ts';

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
 * Which fault struck first is not known here: of equals one that names an order speaks, and of such the worst. What it
 * declares is then for who knows the order to judge.
 */
export function declarationFor(design: Design, labels: readonly string[]): Declaration | undefined {
  if (labels.length === 0) return NO_FAULT;
  const matching = declarationsOf(design).filter(({ pattern }) => matchesFaultSet(pattern, labels));
  return foremost(matching, (next, best) => {
    if (precision(next) !== precision(best)) return precision(next) > precision(best);
    if (!isOrdered(next.pattern)) return false;
    return !isOrdered(best.pattern) || rankOf(next) > rankOf(best);
  });
}

/** The same for faults that strike in this order: of equals the one that names it. */
export function declarationForOrder(design: Design, order: readonly string[]): Declaration | undefined {
  if (order.length === 0) return NO_FAULT;
  const matching = declarationsOf(design).filter(({ pattern }) =>
    isOrdered(pattern) ? matchesOrder(pattern, order) : matchesFaultSet(pattern, order),
  );
  return foremost(matching, (next, best) => {
    if (precision(next) !== precision(best)) return precision(next) > precision(best);
    return isOrdered(next.pattern) && !isOrdered(best.pattern);
  });
}

const NO_FAULT: Declaration = { pattern: 'none', verdict: 'safe' };

function foremost(
  matching: readonly Declaration[],
  isBetter: (next: Declaration, best: Declaration) => boolean,
): Declaration | undefined {
  return matching.reduce<Declaration | undefined>(
    (best, next) => (best === undefined || isBetter(next, best) ? next : best),
    undefined,
  );
}

function rankOf({ verdict }: Declaration): number {
  return verdicts.indexOf(verdict);
}

function precision({ pattern }: Declaration): number {
  return termsOf(pattern).reduce((sum, term) => sum + (term === '*' ? 0 : term.endsWith('*') ? 1 : 2), 0);
}
