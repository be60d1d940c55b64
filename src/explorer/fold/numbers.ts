import type { PackedField } from '../layout.ts';

/* Fields as the core takes them: core/fields.ts says how. */

/** Where bits of a packed state are. */
export type Place = Pick<PackedField, 'word' | 'shift' | 'bits'>;

/** A field of no bits, which is always 0, is anywhere. */
export function fieldNumber({ word, shift, bits }: Place): number {
  return bits === 0 ? 0 : shift + (word << 5) + (bits << 16);
}

/** So many bits, the lowest of a word. */
export function maskOf(bits: number): number {
  return 2 ** bits - 1;
}

/** The bits of some fields in one word. */
export function bitsIn(word: number, fields: readonly Place[]): number {
  return fields.reduce(
    (all, field) => all | (field.word === word ? maskOf(field.bits) << field.shift : 0),
    0,
  );
}

/** A part of what the core is told to do. */
export interface Section {
  /** The fields that it depends on: while they do not change, it has nothing to do. */
  readonly reads: readonly PackedField[];
  readonly numbers: readonly number[];
}
