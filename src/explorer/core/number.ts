import { get, mul, set } from './machine.ts';
import {
  ALWAYS_AT,
  BASE,
  DISTINCT,
  FAULTS,
  FIRST,
  GRADE_BITS,
  GRADES,
  GRADES_MASK,
  GRADES_SIZE,
  JUDGED,
  KEY_BITS,
  KEYS,
  LAST,
  MASK,
  NEW,
  PARENTS,
  ROOTS,
  SIZE,
  SLOTS,
  SORTED,
  STARTS,
  STRUCK,
  TABLE,
} from './places.ts';
import { isSame } from './visited.ts';

/**
 * Gives the new states of a batch their numbers: in the order of the steps that lead to them first, as a search that
 * expands one state after the other finds them. So nobody can tell how many threads there were.
 */
export function numberNew(): void {
  const count: i32 = get(NEW);
  const isSorted: boolean = areKeysSorted(count);
  let kept: i32 = count;
  if (!isSorted) {
    kept = sortKeys(count);
    moveRoots(kept);
  }
  const size: i32 = get(SIZE);
  const base: i32 = get(BASE);
  for (let i: i32 = 0; i < kept; i++) {
    const place: i32 = isSorted ? i : get(get(SORTED) + i);
    const key: i32 = get(get(KEYS) + place);
    set(get(PARENTS) + size + i, base + get(FIRST) + (key >>> KEY_BITS));
    const distinct: i32 = get(DISTINCT) + (key & ((1 << KEY_BITS) - 1));
    set(distinct, get(distinct) + 1);
    grade(place, base + size + i);
    const violated: i32 = get(get(JUDGED) + place) >>> GRADE_BITS;
    if (violated !== 0) noteViolated(violated, base + size + i);
  }
  set(SIZE, size + kept);
  set(NEW, 0);
}

/** Those of one thread are, where none was written and not needed. */
function areKeysSorted(count: i32): boolean {
  const keys: i32 = get(KEYS);
  for (let i: i32 = 0; i < count; i++) {
    if (get(keys + i) < 0 || (i > 0 && get(keys + i) < get(keys + i - 1))) return false;
  }
  return true;
}

/** Writes to SORTED the places of those that were needed, by their keys: parents first. Returns how many. */
function sortKeys(count: i32): i32 {
  const keys: i32 = get(KEYS);
  const starts: i32 = get(STARTS);
  const sorted: i32 = get(SORTED);
  const parents: i32 = get(LAST) - get(FIRST);
  for (let i: i32 = 0; i <= parents; i++) set(starts + i, 0);
  for (let i: i32 = 0; i < count; i++) {
    if (get(keys + i) < 0) continue;
    const at: i32 = starts + (get(keys + i) >>> KEY_BITS) + 1;
    set(at, get(at) + 1);
  }
  for (let i: i32 = 0; i < parents; i++) set(starts + i + 1, get(starts + i + 1) + get(starts + i));
  for (let i: i32 = 0; i < count; i++) {
    if (get(keys + i) < 0) continue;
    const start: i32 = starts + (get(keys + i) >>> KEY_BITS);
    set(sorted + get(start), i);
    set(start, get(start) + 1);
  }
  const kept: i32 = parents === 0 ? 0 : get(starts + parents - 1);
  for (let i: i32 = 1; i < kept; i++) {
    const place: i32 = get(sorted + i);
    const key: i32 = get(keys + place);
    let at: i32 = i;
    for (; at > 0 && get(keys + get(sorted + at - 1)) > key; at--) set(sorted + at, get(sorted + at - 1));
    set(sorted + at, place);
  }
  return kept;
}

/** Puts the new states where their numbers are, in the order of SORTED, and says so in the table. */
function moveRoots(kept: i32): void {
  const size: i32 = get(SIZE);
  const roots: i32 = get(ROOTS);
  const moved: i32 = get(SORTED) + kept;
  const mask: i32 = get(MASK);
  for (let i: i32 = 0; i < kept; i++) {
    const from: i32 = roots + 2 * (size + get(get(SORTED) + i));
    set(moved + 2 * i, get(from));
    set(moved + 2 * i + 1, get(from + 1));
  }
  for (let i: i32 = 0; i < kept; i++) {
    set(roots + 2 * (size + i), get(moved + 2 * i));
    set(roots + 2 * (size + i) + 1, get(moved + 2 * i + 1));
    const slot: i32 = get(TABLE) + get(get(SLOTS) + get(get(SORTED) + i));
    set(slot, (get(slot) & ~mask) | (size + i + 1));
  }
}

/** Notes the first state that violates each property of states. */
function noteViolated(violated: i32, state: i32): void {
  for (let i: i32 = 0; violated >>> i !== 0; i++) {
    const at: i32 = get(ALWAYS_AT) + i;
    if (((violated >>> i) & 1) !== 0 && get(at) < 0) set(at, state);
  }
}

/** Notes the first state of each grade with each fault set. */
function grade(place: i32, state: i32): void {
  const count: i32 = get(get(FAULTS));
  const struck: i32 = get(STRUCK) + place * count;
  const rank: i32 = get(get(JUDGED) + place) & ((1 << GRADE_BITS) - 1);
  const mask: i32 = get(GRADES_MASK);
  let hash: i32 = rank;
  for (let i: i32 = 0; i < count; i++) hash = mul(hash ^ (hash >>> 15) ^ get(struck + i), -1640531535);
  hash = hash ^ (hash >>> 15);
  for (let slot: i32 = hash & mask; ; slot = (slot + 1) & mask) {
    const entry: i32 = get(GRADES) + slot * (count + 2);
    if (get(entry) === 0) {
      set(entry, state + 1);
      set(entry + 1, rank);
      for (let i: i32 = 0; i < count; i++) set(entry + 2 + i, get(struck + i));
      set(GRADES_SIZE, get(GRADES_SIZE) + 1);
      return;
    }
    if (get(entry + 1) === rank && isSame(entry + 2, struck, count)) return;
  }
}
