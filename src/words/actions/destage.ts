import { BOARD, CACHE } from '../../model/side.ts';
import { between } from '../drawing.ts';
import { deviceOf, shortVersionOf, versionOf } from '../names.ts';
import { onDevice } from './versions.ts';
import type { WordsFor } from './words.ts';

export const destage: WordsFor<'destage'> = {
  Destage: {
    isDetail: true,
    says: ({ side, page }, { m, before }) => {
      const written = before.caches[side][page]!;
      return `${BOARD[side]} starts to write ${versionOf(written)} to ${deviceOf(m, written.block)}`;
    },
    draws: ({ side, page }, { m, before }) => {
      const written = before.caches[side][page]!;
      return [between('begin', CACHE[side], deviceOf(m, written.block), shortVersionOf(written))];
    },
  },
  DestageDone: {
    says: ({ side, block }, { m, after }) =>
      `${deviceOf(m, block)} holds ${versionOf(onDevice(after, block))}, and ${BOARD[side]} learns of it`,
    draws: ({ side, block }, { m, after }) => [
      between('done', deviceOf(m, block), BOARD[side], `${shortVersionOf(onDevice(after, block))} done`),
    ],
  },
};
