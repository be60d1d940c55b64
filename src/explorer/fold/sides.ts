import type { Model } from '../../model/model.ts';
import { type Over, pathOf, type Step } from '../../model/shape.ts';
import type { State } from '../../model/state.ts';
import { packed, placesIn } from '../codec.ts';
import { layoutOf, type PackedField } from '../layout.ts';
import type { MirrorImage } from './mirror-image.ts';

/**
 * What it returns puts into the words of a state those of its mirror image, if these come first. Most images are told apart
 * by their first word.
 */
export function exchange(m: Model, image: MirrorImage, state: State): (words: Uint32Array) => void {
  const { words: count } = layoutOf(m);
  const encodeIfFirst = imageEncoder(m, image)(state);
  const other = new Uint32Array(count);
  return (words) => {
    if (!encodeIfFirst(words, other)) return;
    for (let i = 0; i < count; i++) words[i] = other[i]!;
  };
}

/** Packs the mirror image of a state word by word, and gives up, with false, once it comes after the words of the state. */
type ImageEncoder = (words: Uint32Array, other: Uint32Array) => boolean;

function imageEncoder(m: Model, image: MirrorImage): (state: State) => ImageEncoder {
  const { fields, words } = layoutOf(m);
  const s = placesIn('s', fields);
  const imageOf = imageValues(image, fields, s.at);
  const packing = Array.from({ length: words }, (_, word) => {
    const parts = fields
      .filter((field) => field.word === word && field.bits > 0)
      .map((field) => packed(field, imageOf(field)));
    return `image = ${['0', ...parts].join(' | ')};
      if (!first) {
        const own = w[${word}] | 0;
        if (image > own) return false;
        first = image < own;
      }
      o[${word}] = image;`;
  });
  const body = `${s.binding} return (w, o) => {
    let image = 0, first = false;
    ${packing.join('\n')}
    return first;
  }`;
  return new Function('blocks', 's', body).bind(null, image.block);
}

/** For each field the expression of its value in the mirror image. */
function imageValues(
  image: MirrorImage,
  fields: readonly PackedField[],
  at: (path: string) => string,
): (field: PackedField) => string {
  const other: Readonly<Record<Over, (index: number) => number>> = {
    side: (index) => 1 - index,
    block: (index) => image.block[index]!,
    unit: (index) => image.unit[index]!,
    battery: (index) => image.battery[index]!,
    fault: (index) => image.fault[index]!,
    place: (index) => index,
  };
  const exchanged = (steps: readonly Step[]) =>
    pathOf(
      steps.map((step) =>
        typeof step === 'string' ? step : { ...step, index: other[step.over](step.index) },
      ),
    );
  const comesFrom = new Map(fields.map(({ steps, path }) => [exchanged(steps), path]));
  return ({ path, kind }) => {
    const from = comesFrom.get(path)!;
    const value = at(from);
    if (kind === 'actor') return `(${value} === 0 ? 0 : 3 - ${value})`;
    // What names no version names block 0, whichever side it is on.
    if (kind === 'block') return `(${at(from.replace(/\.block$/, '.version'))} === 0 ? 0 : blocks[${value}])`;
    return value;
  };
}
