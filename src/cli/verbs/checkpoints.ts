import { endianness } from 'node:os';
import { join } from 'node:path';
import type { Design } from '../../../spec/design.ts';
import { questionFor } from '../../check/assess.ts';
import { holdingFolds } from '../../check/reduction.ts';
import { Checkpoint, subjectOf } from '../../checkpoints/checkpoint.ts';
import type { Reduction } from '../../explorer/fold/fold.ts';
import { commandOf, quoted } from '../../files/shell.ts';
import { makeFolder } from '../../files/whole.ts';
import { compileModel } from '../../model/model.ts';
import { FreshNames } from '../../schedule-files/save.ts';
import { shown } from '../../text/shown.ts';
import { plural } from '../../words/numbers.ts';
import { WrongUsage } from '../terminal/exit.ts';
import { warn } from '../terminal/write.ts';
import type { EngineOptions } from './engine.ts';
import { number, type Option, text } from './verb.ts';

/** Whether a search is kept while it runs, and whether it goes on from where it was kept. */
export interface CheckpointOptions {
  readonly checkpoint?: string;
  readonly checkpointEvery?: number;
  readonly resume?: boolean;
}

/** So much of a minute is little: a million states take some 14 MB. */
const EVERY_SECONDS = 60;

export const checkpointOptions: readonly Option[] = [
  {
    name: 'checkpoint',
    takes: text('folder'),
    says: 'keep each exploration in this folder while it runs, and when it is stopped, as NAME.checkpoint',
  },
  {
    name: 'checkpoint-every',
    takes: number(0, Number.MAX_SAFE_INTEGER, 'seconds'),
    says: `how often to keep it; every ${EVERY_SECONDS} by default`,
  },
  {
    name: 'resume',
    says: 'go on from what is kept in the folder of --checkpoint, as if nothing had happened',
  },
];

/**
 * The checkpoint of each design, in their order, where they are kept at all. What is there is looked through first.
 * @throws WrongUsage, CannotWrite, CannotRead, BadCheckpoint
 */
export function checkpointsOf(
  designs: readonly Design[],
  options: CheckpointOptions & EngineOptions,
  wished: readonly Reduction[],
): (Checkpoint | undefined)[] {
  const { checkpoint: folder, checkpointEvery = EVERY_SECONDS, resume } = options;
  refuseAlone(options);
  if (folder === undefined) return designs.map(() => undefined);
  if (options.core === 'plain')
    throw new WrongUsage('--checkpoint: expected --core learned, found plain, which cannot be kept');
  if (endianness() !== 'LE')
    throw new WrongUsage('--checkpoint: expected a machine that is little-endian, as checkpoints are');
  makeFolder(folder);
  const names = new FreshNames();
  const checkpoints = designs.map(({ name }) => {
    return new Checkpoint(join(folder, `${names.next(name)}.checkpoint`), checkpointEvery);
  });
  for (const [i, checkpoint] of checkpoints.entries()) {
    if (resume) tellWhence(checkpoint, designs[i]!, wished);
    else refuseKept(checkpoint);
  }
  return checkpoints;
}

function refuseAlone({ checkpoint, checkpointEvery, resume }: CheckpointOptions): void {
  if (checkpoint !== undefined) return;
  if (resume) throw new WrongUsage('--resume: expected --checkpoint FOLDER with it, which says where from');
  if (checkpointEvery === undefined) return;
  throw new WrongUsage('--checkpoint-every: expected --checkpoint FOLDER with it, which says where to');
}

/** Nothing that took long is written over because an option was forgotten. */
function refuseKept({ file, isThere }: Checkpoint): void {
  if (!isThere) return;
  const remedy = 'add --resume to go on from it; remove it, or name another folder, to begin anew';
  throw new WrongUsage(`--checkpoint: ${shown(file)} is there; ${remedy}`);
}

function tellWhence(checkpoint: Checkpoint, design: Design, wished: readonly Reduction[]): void {
  if (!checkpoint.isThere) {
    warn(`${design.name} begins anew: there is no ${checkpoint.file}`);
    return;
  }
  const model = compileModel(design);
  const question = questionFor(design);
  const { folds } = holdingFolds(model, question, wished);
  const states = checkpoint.examine(subjectOf(model, question, folds));
  warn(`${design.name} goes on from ${plural(states, 'state')} in ${checkpoint.file}`);
}

/** Says where an exploration that was stopped is kept, and how to go on with it. */
export function tellKept({ file, isThere, failed }: Checkpoint, stopped: string): void {
  if (!isThere || failed !== undefined) return;
  if (stopped !== 'interrupted') {
    warn(`Kept in ${file}: with --resume and another limit it goes on from there`);
    return;
  }
  const [verb = '', ...rest] = process.argv.slice(2).filter((word) => word !== '--resume');
  warn(`Kept in ${file}. To go on: ${commandOf([verb, '--resume', ...rest.map(quoted)].join(' '))}`);
}
