import { hashOf, hashOfPair } from './hash.ts';
import { addTo, get, set, swap } from './machine.ts';
import {
  D_ENTRIES,
  D_MASK,
  D_SIZE,
  D_TABLE,
  D_WORDS,
  DICTIONARIES,
  DICTIONARY_WORDS,
  KEYS,
  LEFT,
  MASK,
  NEW,
  ROOTS,
  SIZE,
  SLOTS,
  SPARE_STATE,
  TABLE,
} from './places.ts';

/*
 * The set of visited states. A state is two numbers: which left half and which right half it has. Halves stand once, in
 * two dictionaries, and are few. Several threads add at once: what is added is written first and entered then, and who
 * finds that another was sooner keeps what it wrote for the next.
 */

/** Unpacks a state with these halves. */
export function unpack(left: i32, right: i32, words: i32): void {
  copyHalf(DICTIONARIES, left, words);
  copyHalf(DICTIONARIES + DICTIONARY_WORDS, right, words + get(LEFT));
}

export function leftOf(state: i32): i32 {
  return get(get(ROOTS) + 2 * state);
}

export function rightOf(state: i32): i32 {
  return get(get(ROOTS) + 2 * state + 1);
}

function copyHalf(dictionary: i32, half: i32, to: i32): void {
  const count: i32 = get(dictionary + D_WORDS);
  const from: i32 = get(dictionary + D_ENTRIES) + half * count;
  for (let i: i32 = 0; i < count; i++) set(to + i, get(from + i));
}

/** The number of a half, which is entered if it is new. */
export function halfOf(dictionary: i32, words: i32, spare: i32): i32 {
  const count: i32 = get(dictionary + D_WORDS);
  const entries: i32 = get(dictionary + D_ENTRIES);
  const table: i32 = get(dictionary + D_TABLE);
  const mask: i32 = get(dictionary + D_MASK);
  const hash: i32 = hashOf(words, count);
  let slot: i32 = hash & mask;
  let own: i32 = -1;
  while (true) {
    let found: i32 = get(table + slot);
    if (found === 0) {
      if (own < 0) own = writtenHalf(dictionary, words, spare);
      found = swap(table + slot, 0, (hash & ~mask) | (own + 1));
      if (found === 0) return own;
    }
    if (((found ^ hash) & ~mask) === 0) {
      const half: i32 = (found & mask) - 1;
      if (isSame(entries + half * count, words, count)) {
        if (own >= 0) set(spare, own);
        return half;
      }
    }
    slot = (slot + 1) & mask;
  }
}

/** Writes a half where no other is. */
function writtenHalf(dictionary: i32, words: i32, spare: i32): i32 {
  const count: i32 = get(dictionary + D_WORDS);
  let half: i32 = get(spare);
  if (half < 0) half = addTo(dictionary + D_SIZE, 1);
  else set(spare, -1);
  const to: i32 = get(dictionary + D_ENTRIES) + half * count;
  for (let i: i32 = 0; i < count; i++) set(to + i, get(words + i));
  return half;
}

/** The number of a packed state, or -1 when it was never added. `halves` are its halves. */
export function stateOf(left: i32, right: i32): i32 {
  const table: i32 = get(TABLE);
  const mask: i32 = get(MASK);
  const roots: i32 = get(ROOTS);
  const hash: i32 = hashOfPair(left, right);
  let slot: i32 = hash & mask;
  while (true) {
    const found: i32 = get(table + slot);
    if (found === 0) return -1;
    if (((found ^ hash) & ~mask) === 0) {
      const state: i32 = (found & mask) - 1;
      if (get(roots + 2 * state) === left && get(roots + 2 * state + 1) === right) return state;
    }
    slot = (slot + 1) & mask;
  }
}

/**
 * Adds a state that was not there when it was looked for, with the key of the step to it. Returns its place among the
 * new ones of this batch, or -1 when another thread was sooner: then that one has the lower of the two keys.
 */
export function addState(left: i32, right: i32, key: i32, thread: i32): i32 {
  const table: i32 = get(TABLE);
  const mask: i32 = get(MASK);
  const roots: i32 = get(ROOTS);
  const hash: i32 = hashOfPair(left, right);
  const size: i32 = get(SIZE);
  let own: i32 = get(thread + SPARE_STATE);
  if (own < 0) own = addTo(NEW, 1);
  else set(thread + SPARE_STATE, -1);
  set(roots + 2 * (size + own), left);
  set(roots + 2 * (size + own) + 1, right);
  set(get(KEYS) + own, key);
  let slot: i32 = hash & mask;
  while (true) {
    let found: i32 = get(table + slot);
    if (found === 0) {
      set(get(SLOTS) + own, slot);
      found = swap(table + slot, 0, (hash & ~mask) | (size + own + 1));
      if (found === 0) return own;
    }
    if (((found ^ hash) & ~mask) === 0) {
      const state: i32 = (found & mask) - 1;
      if (get(roots + 2 * state) === left && get(roots + 2 * state + 1) === right) {
        set(get(KEYS) + own, -1);
        set(thread + SPARE_STATE, own);
        meetAgain(state, key);
        return -1;
      }
    }
    slot = (slot + 1) & mask;
  }
}

/** A step leads to a state that is known. Of several to one that is new in this batch the first counts. */
export function meetAgain(state: i32, key: i32): void {
  const place: i32 = state - get(SIZE);
  if (place < 0) return;
  const at: i32 = get(KEYS) + place;
  let known: i32 = get(at);
  while (key < known) {
    const found: i32 = swap(at, known, key);
    if (found === known) return;
    known = found;
  }
}

export function isSame(a: i32, b: i32, count: i32): boolean {
  for (let i: i32 = 0; i < count; i++) if (get(a + i) !== get(b + i)) return false;
  return true;
}

/** Enters all states into a table that was emptied. */
export function enterStates(): void {
  const size: i32 = get(SIZE);
  const roots: i32 = get(ROOTS);
  for (let state: i32 = 0; state < size; state++) {
    enter(get(TABLE), get(MASK), hashOfPair(get(roots + 2 * state), get(roots + 2 * state + 1)), state);
  }
}

/** Enters all halves but the holes: entries that were written and not needed. A list begins with its length. */
export function enterHalves(dictionary: i32, holes: i32): void {
  const count: i32 = get(dictionary + D_WORDS);
  const size: i32 = get(dictionary + D_SIZE);
  for (let half: i32 = 0; half < size; half++) {
    if (isAmong(holes, half)) continue;
    const hash: i32 = hashOf(get(dictionary + D_ENTRIES) + half * count, count);
    enter(get(dictionary + D_TABLE), get(dictionary + D_MASK), hash, half);
  }
}

function isAmong(list: i32, value: i32): boolean {
  for (let i: i32 = list + get(list); i > list; i--) if (get(i) === value) return true;
  return false;
}

function enter(table: i32, mask: i32, hash: i32, index: i32): void {
  let slot: i32 = hash & mask;
  while (get(table + slot) !== 0) slot = (slot + 1) & mask;
  set(table + slot, (hash & ~mask) | (index + 1));
}
