import type { Side } from './side.ts';
import type { Block, State } from './state.ts';

/*
 * The number in the header of a write is (epoch, count), compared in this order. A controller counts on, in its epoch of the
 * device, from the highest number that it has held or handed out. That is the order in which the host issued the writes of
 * a block: so a version stands for its number, and a state holds no others (D79), but where R1_epoch is weakened.
 */

/** Whether a controller takes a version of the block for newer than another one, by their numbers. */
export function isNewer({ blocks }: State, block: number, version: number, than: number): boolean {
  return numberOf(blocks[block]!, version) > numberOf(blocks[block]!, than);
}

/** The highest number of the block that the controller holds, or has handed out. */
export function highestNumber({ blocks, caches }: State, side: Side, index: number): number {
  const block = blocks[index]!;
  let highest = 0;
  for (const number of block.numbers[side]) highest = Math.max(highest, number);
  for (const page of caches[side])
    if (page.block === index) highest = Math.max(highest, numberOf(block, page.version));
  return highest;
}

function numberOf({ numbers: [byFirst, bySecond] }: Block, version: number): number {
  if (byFirst.length === 0 || version === 0) return version;
  return Math.max(byFirst[version - 1]!, bySecond[version - 1]!);
}
