import { read, write } from './fields.ts';
import { get, mul } from './machine.ts';

/*
 * Things of one kind, such as the pages of an area, of which it makes no difference which one holds what. Said of them, one
 * after the other:
 *  - where, counted from here, what follows the tables begins, and the tables;
 *  - how many columns each thing has, and of each the place of a table by which its values are compared, or 0;
 *  - how many things, and of each the fields that are in the columns;
 *  - whether a thing that holds nothing, so that each of its columns is 0, can be named elsewhere;
 *  - how many holders, things elsewhere that name one of these, and of each its length, its salt, and its parts: length,
 *    the field with the name, the name of the first thing, the version, without which it names none, and other fields.
 */

/** Where the parts of a holder begin. */
const PARTS: i32 = 2;

/** Puts things into an order of what they hold, in all that names them. False where they were in order. */
export function order(group: i32, words: i32): boolean {
  const columns: i32 = group + get(group);
  const things: i32 = columns + 1 + get(columns);
  const count: i32 = get(things);
  let moved: boolean = false;
  for (let i: i32 = 1; i < count; i++) {
    for (let at: i32 = i; at > 0 && isBefore(group, columns, at, words); at--) {
      exchange(columns, at, words);
      moved = true;
    }
  }
  return moved;
}

/** Whether a thing comes before the one that stands before it: by its columns, then by what names it. */
function isBefore(group: i32, columns: i32, thing: i32, words: i32): boolean {
  const count: i32 = get(columns);
  const things: i32 = columns + 1 + count;
  const own: i32 = things + 1 + count * thing;
  let held: i32 = 0;
  for (let i: i32 = 0; i < count; i++) {
    let a: i32 = read(words, get(own + i));
    let b: i32 = read(words, get(own - count + i));
    held |= a;
    if (a === b) continue;
    const table: i32 = get(columns + 1 + i);
    if (table !== 0) {
      a = get(group + table + a);
      b = get(group + table + b);
    }
    return a > b;
  }
  const names: i32 = things + 1 + count * get(things);
  if (held === 0 && get(names) === 0) return false;
  const holders: i32 = names + 1;
  return isHeldMore(holders, thing, words);
}

/** Exchanges a thing with the one before it: its columns, and the names of both. */
function exchange(columns: i32, thing: i32, words: i32): void {
  const count: i32 = get(columns);
  const things: i32 = columns + 1 + count;
  const own: i32 = things + 1 + count * thing;
  for (let i: i32 = 0; i < count; i++) {
    const a: i32 = read(words, get(own + i));
    write(words, get(own + i), read(words, get(own - count + i)));
    write(words, get(own - count + i), a);
  }
  const holders: i32 = things + 2 + count * get(things);
  let holder: i32 = holders + 1;
  for (let i: i32 = 0; i < get(holders); i++) {
    const end: i32 = holder + get(holder);
    for (let part: i32 = holder + PARTS; part < end; part += get(part)) rename(part, thing, words);
    holder = end;
  }
}

/** What names one of two neighbours names the other. */
function rename(part: i32, thing: i32, words: i32): void {
  if (read(words, get(part + 3)) === 0) return;
  const name: i32 = read(words, get(part + 1));
  const own: i32 = get(part + 2) + thing;
  if (name === own) write(words, get(part + 1), own - 1);
  else if (name === own - 1) write(words, get(part + 1), own);
}

/**
 * Whether more is held of a thing than of the one before it, or other things: of each the holders with a part that names it
 * make a number, whatever order they are in.
 */
function isHeldMore(holders: i32, thing: i32, words: i32): boolean {
  let own: i32 = 0;
  let other: i32 = 0;
  let holder: i32 = holders + 1;
  for (let i: i32 = 0; i < get(holders); i++) {
    if (isNamedIn(holder, thing, words)) own = (own + contentOf(holder, thing, words)) | 0;
    if (isNamedIn(holder, thing - 1, words)) other = (other + contentOf(holder, thing - 1, words)) | 0;
    holder += get(holder);
  }
  return own > other;
}

function isNamedIn(holder: i32, thing: i32, words: i32): boolean {
  const end: i32 = holder + get(holder);
  for (let part: i32 = holder + PARTS; part < end; part += get(part)) {
    if (doesName(part, thing, words)) return true;
  }
  return false;
}

function doesName(part: i32, thing: i32, words: i32): boolean {
  if (read(words, get(part + 3)) === 0) return false;
  return read(words, get(part + 1)) === get(part + 2) + thing;
}

/** Of each part whether it names the thing, its version, and its fields, whatever it names. */
function contentOf(holder: i32, thing: i32, words: i32): i32 {
  const end: i32 = holder + get(holder);
  let content: i32 = get(holder + 1);
  for (let part: i32 = holder + PARTS; part < end; part += get(part)) {
    content = mix(content, doesName(part, thing, words) ? 1 : 0);
    for (let field: i32 = part + 3; field < part + get(part); field++) {
      content = mix(content, read(words, get(field)));
    }
  }
  return content;
}

function mix(a: i32, b: i32): i32 {
  const sum: i32 = mul((a + 1) | 0, -1640531535) ^ mul((b + 1) | 0, -2048144789);
  return sum ^ (sum >>> 15);
}
