import type { Model } from '../../model/model.ts';
import type { Draft } from '../../model/state.ts';
import { orderPages } from './slots.ts';
import { renumberer } from './versions.ts';

/** Makes of a state, in place, the one that stands for it and all that have the same future; true if it is another. */
export type Fold = () => boolean;

/** The kinds of difference that no rule and no property sees. */
export const foldNames = ['versions', 'slots'] as const;
export type FoldName = (typeof foldNames)[number];

/** The fold of a state that changes in place. */
export function foldOf(m: Model, names: readonly FoldName[], state: Draft): Fold {
  const renumber = names.includes('versions') ? renumberer(m)(state) : never;
  const order = names.includes('slots') ? () => orderPages(m, state) : never;
  return () => {
    const isRenumbered = renumber();
    return order() || isRenumbered;
  };
}

const never: Fold = () => false;
