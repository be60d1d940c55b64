import type { Keeper } from '../../../properties/keepers.ts';
import { type Chapter, isTurn, type Story } from '../../explain/story.ts';
import { placeOf, tellEnd, tellKeepers, tellTurn } from '../../explain/tell.ts';
import type { Model } from '../../model/model.ts';
import { labelOf } from '../../schedule/label.ts';
import { blockName } from '../../words/names.ts';
import type { DocumentOf } from '../json/documents.ts';
import { table } from '../terminal/format.ts';

/** The story of a block in lines: its turns as a table, then its end. One that nothing happened to has no turns. */
export function tellStory(m: Model, story: Story): string[] {
  const { block, chapters } = story;
  const turns = chapters.flatMap((chapter, i) => {
    const before = chapters[i - 1];
    if (before === undefined || !isTurn(chapter, before)) return [];
    return [
      [
        String(chapter.step),
        labelOf(m, chapter.action!),
        tellTurn(m, block, chapter, before),
        tellKeepers(m, block, chapter),
        chapter.verdict,
      ],
    ];
  });
  const rows =
    turns.length === 0 ? [] : [table(['step', 'action', 'what it does', 'kept by', 'verdict'], turns)];
  return [`${blockName(m, block)}:`, ...rows, tellEnd(m, story)];
}

/** The same for programs: every step, and what came of the block. */
export function storyJson(m: Model, story: Story): DocumentOf<'explain'>['blocks'][number] {
  const { block, chapters, verdict: end, decided, takers, losses, open } = story;
  const chapterJson = ({ step, action, told, version, keepers, came, gone, endings, verdict }: Chapter) => ({
    step,
    ...(action === undefined ? {} : { action: labelOf(m, action) }),
    told,
    inEffect: version,
    keptBy: keepers.map((keeper) => keeperJson(m, block, keeper)),
    came: came.map((keeper) => keeperJson(m, block, keeper)),
    gone: gone.map((keeper) => keeperJson(m, block, keeper)),
    endings,
    verdict,
  });
  return {
    block: block + 1,
    steps: chapters.map(chapterJson),
    end: {
      verdict: end,
      says: tellEnd(m, story),
      ...(decided === undefined ? {} : { decided: decided.step }),
      takenBy: takers.map(({ step }) => step),
      losses: losses.map(({ step, version }) => ({ step, version })),
      open,
    },
  };
}

function keeperJson(m: Model, block: number, keeper: Keeper) {
  const { holder, version, isReached } = keeper;
  return { in: holder, place: placeOf(m, block, keeper), version, reached: isReached };
}
