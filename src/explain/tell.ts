import type { Keeper } from '../../properties/keepers.ts';
import type { Model } from '../model/model.ts';
import { CACHE, FIFO } from '../model/side.ts';
import { labelOf } from '../schedule/label.ts';
import { deviceOf, listed, versionName } from '../words/names.ts';
import { plural } from '../words/numbers.ts';
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

/** The keepers by their places; those that the host is not answered are in brackets. What is newer is named. */
export function tellKeepers(m: Model, block: number, { version, keepers }: Chapter): string {
  if (keepers.length === 0) return 'nothing';
  return keepers
    .map((keeper) => {
      const newer = keeper.version > version ? ` with ${versionName(keeper.version)}` : '';
      const place = `${placeOf(m, block, keeper)}${newer}`;
      return keeper.isReached ? place : `(${place})`;
    })
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
  const { told, version, came, gone, verdict } = chapter;
  if (told > before.told) return `the host is told that ${versionName(told)} is safe`;
  const taken = takenFrom(chapter);
  if (came.length > 0) {
    const left = taken.length === 0 ? '' : `, and ${placesOf(m, block, taken)} no more`;
    return `${tellHaving(m, block, version, came)}${left}`;
  }
  if (taken.length > 0)
    return `${placesOf(m, block, taken)} ${taken.length === 1 ? 'is' : 'are'} gone; ${tellRest(m, block, chapter)}`;
  if (gone.length > 0) return tellRest(m, block, chapter);
  if (verdict !== before.verdict) return `${verdict} from here on`;
  return 'others can be reached than before';
}

/** What a step took of the copies. A device has only another version then, which is told or is among what came. */
function takenFrom({ gone }: Chapter): readonly Keeper[] {
  return gone.filter(({ holder }) => holder !== 'device');
}

/** `C1 and C2 have it`; what is newer is named. */
function tellHaving(m: Model, block: number, version: number, keepers: readonly Keeper[]): string {
  return byVersion(keepers)
    .map(([held, those]) => {
      const what = held === version ? 'it' : versionName(held);
      return `${placesOf(m, block, those)} ${those.length === 1 ? 'has' : 'have'} ${what}`;
    })
    .join('; ');
}

/** Copies of the same version together, the oldest first. */
function byVersion(keepers: readonly Keeper[]): [number, Keeper[]][] {
  const versions = [...new Set(keepers.map(({ version }) => version))].sort((a, b) => a - b);
  return versions.map((held) => [held, keepers.filter(({ version }) => version === held)]);
}

/** Which copy saves the block, if one does: what is not answered saves nothing. */
function tellRest(m: Model, block: number, { version, keepers, gone }: Chapter): string {
  if (keepers.length === 0) return `nothing has ${takenDevice(gone) ? versionName(version) : 'it'} any more`;
  const reached = keepers.filter(({ isReached }) => isReached);
  const exact = reached.filter((keeper) => keeper.version === version);
  if (exact.length > 0) return `${placesOf(m, block, exact)} ${exact.length === 1 ? 'saves' : 'save'} it`;
  if (reached.length > 0) return tellHaving(m, block, version, reached);
  return `${tellHaving(m, block, version, keepers)}, and it is not answered`;
}

function takenDevice(gone: readonly Keeper[]): boolean {
  return gone.some(({ holder }) => holder === 'device');
}

/** What became of the block in the end, what took it, what went wrong on the way, and what is still open. */
export function tellEnd(m: Model, story: Story): string {
  const { block, chapters, open } = story;
  const wentBack = chapters.flatMap((chapter) =>
    chapter.endings
      .filter(({ kind }) => kind === 'went back')
      .map((ending) => `at ${tellStepOf(m, chapter)}, ${tellEnding(m, block, ending)}`),
  );
  return [
    tellFate(m, story),
    ...tellLosses(m, story),
    ...tellErrors(m, story),
    ...wentBack,
    ...tellOpen(open),
  ].join('; ');
}

