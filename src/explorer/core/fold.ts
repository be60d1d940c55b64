import { exchangeSides } from './exchange.ts';
import { get } from './machine.ts';
import { order } from './order.ts';
import { renumber } from './renumber.ts';

/**
 * Makes of the packed state at `words`, in place, the one that stands for it and all that have the same future. `from` is a
 * folded state that it comes from, or 0: what does not differ from that is in order already. Returns 1 where something
 * moved, else 0, or TOO_MANY_VERSIONS.
 *
 * The program: the place of what is said of versions, or 0, that of the mirror image, or 0, how many groups are put in
 * order, and their places; all places count from its beginning. Numbers of versions decide about the order of blocks, and
 * names of blocks about the order of pages.
 */
export function fold(program: i32, words: i32, from: i32, scratch: i32): i32 {
  const versions: i32 = get(program);
  let moved: i32 = versions === 0 ? 0 : renumber(program + versions, words, from, scratch);
  if (moved < 0) return moved;
  const groups: i32 = get(program + 2);
  for (let i: i32 = 0; i < groups; i++) {
    if (order(program + get(program + 3 + i), words, from)) moved = 1;
  }
  const image: i32 = get(program + 1);
  if (image !== 0 && exchangeSides(program + image, words, scratch)) moved = 1;
  return moved;
}
