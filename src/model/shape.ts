import type { Model } from './model.ts';
import type { Side } from './side.ts';

/*
 * The words in which a state is described: fields, each with its kind, its values and its first value, in records, lists
 * and pairs. What the state is made of stands in state.ts; its types, the initial state, the packed layout and every copy
 * are made from that description, so that no field can be forgotten in one of them.
 */

/** Where a field is: on which side, and at which place of the innermost list. */
export interface Place {
  readonly side: Side;
  readonly index: number;
}

/** The names that a field can hold, or the largest number. */
export type Domain = readonly string[] | readonly boolean[] | number;

/**
 * What a field is about: a version of the block that stands beside it or that it belongs to, an epoch, a block, a page of
 * a mirror area, a controller or none, one of several names, a flag, or a plain number.
 */
export type Kind = 'version' | 'epoch' | 'block' | 'page' | 'actor' | 'name' | 'flag' | 'count';

/** What the places of a list stand for; a plain list has places of its own. */
export type Over = 'side' | 'block' | 'unit' | 'battery' | 'fault' | 'place';

/** A value, or how a model gives it. */
type Given<V> = V | ((m: Model, at: Place) => V);

/** A single value of a state. */
export interface Leaf<V extends string | number | boolean> {
  readonly form: 'field';
  readonly kind: Kind;
  readonly domain: (m: Model, at: Place) => Domain;
  readonly initial: (m: Model, at: Place) => V;
}

/** So many of the same. */
export interface List<S extends Shape> {
  readonly form: 'list';
  readonly over: Over;
  readonly length: (m: Model, at: Place) => number;
  readonly of: S;
}

/** The same where the places belong to parts, which the names of the fields tell apart: `caches.mirror.state`. */
export interface PartedList<P extends string, S extends Shape> extends List<S> {
  readonly partAt: (m: Model, at: Place) => P;
}

/** One for each side. */
export interface Pair<S extends Shape> {
  readonly form: 'pair';
  readonly of: S;
}

export interface Fields<F extends { readonly [name: string]: Shape }> {
  readonly form: 'record';
  readonly fields: F;
}

export type Shape =
  | Leaf<string>
  | Leaf<number>
  | Leaf<boolean>
  | {
      readonly form: 'list';
      readonly over: Over;
      readonly length: (m: Model, at: Place) => number;
      readonly partAt?: (m: Model, at: Place) => string;
      readonly of: Shape;
    }
  | { readonly form: 'pair'; readonly of: Shape }
  | { readonly form: 'record'; readonly fields: { readonly [name: string]: Shape } };

/** The values that have a shape. */
export type ValueOf<S> =
  S extends Leaf<infer V>
    ? V
    : S extends Fields<infer F>
      ? { -readonly [K in keyof F]: ValueOf<F[K]> }
      : S extends List<infer T>
        ? ValueOf<T>[]
        : S extends Pair<infer T>
          ? [ValueOf<T>, ValueOf<T>]
          : never;

/** The names of the fields of a shape, `blocks.media`, and of the parts that hold them, `blocks`. */
export type FieldName<S> = S extends { readonly form: 'record'; readonly fields: infer F }
  ? { [K in keyof F & string]: K | `${K}.${FieldName<F[K]>}` }[keyof F & string]
  : S extends { readonly partAt: (m: Model, at: Place) => infer P; readonly of: infer T }
    ? P extends string
      ? P | `${P}.${FieldName<T>}`
      : never
    : S extends { readonly form: 'list' | 'pair'; readonly of: infer T }
      ? FieldName<T>
      : never;

/** One of several names; the first that is listed at first, unless another is given. */
export function name<const V extends string>(
  values: readonly V[] | ((m: Model, at: Place) => readonly V[]),
  initial?: NoInfer<V> | ((m: Model, at: Place) => NoInfer<V>),
): Leaf<V> {
  const first = (m: Model, at: Place) => given<readonly V[]>(values, m, at)[0]!;
  return leaf<V>('name', values, initial ?? first);
}

export function flag(initial: boolean): Leaf<boolean> {
  return leaf('flag', [false, true] as const, initial);
}

/** A number from 0 to `last`; 0 at first, unless another is given. */
export function count(last: Given<number>, initial: Given<number> = 0): Leaf<number> {
  return leaf('count', last, initial);
}

/** A version of a block: they count from 1, and 0 is its initial content, or no version at all. */
export const version: Leaf<number> = leaf('version', ({ versions }: Model) => versions, 0);

/** An epoch of a device. A device is taken over at most once in a run. */
export const epoch: Leaf<number> = leaf('epoch', 1, 0);

/**
 * The epoch of a device from which on owners get through to hosts. Where each answers by its lease, the last one runs out,
 * too.
 */
