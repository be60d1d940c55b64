import { BOARD, CACHE, FIFO, partner } from '../../model/side.ts';
import { ARBITER, at, CHANNEL } from '../drawing.ts';
import type { Around, WordsFor } from './words.ts';

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
  ArbiterDown: {
    says: () => 'the arbiter fails',
    draws: () => [at('fault', ARBITER, 'fails')],
  },
  FalseSuspicion: {
    says: ({ side }) => `${BOARD[side]} takes ${BOARD[partner(side)]} for dead, wrongly`,
    draws: ({ side }) => [at('fault', BOARD[side], `suspects ${BOARD[partner(side)]}, wrongly`)],
  },
  CopyError: {
    says: ({ side }, around) =>
      erred(around, `the copy from ${CACHE[side]} to ${CACHE[partner(side)]}`, isAwaited(around)),
    draws: ({ side }) => [at('fault', BOARD[side], 'copy error')],
  },
  FifoError: {
    says: ({ side }, around) => erred(around, `the write to ${FIFO[side]}`, isAwaited(around)),
    draws: ({ side }) => [at('fault', FIFO[side], 'write error')],
  },
  DrainError: {
    says: ({ side }, around) => erred(around, `the drain of ${FIFO[side]}`),
    draws: ({ side }) => [at('fault', FIFO[side], 'drain error')],
  },
  DestageError: {
    says: ({ side }, around) => erred(around, `the device write of ${BOARD[side]}`),
    draws: ({ side }) => [at('fault', BOARD[side], 'device write error')],
  },
};

function erred({ m }: Around, what: string, isAwaited = true): string {
  return `${what} ends with an error${m.inForce.R15_error || !isAwaited ? '' : ', and is taken for done'}`;
}

/** Whether the host still waits for the duplicate that ended. */
function isAwaited({ before, after }: Around): boolean {
  return after.blocks.some(({ ending }, b) => ending === 'errored' && before.blocks[b]!.ending !== 'errored');
}
