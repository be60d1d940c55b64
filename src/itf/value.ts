import { TlaFunction, TlaSet, type Value } from '../tlc/read/value.ts';

/*
 * TLA+ values in the Informal Trace Format of Apalache and Quint: numbers, tuples, sets and functions are objects with one
 * key that begins with #, everything else is what JSON has for it.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A TLA+ value in that format. What stands in a set is a tuple, any other sequence a list. */
export function toItf(value: Value): Json {
  if (typeof value === 'number') return { '#bigint': String(value) };
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(toItf);
  if (value instanceof TlaSet) return { '#set': value.elements.map(elementToItf) };
  if (value instanceof TlaFunction) return { '#map': value.entries.map((pair) => pair.map(toItf)) };
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, toItf(inner)]));
}

function elementToItf(element: Value): Json {
  return Array.isArray(element) ? { '#tup': element.map(toItf) } : toItf(element);
}

/** Thrown for JSON that no TLA+ value stands for. The message begins with the place. */
export class StrangeValue extends Error {}

/** Deeper than any state, and no danger to the stack. */
const MAX_DEPTH = 16;

/**
 * The TLA+ text of a value in that format, as TLC prints it.
 * @throws StrangeValue for what is none.
 */
export function tlaTextOf(json: Json, place: string, depth = 0): string {
  if (depth > MAX_DEPTH) throw new StrangeValue(`${place}: expected at most ${MAX_DEPTH} levels, found more`);
  const text = (inner: Json, at: string) => tlaTextOf(inner, `${place}${at}`, depth + 1);
  if (typeof json === 'boolean') return json ? 'TRUE' : 'FALSE';
  if (typeof json === 'string') return JSON.stringify(json);
  if (typeof json === 'number') return numberText(String(json), place);
  if (json === null) throw new StrangeValue(`${place}: expected a value, found null`);
  if (isList(json)) return `<<${json.map((inner, i) => text(inner, `[${i + 1}]`)).join(', ')}>>`;
  const [key = '', ...more] = Object.keys(json);
  if (!key.startsWith('#') || more.length > 0) return recordText(json, text, place);
  const inner = json[key]!;
  if (key === '#bigint') return numberText(String(inner), place);
  if (!isList(inner)) throw new StrangeValue(`${place}: expected a list behind "${key}"`);
  if (key === '#tup') return text(inner, '');
  if (key === '#set') return `{${inner.map((element) => text(element, '{}')).join(', ')}}`;
  if (key === '#map') return functionText(inner, text, place);
  throw new StrangeValue(`${place}: expected #bigint, #tup, #set or #map, found "${key}"`);
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function numberText(digits: string, place: string): string {
  if (/^-?\d{1,15}$/.test(digits)) return digits;
  throw new StrangeValue(`${place}: expected a whole number, found ${JSON.stringify(digits)}`);
}

type Inner = (json: Json, at: string) => string;

function recordText(json: { readonly [key: string]: Json }, text: Inner, place: string): string {
  const fields = Object.entries(json).map(([field, inner]) => {
    if (!/^\w+$/.test(field))
      throw new StrangeValue(`${place}: expected the name of a field, found ${JSON.stringify(field)}`);
    return `${field} |-> ${text(inner, `.${field}`)}`;
  });
  if (fields.length === 0) throw new StrangeValue(`${place}: expected a field, found none`);
  return `[${fields.join(', ')}]`;
}

function functionText(pairs: readonly Json[], text: Inner, place: string): string {
  if (pairs.length === 0) return '<<>>';
  const entries = pairs.map((pair) => {
    if (!isList(pair) || pair.length !== 2)
      throw new StrangeValue(`${place}: expected pairs behind "#map", found ${JSON.stringify(pair)}`);
    return `${text(pair[0]!, '[]')} :> ${text(pair[1]!, '[]')}`;
  });
  return `(${entries.join(' @@ ')})`;
}
