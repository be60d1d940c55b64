import type { Model } from '../../model/model.ts';
import type { Draft } from '../../model/state.ts';
import { mirrorImageOf } from './mirror-image.ts';
import { foldSides } from './sides.ts';
import { orderPages } from './slots.ts';
import { renumberer } from './versions.ts';

/** Makes of a state, in place, the one that stands for it and all that have the same future; true if it is another. */
export type Fold = () => boolean;

/** The kinds of difference that no rule and no property sees. */
export const foldNames = ['versions', 'slots', 'sides'] as const;
export type FoldName = (typeof foldNames)[number];

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
