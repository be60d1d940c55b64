import { get, set } from './machine.ts';

/*
 * Fields of packed states. A field is told by one number: its lowest five bits say where in its word it begins, the next
 * eleven which word of the state that is, and those from the seventeenth on how many bits it has, 31 at most.
 */

/** The value of a field of the state at `words`. */
export function read(words: i32, field: i32): i32 {
  return (get(words + wordOf(field)) >>> (field & 31)) & maskOf(field);
}

/** Gives a field of the state at `words` another value. */
export function write(words: i32, field: i32, value: i32): void {
  const at: i32 = words + wordOf(field);
  const shift: i32 = field & 31;
  set(at, (get(at) & ~(maskOf(field) << shift)) | (value << shift));
}

function wordOf(field: i32): i32 {
  return (field >>> 5) & 2047;
}

function maskOf(field: i32): i32 {
  return ~(-1 << (field >>> 16));
}
