import { get } from './machine.ts';

/*
 * A decision tree over a packed state, or over two, one behind the other. A cell is two words. The first is 0 where nothing
 * is known yet, the place of a node, or -1 minus an outcome. A node is a cell for each value of some bits; which bits, the
 * second word of the cell above it says: so that a walk waits for memory once a node.
 */

export const CELL_WORDS: i32 = 2;

/** The word in the low byte, the shift above it, the number of bits above that. */
export const SHIFT_AT: i32 = 8;
export const BITS_AT: i32 = 16;

/** What the tree with this root says of the words, or -1 if that is not known yet. */
export function outcomeOf(root: i32, words: i32): i32 {
  let cell: i32 = root;
  let node: i32 = get(cell);
  while (node > 0) {
    const sees: i32 = get(cell + 1);
    // Another thread may be planting here, and this one see its node sooner than what that sees.
    if (sees === 0) return -1;
    const value: i32 = get(words + (sees & 255)) >>> ((sees >>> SHIFT_AT) & 255);
    cell = node + CELL_WORDS * (value & ((1 << (sees >>> BITS_AT)) - 1));
    node = get(cell);
  }
  return node === 0 ? -1 : -1 - node;
}
