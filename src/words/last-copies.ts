import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';
import { type Copy, goodCopiesOf, isAtRest } from './copies.ts';

/** A copy that was good, and the step that took it. */
export interface Parting {
  readonly copy: Copy;
  /** Counts from 1: the step from the first state to the second. */
  readonly step: number;
}

/** Who held what the host was told is safe, and until when. */
export interface LastCopies {
  /** In the order in which they went. */
  readonly partings: readonly Parting[];
  /** Those that are there at the end. */
  readonly left: readonly Copy[];
}

/**
 * Where good copies were, over a run of states, of what the host was told by the end of it. A step that makes
 * another copy where it takes one moves it, and is no parting. Of a block that was never acknowledged there
 * is nothing to part with: its initial content is on the device, or something newer is.
 */
export function lastCopiesOf(m: Model, states: readonly State[], block: number): LastCopies {
  const end = states.at(-1)!;
  const told = end.blocks[block]!.acknowledged;
  const left = goodCopiesOf(m, end, block, told);
  if (told === 0) return { partings: [], left };
  const good = states.map((s) => goodCopiesOf(m, s, block, told));
  const partings = good.slice(1).flatMap((are, i) => {
    const were = good[i]!;
    if (are.some((copy) => !has(were, copy))) return [];
    return were.filter((copy) => !has(are, copy)).map((copy) => ({ copy, step: i + 1 }));
  });
  return { partings, left };
}

/** A page that a takeover links moves from one area to another, and stays the copy that it was. */
function has(copies: readonly Copy[], copy: Copy): boolean {
  return copies.some(
    (other) =>
      other.place === copy.place && other.version === copy.version && isAtRest(other) === isAtRest(copy),
  );
}
