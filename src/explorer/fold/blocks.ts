import type { Model } from '../../model/model.ts';
import { partner, type Side, sides } from '../../model/side.ts';
import { type Group, type Holder, partOf } from './group.ts';
import { type PackedRecord, recordsOf } from './records.ts';
import { areMirrorPagesAlike } from './slots.ts';

/*
 * Which block of a device it is makes no difference where no write spans blocks. Of blocks that are alike themselves what
 * holds them decides, by a digest: two that it takes for equal stay as they are, and cost a state more at most.
 */

/** The blocks of each device. What holds them may be anywhere in its area if slots are folded. */
export function blocksOf(m: Model, foldsSlots: boolean): Group[] {
  return sides.map((side) => ({
    side,
    things: recordsOf(m, 'blocks', side),
    // Whatever holds a block holds a version of it, and then the block was issued.
    namesEmpty: false,
    holders: [...holdersIn(m, side, side, foldsSlots), ...holdersIn(m, side, partner(side), foldsSlots)],
  }));
}

/** What holds blocks of a device in the cache of one side, or is on its way there. */
function holdersIn(m: Model, device: Side, side: Side, foldsSlots: boolean): Holder[] {
  const first = m.blocks.indexOf(device);
  const writer = partner(side);
  const holders = (kind: number, inAnyOrder: boolean, records: readonly (readonly PackedRecord[])[]) =>
    records.map((parts, at) => ({
      salt: (inAnyOrder ? 0 : 8 * at) + 2 * kind + (side === device ? 0 : 1),
      parts: parts.map((record) => partOf(record, 'block', first)),
    }));
  const table = recordsOf(m, 'controllers.table', writer);
  const readWrite = recordsOf(m, 'caches.readWrite', side).map((page) => [page]);
  const mirror = recordsOf(m, 'caches.mirror', side).map((page, i) => [table[i]!, page]);
  const onTheirWay = recordsOf(m, 'fifos.entries', writer).map((entry) => [entry]);
  return [
    ...holders(0, foldsSlots, readWrite),
    ...holders(1, foldsSlots && areMirrorPagesAlike(m), mirror),
    ...holders(2, false, onTheirWay),
  ];
}
