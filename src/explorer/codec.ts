import { initialState } from '../model/initial.ts';
import type { Model } from '../model/model.ts';
import type { Draft, State } from '../model/state.ts';
import { type Field, layoutOf } from './layout.ts';

/**
 * Packs whole states into a fixed number of 32-bit words and back. Nothing is lost: equal words, equal states. Each
 * function is bound to its state once; that state may change afterwards, but not the objects that it is made of.
 */
export interface Codec {
  readonly words: number;
  readonly encoder: (state: State) => (words: Uint32Array) => void;
  /** What it returns overwrites every field of the state. */
  readonly decoder: (state: State) => (words: Uint32Array, at: number) => void;
  /** What it returns overwrites every field of `to` with those of `from`. */
  readonly copier: (to: State, from: State) => () => void;
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
  const holders = [...new Set(fields.map(({ path }) => holderOf(path)))];
  const bind = (state: string) =>
    holders.map((path, i) => `const ${state}${i} = ${state}${path};`).join('\n');
  const place = (state: string, { path }: Field) =>
    `${state}${holders.indexOf(holderOf(path))}${path.slice(holderOf(path).length)}`;

  const byWord = Array.from({ length: words }, (_, word) => fields.filter((field) => field.word === word));
  const encode = byWord.map((group, word) => {
    const parts = group.filter(({ bits }) => bits > 0).map((field) => packed(field, place('s', field)));
    return `w[${word}] = ${['0', ...parts].join(' | ')};`;
  });
  const decode = byWord.flatMap((group, word) => [
    `const w${word} = w[at + ${word}];`,
    ...group.map((field) => `${place('s', field)} = ${unpacked(field, fields.indexOf(field))};`),
  ]);
  const copy = fields.map((field) => `${place('t', field)} = ${place('s', field)};`);
  const write = (parameters: string[], body: string) =>
    new Function('names', ...parameters, body).bind(null, names);
  return {
    words,
    encoder: write(['s'], `${bind('s')} return (w) => {${encode.join('\n')}}`),
    decoder: write(['s'], `${bind('s')} return (w, at) => {${decode.join('\n')}}`),
    copier: write(['t', 's'], `${bind('t')} ${bind('s')} return () => {${copy.join('\n')}}`),
    draft: () => ({ ...initialState(m), moves: null }),
  };
}

/** The object that holds a field, as a path from the state: `.blocks[0]` for `.blocks[0].media`. */
function holderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('[')));
}

function packed({ values, shift }: Field, value: string): string {
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
