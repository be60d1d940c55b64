import type { Model } from '../../model/model.ts';
import { BOARD, CACHE, FIFO, partner } from '../../model/side.ts';
import { at, CHANNEL } from '../drawing.ts';
import type { WordsFor } from './words.ts';

export const faults: WordsFor<'faults'> = {
  PowerOff: {
    says: ({ unit }, { m }) => `${m.unitNames[unit]} loses power`,
    draws: ({ unit }, { m }) => [at('fault', m.unitNames[unit]!, 'off')],
  },
  BatteryDead: {
    says: ({ battery }, { m }) => `${m.batteryNames[battery]} is dead`,
    draws: ({ battery }, { m }) => [at('fault', m.batteryNames[battery]!, 'dead')],
  },
  BoardCrash: {
    says: ({ side }) => `the board of ${BOARD[side]} crashes`,
    draws: ({ side }) => [at('fault', BOARD[side], 'crashes')],
  },
  BoardHang: {
    says: ({ side }) => `${BOARD[side]} hangs`,
    draws: ({ side }) => [at('fault', BOARD[side], 'hangs')],
  },
  CacheLost: {
    says: ({ side }) => `the memory of ${CACHE[side]} fails`,
    draws: ({ side }) => [at('fault', CACHE[side], 'fails')],
  },
  FifoLost: {
    says: ({ side }) => `the memory of ${FIFO[side]} fails`,
    draws: ({ side }) => [at('fault', FIFO[side], 'fails')],
  },
  ChannelDown: {
    says: () => 'the node channel is cut',
    draws: () => [at('fault', CHANNEL, 'cut')],
  },
  FalseSuspicion: {
    says: ({ side }) => `${BOARD[side]} takes ${BOARD[partner(side)]} for dead, wrongly`,
    draws: ({ side }) => [at('fault', BOARD[side], `suspects ${BOARD[partner(side)]}, wrongly`)],
  },
  CopyError: {
    says: ({ side }, { m }) => erred(m, `the copy from ${CACHE[side]} to ${CACHE[partner(side)]}`),
    draws: ({ side }) => [at('fault', BOARD[side], 'copy error')],
  },
  FifoError: {
    says: ({ side }, { m }) => erred(m, `the write to ${FIFO[side]}`),
    draws: ({ side }) => [at('fault', FIFO[side], 'write error')],
  },
  DrainError: {
    says: ({ side }, { m }) => erred(m, `the drain of ${FIFO[side]}`),
    draws: ({ side }) => [at('fault', FIFO[side], 'drain error')],
  },
  DestageError: {
    says: ({ side }, { m }) => erred(m, `the device write of ${BOARD[side]}`),
    draws: ({ side }) => [at('fault', BOARD[side], 'device write error')],
  },
};

function erred(m: Model, what: string): string {
  return `${what} ends with an error${m.inForce.R15_error ? '' : ', and is taken for done'}`;
}
