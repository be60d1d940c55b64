import { read } from './fields.ts';
import { get, set } from './machine.ts';

/** What is said of fields that move alike: their word, their bits in it, and by how much these are rotated to the left. */
const MOVE: i32 = 3;
/**
 * What is said of a field that names something: itself, a field that is 0 where it names nothing, the place of a table of
 * other names, and by how much the other name is moved to the left.
 */
const NAME: i32 = 4;

/**
 * Puts in the place of a state its mirror image, if that comes first. False where it does not. Said of it: where, counted
 * from here, what follows the tables begins, and the tables; how many words, and for each how many moves, how many names,
 * the moves and the names that make that word of the image. It takes as many words of `scratch`. Most images are told apart
 * by their first word.
 */
export function exchangeSides(image: i32, words: i32, scratch: i32): boolean {
  const start: i32 = image + get(image);
  const count: i32 = get(start);
  let isFirst: boolean = false;
  let at: i32 = start + 1;
  for (let word: i32 = 0; word < count; word++) {
    const other: i32 = moved(at, words) | renamed(image, at, words);
    const own: i32 = get(words + word);
    if (!isFirst && other > own) return false;
    if (other < own) isFirst = true;
    set(scratch + word, other);
    at += 2 + MOVE * get(at) + NAME * get(at + 1);
  }
  if (!isFirst) return false;
  for (let word: i32 = 0; word < count; word++) set(words + word, get(scratch + word));
  return true;
}

function moved(at: i32, words: i32): i32 {
  const end: i32 = at + 2 + MOVE * get(at);
  let bits: i32 = 0;
  for (let move: i32 = at + 2; move < end; move += MOVE) {
    const own: i32 = get(words + get(move)) & get(move + 1);
    const left: i32 = get(move + 2);
    bits |= (own << left) | (own >>> ((32 - left) & 31));
  }
  return bits;
}

function renamed(image: i32, at: i32, words: i32): i32 {
  const names: i32 = at + 2 + MOVE * get(at);
  const end: i32 = names + NAME * get(at + 1);
  let bits: i32 = 0;
  for (let name: i32 = names; name < end; name += NAME) {
    if (read(words, get(name + 1)) === 0) continue;
    const own: i32 = read(words, get(name));
    bits |= get(image + get(name + 2) + own) << get(name + 3);
  }
  return bits;
}
