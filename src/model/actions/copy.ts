import { entryFor, mirrorAreaOpen, mirrorPage, pageHolding } from '../cache.ts';
import { blankPage, pageName } from '../failure.ts';
import type { Model } from '../model.ts';
import { awaitsDuplicate } from '../queue.ts';
import { R5_fence } from '../rules.ts';
import { type Draft, move, type Page, partner, type Side, type State } from '../state.ts';
import { perBlock, transition } from '../transition.ts';

/**
 * A1, A8, A16 (ack rule `mirror`): the node channel copies one sub-block from the read/write page to the mirror page;
 * with the last one it sets the commit mark (R1). It goes on by itself while its board hangs.
 */
export const Copy = transition({
  name: 'Copy',
  by: 'system',
  instances: (m) => (m.ack === 'mirror' ? perBlock('Copy')(m) : []),
  enabled: (m, s, { side, block }) => {
    if (s.controllers[side].mode !== 'mirrored' || !s.channelUp || !awaitsDuplicate(m, s, side, block))
      return false;
    if (!mirrorAreaOpen(s, partner(side)) || !R5_fence(m, s, side)) return false;
    const version = s.blocks[block]!.issued;
    if (pageHolding(s, side, block, version)?.state !== 'dirty') return false;
    const entry = entryFor(s, side, block, version);
    if (entry < 0) return false;
    const page = mirrorPage(m, s, side, entry);
    if (page.block === block && page.version === version) return page.state === 'copying';
    return !channelBusy(m, s, side);
  },
  apply: (m, d, { side, block }) => {
    const version = d.blocks[block]!.issued;
    copySubBlock(m, d, side, entryFor(d, side, block, version), block, version);
  },
});

/** Brings one sub-block of a version to a mirror page, its header with the first and its commit mark with the last. */
export function copySubBlock(
  m: Model,
  d: Draft,
  side: Side,
  entry: number,
  block: number,
  version: number,
): Page {
  const page = mirrorPage(m, d, side, entry);
  const index = m.areas[partner(side)].readWrite + entry;
  const name = pageName(partner(side), index);
  const continues = page.state === 'copying' && page.block === block && page.version === version;
  if (!continues) {
    if (page.state !== 'blank') blankPage(d, partner(side), index);
    page.state = move(d, 'mirror-page.copy', name, page.state as 'blank', 'COPY');
    page.block = block;
    page.version = version;
  }
  page.written++;
  if (page.written === m.subBlocks) page.state = move(d, 'mirror-page.copy', name, 'copying', 'COMMIT');
  return page;
}

/** The node channel copies one page at a time in each direction. */
function channelBusy(m: Model, s: State, side: Side): boolean {
  return s.controllers[side].table.some((_, i) => mirrorPage(m, s, side, i).state === 'copying');
}
