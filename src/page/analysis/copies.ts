import { CACHE, FIFO, type Model } from '../../model/model.ts';
import { type FifoEntry, type Page, type State, sides } from '../../model/state.ts';
import { deviceOf } from '../../words/names.ts';

/*
 * Which cells hold a version whole, to mark and to list them. Whether that makes a block safe is for the
 * properties to say.
 */

export function isWholePage(m: Model, { state, version, written }: Page): boolean {
  if (version === 0 || state === 'filling' || state === 'copying') return false;
  return written === 0 || written === m.subBlocks;
}

export function isWholeEntry(m: Model, { version, written }: FifoEntry): boolean {
  return version > 0 && written === m.subBlocks;
}

/** Whether this is the version of the block that the host was told is safe, or a newer one. */
export function isTold({ blocks }: State, block: number, version: number): boolean {
  const { acknowledged } = blocks[block]!;
  return acknowledged > 0 && version >= acknowledged;
}

/** Places that hold the version of a block, or a newer one, whole: `C1 v2`, `F1 v2`, `D1 v2`. */
export function wholeCopies(m: Model, s: State, block: number, version: number): string[] {
  const { media, queued } = s.blocks[block]!;
  const isIt = (copy: { block: number; version: number }) => copy.block === block && copy.version >= version;
  const inArray = sides.flatMap((side) => [
    ...s.caches[side]
      .filter((page) => isWholePage(m, page) && isIt(page))
      .map((page) => `${CACHE[side]} v${page.version}`),
    ...s.fifos[side].entries
      .filter((entry) => isWholeEntry(m, entry) && isIt(entry))
      .map((entry) => `${FIFO[side]} v${entry.version}`),
  ]);
  const underWay = sides
    .filter((side) => queued[side] > 0 && queued[side] >= version && s.controllers[side].epoch === s.epoch)
    .map((side) => `a device write of v${queued[side]} under way`);
  const onDevice = media >= version ? [`${deviceOf(m, block)} v${media}`] : [];
  return [...inArray, ...onDevice, ...underWay];
}
