import { CACHE, FIFO, partner, type Side } from '../../model/side.ts';
import type { Page } from '../../model/state.ts';
import { between, toPartner } from '../drawing.ts';
import { shortVersionOf, versionOf } from '../names.ts';
import { holderOf, newest, shortSubBlock, subBlock } from './versions.ts';
import type { Around, WordsFor } from './words.ts';

export const duplicate: WordsFor<'duplicate'> = {
  Copy: {
    isDetail: true,
    says: ({ side, block }, { m, after }) => {
      const copied = newest(after, block);
      const page = holderOf(after.caches[partner(side)], copied);
      return `${subBlock(m, page)} of ${versionOf(copied)} is copied to ${CACHE[partner(side)]}`;
    },
    draws: ({ side, block }, { m, after }) => {
      const copied = newest(after, block);
      const page = holderOf(after.caches[partner(side)], copied);
      const text = `${shortVersionOf(copied)} ${shortSubBlock(m, page)}`;
      return [toPartner('data', CACHE[side], CACHE[partner(side)], text)];
    },
  },
  Enqueue: {
    isDetail: true,
    says: ({ side, block }, { m, after }) => {
      const queued = newest(after, block);
      const entry = holderOf(after.fifos[side].entries, queued);
      return `${subBlock(m, entry)} of ${versionOf(queued)} goes to ${FIFO[side]}`;
    },
    draws: ({ side, block }, { m, after }) => {
      const queued = newest(after, block);
      const entry = holderOf(after.fifos[side].entries, queued);
      return [
        between('data', CACHE[side], FIFO[side], `${shortVersionOf(queued)} ${shortSubBlock(m, entry)}`),
      ];
    },
  },
  Drain: {
    says: ({ side }, around) => {
      const page = drainedTo(side, around);
      const what = page === undefined ? '' : ` ${subBlock(around.m, page)} of ${versionOf(page)}`;
      return `${FIFO[side]} drains${what} to ${CACHE[partner(side)]}`;
    },
    draws: ({ side }, around) => {
      const page = drainedTo(side, around);
      const text = page === undefined ? '' : `${shortVersionOf(page)} ${shortSubBlock(around.m, page)}`;
      return [between('data', FIFO[side], CACHE[partner(side)], text)];
    },
  },
};

/** The mirror page that got a sub-block: it has more of its version, or has begun with another. */
function drainedTo(side: Side, { before, after }: Around): Page | undefined {
  const other = partner(side);
  return after.caches[other].find(({ version, written }, i) => {
    const was = before.caches[other][i]!;
    return version !== 0 && (written > was.written || version !== was.version);
  });
}
