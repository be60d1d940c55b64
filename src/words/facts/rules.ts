import type { Condition } from '../../../spec/conditions.ts';
import { answerClosed } from '../../model/actions/answer.ts';
import { endOfRequest, inReadWriteArea, mirrorAreaOpen, mirrorPage } from '../../model/cache.ts';
import type { Guard } from '../../model/guard.ts';
import { nextToDrain, suffices } from '../../model/queue.ts';
import { BOARD, CACHE, DEVICE, ENGINE, FIFO, partner } from '../../model/side.ts';
import type { Block, Page } from '../../model/state.ts';
import { isEnabled } from '../../model/step.ts';
import { newest, writesUnderWay } from '../actions/versions.ts';
import { copiesIn, copiesOf, copyName, isAtRest } from '../copies.ts';
import { deviceOf, listed, versionOf } from '../names.ts';
import { plural } from '../numbers.ts';
import {
  type Asked,
  areSo,
  cannotBeTold,
  closedArea,
  copyOf,
  entryOf,
  fencedBy,
  modeIn,
  oldEpoch,
  pageOf,
} from './asked.ts';

/** A rule that keeps actions from happening. */
type RuleOfGuards = Exclude<Guard, Condition>;

/** What closes each rule, in words. */
export const ruleFacts: Readonly<Record<RuleOfGuards, (asked: Asked) => string>> = {
  R0_verified: (asked) => {
    const block = unanswerable(asked);
    return `${versionOf(newest(asked.s, block))} has no whole duplicate: ${copiesOf(asked.m, asked.s, block).join(', ')}`;
  },
  R0_written: (asked) => `${versionOf(newest(asked.s, unanswerable(asked)))} is not in ${CACHE[asked.side]}`,
  R1_commit: (asked) => `${versionOf(copyOf(asked))} is half copied`,
  R2_paired: ({ s, side }) => {
    const { table } = s.controllers[side];
    if (!mirrorAreaOpen(s, partner(side))) return closedArea(s, side);
    const free = table.filter(({ state }) => state === 'free').length;
    return `of ${plural(table.length, 'mirror page')} in ${CACHE[partner(side)]} ${areSo(free)} free`;
  },
  R3_highest: (asked) => {
    const { block, version } = copyOf(asked);
    const newer = asked.s.caches[asked.side].filter(
      (other) => other.state === 'committed' && other.block === block && other.version > version,
    );
    return `${listed(newer.map(versionOf))} is committed as well`;
  },
  R3_media: (asked) => {
    const { block } = copyOf(asked);
    return `${deviceOf(asked.m, block)} holds version ${asked.s.blocks[block]!.media} of block ${block + 1}`;
  },
  R3_once: (asked) => {
    const { block } = copyOf(asked);
    const linked = asked.s.caches[asked.side].find(
      (other) => other.state === 'linked' && other.block === block,
    );
    return `${versionOf(linked!)} is linked already`;
  },
  R4_invalidated: ({ s, side }) => cannotBeTold(s, side),
  R4_untargeted: (asked) =>
    `an entry of ${FIFO[asked.side]} for ${versionOf(entryOf(asked))} still drains to it`,
  R4_needed: (asked) => {
    const { block, version } = entryOf(asked);
    const onDevice = `${deviceOf(asked.m, block)} holds version ${asked.s.blocks[block]!.media} of block ${block + 1}`;
    return `${onDevice}, and nothing newer than version ${version} is committed`;
  },
  R5_fence: (asked) => oldEpoch(asked),
  R5_confirm: ({ s, side }) =>
    `${DEVICE[partner(side)]} has not confirmed epoch ${s.devices[partner(side)].granted} yet`,
  R5_lease: ({ side }) => `the lease of ${BOARD[partner(side)]} is not over yet`,
  R5_route: ({ side }) => `answers of ${BOARD[partner(side)]} still get through to the host`,
  R5_detect: ({ side }) => `${BOARD[side]} hears ${BOARD[partner(side)]}`,
  R5_drain: ({ m, s, side }) => {
    const writer = partner(side);
    return `${FIFO[writer]} still drains ${versionOf(s.fifos[writer].entries[nextToDrain(m, s, writer)]!)}`;
  },
  R5_link: ({ m, s, side }) => {
    const copies = s.controllers[partner(side)].table.flatMap((_, page) =>
      isEnabled(m, s, { name: 'LinkPage', side, page })
        ? [s.caches[side][m.areas[side].readWrite + page]!]
        : [],
    );
    return `${listed(copies.map(versionOf))} is still to be linked`;
  },
  R5_device: (asked) =>
    `${modeIn(asked.s, asked.side)}, and not in charge of ${deviceOf(asked.m, pageOf(asked).block)}`,
  R6_arbiter: ({ s, side }) => fencedBy(s, side),
  R7_writeThrough: (asked) => {
    const { m, s, side } = asked;
    const block = unanswerable(asked);
    const copies = copiesIn(m, s, block).filter(
      (copy) => copy.isWhole && isAtRest(copy) && copy.version === s.blocks[block]!.issued,
    );
    if (copies.length === 1) return `one copy only, in ${copies[0]!.place}`;
    const found = copies.length === 0 ? 'no copy is whole' : copies.map(copyName).join(', ');
    return `${modeIn(s, side)}, and only ${deviceOf(m, block)} counts: ${found}`;
  },
  R7_degrade: ({ side }) => `${BOARD[side]} has all that a second copy needs`,
  R11_charge: ({ m, s, side, name }) => {
    const more = name === 'Enqueue' ? m.subBlocks : 0;
    const short = [FIFO[side], ENGINE[side]]
      .map((part) => m.supplies[part].batteries)
      .filter((batteries) => !suffices(m, s, batteries, more));
    const charges = [...new Set(short.flat())].map(
      (battery) => `${m.batteryNames[battery]} has a charge of ${s.batteries[battery]!.charge}`,
    );
    return `${listed(charges)}, less than what would be queued takes to drain`;
  },
  R12_mark: ({ m, block }) =>
    `the arbiter does not know yet that an answer for ${deviceOf(m, block)} relies on a single copy`,
  R12_clear: ({ s, side }) => `${CACHE[side]} still holds ${listed(heldIn(s.caches[side]))}`,
  R14_resolve: (asked) => {
    const version = versionOf(
      newest(
        asked.s,
        unfinished(asked, (ending) => ending === 'aborted'),
      ),
    );
    return `what becomes of ${version}, which the host gave up, is not resolved yet`;
  },
  R15_error: (asked) =>
    `the duplicate of ${versionOf(newest(asked.s, unanswerable(asked)))} ended with an error`,
  R16_open: (asked) => {
    const version = versionOf(
      newest(
        asked.s,
        unfinished(asked, (ending) => ending !== 'aborted'),
      ),
    );
    return `${version} is not answered yet`;
  },
  R16_copy: ({ m, s, side }) => {
    const pages = s.controllers[side].table.map((_, entry) => mirrorPage(m, s, side, entry));
    return `${versionOf(pages.find(({ state }) => state === 'copying')!)} is half copied`;
  },
  R16_entry: ({ m, s, side }) => {
    const half = s.fifos[side].entries.find(({ version, written }) => version > 0 && written < m.subBlocks);
    return `${versionOf(half!)} is half in ${FIFO[side]}`;
  },
  R16_destage: (asked) => {
    const { block } = pageOf(asked);
    const under = writesUnderWay(asked.s, asked.side, block);
    if (under.length === 0)
      return `${BOARD[asked.side]} has not learned yet that its write of block ${block + 1} landed`;
    return `${listed(under.map(versionOf))} is under way to ${deviceOf(asked.m, block)}`;
  },
  R17_page: ({ s, side, block }) => `${versionOf(newest(s, block))} is not in ${CACHE[side]} yet`,
  R17_order: ({ s, side, block }) => `${versionOf(newest(s, block - 1))} is not in ${CACHE[side]} yet`,
  R17_answered: (asked) =>
    `${versionOf(pageOf(asked))} was not answered yet, and ${BOARD[asked.side]} writes back`,
  R18_sizes: ({ s, side }) =>
    `${modeIn(s, partner(side))}, and the size of ${CACHE[partner(side)]} is not told`,
  R18_area: ({ s, side }) => `${modeIn(s, partner(side))}, and ${CACHE[partner(side)]} has no mirror area`,
};

/** The first block of a request whose write before is open, and ends like this. */
function unfinished({ s, block: first, pages }: Asked, isLike: (ending: Block['ending']) => boolean): number {
  return s.blocks.findIndex(
    ({ openAt, ending }, block) => block >= first && block < first + pages && openAt !== 0 && isLike(ending),
  );
}

/** The block of a request that keeps its answer back. */
function unanswerable({ m, s, side, block: first }: Asked): number {
  for (let block = first; block < endOfRequest(s, first); block++)
    if (answerClosed(m, s, side, block) !== undefined) return block;
  return first;
}

function heldIn(pages: readonly Page[]): string[] {
  return pages.filter((page) => page.version > 0 && inReadWriteArea(page)).map(versionOf);
}
