import { verdictOf } from '../../properties/verdict.ts';
import { declarationForOrder, declarationsOf } from '../../spec/declaration.ts';
import type { Design, Verdict } from '../../spec/design.ts';
import { isOrdered, matchesFaultSet } from '../../spec/faults.ts';
import type { History } from './histories.ts';

/** An order of faults that did not come out as the design declares it. */
export interface OtherThanDeclared {
  readonly order: readonly string[];
  /** The pattern that speaks for it. */
  readonly pattern: string;
  readonly declared: Verdict;
  readonly found: Verdict;
}

/** Whether the design declares something of these faults in one of their orders. */
export function isOrderDeclared(design: Design, faults: readonly string[]): boolean {
  return declarationsOf(design).some(({ pattern }) => isOrdered(pattern) && matchesFaultSet(pattern, faults));
}

/**
 * The patterns that name an order and did not come out as declared: the worst of the orders that one speaks for must be what
 * it declares. What is declared of sets in any order is for `check` to judge.
 */
export function otherThanDeclared(design: Design, histories: readonly History[]): OtherThanDeclared[] {
  const worst = new Map<
    string,
    { readonly declared: Verdict; readonly order: readonly string[]; rank: number }
  >();
  for (const { order, rank } of histories) {
    const declaration = declarationForOrder(design, order);
    if (declaration === undefined || !isOrdered(declaration.pattern)) continue;
    const known = worst.get(declaration.pattern);
    if (known === undefined || known.rank < rank)
      worst.set(declaration.pattern, { declared: declaration.verdict, order, rank });
  }
  const inOrder = [...worst].sort(([a], [b]) => (a < b ? -1 : 1));
  return inOrder.flatMap(([pattern, { declared, order, rank }]) => {
    const found = verdictOf(rank);
    return found === declared ? [] : [{ order, pattern, declared, found }];
  });
}
