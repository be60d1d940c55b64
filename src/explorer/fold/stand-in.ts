import type { Model } from '../../model/model.ts';
import type { Draft } from '../../model/state.ts';
import { codecFor } from '../codec.ts';
import { type FoldName, foldOf } from './fold.ts';

/** What it returns packs what stands for a state, as that is then, and may leave the state in any form that it stands for. */
export function packerOf(m: Model, folds: readonly FoldName[], state: Draft): (words: Uint32Array) => void {
  const encode = codecFor(m).encoder(state);
  const fold = foldOf(m, folds, state);
  return (words) => {
    fold();
    encode(words);
  };
}
