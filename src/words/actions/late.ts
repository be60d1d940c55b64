import { BOARD, CACHE } from '../../model/side.ts';
import { at, between } from '../drawing.ts';
import { deviceOf, shortVersionOf, versionOf } from '../names.ts';
import { writesUnderWay } from './versions.ts';
import type { WordsFor } from './words.ts';

export const late: WordsFor<'late'> = {
  Wake: {
    says: ({ side }) => `${BOARD[side]} acts again`,
    draws: ({ side }) => [at('local', BOARD[side], 'acts again')],
  },
  DeviceWriteLate: {
    says: ({ side, block }, { before }) =>
      `the device write of ${versionOf(writesUnderWay(before, side, block)[0]!)} by ${BOARD[side]} lands late`,
    draws: ({ side, block }, { m, before }) => {
      const text = `${shortVersionOf(writesUnderWay(before, side, block)[0]!)}, late`;
      return [between('data', CACHE[side], deviceOf(m, block), text)];
    },
  },
  BatteryElapse: {
    says: ({ battery }, { m, after }) => {
      const isSpent = after.batteries[battery]!.state === 'flat';
      const does = isSpent ? 'outlasts' : 'goes on, and costs charge of';
      return `the outage ${does} ${m.batteryNames[battery]}`;
    },
    draws: ({ battery }, { m, after }) => {
      const { state, charge } = after.batteries[battery]!;
      return [at('local', m.batteryNames[battery]!, state === 'flat' ? 'flat' : `${charge} left`)];
    },
  },
};
