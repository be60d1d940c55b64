import { BOARD, CACHE, partner } from '../../model/side.ts';
import { at, toPartner } from '../drawing.ts';
import { versionOf } from '../names.ts';
import type { WordsFor } from './words.ts';

export const release: WordsFor<'release'> = {
  Release: {
    says: ({ side, page }, { before }) => {
      const entry = before.controllers[side].table[page]!;
      return `${BOARD[side]} releases mirror page ${page + 1} of ${versionOf(entry)}`;
    },
    draws: ({ side, page }, { m }) => {
      const text = `release m${page + 1}`;
      // Without R4 the partner's cache is not told.
      if (!m.inForce.R4_invalidated) return [at('local', BOARD[side], text)];
      return [toPartner('control', BOARD[side], CACHE[partner(side)], text)];
    },
  },
};
