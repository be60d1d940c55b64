import type { Model } from '../../model/model.ts';
import type { State } from '../../model/state.ts';
import { ANYTHING } from '../changes.ts';
import { codecFor } from '../codec.ts';
import { type FoldName, foldOf } from './fold.ts';

/** What it returns packs what stands for a state, as that is then. It may put the state itself into another order. */
export function packerOf(m: Model, folds: readonly FoldName[], state: State): (words: Uint32Array) => void {
  const encode = codecFor(m).encoder(state);
  const fold = foldOf(m, folds, state);
  return (words) => {
    encode(words);
    fold(words, ANYTHING);
  };
}
