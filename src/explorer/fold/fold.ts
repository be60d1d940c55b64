import type { Model } from '../../model/model.ts';
import { mirrorImageOf } from './mirror-image.ts';

/** The kinds of difference that no rule and no property sees, and that a search may fold or not. */
export const reductions = ['slots', 'blocks', 'sides'] as const;
export type Reduction = (typeof reductions)[number];

/** With any number of writes, versions must be folded, too: else there is no end of states. */
export type FoldName = 'versions' | Reduction;

/** What a search of this model folds when these reductions are wished for: those that the model carries. */
export function foldsFor(m: Model, wished: readonly Reduction[]): FoldName[] {
  const carried = reductions.filter((name) => wished.includes(name) && carries(m, name));
  return m.design.bounds.writes === 'any' ? ['versions', ...carried] : carried;
}

function carries(m: Model, name: Reduction): boolean {
  const { blocks, pagesPerWrite } = m.design.bounds;
  switch (name) {
    case 'slots':
      return true;
    case 'blocks':
      return blocks > 1 && pagesPerWrite === 1;
    case 'sides':
      return mirrorImageOf(m) !== undefined;
  }
}
