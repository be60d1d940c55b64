import * as place from '../core/places.ts';
import type { Instance } from '../expand.ts';
import type { Watch } from '../findings.ts';

/**
 * Puts together what the threads found of each property: all outcomes, and of the steps that showed it the one that a
 * search with one thread finds first. Each thread then goes on from there.
 */
export function settle(
  memory: Int32Array,
  threads: readonly number[],
  watches: readonly Watch[],
  instances: readonly Instance[],
): void {
  let always = 0;
  watches.forEach((watch, i) => {
    const places = threads.map((thread) => memory[thread + place.WATCHES]! + place.WATCH_WORDS * i);
    for (const at of places) watch.outcomes |= memory[at + place.W_OUTCOMES]!;
    const isOfStates = watch.property.kind === 'always';
    const first = isOfStates ? memory[memory[place.ALWAYS_AT]! + always++]! : -1;
    if (watch.at < 0 && isOfStates) watch.at = first;
    else if (watch.at < 0) findFirst(memory, places, watch, instances);
    for (const at of places) {
      memory[at + place.W_OUTCOMES] = watch.outcomes;
      memory[at + place.W_AT] = watch.at;
    }
  });
}

/** Forgets the witnesses that were seen. */
export function forgetSeen(memory: Int32Array, watches: readonly Watch[]): void {
  const unseen = memory[place.UNSEEN]!;
  const count = memory[unseen]!;
  let left = 0;
  for (let i = 0; i < count; i++) {
    const [property, tree] = memory.subarray(unseen + 1 + 2 * i, unseen + 3 + 2 * i);
    if (watches[property!]!.at >= 0) continue;
    memory[unseen + 1 + 2 * left] = property!;
    memory[unseen + 2 + 2 * left] = tree!;
    left++;
  }
  memory[unseen] = left;
}

/**
 * Says again where each grade and each violation was seen first, once states were taken out: these numbers are none any
 * more, and those behind them are so many less.
 */
export function renumber(memory: Int32Array, watches: readonly Watch[], without: readonly number[]): void {
  const renumbered = (state: number) => state - countBelow(without, state);
  for (const watch of watches) watch.at = renumbered(watch.at);
  const always = memory[place.ALWAYS_AT]!;
  const count = memory[memory[place.ALWAYS]!]!;
  for (let at = always; at < always + count; at++) memory[at] = renumbered(memory[at]!);
  for (const entry of gradeEntries(memory)) memory[entry] = renumbered(memory[entry]! - 1) + 1;
}

/** How many numbers of a list that ascends are below another. */
function countBelow(list: readonly number[], value: number): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (list[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The entries of the table of grades that are in use: each a state and 1, a grade, and words with nothing but faults. */
function* gradeEntries(memory: Int32Array): Generator<number> {
  const width = memory[memory[place.FAULTS]!]! + 2;
  for (let slot = 0; slot <= memory[place.GRADES_MASK]!; slot++) {
    const at = memory[place.GRADES]! + slot * width;
    if (memory[at] !== 0) yield at;
  }
}

function findFirst(
  memory: Int32Array,
  places: readonly number[],
  watch: Watch,
  instances: readonly Instance[],
): void {
  let number = -1;
  for (const at of places) {
    const [state, by] = [memory[at + place.W_AT]!, memory[at + place.W_BY]!];
    if (state < 0) continue;
    if (watch.at >= 0 && (watch.at < state || (watch.at === state && number <= by))) continue;
    watch.at = state;
    number = by;
  }
  if (number >= 0) watch.by = instances[number]!.index;
}

/** The first state of a grade with one fault set, which is given by words that hold nothing else. */
export interface FirstOfGrade {
  readonly words: Uint32Array;
  readonly rank: number;
  readonly state: number;
}

/** The first state of each grade with each fault set, in their order. */
export function gradesIn(memory: Int32Array): FirstOfGrade[] {
  const faults = memory[place.FAULTS]!;
  const count = memory[faults]!;
  const found: FirstOfGrade[] = [];
  for (const at of gradeEntries(memory)) {
    const words = new Uint32Array(memory[place.WORDS]!);
    for (let i = 0; i < count; i++) words[memory[faults + 1 + 2 * i]!] = memory[at + 2 + i]!;
    found.push({ words, rank: memory[at + 1]!, state: memory[at]! - 1 });
  }
  return found.sort((a, b) => a.state - b.state);
}
