import type { ActionOf } from '../../model/action.ts';
import { BOARD, CACHE, type Side } from '../../model/side.ts';
import type { State } from '../../model/state.ts';
import { between, fromHost } from '../drawing.ts';
import { shortVersionOf, type Versioned, versionOf } from '../names.ts';
import { newest } from './versions.ts';
import type { WordsFor } from './words.ts';

export const write: WordsFor<'write'> = {
  HostWrite: {
    isDetail: true,
    says: (action, { after }) => {
      const written = issuedBy(action, after).map((it) => versionOf(it) + numberOf(action.side, it, after));
      return `the host writes ${written.join(' and ')} through ${BOARD[action.side]}`;
    },
    draws: (action, { after }) => [
      fromHost(action.side, `write ${issuedBy(action, after).map(shortVersionOf).join(', ')}`),
    ],
  },
  WritePage: {
    isDetail: true,
    says: ({ side, block }, { after }) => `${versionOf(newest(after, block))} is in ${CACHE[side]}`,
    draws: ({ side, block }, { after }) => [
      between('data', BOARD[side], CACHE[side], shortVersionOf(newest(after, block))),
    ],
  },
};

/** The number that a write was given, where another one can have the same (R1_epoch weakened). */
function numberOf(side: Side, { block, version }: Versioned, { blocks }: State): string {
  const number = blocks[block]!.numbers[side][version - 1];
  return number === undefined ? '' : ` (number ${number})`;
}

/** One request may write several blocks (A6). */
function issuedBy({ block, pages }: ActionOf<'HostWrite'>, after: State): Versioned[] {
  return Array.from({ length: pages }, (_, i) => newest(after, block + i));
}
