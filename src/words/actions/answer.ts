import type { ActionOf } from '../../model/action.ts';
import { answerAt } from '../../model/answer.ts';
import { BOARD } from '../../model/side.ts';
import { isHalfAnswer } from '../copies.ts';
import { toHost } from '../drawing.ts';
import { deviceOf, shortVersionOf, type Versioned, versionOf } from '../names.ts';
import { newest, passingFor } from './versions.ts';
import type { Around, WordsFor } from './words.ts';

export const answer: WordsFor<'answer'> = {
  Acknowledge: {
    says: ({ side }, around) => {
      const answered = acknowledgedIn(around).map((it) => versionOf(it) + passes(it, around));
      return `${BOARD[side]} acknowledges ${answered.join(' and ')}`;
    },
    draws: ({ side }, around) => [
      toHost(side, `ack ${acknowledgedIn(around).map(shortVersionOf).join(', ')}`),
    ],
  },
  HostRead: {
    says: (action, around) => {
      const answers = `${BOARD[action.side]} answers a read of block ${action.block + 1} with`;
      const version = answerTo(action, around);
      if (version === undefined) {
        return `${answers} an error: it is suspect, for newer versions may be gone`;
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

/** Why a write is answered that is nowhere yet: the number of another one was taken for its own. */
function passes(answered: Versioned, { m, before }: Around): string {
  const held = passingFor(before, answered);
  return held === undefined ? '' : ` (version ${held.version} on ${deviceOf(m, held.block)} passes for it)`;
}

/** A request of several blocks is acknowledged as one (A6). */
function acknowledgedIn({ before, after }: Around): Versioned[] {
  return after.blocks.flatMap(({ acknowledged }, block) =>
    acknowledged > before.blocks[block]!.acknowledged ? [newest(after, block)] : [],
  );
}

/** The version that a read is answered with; undefined for an error, where the block is suspect (R12). */
export function answerTo({ side, block }: ActionOf<'HostRead'>, { m, before }: Around): number | undefined {
  return before.blocks[block]!.suspect ? undefined : answerAt(m, before, side, block);
}
