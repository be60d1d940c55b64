import { addTo, get, set } from './machine.ts';
import { numberNew } from './number.ts';
import {
  ACTING,
  AFTER,
  ALWAYS,
  ASKED,
  ASKED_FOOTPRINT,
  ASKED_INSTANCE,
  ASKS_ACTING,
  ASKS_ALWAYS,
  ASKS_CHECK,
  ASKS_DEADLOCK,
  ASKS_INSTANCE,
  ASKS_RANK,
  ASKS_WITNESS,
  AT,
  BEFORE,
  C_PROPERTY,
  C_READS,
  C_STAYS,
  C_TREE,
  CHECK_WORDS,
  CLAIM,
  CLAIM_END,
  CLAIMED,
  DEADLOCKS,
  DICTIONARIES,
  DICTIONARY_WORDS,
  DONE,
  E_COUNT,
  E_FOOTPRINT,
  E_WORDS,
  F_CHECKS,
  F_WITNESSES,
  FAULTS,
  FIRST,
  GRADE_BITS,
  I_NUMBER,
  I_OWN,
  I_TREE,
  JUDGED,
  KEY_BITS,
  LAST,
  LEFT,
  LEFT_HALF,
  LIST,
  NAMES,
  PARENT,
  RANKS,
  RIGHT_HALF,
  SPARE_HALF,
  STRUCK,
  SUCCESSORS,
  SYSTEM_MOVES,
  TAKEN,
  TERMINAL,
  TRANSITIONS,
  UNSEEN,
  VIOLATED,
  W_AT,
  W_BY,
  W_OUTCOMES,
  WATCH_WORDS,
  WATCHES,
  WORDS,
} from './places.ts';
import { outcomeOf } from './tree.ts';
import { addState, halfOf, isSame, leftOf, meetAgain, rightOf, stateOf, unpack } from './visited.ts';

/**
 * Expands states of the batch until it is done, or until a tree does not know what comes: then it says what it asks, and
 * goes on there when it is called again.
 */
export function expand(thread: i32): i32 {
  while (true) {
    if (get(thread + AT) < 0) {
      if (get(thread + PARENT) === get(thread + CLAIM_END) && !claim(thread)) return DONE;
      const before: i32 = get(thread + BEFORE);
      const state: i32 = get(thread + PARENT);
      unpack(state, before);
      set(thread + LEFT_HALF, leftOf(state));
      set(thread + RIGHT_HALF, rightOf(state));
      const list: i32 = outcomeOf(ACTING, before);
      if (list < 0) return ASKS_ACTING;
      set(thread + LIST, list);
      set(thread + SYSTEM_MOVES, 0);
      set(thread + SUCCESSORS, 0);
      set(thread + AT, 0);
    }
    const asks: i32 = takeEach(thread);
    if (asks !== DONE) return asks;
  }
}

/** Takes the next few states of the batch for a thread. */
function claim(thread: i32): boolean {
  const last: i32 = get(LAST);
  const from: i32 = addTo(CLAIMED, get(CLAIM));
  if (from >= last) return false;
  const end: i32 = from + get(CLAIM);
  set(thread + PARENT, from);
  set(thread + CLAIM_END, end < last ? end : last);
  return true;
}

/** Takes each instance that may act, from where it left off, and leaves the state. */
function takeEach(thread: i32): i32 {
  const list: i32 = get(thread + LIST);
  const count: i32 = get(list);
  for (let at: i32 = get(thread + AT); at < count; at++) {
    const asks: i32 = take(thread, get(list + 1 + at));
    if (asks === DONE) continue;
    set(thread + AT, at);
    return asks;
  }
  set(thread + AT, count);
  const asks: i32 = leave(thread);
  if (asks !== DONE) return asks;
  set(thread + AT, -1);
  set(thread + PARENT, get(thread + PARENT) + 1);
  return DONE;
}

