import { fold } from './fold.ts';
import { hashOfPair } from './hash.ts';
import { get, set } from './machine.ts';
import {
  A_CHANGED,
  A_KEY,
  A_LEFT,
  A_RIGHT,
  A_SEEN,
  A_STATE,
  AFTER,
  ALWAYS,
  ANSWERS,
  ARRIVALS,
  ASKED,
  ASKED_OF,
  ASKS_ALWAYS,
  ASKS_RANK,
  BEFORE,
  C_PROPERTY,
  C_READS,
  C_TREE,
  CANNOT_FOLD,
  CHECK_WORDS,
  DICTIONARIES,
  DICTIONARY_WORDS,
  DONE,
  FAULTS,
  FOLD,
  GRADE_BITS,
  JUDGED,
  LEFT,
  LEFT_HALF,
  MASK,
  NEXT,
  PARTS,
  RANKS,
  RIGHT_HALF,
  ROOTS,
  SCRATCH,
  SPARE_HALF,
  STRUCK,
  TABLE,
  VIOLATED,
  W_OUTCOMES,
  WAITING,
  WATCH_WORDS,
  WATCHES,
  WORDS,
} from './places.ts';
import { TOO_MANY_VERSIONS } from './renumber.ts';
import { answerOf, answerOfPart } from './tree.ts';
import { addState, halfOf, isSame, meetAgain, stateOf } from './visited.ts';

/*
 * Successors are looked up a few at a time: where they are looked up is far away in memory, and to wait for it once for
 * all of them takes much less than once for each.
 */

/** Keeps what stands for the successor until it is looked up, and has memory brought what that needs. */
export function keep(thread: i32, key: i32, changed: i32): i32 {
  if (!foldAfter(thread)) return CANNOT_FOLD;
  const words: i32 = get(WORDS);
  const waiting: i32 = get(thread + WAITING);
  const arrival: i32 = get(thread + ARRIVALS) + waiting * (A_STATE + words);
  const left: i32 = leftAfter(thread);
  const right: i32 = rightAfter(thread);
  const after: i32 = get(thread + AFTER);
  set(thread + WAITING, waiting + 1);
  set(arrival + A_KEY, key);
  set(arrival + A_CHANGED, changed);
  set(arrival + A_LEFT, left);
  set(arrival + A_RIGHT, right);
  set(arrival + A_SEEN, get(get(TABLE) + (hashOfPair(left, right) & get(MASK))));
  for (let i: i32 = 0; i < words; i++) set(arrival + A_STATE + i, get(after + i));
  return DONE;
}

/** Makes of the successor what stands for it. The state that it comes from is folded. */
export function foldAfter(thread: i32): boolean {
  const program: i32 = get(FOLD);
  if (program === 0) return true;
  return (
    fold(program, get(thread + AFTER), get(thread + BEFORE), get(thread + SCRATCH)) !== TOO_MANY_VERSIONS
  );
}

/** Looks up all successors that were kept, from where it left off, and adds those that are new. */
export function admitAll(thread: i32): i32 {
  const size: i32 = A_STATE + get(WORDS);
  const arrivals: i32 = get(thread + ARRIVALS);
  const waiting: i32 = get(thread + WAITING);
  let next: i32 = get(thread + NEXT);
  if (next === 0) fetchRoots(arrivals, waiting, size);
  for (; next < waiting; next++) {
    const asks: i32 = admit(thread, arrivals + next * size);
    if (asks === DONE) continue;
    set(thread + NEXT, next);
    return asks;
  }
  set(thread + WAITING, 0);
  set(thread + NEXT, 0);
  return DONE;
}

/** Has memory brought the states that the successors may be. */
function fetchRoots(arrivals: i32, waiting: i32, size: i32): void {
  const roots: i32 = get(ROOTS);
  const mask: i32 = get(MASK);
  for (let i: i32 = 0; i < waiting; i++) {
    const seen: i32 = arrivals + i * size + A_SEEN;
    const state: i32 = (get(seen) & mask) - 1;
    if (state >= 0) set(seen, get(roots + 2 * state));
  }
}

