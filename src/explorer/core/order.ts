import { differIn, read, write } from './fields.ts';
import { get, mul } from './machine.ts';

/*
 * Things of one kind, such as the pages of an area, of which it makes no difference which one holds what. Said of them, one
 * after the other:
 *  - where, counted from here, what follows the tables begins, and the tables;
 *  - the bits that are read here, as `differIn` takes them;
 *  - how many columns each thing has, and of each its mask and the place of a table by which its values are compared, or 0;
 *  - how many things, and for each of them the place of each column;
 *  - how many holders, things elsewhere that name one of these, and of each its length, its salt, and its parts: length,
 *    place and mask of the name and the name of the first thing, place and mask of the version, without which it names none,
 *    and place and mask of each field of its content.
 */

const COLUMN: i32 = 2;
const HOLDER: i32 = 2;
const PART: i32 = 6;

/** Puts things into an order of what they hold, in all that names them. False where they were in order. */
export function order(group: i32, words: i32, from: i32): boolean {
  const bits: i32 = group + get(group);
  if (from !== 0 && !differIn(bits, words, from)) return false;
  const columns: i32 = bits + 1 + 2 * get(bits);
  const things: i32 = columns + 1 + COLUMN * get(columns);
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
  const things: i32 = columns + 1 + COLUMN * count;
  const own: i32 = things + 1 + count * thing;
  for (let i: i32 = 0; i < count; i++) {
    const column: i32 = columns + 1 + COLUMN * i;
    let a: i32 = read(words, get(own + i), get(column));
    let b: i32 = read(words, get(own - count + i), get(column));
    if (a === b) continue;
    const table: i32 = get(column + 1);
    if (table !== 0) {
      a = get(group + table + a);
      b = get(group + table + b);
    }
    return a > b;
  }
  const holders: i32 = things + 1 + count * get(things);
  if (get(holders) === 0) return false;
  return digest(holders, thing, words) > digest(holders, thing - 1, words);
}

/** Exchanges a thing with the one before it: its columns, and the names of both. */
function exchange(columns: i32, thing: i32, words: i32): void {
  const count: i32 = get(columns);
  const things: i32 = columns + 1 + COLUMN * count;
  const own: i32 = things + 1 + count * thing;
  for (let i: i32 = 0; i < count; i++) {
    const mask: i32 = get(columns + 1 + COLUMN * i);
    const a: i32 = read(words, get(own + i), mask);
    write(words, get(own + i), mask, read(words, get(own - count + i), mask));
    write(words, get(own - count + i), mask, a);
  }
  const holders: i32 = things + 1 + count * get(things);
  let holder: i32 = holders + 1;
  for (let i: i32 = 0; i < get(holders); i++) {
    const end: i32 = holder + get(holder);
    for (let part: i32 = holder + HOLDER; part < end; part += get(part)) rename(part, thing, words);
    holder = end;
  }
}

/** What names one of two neighbours names the other. */
function rename(part: i32, thing: i32, words: i32): void {
  if (read(words, get(part + 4), get(part + 5)) === 0) return;
  const name: i32 = read(words, get(part + 1), get(part + 2));
  const own: i32 = get(part + 3) + thing;
  if (name === own) write(words, get(part + 1), get(part + 2), own - 1);
  else if (name === own - 1) write(words, get(part + 1), get(part + 2), own);
}

/** Tells of a thing what names it, as one number: the holders, each by its salt, and what they hold for it. */
function digest(holders: i32, thing: i32, words: i32): i32 {
  let sum: i32 = 0;
  let holder: i32 = holders + 1;
  for (let i: i32 = 0; i < get(holders); i++) {
    const end: i32 = holder + get(holder);
    let held: i32 = 0;
    let isNamed: boolean = false;
    for (let part: i32 = holder + HOLDER; part < end; part += get(part)) {
      const names: boolean = doesName(part, thing, words);
      held = mix(held, names ? contentOf(part, words) : 0);
      if (names) isNamed = true;
    }
    if (isNamed) sum = (sum + mix(get(holder + 1), held)) | 0;
    holder = end;
  }
  return sum;
}

function doesName(part: i32, thing: i32, words: i32): boolean {
  if (read(words, get(part + 1), get(part + 2)) !== get(part + 3) + thing) return false;
  return read(words, get(part + 4), get(part + 5)) !== 0;
}

function contentOf(part: i32, words: i32): i32 {
  const end: i32 = part + get(part);
  let content: i32 = read(words, get(part + 4), get(part + 5));
  for (let field: i32 = part + PART; field < end; field += 2) {
    content = mix(content, read(words, get(field), get(field + 1)));
  }
  return content;
}

function mix(a: i32, b: i32): i32 {
  const sum: i32 = mul((a + 1) | 0, -1640531535) ^ mul((b + 1) | 0, -2048144789);
  return sum ^ (sum >>> 15);
}
