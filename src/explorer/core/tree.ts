import { get } from './machine.ts';

/*
 * A decision tree over a packed state, or over two, one behind the other. A cell is 0 where nothing is known yet, the
 * place of a node, or -1 minus an outcome. A node names some bits of a word, and has a cell for each of their values.
 */

/** A node's first word: the word in the low byte, the shift above it, the number of bits above that. */
export const SHIFT_AT: i32 = 8;
export const BITS_AT: i32 = 16;

/** What the tree with this root says of the words, or -1 if that is not known yet. */
export function outcomeOf(root: i32, words: i32): i32 {
  let cell: i32 = get(root);
  while (cell > 0) {
    const sees: i32 = get(cell);
    const value: i32 = get(words + (sees & 255)) >>> ((sees >>> SHIFT_AT) & 255);
    cell = get(cell + 1 + (value & ((1 << (sees >>> BITS_AT)) - 1)));
  }
  return cell === 0 ? -1 : -1 - cell;
}