/** Adds a successor if it is new, and judges it first. */
function admit(thread: i32, arrival: i32): i32 {
  const left: i32 = get(arrival + A_LEFT);
  const right: i32 = get(arrival + A_RIGHT);
  const known: i32 = stateOf(left, right);
  if (known >= 0) {
    meetAgain(known, get(arrival + A_KEY));
    return DONE;
  }
  const state: i32 = arrival + A_STATE;
  set(thread + ASKED_OF, state);
  forgetAnswers(thread);
  const grade: i32 = gradeOf(thread, state);
  if (grade < 0) return ASKS_RANK;
  const violated: i32 = judge(thread, state, get(arrival + A_CHANGED));
  if (violated < 0) return ASKS_ALWAYS;
  const place: i32 = addState(left, right, get(arrival + A_KEY), thread);
  if (place < 0) return DONE;
  set(get(JUDGED) + place, (violated << GRADE_BITS) | grade);
  noteFaults(place, state);
  return DONE;
}

/** Another state has other answers of parts. */
function forgetAnswers(thread: i32): void {
  const answers: i32 = get(thread + ANSWERS);
  const parts: i32 = get(PARTS);
  for (let i: i32 = 0; i < parts; i++) set(answers + i, 0);
}

/** Adds the state that everything begins with, as it is packed for this thread. */
export function addInitial(thread: i32, grade: i32): void {
  const after: i32 = get(thread + AFTER);
  const left: i32 = halfOf(DICTIONARIES, after, thread + SPARE_HALF);
  const right: i32 = halfOf(DICTIONARIES + DICTIONARY_WORDS, after + get(LEFT), thread + SPARE_HALF + 1);
  const place: i32 = addState(left, right, 0, thread);
  set(get(JUDGED) + place, grade);
  noteFaults(place, after);
}

function noteFaults(place: i32, state: i32): void {
  const faults: i32 = get(FAULTS);
  const count: i32 = get(faults);
  for (let i: i32 = 0; i < count; i++) {
    const struck: i32 = get(state + get(faults + 1 + 2 * i)) & get(faults + 2 + 2 * i);
    set(get(STRUCK) + place * count + i, struck);
  }
}

/** The number of a half of the successor. Most leave one as it is. */
export function leftAfter(thread: i32): i32 {
  const after: i32 = get(thread + AFTER);
  if (isSame(get(thread + BEFORE), after, get(LEFT))) return get(thread + LEFT_HALF);
  return halfOf(DICTIONARIES, after, thread + SPARE_HALF);
}

export function rightAfter(thread: i32): i32 {
  const left: i32 = get(LEFT);
  const after: i32 = get(thread + AFTER) + left;
  if (isSame(get(thread + BEFORE) + left, after, get(WORDS) - left)) return get(thread + RIGHT_HALF);
  return halfOf(DICTIONARIES + DICTIONARY_WORDS, after, thread + SPARE_HALF + 1);
}

/** The worst rank of a state; -1 if one is unknown. */
function gradeOf(thread: i32, state: i32): i32 {
  const count: i32 = get(get(RANKS));
  let worst: i32 = 0;
  for (let i: i32 = 0; i < count; i++) {
    const rank: i32 = answerOfPart(i, state, get(thread + ANSWERS));
    if (rank < 0) {
      set(thread + ASKED, i);
      return -1;
    }
    if (rank > worst) worst = rank;
  }
  return worst;
}

/** Which properties of states the successor violates, as bits; -1 if one is unknown. */
function judge(thread: i32, state: i32, changed: i32): i32 {
  const always: i32 = get(ALWAYS);
  const count: i32 = get(always);
  let violated: i32 = 0;
  for (let i: i32 = 0; i < count; i++) {
    const at: i32 = always + 1 + CHECK_WORDS * i;
    if ((get(at + C_READS) & changed) === 0) continue;
    const outcome: i32 = answerOf(at + C_TREE, state, get(thread + ANSWERS));
    if (outcome < 0) {
      set(thread + ASKED, at);
      return -1;
    }
    const watch: i32 = get(thread + WATCHES) + WATCH_WORDS * get(at + C_PROPERTY);
    set(watch + W_OUTCOMES, get(watch + W_OUTCOMES) | outcome);
    if ((outcome & VIOLATED) !== 0) violated = violated | (1 << i);
  }
  return violated;
}
