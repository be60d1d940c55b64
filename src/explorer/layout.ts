import type { Model } from '../model/model.ts';
import { type Domain, type Field, fieldsOf, pathOf, type Step } from '../model/shape.ts';
import { shape } from '../model/state.ts';

/** A field of a state with its place in the packed state. */
export interface PackedField extends Field {
  readonly word: number;
  readonly shift: number;
  readonly bits: number;
}

export interface Layout {
  readonly fields: readonly PackedField[];
  readonly words: number;
}

/** More would not be explored in any useful time; a design that needs it is refused. */
export const MAX_WORDS = 48;

/** Thrown for bounds whose states do not fit into `MAX_WORDS` words. */
export class StateTooLarge extends Error {
  constructor(readonly words: number) {
    super(`a state needs ${words} words of 32 bits, at most ${MAX_WORDS} can be packed`);
  }
}

/** Where each field of this model's states goes: fields never straddle two words, nor does a fault set that one can hold. */
export function layoutOf(m: Model): Layout {
  const all = byColumn(fieldsOf(shape, m));
  const faults = all.filter(({ name }) => name === 'faults');
  const fields: PackedField[] = [];
  let word = 0;
  let shift = 0;
  for (const field of all) {
    const bits = bitsFor(field.domain);
    const room = field === faults[0] && faults.length <= 32 ? faults.length : bits;
    if (shift + room > 32) {
      word++;
      shift = 0;
    }
    fields.push({ ...field, word, shift, bits });
    shift += bits;
  }
  if (word + 1 > MAX_WORDS) throw new StateTooLarge(word + 1);
  return { fields, words: word + 1 };
}

function bitsFor(domain: Domain): number {
  return 32 - Math.clz32(typeof domain === 'number' ? domain : domain.length - 1);
}

/** The fields of the records of a list, one field of all of them after the other: who looks through a list reads them so. */
function byColumn(fields: readonly Field[]): Field[] {
  return groupedBy(fields, listOf).flatMap((list) => groupedBy(list, columnOf).flat());
}

/** Where a field is, but for its place in the innermost list that it is in: `.caches[0][].state`. */
function columnOf(field: Field): string {
  const { length } = stepsToList(field);
  return `${listOf(field)}[]${pathOf(field.steps.slice(length + 1))}`;
}

function listOf(field: Field): string {
  return pathOf(stepsToList(field));
}

/** The way to the innermost list that a field is in. A field in none is a list of its own. */
function stepsToList({ steps }: Field): readonly Step[] {
  const place = steps.findLastIndex((step) => typeof step !== 'string' && step.over !== 'side');
  return place < 0 ? steps : steps.slice(0, place);
}

/** Those of one key together, where the first of them is. */
function groupedBy<V>(values: readonly V[], keyOf: (value: V) => string): V[][] {
  const groups = new Map<string, V[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return [...groups.values()];
}
