import type { ActionOf } from '../../model/action.ts';
import { answerAt } from '../../model/answer.ts';
import { BOARD } from '../../model/side.ts';
import { isHalfAnswer } from '../copies.ts';
import { toHost } from '../drawing.ts';
import { shortVersionOf, type Versioned, versionOf } from '../names.ts';
import { newest } from './versions.ts';
import type { Around, WordsFor } from './words.ts';

export const answer: WordsFor<'answer'> = {
  Acknowledge: {
    says: ({ side }, around) =>
      `${BOARD[side]} acknowledges ${acknowledgedIn(around).map(versionOf).join(' and ')}`,
    draws: ({ side }, around) => [
      toHost(side, `ack ${acknowledgedIn(around).map(shortVersionOf).join(', ')}`),
    ],
  },
  HostRead: {
    says: (action, around) => {
      const answers = `${BOARD[action.side]} answers a read of block ${action.block + 1} with`;
      const version = answerTo(action, around);
      if (version === undefined) {
        const { acknowledged } = around.before.blocks[action.block]!;
        return `${answers} an error: version ${acknowledged} is out of its reach`;
      }
      const half = isHalfAnswer(around.m, around.before, action.side, action.block, version)
        ? 'half of '
        : '';
      return `${answers} ${version === 0 ? 'its initial content' : `${half}version ${version}`}`;
    },
    draws: (action, around) => {
      const version = answerTo(action, around);
      const isHalf =
        version !== undefined && isHalfAnswer(around.m, around.before, action.side, action.block, version);
      const half = isHalf ? ' half' : '';
      const text = version === undefined ? 'error' : `v${version}${half}`;
      return [toHost(action.side, `read b${action.block + 1}: ${text}`)];
    },
  },
};

/** A request of several blocks is acknowledged as one (A6). */
function acknowledgedIn({ before, after }: Around): Versioned[] {
  return after.blocks.flatMap(({ acknowledged }, block) =>
    acknowledged > before.blocks[block]!.acknowledged ? [newest(after, block)] : [],
  );
}

/** The version that a read is answered with; undefined for an error (R12). What is answered is in effect. */
export function answerTo(
  { side, block }: ActionOf<'HostRead'>,
  { m, before, after }: Around,
): number | undefined {
  const version = answerAt(m, before, side, block);
  return after.blocks[block]!.settled === version ? version : undefined;
}
