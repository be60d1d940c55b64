import type { Model } from '../model/model.ts';
import { fieldsOf } from '../model/shape.ts';
import { type State, shape } from '../model/state.ts';
import { bitsOf } from './changes.ts';
import { layoutOf, type PackedField } from './layout.ts';

/*
 * Code for the innermost loop of the explorer, written as straight lines from the fields of a model's states: a hundred
 * loads and shifts in a row are several times faster than the same through accessors. Each function is bound to its
 * states once; they may change afterwards, but not the objects that they are made of.
 */

/** Packs whole states into a fixed number of 32-bit words and back. Nothing is lost: equal words, equal states. */
export interface Codec {
  readonly words: number;
  readonly encoder: (state: State) => (words: Uint32Array) => void;
  /** What it returns overwrites every field of the state. */
  readonly decoder: (state: State) => (words: Uint32Array, at: number) => void;
}

/**
 * The codec of a model.
 * @throws StateTooLarge when the bounds are too large to pack.
 */
export function codecFor(m: Model): Codec {
  const { fields, words } = layoutOf(m);
  const names = fields.map(({ domain }) => domain);
  const s = placesIn('s', fields);
  const byWord = Array.from({ length: words }, (_, word) => fields.filter((field) => field.word === word));
  const encode = byWord.map((group, word) => {
    const parts = group.filter(({ bits }) => bits > 0).map((field) => packed(field, s.at(field.path)));
    return `w[${word}] = ${['0', ...parts].join(' | ')};`;
  });
  const decode = byWord.flatMap((group, word) => [
    `const w${word} = w[at + ${word}];`,
    ...group.map((field) => `${s.at(field.path)} = ${unpacked(field, fields.indexOf(field))};`),
  ]);
  const write = (body: string) => new Function('names', 's', body).bind(null, names);
  return {
    words,
    encoder: write(`${s.binding} return (w) => {${encode.join('\n')}}`),
    decoder: write(`${s.binding} return (w, at) => {${decode.join('\n')}}`),
  };
}

/** Overwrites those fields that may differ, named by bits of `Changes`. */
export type Copier = (changed: number) => void;

/**
 * What it returns overwrites fields of `to` with those of `from`; states of any size. Each copier is code of its own,
 * under its own name: the engine compiles what several pairs of states share for none of them.
 */
export function copierFor(m: Model): (name: string, to: State, from: State) => Copier {
  const fields = fieldsOf(shape, m);
  const [to, from] = [placesIn('t', fields), placesIn('s', fields)];
  const copy = [...bitsOf(fields)].map(([name, bit]) => {
    const group = fields.filter((field) => field.name === name);
    const copies = group.map(({ path }) => `${to.at(path)} = ${from.at(path)};`);
    return `if (changed & ${bit}) {${copies.join(' ')}}`;
  });
  const body = `(changed) {${copy.join('\n')}}`;
  return (name, t, s) =>
    new Function('t', 's', `${to.binding} ${from.binding} return function ${name}${body}`)(t, s) as Copier;
}

/** The objects that hold the fields of a state, each bound to a name once, and the fields by those names. */
export function placesIn(
  state: string,
  fields: readonly { readonly path: string }[],
): { readonly binding: string; readonly at: (path: string) => string } {
  const holders = [...new Set(fields.map(({ path }) => holderOf(path)))];
  return {
    binding: holders.map((path, i) => `const ${state}${i} = ${state}${path};`).join('\n'),
    at: (path) => `${state}${holders.indexOf(holderOf(path))}${path.slice(holderOf(path).length)}`,
  };
}

/** The object that holds a field, as a path from the state: `.blocks[0]` for `.blocks[0].media`. */
export function holderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('[')));
}

/** A field's value, as an expression, where it stands in its word. */
function packed({ domain, shift }: PackedField, value: string): string {
  if (typeof domain === 'number') return `(${value} << ${shift})`;
  // As it stands here, a flag is shifted without a branch.
  if (typeof domain[0] === 'boolean') return `((${value} === true) << ${shift})`;
  const last = domain.length - 1;
  const index = domain.map((name, i) => (i === last ? `${i}` : `${value} === '${name}' ? ${i} : `)).join('');
  return `((${index}) << ${shift})`;
}

function unpacked({ domain, word, shift, bits }: PackedField, index: number): string {
  if (bits === 0) return typeof domain === 'number' ? '0' : `names[${index}][0]`;
  const value = `((w${word} >>> ${shift}) & ${2 ** bits - 1})`;
  if (typeof domain === 'number') return value;
  if (typeof domain[0] === 'boolean') return `${value} === 1`;
  return `names[${index}][${value}]`;
}
