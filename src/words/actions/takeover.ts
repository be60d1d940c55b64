import { answerAt } from '../../model/answer.ts';
import type { Model } from '../../model/model.ts';
import { BOARD, CACHE, DEVICE, partner, type Side } from '../../model/side.ts';
import type { Page, State } from '../../model/state.ts';
import { at, between, SWITCH } from '../drawing.ts';
import { shortVersionOf, versionOf } from '../names.ts';
import type { WordsFor } from './words.ts';

export const takeover: WordsFor<'takeover'> = {
  Degrade: {
    says: ({ side }) => `${BOARD[side]} has lost its redundancy and goes to write-through`,
    draws: ({ side }) => [at('local', BOARD[side], 'write-through')],
  },
  Suspect: {
    isDetail: true,
    says: ({ side }) => `${BOARD[side]} no longer hears ${BOARD[partner(side)]}`,
    draws: ({ side }) => [at('local', BOARD[side], `suspects ${BOARD[partner(side)]}`)],
  },
  Trust: {
    isDetail: true,
    says: ({ side }) => `${BOARD[side]} hears ${BOARD[partner(side)]} again, and takes its suspicion back`,
    draws: ({ side }) => [at('local', BOARD[side], `trusts ${BOARD[partner(side)]} again`)],
  },
  DrainDone: {
    isDetail: true,
    says: ({ side }) => `${BOARD[side]} disables its mirror area`,
    draws: ({ side }) => [at('local', CACHE[side], 'mirror area off')],
  },
  LinkPage: {
    says: ({ side, page }, { m, before }) => {
      const linked = mirrorPage(m, before, side, page);
      return `${BOARD[side]} links ${isHalf(m, linked) ? 'half a copy of ' : ''}${versionOf(linked)}`;
    },
    draws: ({ side, page }, { m, before }) => {
      const linked = mirrorPage(m, before, side, page);
      const text = `links ${shortVersionOf(linked)}${isHalf(m, linked) ? ', half' : ''}`;
      return [at('local', CACHE[side], text)];
    },
  },
  TakeCharge: {
    says: ({ side }, { m, before, after }) => {
      const dropped = droppedCopies(m, before, side);
      const drops = dropped.length === 0 ? '' : ` and drops ${dropped.join(' and ')}`;
      const suspect = after.blocks.some(({ suspect }, b) => suspect && !before.blocks[b]!.suspect)
        ? ', and reports it suspect'
        : '';
      return `${BOARD[side]} takes charge of ${DEVICE[partner(side)]}${drops}${suspect}`;
    },
    draws: ({ side }) => [
      between('control', BOARD[side], SWITCH, `takes charge of ${DEVICE[partner(side)]}`),
    ],
  },
  StandDown: {
    says: ({ side }) => `${BOARD[side]} learns that it is fenced and stops serving`,
    draws: ({ side }) => [at('local', BOARD[side], 'stands down')],
  },
};

/** Copies in the mirror area that a takeover leaves behind although the device has nothing as new. */
function droppedCopies(m: Model, before: State, side: Side): string[] {
  return before.caches[side].flatMap((page) => {
    const isMirrored = page.state === 'committed' || page.state === 'copying';
    if (!isMirrored || page.version <= answerAt(m, before, side, page.block)) return [];
    return [`${isHalf(m, page) ? 'half a copy' : 'its copy'} of ${versionOf(page)}`];
  });
}

function mirrorPage({ areas }: Model, { caches }: State, side: Side, page: number): Page {
  return caches[side][areas[side].readWrite + page]!;
}

function isHalf({ subBlocks }: Model, { written }: Page): boolean {
  return written < subBlocks;
}
