import type { State } from '../../model/state.ts';
import { type Copy, isAtRest } from '../../words/copies.ts';

/** Whether a cell holds what the host was told is safe, or what is newer: that is marked. */
export function holdsTold({ blocks }: State, block: number, copy: Copy | undefined): boolean {
  return copy?.isGood === true && blocks[block]!.acknowledged > 0;
}

/** Where a whole copy is: `C1 v2`, or on its way. */
export function placeOf(copy: Copy): string {
  const { place, version } = copy;
  return isAtRest(copy) ? `${place} v${version}` : `a device write of v${version} under way`;
}
