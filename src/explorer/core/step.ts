import { keep } from './arrive.ts';
import { get, set } from './machine.ts';
import {
  AFTER,
  ASKED,
  ASKED_FOOTPRINT,
  ASKED_INSTANCE,
  ASKS_CHECK,
  ASKS_INSTANCE,
  ASKS_WITNESS,
  BASE,
  BEFORE,
  C_PROPERTY,
  C_READS,
  C_STAYS,
  C_TREE,
  CHECK_WORDS,
  DONE,
  E_COUNT,
  E_FOOTPRINT,
  E_WORDS,
  F_CHECKS,
  F_WITNESSES,
  FIRST,
  I_NUMBER,
  I_OWN,
  I_TREE,
  KEY_BITS,
  NAMES,
  PARENT,
  SUCCESSORS,
  SYSTEM_MOVES,
  TAKEN,
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

/**
 * Takes an instance where it is enabled: judges the step, and keeps the successor. All that is done here can be done again:
 * until nothing is unknown any more nothing is counted.
 */
export function take(thread: i32, instance: i32): i32 {
  const effect: i32 = outcomeOf(instance + I_TREE, get(thread + BEFORE));
  if (effect === 0) return DONE;
  set(thread + ASKED_INSTANCE, instance);
  if (effect < 0) return ASKS_INSTANCE;
  const changed: i32 = apply(thread, effect);
  const footprint: i32 = get(effect + E_FOOTPRINT);
  let asks: i32 = check(thread, instance, footprint, changed);
  if (asks === DONE) asks = seek(thread, instance, footprint);
  if (asks !== DONE) return asks;
  const number: i32 = get(instance + I_NUMBER);
  if (changed !== 0) asks = keep(thread, ((get(thread + PARENT) - get(FIRST)) << KEY_BITS) | number, changed);
  if (asks !== DONE) return asks;
  const taken: i32 = get(thread + TAKEN) + number;
  set(taken, get(taken) + 1);
  set(thread + SUCCESSORS, get(thread + SUCCESSORS) + 1);
  if (get(instance + I_OWN) !== 0) set(thread + SYSTEM_MOVES, 1);
  return DONE;
}

/** Makes the successor. Returns what differs in it, as bits of `Changes`. */
export function apply(thread: i32, effect: i32): i32 {
  const before: i32 = get(thread + BEFORE);
  const after: i32 = get(thread + AFTER);
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
  set(watch + W_AT, get(BASE) + get(thread + PARENT));
  set(watch + W_BY, get(instance + I_NUMBER));
}