/** All that is done here can be done again: until nothing is unknown any more nothing is counted. */
function take(thread: i32, instance: i32): i32 {
  const before: i32 = get(thread + BEFORE);
  const effect: i32 = outcomeOf(instance + I_TREE, before);
  if (effect === 0) return DONE;
  set(thread + ASKED_INSTANCE, instance);
  if (effect < 0) return ASKS_INSTANCE;
  const after: i32 = get(thread + AFTER);
  const changed: i32 = apply(effect, before, after);
  const footprint: i32 = get(effect + E_FOOTPRINT);
  let asks: i32 = check(thread, instance, footprint, changed);
  if (asks === DONE) asks = seek(thread, instance, footprint);
  if (asks !== DONE) return asks;
  if (changed !== 0) {
    asks = arrive(thread, instance, changed);
    if (asks !== DONE) return asks;
  }
  const number: i32 = get(instance + I_NUMBER);
  const taken: i32 = get(thread + TAKEN) + number;
  set(taken, get(taken) + 1);
  set(thread + SUCCESSORS, get(thread + SUCCESSORS) + 1);
  if (get(instance + I_OWN) !== 0) set(thread + SYSTEM_MOVES, 1);
  return DONE;
}

/** Makes the successor. Returns what differs in it, as bits of `Changes`. */
function apply(effect: i32, before: i32, after: i32): i32 {
  const words: i32 = get(WORDS);
  for (let i: i32 = 0; i < words; i++) set(after + i, get(before + i));
  const end: i32 = effect + E_WORDS + 3 * get(effect + E_COUNT);
  let changed: i32 = 0;
  for (let at: i32 = effect + E_WORDS; at < end; at += 3) {
    const word: i32 = get(at);
    const was: i32 = get(before + word);
    const is: i32 = (was & get(at + 1)) | get(at + 2);
    if (is === was) continue;
    set(after + word, is);
    changed = changed | namesIn(word, is ^ was);
  }
  return changed;
}

function namesIn(word: i32, bits: i32): i32 {
  const names: i32 = get(NAMES) + (word << 10);
  return (
    get(names + (bits & 255)) |
    get(names + 256 + ((bits >>> 8) & 255)) |
    get(names + 512 + ((bits >>> 16) & 255)) |
    get(names + 768 + (bits >>> 24))
  );
}

/** Judges a step by each property that reads what it changes. */
function check(thread: i32, instance: i32, footprint: i32, changed: i32): i32 {
  const checks: i32 = get(footprint + F_CHECKS);
  const end: i32 = checks + 1 + CHECK_WORDS * get(checks);
  for (let at: i32 = checks + 1; at < end; at += CHECK_WORDS) {
    if (changed === 0 ? get(at + C_STAYS) === 0 : (get(at + C_READS) & changed) === 0) continue;
    const outcome: i32 = outcomeOf(at + C_TREE, get(thread + BEFORE));
    if (outcome < 0) return ask(thread, ASKS_CHECK, at, footprint);
    if (outcome === 0) continue;
    const watch: i32 = get(thread + WATCHES) + WATCH_WORDS * get(at + C_PROPERTY);
    set(watch + W_OUTCOMES, get(watch + W_OUTCOMES) | outcome);
    if ((outcome & VIOLATED) !== 0) showFirst(thread, watch, instance);
  }
  return DONE;
}

/** Looks whether a step is what a witness waits for. */
function seek(thread: i32, instance: i32, footprint: i32): i32 {
  const unseen: i32 = get(UNSEEN);
  const end: i32 = unseen + 1 + 2 * get(unseen);
  for (let at: i32 = unseen + 1; at < end; at += 2) {
    const watch: i32 = get(thread + WATCHES) + WATCH_WORDS * get(at);
    if (get(watch + W_AT) >= 0) continue;
    const outcome: i32 = outcomeOf(get(footprint + F_WITNESSES) + get(at + 1), get(thread + BEFORE));
    if (outcome < 0) return ask(thread, ASKS_WITNESS, at, footprint);
    if (outcome === 0) continue;
    set(watch + W_OUTCOMES, outcome);
    showFirst(thread, watch, instance);
  }
  return DONE;
}

function ask(thread: i32, asks: i32, at: i32, footprint: i32): i32 {
  set(thread + ASKED, at);
  set(thread + ASKED_FOOTPRINT, footprint);
  return asks;
}

/** Notes the step that showed something first. */
function showFirst(thread: i32, watch: i32, instance: i32): void {
  if (get(watch + W_AT) >= 0) return;
  set(watch + W_AT, get(thread + PARENT));
  set(watch + W_BY, get(instance + I_NUMBER));
}

