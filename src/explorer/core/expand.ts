import { addInitial, admitAll, foldAfter, leftAfter, rightAfter } from './arrive.ts';
import { addTo, get, set } from './machine.ts';
import { numberNew } from './number.ts';
import {
  ACTING,
  ASKED,
  ASKED_INSTANCE,
  ASKS_ACTING,
  ASKS_DEADLOCK,
  ASKS_INSTANCE,
  AT,
  BASE,
  BEFORE,
  C_PROPERTY,
  C_TREE,
  CALLS,
  CHECK_WORDS,
  CLAIM,
  CLAIM_END,
  CLAIMED,
  D_MOST,
  D_SIZE,
  DEADLOCKS,
  DICTIONARIES,
  DICTIONARY_WORDS,
  DONE,
  EXPANDED,
  HEARD,
  I_NUMBER,
  I_TREE,
  IS_CALLED,
  L_COUNT,
  L_INSTANCES,
  LAST,
  LEADER,
  LEFT_HALF,
  LIST,
  MOST_WAITING,
  NEW,
  NEW_MOST,
  PARENT,
  RIGHT_HALF,
  SIFTED,
  SUCCESSORS,
  SYSTEM_MOVES,
  TERMINAL,
  TRANSITIONS,
  W_AT,
  W_OUTCOMES,
  WAITING,
  WATCH_WORDS,
  WATCHES,
} from './places.ts';
import { nextIn, sift } from './sieve.ts';
import { apply, take } from './step.ts';
import { outcomeOf } from './tree.ts';
import { leftOf, rightOf, unpack } from './visited.ts';

/**
 * Expands states of the batch until it is done, or until a tree does not know what comes: then it says what it asks, and
 * goes on there when it is called again. The thread that leads says, too, that another called it.
 */
export function expand(thread: i32): i32 {
  while (true) {
    if (thread === get(LEADER) && get(CALLS) !== get(HEARD)) return IS_CALLED;
    let asks: i32 = DONE;
    if (get(thread + AT) < 0) {
      if (get(thread + PARENT) === get(thread + CLAIM_END) && !claim(thread)) return admitAll(thread);
      asks = stand(thread, leftOf(get(thread + PARENT)), rightOf(get(thread + PARENT)));
    }
    if (asks === DONE) asks = takeEach(thread);
    if (asks !== DONE) return asks;
  }
}

/** Takes the next few states of the batch for a thread, as long as there is place for what they may add. */
function claim(thread: i32): boolean {
  const last: i32 = get(LAST);
  const right: i32 = DICTIONARIES + DICTIONARY_WORDS;
  if (get(NEW) > get(NEW_MOST)) return false;
  if (get(DICTIONARIES + D_SIZE) > get(DICTIONARIES + D_MOST) || get(right + D_SIZE) > get(right + D_MOST))
    return false;
  const from: i32 = addTo(CLAIMED, get(CLAIM));
  if (from >= last) return false;
  const end: i32 = from + get(CLAIM);
  set(thread + PARENT, from);
  set(thread + CLAIM_END, end < last ? end : last);
  return true;
}

/** Goes to a state, which its halves say, and to the instances that may act in it. */
function stand(thread: i32, left: i32, right: i32): i32 {
  const before: i32 = get(thread + BEFORE);
  unpack(left, right, before);
  set(thread + LEFT_HALF, left);
  set(thread + RIGHT_HALF, right);
  const list: i32 = outcomeOf(ACTING, before);
  if (list < 0) return ASKS_ACTING;
  set(thread + LIST, list);
  sift(list, before, get(thread + SIFTED));
  set(thread + SYSTEM_MOVES, 0);
  set(thread + SUCCESSORS, 0);
  set(thread + AT, 0);
  return DONE;
}

/** Takes each instance that may act, from where it left off, and leaves the state. */
function takeEach(thread: i32): i32 {
  const instances: i32 = get(thread + LIST) + L_INSTANCES;
  const count: i32 = get(get(thread + LIST) + L_COUNT);
  const sifted: i32 = get(thread + SIFTED);
  for (
    let at: i32 = nextIn(sifted, get(thread + AT), count);
    at < count;
    at = nextIn(sifted, at + 1, count)
  ) {
    let asks: i32 = DONE;
    if (get(thread + WAITING) === MOST_WAITING) asks = admitAll(thread);
    if (asks === DONE) asks = take(thread, get(instances + at));
    if (asks === DONE) continue;
    set(thread + AT, at);
    return asks;
  }
  set(thread + AT, count);
  const asks: i32 = leave(thread);
  if (asks !== DONE) return asks;
  set(thread + AT, -1);
  set(thread + PARENT, get(thread + PARENT) + 1);
  set(thread + EXPANDED, get(thread + EXPANDED) + 1);
  return DONE;
}

/** Looks at a state whose successors are all known. */
function leave(thread: i32): i32 {
  const moves: boolean = get(thread + SYSTEM_MOVES) !== 0;
  const deadlocks: i32 = get(DEADLOCKS);
  const end: i32 = deadlocks + 1 + CHECK_WORDS * get(deadlocks);
  for (let at: i32 = deadlocks + 1; at < end; at += CHECK_WORDS) {
    const watch: i32 = get(thread + WATCHES) + WATCH_WORDS * get(at + C_PROPERTY);
    if (moves && get(watch + W_OUTCOMES) !== 0) continue;
    const awaits: i32 = outcomeOf(at + C_TREE, get(thread + BEFORE));
    if (awaits < 0) {
      set(thread + ASKED, at);
      return ASKS_DEADLOCK;
    }
    if (awaits === 0) continue;
    set(watch + W_OUTCOMES, 1);
    if (!moves && get(watch + W_AT) < 0) set(watch + W_AT, get(BASE) + get(thread + PARENT));
  }
  const successors: i32 = get(thread + SUCCESSORS);
  set(thread + TRANSITIONS, get(thread + TRANSITIONS) + successors);
  if (successors === 0) set(thread + TERMINAL, get(thread + TERMINAL) + 1);
  return DONE;
}

/**
 * The number of the first instance that leads from one state to another, both said by their halves; -1 if none does. What
 * a tree does not know is asked as a number below that: -1 - what is asked.
 */
export function instanceTo(thread: i32, left: i32, right: i32, toLeft: i32, toRight: i32): i32 {
  const asks: i32 = stand(thread, left, right);
  set(thread + AT, -1);
  if (asks !== DONE) return -1 - asks;
  const list: i32 = get(thread + LIST);
  const end: i32 = list + L_INSTANCES + get(list + L_COUNT);
  for (let at: i32 = list + L_INSTANCES; at < end; at++) {
    const effect: i32 = outcomeOf(get(at) + I_TREE, get(thread + BEFORE));
    if (effect < 0) {
      set(thread + ASKED_INSTANCE, get(at));
      return -1 - ASKS_INSTANCE;
    }
    if (effect === 0 || apply(thread, effect) === 0) continue;
    foldAfter(thread);
    if (leftAfter(thread) === toLeft && rightAfter(thread) === toRight) return get(get(at) + I_NUMBER);
  }
  return -1;
}

/** Adds the state that everything begins with, as it is packed for this thread, with its grade. */
export function addFirst(thread: i32, grade: i32): void {
  addInitial(thread, grade);
  numberNew();
}
