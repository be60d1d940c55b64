import type { Model } from '../../model/model.ts';
import { type Draft, initialState } from '../../model/state.ts';
import { ANYTHING } from '../changes.ts';
import { codecFor, copierFor } from '../codec.ts';
import type { Fold } from './fold.ts';
import { type MirrorImage, mirror } from './mirror-image.ts';

/**
 * Of a state and its mirror image the one whose packed words come first. `tidy` folds what else there is to fold in the
 * image.
 */
export function foldSides(m: Model, image: MirrorImage, state: Draft, tidy: (image: Draft) => Fold): Fold {
  const other: Draft = { ...initialState(m), moves: null };
  const codec = codecFor(m);
  const makeOther = mirror(m, image, other, state);
  const tidyOther = tidy(other);
  const takeOther = copierFor(m)('takeOther', state, other);
  const encodeState = codec.encoder(state);
  const encodeOther = codec.encoder(other);
  const words = new Uint32Array(codec.words);
  const otherWords = new Uint32Array(codec.words);
  return () => {
    makeOther();
    tidyOther();
    encodeState(words);
    encodeOther(otherWords);
    if (!isBefore(otherWords, words)) return false;
    takeOther(ANYTHING);
    return true;
  };
}

function isBefore(a: Uint32Array, b: Uint32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]!;
  return false;
}
