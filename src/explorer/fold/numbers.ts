import type { PackedField } from '../layout.ts';

/* Fields as the core takes them: core/fields.ts says how. */

/** Where bits of a packed state are. */
export type Place = Pick<PackedField, 'word' | 'shift' | 'bits'>;

/** Place and mask. A field of no bits, which is always 0, is anywhere. */
export function placeAndMask({ word, shift, bits }: Place): [place: number, mask: number] {
  return bits === 0 ? [0, 0] : [word * 32 + shift, maskOf(bits)];
}

/** So many bits, the lowest of a word. */
export function maskOf(bits: number): number {
  return 2 ** bits - 1;
}

/** The words that some fields are in, each with their bits. */
export function bitsOf(fields: readonly Place[]): number[] {
  const byWord = new Map<number, number>();
  for (const { word, shift, bits } of fields) {
    if (bits > 0) byWord.set(word, (byWord.get(word) ?? 0) | (maskOf(bits) << shift));
  }
  return [byWord.size, ...[...byWord].flat()];
}