/** Adds the successor if it is new, and judges it first. */
function arrive(thread: i32, instance: i32, changed: i32): i32 {
  const left: i32 = leftAfter(thread);
  const right: i32 = rightAfter(thread);
  const state: i32 = stateOf(left, right);
  const key: i32 = ((get(thread + PARENT) - get(FIRST)) << KEY_BITS) | get(instance + I_NUMBER);
  if (state >= 0) {
    meetAgain(state, key);
    return DONE;
  }
  const after: i32 = get(thread + AFTER);
  const grade: i32 = gradeOf(thread, after);
  if (grade < 0) return ASKS_RANK;
  const judged: i32 = judge(thread, changed);
  if (judged < 0) return ASKS_ALWAYS;
  const place: i32 = addState(left, right, key, thread);
  if (place < 0) return DONE;
  set(get(JUDGED) + place, (judged << GRADE_BITS) | grade);
  const faults: i32 = get(FAULTS);
  const count: i32 = get(faults);
  for (let i: i32 = 0; i < count; i++) {
    const struck: i32 = get(after + get(faults + 1 + 2 * i)) & get(faults + 2 + 2 * i);
    set(get(STRUCK) + place * count + i, struck);
  }
  return DONE;
}

/** The number of a half of the successor. Most leave one as it is. */
function leftAfter(thread: i32): i32 {
  const after: i32 = get(thread + AFTER);
  if (isSame(get(thread + BEFORE), after, get(LEFT))) return get(thread + LEFT_HALF);
  return halfOf(DICTIONARIES, after, thread + SPARE_HALF);
}

function rightAfter(thread: i32): i32 {
  const left: i32 = get(LEFT);
  const after: i32 = get(thread + AFTER) + left;
  if (isSame(get(thread + BEFORE) + left, after, get(WORDS) - left)) return get(thread + RIGHT_HALF);
  return halfOf(DICTIONARIES + DICTIONARY_WORDS, after, thread + SPARE_HALF + 1);
}

/** The worst rank of a state; -1 if one is unknown. */
function gradeOf(thread: i32, state: i32): i32 {
  const ranks: i32 = get(RANKS);
  const count: i32 = get(ranks);
  let worst: i32 = 0;
  for (let i: i32 = 1; i <= count; i++) {
    const rank: i32 = outcomeOf(ranks + i, state);
    if (rank < 0) {
      set(thread + ASKED, i - 1);
      return -1;
    }
    if (rank > worst) worst = rank;
  }
  return worst;
}

/** Which properties of states the successor violates, as bits; -1 if one is unknown. */
function judge(thread: i32, changed: i32): i32 {
  const always: i32 = get(ALWAYS);
  const count: i32 = get(always);
  let violated: i32 = 0;
  for (let i: i32 = 0; i < count; i++) {
    const at: i32 = always + 1 + CHECK_WORDS * i;
    if ((get(at + C_READS) & changed) === 0) continue;
    const outcome: i32 = outcomeOf(at + C_TREE, get(thread + AFTER));
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
    if (!moves && get(watch + W_AT) < 0) set(watch + W_AT, get(thread + PARENT));
  }
  const successors: i32 = get(thread + SUCCESSORS);
  set(thread + TRANSITIONS, get(thread + TRANSITIONS) + successors);
  if (successors === 0) set(thread + TERMINAL, get(thread + TERMINAL) + 1);
  return DONE;
}

/** The number of the first instance that leads from one state to another. */
export function instanceTo(thread: i32, from: i32, to: i32): i32 {
  const before: i32 = get(thread + BEFORE);
  const after: i32 = get(thread + AFTER);
  unpack(from, before);
  set(thread + LEFT_HALF, leftOf(from));
  set(thread + RIGHT_HALF, rightOf(from));
  const list: i32 = outcomeOf(ACTING, before);
  for (let at: i32 = list + 1; at <= list + get(list); at++) {
    const effect: i32 = outcomeOf(get(at) + I_TREE, before);
    if (effect === 0 || apply(effect, before, after) === 0) continue;
    if (stateOf(leftAfter(thread), rightAfter(thread)) === to) return get(get(at) + I_NUMBER);
  }
  return -1;
}

/** Adds the state that everything begins with, as it is packed for this thread, with its grade. */
export function addFirst(thread: i32, grade: i32): void {
  const after: i32 = get(thread + AFTER);
  const left: i32 = halfOf(DICTIONARIES, after, thread + SPARE_HALF);
  const right: i32 = halfOf(DICTIONARIES + DICTIONARY_WORDS, after + get(LEFT), thread + SPARE_HALF + 1);
  set(get(JUDGED) + addState(left, right, 0, thread), grade);
  numberNew();
}
