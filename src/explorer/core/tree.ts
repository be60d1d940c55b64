import { get, set } from './machine.ts';
import { RANKS } from './places.ts';

/*
 * A decision tree over a packed state, or over two, one behind the other. A cell is two words. The first is 0 where nothing
 * is known yet, the place of a node, or -1 minus an outcome. A node is a cell for each value of some bits; which bits, the
 * second word of the cell above it says: so that a walk waits for memory once a node.
 */

export const CELL_WORDS: i32 = 2;

/** The word in the low byte, the shift above it, the number of bits above that. */
export const SHIFT_AT: i32 = 8;
export const BITS_AT: i32 = 16;

/** In the place of the word: a node sees what the tree of a part says. Its number is in the place of the shift. */
export const OF_PART: i32 = 255;

/** What the tree with this root says of the words, or -1 if that is not known yet. */
export function outcomeOf(root: i32, words: i32): i32 {
  let cell: i32 = root;
  let node: i32 = get(cell);
  while (node > 0) {
    const sees: i32 = get(cell + 1);
    // Another thread may be planting here, and this one see its node sooner than what that sees.
    if (sees === 0) return -1;
    cell = node + CELL_WORDS * valueIn(words, sees);
    node = get(cell);
  }
  return node === 0 ? -1 : -1 - node;
}

/** The same of a tree over one state that asks parts, whose answers in this state stand by their numbers. */
export function answerOf(root: i32, words: i32, answers: i32): i32 {
  let cell: i32 = root;
  let node: i32 = get(cell);
  while (node > 0) {
    const sees: i32 = get(cell + 1);
    if (sees === 0) return -1;
    let value: i32 = 0;
    if ((sees & 255) === OF_PART) value = answerOfPart((sees >>> SHIFT_AT) & 255, words, answers);
    else value = valueIn(words, sees);
    if (value < 0) return -1;
    cell = node + CELL_WORDS * value;
    node = get(cell);
  }
  return node === 0 ? -1 : -1 - node;
}

function valueIn(words: i32, sees: i32): i32 {
  return (get(words + (sees & 255)) >>> ((sees >>> SHIFT_AT) & 255)) & ((1 << (sees >>> BITS_AT)) - 1);
}

/** What a part says of a state. It is found out once for each: 0 stands for what is not known yet, else the answer and 1. */
export function answerOfPart(part: i32, words: i32, answers: i32): i32 {
  const known: i32 = get(answers + part) - 1;
  if (known >= 0) return known;
  const answer: i32 = answerOf(rootOfPart(part), words, answers);
  set(answers + part, answer + 1);
  return answer;
}

/** The root of the tree of a part, by its number. */
export function rootOfPart(part: i32): i32 {
  return get(RANKS) + 1 + CELL_WORDS * part;
}
