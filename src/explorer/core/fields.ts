import { get, set } from './machine.ts';

/*
 * Fields of packed states. A field is told by its place, which is the number of its first bit in the state, and by its
 * mask, which is as wide as the field and stands at the lowest bits.
 */

/** The value of a field of the state at `words`. */
export function read(words: i32, place: i32, mask: i32): i32 {
  return (get(words + (place >>> 5)) >>> (place & 31)) & mask;
}

/** Gives a field of the state at `words` another value. */
export function write(words: i32, place: i32, mask: i32, value: i32): void {
  const at: i32 = words + (place >>> 5);
  const shift: i32 = place & 31;
  set(at, (get(at) & ~(mask << shift)) | (value << shift));
}
