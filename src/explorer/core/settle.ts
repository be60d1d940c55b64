import type { Instance } from '../expand.ts';
import type { Watch } from '../findings.ts';
import * as place from './places.ts';

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
  for (let slot = 0; slot <= memory[place.GRADES_MASK]!; slot++) {
    const at = memory[place.GRADES]! + slot * (count + 2);
    if (memory[at] === 0) continue;
    const words = new Uint32Array(memory[place.WORDS]!);
    for (let i = 0; i < count; i++) words[memory[faults + 1 + 2 * i]!] = memory[at + 2 + i]!;
    found.push({ words, rank: memory[at + 1]!, state: memory[at]! - 1 });
  }
  return found.sort((a, b) => a.state - b.state);
}
