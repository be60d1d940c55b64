import * as place from '../core/places.ts';
import type { Instance } from '../expand.ts';
import type { Watch } from '../findings.ts';
import type { Core } from './load.ts';
import type { Extents, Memory } from './regions.ts';
import { forgetSeen, settle } from './settle.ts';
import type { Piece, States } from './states.ts';

/*
 * What a search knows between two batches. Trees are no part of it: they are learned again. Nor are tables: what is in
 * them is entered again. So it does not depend on how many threads there are, or where things lie in memory.
 */

/** How far a search is. */
export interface Counters {
  /** The first state that was not expanded. */
  readonly next: number;
  readonly depth: number;
  readonly levelEnd: number;
  readonly levels: readonly number[];
  readonly transitions: number;
  readonly terminal: number;
  /** For each instance how often it was taken. */
  readonly taken: readonly number[];
}

/** What is known beside the states; it can be written as JSON. */
export interface Standing {
  readonly counters: Counters;
  readonly extents: Extents;
  /** For each instance of how many states it was the first to reach. */
  readonly distinct: readonly number[];
  /** What became of each property. */
  readonly watches: readonly Pick<Watch, 'outcomes' | 'at' | 'by'>[];
  readonly grades: number;
}

export interface Snapshot {
  readonly standing: Standing;
  /** The states themselves, as they lie in memory and on the shelf, to be read before the search goes on. */
  readonly pieces: readonly Piece[];
}

/** A snapshot that was kept. */
export interface Kept {
  readonly standing: Standing;
  /** Fills the pieces with what they were, each as long as it was. */
  readonly fill: (pieces: readonly Piece[]) => void;
}

/** Keeps what a search knows, so that another can go on from there. */
export interface Checkpointer {
  /** Where to go on from; undefined to begin anew. */
  readonly kept: Kept | undefined;
  /** Offered what is known between two batches, and at the end for the last time. */
  readonly offer: (snapshot: () => Snapshot, isLast: boolean) => void;
}

/** What of a search there is to keep. */
export interface Kit {
  readonly memory: Memory;
  readonly states: States;
  readonly core: Core;
  readonly threads: readonly number[];
  readonly watches: readonly Watch[];
  readonly instances: readonly Instance[];
}

/** What a search knows that is so far. */
export function snapshotOf({ memory, states, watches, instances }: Kit, counters: Counters): Snapshot {
  const { words } = memory;
  const extents = memory.extents();
  const distinct = words[place.DISTINCT]!;
  return {
    standing: {
      counters,
      extents,
      distinct: [...words.subarray(distinct, distinct + instances.length)],
      watches: watches.map(({ outcomes, at, by }) => ({ outcomes, at, by })),
      grades: words[place.GRADES_SIZE]!,
    },
    pieces: [...states.pieces(), ...[...memory.halves(extents), gradesOf(words)].map(pieceOf)],
  };
}

function pieceOf(words: Int32Array): Piece {
  return { length: words.length, parts: () => [words] };
}

/** Brings a search that has just begun to where another was. Its states may take so many bytes of memory. */
export function restore(kit: Kit, { standing, fill }: Kept, bytes: number): void {
  const { memory, states, core, threads, watches, instances } = kit;
  const { extents, counters } = standing;
  const { words } = memory;
  const grades = new Int32Array(standing.grades * (1 + gradeWords(words)));
  const places = states.places(extents, counters.next, bytes);
  fill([...places, ...[...memory.halves(extents), grades].map(pieceOf)]);
  memory.enterAll(extents, core);
  putGrades(words, grades);
  words.set(standing.distinct, words[place.DISTINCT]!);
  for (const [i, watch] of watches.entries()) Object.assign(watch, standing.watches[i]);
  const always = watches.filter(({ property }) => property.kind === 'always');
  words.set(
    always.map(({ at }) => at),
    words[place.ALWAYS_AT]!,
  );
  settle(words, threads, watches, instances);
  forgetSeen(words, watches);
}

/** Words of an entry of the table of grades. */
function gradeWords(words: Int32Array): number {
  return words[words[place.FAULTS]!]! + 2;
}

/** The entries of the table of grades, each behind its slot: most slots are empty. */
function gradesOf(words: Int32Array): Int32Array {
  const width = gradeWords(words);
  const entries = new Int32Array(words[place.GRADES_SIZE]! * (1 + width));
  let to = 0;
  for (let slot = 0; slot <= words[place.GRADES_MASK]!; slot++) {
    const at = words[place.GRADES]! + slot * width;
    if (words[at] === 0) continue;
    entries[to] = slot;
    entries.set(words.subarray(at, at + width), to + 1);
    to += 1 + width;
  }
  return entries;
}

function putGrades(words: Int32Array, entries: Int32Array): void {
  const width = gradeWords(words);
  words.fill(0, words[place.GRADES]!, words[place.GRADES]! + (words[place.GRADES_MASK]! + 1) * width);
  for (let from = 0; from < entries.length; from += 1 + width) {
    const entry = entries.subarray(from + 1, from + 1 + width);
    words.set(entry, words[place.GRADES]! + entries[from]! * width);
  }
  words[place.GRADES_SIZE] = entries.length / (1 + width);
}
