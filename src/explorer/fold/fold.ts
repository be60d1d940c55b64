import type { Model } from '../../model/model.ts';
import type { Draft } from '../../model/state.ts';
import { mirrorImageOf } from './mirror-image.ts';
import { foldSides } from './sides.ts';
import { orderPages } from './slots.ts';
import { renumberer } from './versions.ts';

/** Makes of a state, in place, the one that stands for it and all that have the same future; true if it is another. */
export type Fold = () => boolean;

/** The kinds of difference that no rule and no property sees, and that a search may fold or not. */
export const reductions = ['slots', 'sides'] as const;
export type Reduction = (typeof reductions)[number];

/** With any number of writes, versions must be folded, too: else there is no end of states. */
export type FoldName = 'versions' | Reduction;

/** What a search of this model folds when these reductions are wished for: those that the model carries. */
export function foldsFor(m: Model, wished: readonly Reduction[]): FoldName[] {
  const carried = wished.filter((name) => name !== 'sides' || mirrorImageOf(m) !== undefined);
  return m.design.bounds.writes === 'any' ? ['versions', ...carried] : carried;
}

/** The fold of a state that changes in place. */
export function foldOf(m: Model, names: readonly FoldName[], state: Draft): Fold {
  const renumber = names.includes('versions') ? renumberer(m)(state) : never;
  const order = names.includes('slots') ? () => orderPages(m, state) : never;
  const within: Fold = () => {
    const isRenumbered = renumber();
    return order() || isRenumbered;
  };
  const image = names.includes('sides') ? mirrorImageOf(m) : undefined;
  if (image === undefined) return within;
  const exchange = foldSides(m, image, state, (other) =>
    foldOf(
      m,
      names.filter((name) => name !== 'sides'),
      other,
    ),
  );
  return () => {
    const isFolded = within();
    return exchange() || isFolded;
  };
}

const never: Fold = () => false;
