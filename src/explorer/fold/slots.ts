import type { Model } from '../../model/model.ts';
import { partner, sides } from '../../model/side.ts';
import { type Group, partOf } from './group.ts';
import { recordsOf } from './records.ts';

/*
 * Which page of an area holds what makes no difference: the rules look for a page by what it holds, and take any that is
 * free. A mirror page goes together with the entry that manages it, and with what is on its way to it.
 */

/**
 * Whether it makes no difference which mirror page it is. Where R4 is weakened one can be free and still hold something,
 * or be the target of an entry: then it does, for the first that is free is taken next. Where R2_fresh is weakened an entry
 * is taken again where it stands, and a free one is looked for behind it.
 */
export function areMirrorPagesAlike({ inForce }: Model): boolean {
  return inForce.R2_fresh && inForce.R4_invalidated && inForce.R4_untargeted;
}

/** The pages of each area. */
export function pagesOf(m: Model): Group[] {
  return sides.flatMap((side) => {
    const readWrite = {
      side,
      things: recordsOf(m, 'caches.readWrite', side),
      namesEmpty: false,
      holders: [],
    };
    if (!areMirrorPagesAlike(m)) return [readWrite];
    const writer = partner(side);
    const table = recordsOf(m, 'controllers.table', writer);
    const pages = recordsOf(m, 'caches.mirror', side);
    const onTheirWay = recordsOf(m, 'fifos.entries', writer);
    const mirror = {
      side: writer,
      // What is newest for the table decides first.
      things: pages.map((page, i) => [...page, ...table[i]!]),
      // What is on its way may come too late.
      namesEmpty: true,
      holders: onTheirWay.map((entry, place) => ({
        salt: place,
        parts: [{ ...partOf(entry, 'page'), content: [] }],
      })),
    };
    return [readWrite, mirror];
  });
}
