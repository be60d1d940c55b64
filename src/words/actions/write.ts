import type { ActionOf } from '../../model/action.ts';
import { BOARD, CACHE } from '../../model/side.ts';
import type { State } from '../../model/state.ts';
import { between, fromHost } from '../drawing.ts';
import { shortVersionOf, type Versioned, versionOf } from '../names.ts';
import { newest } from './versions.ts';
import type { WordsFor } from './words.ts';

export const write: WordsFor<'write'> = {
  HostWrite: {
    isDetail: true,
    says: (action, { after }) =>
      `the host writes ${issuedBy(action, after).map(versionOf).join(' and ')} through ${BOARD[action.side]}`,
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

/** One request may write several blocks (A6). */
function issuedBy({ block, pages }: ActionOf<'HostWrite'>, after: State): Versioned[] {
  return Array.from({ length: pages }, (_, i) => newest(after, block + i));
}
