import type { Model } from '../../model/model.ts';
import type { State } from '../../model/state.ts';
import { codecFor } from '../codec.ts';
import { orderBlocks } from './blocks.ts';
import { mirrorImageOf } from './mirror-image.ts';
import { exchange } from './sides.ts';
import { orderPages } from './slots.ts';
import type { Tidy } from './tidy.ts';
import { renumber } from './versions.ts';

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

/**
 * Makes of a packed state, in place, the one that stands for it and all that have the same future. `changed` says what
 * differs in it from such a one, as bits of `Changes`. Returns what of the state itself it put in another order, as bits.
 */
export type Fold = (words: Uint32Array, changed: number) => number;

/** The fold of a state that changes in place. */
export function foldOf(m: Model, names: readonly FoldName[], state: State): Fold {
  const encode = codecFor(m).encoder(state);
  const tidies = tidiesOf(m, names, state);
  const image = names.includes('sides') ? mirrorImageOf(m) : undefined;
  const foldSides = image === undefined ? () => {} : exchange(m, image, state);
  return (words, changed) => {
    let moved = 0;
    for (let i = 0; i < tidies.length; i++) moved |= tidies[i]!(changed | moved);
    if (moved !== 0) encode(words);
    foldSides(words);
    return moved;
  };
}

/** In this order: numbers of versions decide about the order of blocks, and names of blocks about the order of pages. */
function tidiesOf(m: Model, names: readonly FoldName[], state: State): Tidy[] {
  const foldsSlots = names.includes('slots');
  return [
    ...(names.includes('versions') ? [renumber(m, state)] : []),
    ...(names.includes('blocks') ? [orderBlocks(m, state, foldsSlots)] : []),
    ...(foldsSlots ? [orderPages(m, state)] : []),
  ];
}