export const hostEpoch: Leaf<number> = leaf(
  'epoch',
  ({ design }: Model) => (design.path === 'direct' ? 2 : 1),
  0,
);

/** A block, by its index. */
export const block: Leaf<number> = leaf('block', ({ blocks }: Model) => blocks.length - 1, 0);

/** A page of a mirror area, by its place there. The two areas are of one size (A2, H41). */
export const mirrorPage: Leaf<number> = leaf('page', ({ areas }: Model) => areas[0].mirror - 1, 0);

/** A controller, by its number from 1 on, or 0 for neither. */
export const actor: Leaf<number> = leaf('actor', 2, 0);

export function list<S extends Shape>(
  length: (m: Model, at: Place) => number,
  of: S,
  over: Over = 'place',
): List<S> {
  return { form: 'list', over, length, of };
}

export function partedList<P extends string, S extends Shape>(
  length: (m: Model, at: Place) => number,
  partAt: (m: Model, at: Place) => P,
  of: S,
): PartedList<P, S> {
  return { form: 'list', over: 'place', length, partAt, of };
}

export function bySide<S extends Shape>(of: S): Pair<S> {
  return { form: 'pair', of };
}

export function record<F extends { readonly [name: string]: Shape }>(fields: F): Fields<F> {
  return { form: 'record', fields };
}

/** A step on the way from a state to one of its fields: a name, or a place. */
export type Step = string | { readonly over: Over; readonly index: number };

/** A way, as code takes it: `.blocks[0].media`. */
export function pathOf(steps: readonly Step[]): string {
  return steps.map((step) => (typeof step === 'string' ? `.${step}` : `[${step.index}]`)).join('');
}

/** A field of the states of a model. */
export interface Field {
  /** From the state: `.blocks[0].media`. */
  readonly path: string;
  /** The same in steps, so that places can be exchanged: `.blocks`, block 0, `.media`. */
  readonly steps: readonly Step[];
  /** The same without places: `blocks.media`, `caches.mirror.state`. */
  readonly name: string;
  readonly kind: Kind;
  readonly domain: Domain;
}

/** Every field that values of this shape have in a model, in the order of the shape. */
export function fieldsOf(shape: Shape, m: Model): Field[] {
  return walk(shape, m, { steps: [], name: '', at: ANYWHERE });
}

/** The value that has this shape at first. */
export function initialOf<S extends Shape>(shape: S, m: Model): ValueOf<S> {
  return build(shape, m, ANYWHERE) as ValueOf<S>;
}

const ANYWHERE: Place = { side: 0, index: 0 };

interface Position {
  readonly steps: readonly Step[];
  readonly name: string;
  readonly at: Place;
}

function walk(shape: Shape, m: Model, { steps, name, at }: Position): Field[] {
  switch (shape.form) {
    case 'field':
      return [{ path: pathOf(steps), steps, name, kind: shape.kind, domain: shape.domain(m, at) }];
    case 'record':
      return Object.entries(shape.fields).flatMap(([key, inner]) =>
        walk(inner, m, { steps: [...steps, key], name: name === '' ? key : `${name}.${key}`, at }),
      );
    default:
      return places(shape, m, at).flatMap((place, index) => {
        const part = shape.form === 'list' ? shape.partAt?.(m, place) : undefined;
        const inner = part === undefined ? name : `${name}.${part}`;
        const over = shape.form === 'list' ? shape.over : 'side';
        return walk(shape.of, m, { steps: [...steps, { over, index }], name: inner, at: place });
      });
  }
}

function build(shape: Shape, m: Model, at: Place): unknown {
  switch (shape.form) {
    case 'field':
      return shape.initial(m, at);
    case 'record':
      return Object.fromEntries(
        Object.entries(shape.fields).map(([key, inner]) => [key, build(inner, m, at)]),
      );
    default:
      return places(shape, m, at).map((place) => build(shape.of, m, place));
  }
}

function places(shape: Extract<Shape, { form: 'list' | 'pair' }>, m: Model, at: Place): Place[] {
  if (shape.form === 'pair') return [0, 1].map((side) => ({ ...at, side: side as Side }));
  return Array.from({ length: shape.length(m, at) }, (_, index) => ({ ...at, index }));
}

function leaf<V extends string | number | boolean>(
  kind: Kind,
  domain: Given<Domain>,
  initial: Given<V>,
): Leaf<V> {
  return {
    form: 'field',
    kind,
    domain: (m, at) => given(domain, m, at),
    initial: (m, at) => given(initial, m, at),
  };
}

function given<V>(value: Given<V>, m: Model, at: Place): V {
  return typeof value === 'function' ? (value as (m: Model, at: Place) => V)(m, at) : value;
}
