import { BOARD, CACHE, partner } from '../../model/side.ts';
import { at, toPartner } from '../drawing.ts';
import type { WordsFor } from './words.ts';

export const boot: WordsFor<'boot'> = {
  NotifySize: {
    isDetail: true,
    says: ({ side }) => `${BOARD[side]} tells its partner the size of ${CACHE[side]}`,
    draws: ({ side }) => [toPartner('control', BOARD[side], BOARD[partner(side)], `size of ${CACHE[side]}`)],
  },
  AllocateMirror: {
    isDetail: true,
    says: ({ side }) => `${BOARD[side]} allocates its mirror area`,
    draws: ({ side }) => [at('local', CACHE[side], 'mirror area')],
  },
  CreateTable: {
    isDetail: true,
    says: ({ side }) => `${BOARD[side]} creates its mirror management table`,
    draws: ({ side }) => [at('local', BOARD[side], 'table')],
  },
};
