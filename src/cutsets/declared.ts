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
 * The orders that did not come out as declared: a pattern that names an order speaks for each that it matches by itself.
 * What is declared of sets in any order is for `check` to judge.
 */
export function otherThanDeclared(design: Design, histories: readonly History[]): OtherThanDeclared[] {
  const ranks = new Map<string, { readonly order: readonly string[]; readonly rank: number }>();
  for (const { order, rank } of histories) {
    const known = ranks.get(order.join());
    if (known === undefined || known.rank < rank) ranks.set(order.join(), { order, rank });
  }
  const inOrder = [...ranks.values()].sort((a, b) => (a.order.join() < b.order.join() ? -1 : 1));
  return inOrder.flatMap(({ order, rank }) => {
    const declaration = declarationForOrder(design, order);
    if (declaration === undefined || !isOrdered(declaration.pattern)) return [];
    const { pattern, verdict: declared } = declaration;
    const found = verdictOf(rank);
    return found === declared ? [] : [{ order, pattern, declared, found }];
  });
}
