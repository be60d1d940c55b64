import { hashOfPair } from './hash.ts';
import { get, set } from './machine.ts';
import { MASK, PARENTS, ROOTS, SIZE, TABLE } from './places.ts';
import { stateOf } from './visited.ts';

/*
 * States that were set aside are in no table. What a search then finds may be one of them: so these are looked up, one
 * after the other, among those that are in memory.
 */

/** So many are looked up at a time: what all of them need is brought from memory at once. */
const AT_ONCE: i32 = 256;

/**
 * Marks each of these states that is in memory: it was found before, and is no new one. A state is given by its halves;
 * where many are given, `seen` is a place for a word of each. Returns how many were marked.
 */
export function markKnown(states: i32, count: i32, seen: i32): i32 {
  let marked: i32 = 0;
  for (let first: i32 = 0; first < count; first += AT_ONCE) {
    const end: i32 = first + AT_ONCE < count ? first + AT_ONCE : count;
    fetchSlots(states, first, end, seen);
    for (let i: i32 = first; i < end; i++) {
      if (get(seen + i) === 0) continue;
      const state: i32 = stateOf(get(states + 2 * i), get(states + 2 * i + 1));
      if (state < 0) continue;
      const parent: i32 = get(PARENTS) + state;
      set(parent, -1 - get(parent));
      marked++;
    }
  }
  return marked;
}

/** Notes what stands in the table where each is looked up first: 0 where it cannot be in memory. */
function fetchSlots(states: i32, first: i32, end: i32, seen: i32): void {
  const table: i32 = get(TABLE);
  const mask: i32 = get(MASK);
  for (let i: i32 = first; i < end; i++) {
    const hash: i32 = hashOfPair(get(states + 2 * i), get(states + 2 * i + 1));
    set(seen + i, get(table + (hash & mask)));
  }
}

/** Takes out the states that were marked, from one on. The others move up and keep their order; the table is then wrong. */
export function dropMarked(from: i32): void {
  const size: i32 = get(SIZE);
  const roots: i32 = get(ROOTS);
  const parents: i32 = get(PARENTS);
  let kept: i32 = from;
  for (let state: i32 = from; state < size; state++) {
    if (get(parents + state) < 0) continue;
    set(roots + 2 * kept, get(roots + 2 * state));
    set(roots + 2 * kept + 1, get(roots + 2 * state + 1));
    set(parents + kept, get(parents + state));
    kept++;
  }
  set(SIZE, kept);
}
