import { get, lowestOf, set } from './machine.ts';
import { L_COUNT, L_SIEVE, S_ALWAYS, S_FIELDS, S_WORDS } from './places.ts';
import { BITS_AT, SHIFT_AT } from './tree.ts';

/*
 * Of those that may act most cannot, and for most of these the first field that their guard reads says so. Such fields are
 * few: one look at each tells who is left.
 */

/** Writes who of a list is to be asked in a state, in bits. */
export function sift(list: i32, words: i32, sifted: i32): void {
  const sieve: i32 = get(list + L_SIEVE);
  if (sieve === 0) {
    keepAll(get(list + L_COUNT), sifted);
    return;
  }
  const count: i32 = get(sieve + S_WORDS);
  for (let i: i32 = 0; i < count; i++) set(sifted + i, get(sieve + S_ALWAYS + i));
  const fields: i32 = sieve + S_ALWAYS + count;
  const end: i32 = fields + 2 * get(sieve + S_FIELDS);
  for (let field: i32 = fields; field < end; field += 2) {
    const sees: i32 = get(field);
    const value: i32 = get(words + (sees & 255)) >>> ((sees >>> SHIFT_AT) & 255);
    const row: i32 = get(field + 1) + count * (value & ((1 << (sees >>> BITS_AT)) - 1));
    for (let i: i32 = 0; i < count; i++) set(sifted + i, get(sifted + i) | get(row + i));
  }
}

function keepAll(count: i32, sifted: i32): void {
  for (let i: i32 = 0; i << 5 < count; i++) set(sifted + i, -1);
}

/** The first that is to be asked, from this one on; `count` or more if none is. */
export function nextIn(sifted: i32, from: i32, count: i32): i32 {
  let at: i32 = from;
  while (at < count) {
    const bits: i32 = get(sifted + (at >>> 5)) >>> (at & 31);
    if (bits !== 0) return at + lowestOf(bits);
    at = (at | 31) + 1;
  }
  return at;
}
