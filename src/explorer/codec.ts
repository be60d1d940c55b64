import { initialState } from '../model/initial.ts';
import type { Model } from '../model/model.ts';
import type { Draft, State } from '../model/state.ts';
import { type Field, layoutOf } from './layout.ts';

/** Packs whole states into a fixed number of 32-bit words and back. Nothing is lost: equal words, equal states. */
export interface Codec {
  readonly words: number;
  readonly encode: (state: State, words: Uint32Array) => void;
  /** Overwrites every field of `state`. */
  readonly decode: (words: Uint32Array, at: number, state: State) => void;
  /** Overwrites every field of `to` with those of `from`. */
  readonly copy: (to: State, from: State) => void;
  /** A state to decode into. */
  readonly draft: () => Draft;
}

/**
 * Writes the codec of a model as straight-line code, from its layout: a hundred loads and shifts in a row are several
 * times faster than the same through accessors, and this is the explorer's innermost loop.
 * @throws StateTooLarge when the bounds are too large to pack.
 */
export function codecFor(m: Model): Codec {
  const { fields, words } = layoutOf(m);
  const names = fields.map(({ values }) => values);
  const byWord = Array.from({ length: words }, (_, word) => fields.filter((field) => field.word === word));
  const encode = byWord.map(
    (group, word) =>
      `w[${word}] = ${['0', ...group.filter(({ bits }) => bits > 0).map(packed)].join(' | ')};`,
  );
  const decode = byWord.flatMap((group, word) => [
    `const w${word} = w[at + ${word}];`,
    ...group.map((field) => `s.${field.path} = ${unpacked(field, fields.indexOf(field))};`),
  ]);
  const copy = fields.map(({ path }) => `to.${path} = from.${path};`);
  return {
    words,
    encode: new Function('s', 'w', encode.join('\n')) as Codec['encode'],
    decode: new Function('names', `return (w, at, s) => {${decode.join('\n')}}`)(names) as Codec['decode'],
    copy: new Function('to', 'from', copy.join('\n')) as Codec['copy'],
    draft: () => ({ ...initialState(m), moves: null }),
  };
}

function packed({ path, values, shift }: Field): string {
  const value = `s.${path}`;
  if (typeof values === 'number') return `(${value} << ${shift})`;
  if (typeof values[0] === 'boolean') return `((${value} ? 1 : 0) << ${shift})`;
  const last = values.length - 1;
  const index = values.map((name, i) => (i === last ? `${i}` : `${value} === '${name}' ? ${i} : `)).join('');
  return `((${index}) << ${shift})`;
}

function unpacked({ values, word, shift, bits }: Field, index: number): string {
  if (bits === 0) return typeof values === 'number' ? '0' : `names[${index}][0]`;
  const value = `((w${word} >>> ${shift}) & ${2 ** bits - 1})`;
  if (typeof values === 'number') return value;
  if (typeof values[0] === 'boolean') return `${value} === 1`;
  return `names[${index}][${value}]`;
}