function tellFate(m: Model, story: Story): string {
  const { block, chapters, verdict, decided, toldKeepers } = story;
  const end = chapters.at(-1)!;
  switch (verdict) {
    case 'safe': {
      const inEffect = tellKept(m, block, end, end.keepers);
      if (end.version === end.told || end.keepers.some(({ isReached }) => isReached))
        return `safe: ${inEffect}`;
      const reached = toldKeepers.filter(({ isReached }) => isReached);
      const rest = end.keepers.length === 0 ? '' : `; ${inEffect}, and not answered`;
      return `safe: ${tellKept(m, block, { ...end, version: end.told }, reached)}${rest}`;
    }
    case 'stranded': {
      const left = end.keepers.length > 0 ? end : { ...end, version: end.told, keepers: toldKeepers };
      const kept = tellKept(m, block, left, left.keepers, 'is left');
      return `stranded: ${kept}, and not answered since ${tellStepOf(m, decided!)}`;
    }
    case 'lost':
      return `lost: ${tellLost(m, story)}`;
    case 'stale':
      return `stale: an older value than ${versionName(decided!.told)} was answered at ${tellStepOf(m, decided!)}`;
    case 'torn':
      return `torn: what was never written whole is answered since ${tellStepOf(m, decided!)}`;
  }
}

/** Which versions are where: the one that is asked for, or what is newer than it. */
function tellKept(
  m: Model,
  block: number,
  { version, told }: Pick<Chapter, 'version' | 'told'>,
  keepers: readonly Keeper[],
  verb: 'is' | 'is left' = 'is',
): string {
  return byVersion(keepers)
    .map(([held, those]) => {
      const newer = held > version ? `, newer than ${versionName(version)},` : '';
      const inEffect = held === version && version > told ? ', in effect,' : '';
      return `${versionName(held)}${newer}${inEffect} ${verb} in ${placesOf(m, block, those)}`;
    })
    .join('; ');
}

/** What took the version that was lost first, and what is kept nevertheless: a newer one, or the same again (R13). */
function tellLost(m: Model, { block, chapters, decided, takers }: Story): string {
  const end = chapters.at(-1)!;
  const { told, version, step } = decided!;
  const since = `nothing has ${versionName(told)} any more since ${tellStepOf(m, decided!)}`;
  const isTold = version === told || takers.some((taker) => taker.step === step);
  const takings = takers.map((taker) => tellTaking(m, block, taker));
  const loss =
    takers.length === 0 && version === told
      ? tellNeverKept(m, decided!)
      : [...takings, ...(isTold ? [] : [since])].join('; ');
  if (end.version === version && end.keepers.length === 0) return loss;
  const of = takers.length === 0 ? '' : `${versionName(version)}: `;
  return [`${of}${loss}`, ...(end.keepers.length === 0 ? [] : [tellKept(m, block, end, end.keepers)])].join(
    '; ',
  );
}

function tellNeverKept(m: Model, since: Chapter): string {
  return `nothing kept ${versionName(since.told)} when the host was told, at ${tellStepOf(m, since)}`;
}

function tellTaking(m: Model, block: number, taker: Chapter): string {
  const taken = takenFrom(taker);
  const places = placesOf(m, block, taken);
  if (taken.length === taker.gone.length) return `${tellStepOf(m, taker)}, took ${places}`;
  const also = taken.length === 0 ? '' : `, and ${places} ${taken.length === 1 ? 'was' : 'were'} gone`;
  return `at ${tellStepOf(m, taker)}, ${deviceOf(m, block)} went back to ${versionName(taker.media)}${also}`;
}

/** What was in effect and is gone, whatever is kept now. Of the first one a bad end tells already. */
function tellLosses(m: Model, { verdict, losses, decided }: Story): string[] {
  return losses
    .filter((loss) => verdict !== 'lost' || loss.version !== decided!.version)
    .map((loss) => {
      if (loss.gone.length === 0) return tellNeverKept(m, loss);
      const inEffect = loss.version > loss.told ? ', in effect,' : '';
      return `${versionName(loss.version)}${inEffect} was lost at ${tellStepOf(m, loss)}`;
    });
}

function tellErrors(m: Model, { chapters }: Story): string[] {
  const refused = chapters.filter(({ endings }) => endings.some(({ kind }) => kind === 'answered an error'));
  const [first, ...more] = refused;
  if (first === undefined) return [];
  const again = more.length === 0 ? '' : ` and at ${plural(more.length, 'later read')}`;
  return [`the host was answered an error at ${tellStepOf(m, first)}${again}`];
}

function tellStepOf(m: Model, { step, action }: Chapter): string {
  return action === undefined ? 'the beginning' : `step ${step}, ${labelOf(m, action)}`;
}

function placesOf(m: Model, block: number, keepers: readonly Keeper[]): string {
  return listed([...new Set(keepers.map((keeper) => placeOf(m, block, keeper)))]);
}
