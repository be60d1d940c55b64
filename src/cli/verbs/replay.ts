import { existsSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { rankOf, verdictOf } from '../../../properties/verdict.ts';
import { wiringOf } from '../../../properties/wiring.ts';
import { BadDesign } from '../../design/bad-design.ts';
import { writeWhole } from '../../files/whole.ts';
import { BadSchedule, recordExpected } from '../../schedule/file.ts';
import { labelOf } from '../../schedule/label.ts';
import { type Replayed, readSchedule, replayFile, scheduleFiles } from '../../schedule-files/load.ts';
import { conclusion, outcomeText } from '../../schedule-files/outcome.ts';
import { plural } from '../../words/numbers.ts';
import { tellStep } from '../../words/sentences.ts';
import { blockName, copiesOf, viewOf } from '../../words/states.ts';
import { indent } from '../present/assessment.ts';
import { traceCommand, tracePage } from '../report/trace-page.ts';
import {
  draw,
  formatFor,
  type PictureOptions,
  type TraceFormat,
  writeFile,
} from '../report/trace-picture.ts';
import { type ExitCode, exit, WrongUsage } from '../terminal/exit.ts';
import { table } from '../terminal/format.ts';
import { presetFor } from '../terminal/options.ts';
import { print, printJson } from '../terminal/write.ts';

interface ReplayOptions {
  readonly preset: string;
  readonly json?: boolean;
  readonly update?: boolean;
}

/** `replay`: runs schedule files and compares with the output they record, where they record one. */
export function replayVerb(paths: readonly string[], options: ReplayOptions): ExitCode {
  const files = paths.flatMap(scheduleFiles);
  if (files.length === 0)
    throw new WrongUsage('replay: expected schedule files, or folders with *.schedule files');
  const bad: Error[] = [];
  const results = files.flatMap((file) => {
    try {
      return [resultOf(file, options)];
    } catch (error) {
      if (!(error instanceof BadSchedule || error instanceof BadDesign)) throw error;
      bad.push(error);
      return [];
    }
  });
  if (options.json) printJson(results.map(resultJson));
  else for (const result of results) printResult(result);
  for (const error of bad.slice(1)) process.stderr.write(`${error.message}\n`);
  if (bad[0] !== undefined) throw bad[0];
  if (options.update)
    for (const { file, output } of results) writeWhole(file, recordExpected(readSchedule(file), output));
  const troubled = results.filter(({ differs, harmful }) => differs || harmful);
  if (troubled.length > 0 && troubled.every(isOnlyDeadlock)) return exit.deadlock;
  return troubled.length > 0 ? exit.safetyViolated : exit.holds;
}

function resultOf(file: string, options: ReplayOptions): Result {
  const replayed = replayFile(file, presetFor(options.preset));
  const output = outcomeText(replayed);
  const { expected } = replayed.schedule;
  const isCompared = expected !== undefined && !options.update;
  return {
    ...replayed,
    output,
    differs: isCompared && expected !== output,
    harmful: expected === undefined && !options.update && isHarmful(replayed),
  };
}

/** `trace`: the states that a schedule goes through, with every copy of every block, as a table or as a picture. */
export function traceVerb(file: string, options: ReplayOptions & PictureOptions): ExitCode {
  refuseOverwriting(file, options.write);
  const format = formatFor(options);
  const replayed = replayFile(file, presetFor(options.preset));
  const text = textIn(format, replayed, options.preset);
  if (options.json) printJson(traceJson(replayed));
  if (options.write !== undefined) writeFile(options.write, format, text);
  if (!options.json) print(options.write ?? text.trimEnd());
  return exit.holds;
}

function refuseOverwriting(schedule: string, target: string | undefined): void {
  if (target === undefined || !existsSync(target) || !existsSync(schedule)) return;
  if (realpathSync(target) === realpathSync(schedule))
    throw new WrongUsage(`--write: ${target} is the schedule itself`);
}

function textIn(format: TraceFormat, replayed: Replayed, preset: string): string {
  const { file, design, model, schedule, trace } = replayed;
  if (format === 'text') return traceTable(replayed);
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

function traceJson(replayed: Replayed): Record<string, unknown> {
  const { model, trace, design } = replayed;
  return {
    design: design.name,
    bounds: design.bounds,
    weakened: design.weakened,
    initial: viewOf(model, trace.initial),
    steps: trace.steps.map(({ action, before, after, moves, violated }) => ({
      action: labelOf(model, action),
      says: tellStep(model, before, action, after),
      moves,
      violated: violated.map(({ id }) => id),
      state: viewOf(model, after),
    })),
    verdict: finalVerdict(replayed),
  };
}

function traceTable(replayed: Replayed): string {
  const { model, trace } = replayed;
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
  return [table(['step', 'action', 'what happens', 'copies'], rows), ...conclusion(replayed)].join('\n');
}

function finalVerdict({ design, trace }: Replayed): string {
  return verdictOf(rankOf(wiringOf(design))(trace.steps.at(-1)?.after ?? trace.initial));
}

function isHarmful(replayed: Replayed): boolean {
  return (
    finalVerdict(replayed) !== 'safe' || replayed.trace.steps.some(({ violated }) => violated.length > 0)
  );
}

function isOnlyDeadlock({ differs, trace, ...replayed }: Result): boolean {
  const violated = trace.steps.flatMap((step) => step.violated);
  const isSafe = finalVerdict({ ...replayed, trace }) === 'safe';
  return !differs && isSafe && violated.every(({ kind }) => kind === 'deadlock');
}

interface Result extends Replayed {
  readonly output: string;
  readonly differs: boolean;
  readonly harmful: boolean;
}

function printResult({ file, output, differs, schedule, trace }: Result): void {
  if (differs) {
    print(`${file}: differs from what it records`);
    print(indent(difference(schedule.expected!.split('\n'), output.split('\n')).join('\n')));
  } else if (schedule.expected !== undefined) {
    print(`${file}: ${plural(trace.steps.length, 'action')}, as recorded`);
  } else print(`${file}:\n${indent(output)}`);
}

function difference(expected: readonly string[], actual: readonly string[]): string[] {
  const lines = Array.from({ length: Math.max(expected.length, actual.length) }, (_, i) => i);
  return lines.flatMap((i) => {
    if (expected[i] === actual[i]) return [`  ${actual[i]}`];
    return [
      ...(expected[i] === undefined ? [] : [`- ${expected[i]}`]),
      ...(actual[i] === undefined ? [] : [`+ ${actual[i]}`]),
    ];
  });
}

function resultJson(result: Result): Record<string, unknown> {
  const { file, design, model, trace, schedule, differs, output } = result;
  return {
    file,
    design: design.name,
    verdict: finalVerdict(result),
    violated: [...new Set(trace.steps.flatMap(({ violated }) => violated.map(({ id }) => id)))],
    actions: trace.steps.map(({ action }) => labelOf(model, action)),
    ...(schedule.expected === undefined ? {} : { asRecorded: !differs }),
    output: output.split('\n'),
  };
}
