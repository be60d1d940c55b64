import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import type { PresetName } from '../../../spec/design.ts';
import { neverAsked, tellIdle } from '../../check/idle-rules.ts';
import { shippedDesigns } from '../../files/package.ts';
import { makeFolder } from '../../files/whole.ts';
import { itfTextOf } from '../../itf/trace.ts';
import { boundsSaid } from '../../schedule/file.ts';
import { labelOf } from '../../schedule/label.ts';
import { type Replayed, replayFile } from '../../schedule-files/load.ts';
import { conclusion, finalVerdict, violatedIn } from '../../schedule-files/outcome.ts';
import { seenFrom } from '../../schedule-files/save.ts';
import { shown } from '../../text/shown.ts';
import { copiesOf } from '../../words/copies.ts';
import { blockName } from '../../words/names.ts';
import { tellStep } from '../../words/sentences.ts';
import { viewOf } from '../../words/states.ts';
import type { DocumentOf } from '../json/documents.ts';
import { traceCommand, tracePage } from '../report/trace-page.ts';
import {
  draw,
  formatFor,
  type PictureOptions,
  type TraceFormat,
  traceFormats,
  writeFile,
} from '../report/trace-picture.ts';
import { type ExitCode, exit, WrongUsage } from '../terminal/exit.ts';
import { table } from '../terminal/format.ts';
import { print, printJson } from '../terminal/write.ts';
import { commonOptions, exactlyOne, oneOf, text, type Verb } from './verb.ts';

interface TraceOptions extends PictureOptions {
  readonly preset: PresetName;
}

/** The states that a schedule goes through, with every copy of every block, as a table or as a picture. */
export const trace: Verb<TraceOptions> = {
  name: 'trace',
  operands: exactlyOne('schedule'),
  says: 'show the states that a schedule goes through, as a table or a picture',
  options: [
    ...commonOptions(),
    {
      name: 'format',
      takes: oneOf(traceFormats),
      says: `${traceFormats.join(', ')}; by the ending of the file, or text`,
    },
    { name: 'write', takes: text('file'), says: 'write it to this file' },
  ],
  onlyShows: true,
  examples: ['trace out/self-fed.schedule --format svg --write out/self-fed.svg'],
  run: ([file], options) => run(file!, options),
};

function run(file: string, options: TraceOptions): ExitCode {
  refuseOverwriting(file, options.write);
  const format = formatFor(options);
  const replayed = replayFile(file, options.preset);
  const text = textIn(format, replayed, options);
  if (options.json) printJson(traceJson(replayed));
  if (options.write !== undefined) writeFile(options.write, format, text);
  if (!options.json) print(options.write ?? text.trimEnd());
  return exit.holds;
}

function refuseOverwriting(schedule: string, target: string | undefined): void {
  if (target === undefined || !existsSync(target) || !existsSync(schedule)) return;
  if (realpathSync(target) === realpathSync(schedule))
    throw new WrongUsage(`--write: ${shown(target)} is the schedule itself`);
}

function textIn(format: TraceFormat, replayed: Replayed, { preset, write }: TraceOptions): string {
  const { file, design, model, schedule, trace } = replayed;
  if (format === 'text') return traceTable(replayed);
  if (format === 'itf') return itfOf(replayed, write);
  if (format !== 'html') return draw(format, model, trace);
  return tracePage({
    source: basename(file),
    design,
    named: schedule.design,
    schedule: trace.steps.map(({ action }) => labelOf(model, action)),
    comment: schedule.comment,
    command: traceCommand(basename(file), preset),
  });
}

/** The states for tools that read traces of TLA+, and for `replay`: what it is a run of is said in full. */
function itfOf({ file, design, model, schedule, trace }: Replayed, write: string | undefined): string {
  const isElsewhere = !isAbsolute(schedule.design) && !shippedDesigns().includes(schedule.design);
  const path = isElsewhere ? relative('.', join(dirname(file), schedule.design)) : schedule.design;
  const folder = write === undefined ? '.' : dirname(write);
  makeFolder(folder);
  const of = { design: seenFrom(folder, path), bounds: boundsSaid(design), weaken: design.weakened };
  const description = [basename(file), ...schedule.comment].join(': ');
  return itfTextOf(model, trace, of, description);
}

function traceJson(replayed: Replayed): DocumentOf<'trace'> {
  const { model, trace, design } = replayed;
  return {
    schema: 'trace/2',
    design: design.name,
    bounds: design.bounds,
    weakened: design.weakened,
    weakenedIdle: neverAsked(design).map(({ rule }) => rule),
    initial: viewOf(model, trace.initial),
    steps: trace.steps.map(({ action, before, after, moves, violated }) => ({
      action: labelOf(model, action),
      says: tellStep(model, before, action, after),
      moves,
      violated: violated.map(({ id }) => id),
      state: viewOf(model, after),
    })),
    verdict: finalVerdict(replayed),
    violated: violatedIn(replayed),
  };
}

function traceTable(replayed: Replayed): string {
  const { design, model, trace } = replayed;
  const rows = trace.steps.map(({ action, before, after }, i) => [
    String(i + 1),
    labelOf(model, action),
    tellStep(model, before, action, after),
    after.blocks
      .flatMap(({ issued, acknowledged }, b) =>
        issued === 0
          ? []
          : [`${blockName(model, b)} (told v${acknowledged}): ${copiesOf(model, after, b).join(', ')}`],
      )
      .join('; '),
  ]);
  const steps = table(['step', 'action', 'what happens', 'copies'], rows);
  return [steps, ...conclusion(replayed), ...neverAsked(design).map(tellIdle)].join('\n');
}
