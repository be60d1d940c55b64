import { exchangeSides } from './exchange.ts';
import { get } from './machine.ts';
import { order } from './order.ts';
import { renumber } from './renumber.ts';

/** Everything: what moved concerns all that follows. */
const ALL: i32 = -1;

/**
 * Makes of the packed state at `words`, in place, the one that stands for it and all that have the same future. `from` is a
 * folded state that it comes from, or 0: what does not differ from that is in order already. Returns 1 where something
 * moved, else 0, or TOO_MANY_VERSIONS.
 *
 * The program: the place of what is said of versions, or 0, and of the mirror image, or 0; how many words a state has, and
 * the place of what they concern; how many groups are put in order, and their places. All places count from its beginning.
 * Numbers of versions decide about the order of blocks, and names of blocks about the order of pages.
 */
export function fold(program: i32, words: i32, from: i32, scratch: i32): i32 {
  let concerned: i32 = from === 0 ? ALL : concernedIn(program, words, from);
  let moved: i32 = 0;
  if ((concerned & 1) !== 0 && get(program) !== 0) moved = renumber(program + get(program), words, scratch);
  if (moved < 0) return moved;
  if (moved > 0) concerned = ALL;
  const groups: i32 = get(program + 4);
  for (let i: i32 = 0; i < groups; i++) {
    if (((concerned >>> (i + 1)) & 1) === 0 || !order(program + get(program + 5 + i), words)) continue;
    moved = 1;
    concerned = ALL;
  }
  const image: i32 = get(program + 1);
  if (image !== 0 && exchangeSides(program + image, words, scratch)) moved = 1;
  return moved;
}

/**
 * What a difference between two states concerns: versions as bit 0, and the groups as the bits that follow. Said of each
 * word: how many pairs there are of bits in it and what these concern, and these pairs.
 */
function concernedIn(program: i32, words: i32, from: i32): i32 {
  const count: i32 = get(program + 2);
  let concerned: i32 = 0;
  let at: i32 = program + get(program + 3);
  for (let word: i32 = 0; word < count; word++) {
    const end: i32 = at + 1 + 2 * get(at);
    const changed: i32 = get(words + word) ^ get(from + word);
    if (changed !== 0) {
      for (let pair: i32 = at + 1; pair < end; pair += 2) {
        if ((changed & get(pair)) !== 0) concerned |= get(pair + 1);
      }
    }
    at = end;
  }
  return concerned;
}
