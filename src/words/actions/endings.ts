import { endOfRequest } from '../../model/cache.ts';
import { BOARD } from '../../model/side.ts';
import { at, fromHost, toHost } from '../drawing.ts';
import { shortVersionOf, type Versioned, versionOf } from '../names.ts';
import { newest } from './versions.ts';
import type { Around, WordsFor } from './words.ts';

export const endings: WordsFor<'endings'> = {
  Abort: {
    says: ({ block }, { before }) =>
      `the host gives up the write of ${requested(before, block).map(versionOf).join(' and ')}`,
    draws: ({ side, block }, { before }) => [
      fromHost(side, `abort ${requested(before, block).map(shortVersionOf).join(', ')}`),
    ],
  },
  Discard: {
    says: ({ side, block }, { before }) => {
      const discarded = requested(before, block).map(versionOf).join(' and ');
      return isGivenUp(before, block)
        ? `${BOARD[side]} discards ${discarded}, which the host gave up`
        : `${BOARD[side]} discards ${discarded} and tells the host that the write failed`;
    },
    draws: ({ side, block }, { before }) => {
      const discarded = requested(before, block).map(shortVersionOf).join(', ');
      const told = isGivenUp(before, block) ? [] : [toHost(side, `failed ${discarded}`)];
      return [at('local', BOARD[side], `discards ${discarded}`), ...told];
    },
  },
};

/** What the request that begins with this block writes: it ends as one (A6). */
function requested(before: Around['before'], block: number): Versioned[] {
  const pages = endOfRequest(before, block) - block;
  return Array.from({ length: pages }, (_, i) => newest(before, block + i));
}

function isGivenUp({ blocks }: Around['before'], block: number): boolean {
  return blocks[block]!.ending === 'aborted';
}
