import type { Model } from '../model/model.ts';
import { type Domain, type Field, fieldsOf } from '../model/shape.ts';
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
  const all = fieldsOf(shape, m);
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
