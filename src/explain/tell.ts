import type { Keeper } from '../../properties/keepers.ts';
import type { Model } from '../model/model.ts';
import { CACHE, FIFO } from '../model/side.ts';
import { labelOf } from '../schedule/label.ts';
import { deviceOf, listed, versionName } from '../words/names.ts';
import { type Chapter, isTurnOfCopies, type Story } from './story.ts';
import { tellEnding, tellOpen } from './tell-endings.ts';

/** Where a keeper is: `C1`, `F1`, `D1`, or on its way to a device. */
export function placeOf(m: Model, block: number, { holder, side }: Keeper): string {
  switch (holder) {
    case 'device':
      return deviceOf(m, block);
    case 'device write':
      return `a write on its way to ${deviceOf(m, block)}`;
    case 'FIFO':
      return FIFO[side];
    case 'mirror area':
    case 'read/write area':
      return CACHE[side];
  }
}

/** The keepers by their places; those that the host is not answered are in brackets. */
export function tellKeepers(m: Model, block: number, keepers: readonly Keeper[]): string {
  if (keepers.length === 0) return 'nothing';
  return keepers
    .map((keeper) => (keeper.isReached ? placeOf(m, block, keeper) : `(${placeOf(m, block, keeper)})`))
    .join(', ');
}

/** What a step did: how writes ended, and what it did to the copies. */
export function tellTurn(m: Model, block: number, chapter: Chapter, before: Chapter): string {
  const endings = chapter.endings.map((ending) => tellEnding(m, block, ending));
  return [
    ...endings,
    ...(isTurnOfCopies(chapter, before) ? [tellCopies(m, block, chapter, before)] : []),
  ].join('; ');
}

/** What it took, and which copy saved the block from that. */
function tellCopies(m: Model, block: number, chapter: Chapter, before: Chapter): string {
  const { told, came, gone, verdict } = chapter;
  if (told > before.told) return `the host is told that ${versionName(told)} is safe`;
  if (came.length > 0) {
    const left = gone.length === 0 ? '' : `, and ${placesOf(m, block, gone)} no more`;
    return `${placesOf(m, block, came)} ${came.length === 1 ? 'has' : 'have'} it${left}`;
  }
  if (gone.length > 0)
    return `${placesOf(m, block, gone)} ${gone.length === 1 ? 'is' : 'are'} gone; ${tellRest(m, block, chapter)}`;
  if (verdict !== before.verdict) return `${verdict} from here on`;
  return 'others can be reached than before';
}

/** Which copy saves the block, if one does: what is not answered saves nothing. */
function tellRest(m: Model, block: number, { keepers, verdict }: Chapter): string {
  if (keepers.length === 0) return 'nothing has it any more';
  const reached = keepers.filter(({ isReached }) => isReached);
  if (verdict === 'safe' && reached.length > 0)
    return `${placesOf(m, block, reached)} ${reached.length === 1 ? 'saves' : 'save'} it`;
  return `${placesOf(m, block, keepers)} ${keepers.length === 1 ? 'has' : 'have'} it, and it is not answered`;
}

/** What became of the block in the end, what took it, and what is still open. */
export function tellEnd(m: Model, story: Story): string {
  const { block, chapters, open } = story;
  const wentBack = chapters.flatMap((chapter) =>
    chapter.endings
      .filter(({ kind }) => kind === 'went back')
      .map((ending) => `at ${tellStepOf(m, chapter)}, ${tellEnding(m, block, ending)}`),
  );
  return [tellFate(m, story), ...wentBack, ...tellOpen(open)].join('; ');
}

function tellFate(m: Model, { block, chapters, verdict, decided, takers }: Story): string {
  const { told, hasNewer, keepers } = chapters.at(-1)!;
  const version = versionName(told);
  const places = placesOf(m, block, keepers);
  switch (verdict) {
    case 'safe':
      return `safe: ${version}${hasNewer ? ', or a newer one,' : ''} is in ${places}`;
    case 'stranded':
      return `stranded: ${version} is left in ${places}, and not answered since ${tellStepOf(m, decided!)}`;
    case 'lost':
      if (takers.length === 0) {
        const since = chapters.find((chapter) => chapter.told === told)!;
        return `lost: nothing kept ${version} when the host was told, at ${tellStepOf(m, since)}`;
      }
      return `lost: ${takers.map((taker) => `${tellStepOf(m, taker)}, took ${placesOf(m, block, taker.gone)}`).join('; ')}`;
    case 'stale':
      return `stale: an older value than ${versionName(decided!.told)} was answered at ${tellStepOf(m, decided!)}`;
    case 'torn':
      return `torn: what was never written whole is answered since ${tellStepOf(m, decided!)}`;
  }
}

function tellStepOf(m: Model, { step, action }: Chapter): string {
  return action === undefined ? 'the beginning' : `step ${step}, ${labelOf(m, action)}`;
}

function placesOf(m: Model, block: number, keepers: readonly Keeper[]): string {
  return listed([...new Set(keepers.map((keeper) => placeOf(m, block, keeper)))]);
}
