import type { PresetName } from '../../../spec/design.ts';
import { neverAsked, tellIdle } from '../../check/idle-rules.ts';
import { BadDesign } from '../../design/bad-design.ts';
import { CannotRead } from '../../files/read.ts';
import { writeWhole } from '../../files/whole.ts';
import { BadItf } from '../../itf/file.ts';
import { BadSchedule, recordExpected } from '../../schedule/file.ts';
import { labelOf } from '../../schedule/label.ts';
import {
  ITF_ENDING,
  Refused,
  type Replayed,
  readSchedule,
  replayFile,
  scheduleFiles,
} from '../../schedule-files/load.ts';
import { finalVerdict, outcomeText, violatedIn } from '../../schedule-files/outcome.ts';
import { shown } from '../../text/shown.ts';
import { plural } from '../../words/numbers.ts';
import type { DocumentOf } from '../json/documents.ts';
import { indent } from '../present/assessment.ts';
import { type ExitCode, exit, WrongUsage } from '../terminal/exit.ts';
import { print, printJson, warn } from '../terminal/write.ts';
import { atLeastOneOf, commonOptions, type Verb } from './verb.ts';

interface ReplayOptions {
  readonly preset: PresetName;
  readonly json?: boolean;
  readonly update?: boolean;
}

/** What one of several files can be refused for, while the others are run. */
const inputErrors = [BadSchedule, BadItf, BadDesign, CannotRead];

/** Runs schedule files and compares with the output they record, where they record one. */
export const replay: Verb<ReplayOptions> = {
  name: 'replay',
  operands: atLeastOneOf('schedules'),
  says: 'run schedule files, folders of them or traces (FILE.itf.json), and compare with what they record',
  options: [...commonOptions(), { name: 'update', says: 'record what the schedules do now' }],
  examples: [],
  run,
};

function run(paths: readonly string[], options: ReplayOptions): ExitCode {
  const files = paths.flatMap(scheduleFiles);
  if (files.length === 0)
    throw new WrongUsage('replay: expected schedule files, or folders with *.schedule files');
  refuseRecording(files, options);
  const bad: BadFile[] = [];
  const results = files.flatMap((file) => {
    try {
      return [resultOf(file, options)];
    } catch (error) {
      if (!inputErrors.some((kind) => error instanceof kind)) throw error;
      bad.push({ file, error: error as Error });
      return [];
    }
  });
  if (options.json) printJson([...results.map(resultJson), ...bad.map(badJson)]);
  else for (const result of results) printResult(result);
  for (const { error } of bad.slice(1)) warn(error.message);
  if (bad[0] !== undefined) throw bad[0].error;
  if (options.update)
    for (const { file, output } of results) writeWhole(file, recordExpected(readSchedule(file), output));
  const troubled = results.filter(({ differs, harmful }) => differs || harmful);
  if (troubled.length > 0 && troubled.every(isOnlyDeadlock)) return exit.deadlock;
  return troubled.length > 0 ? exit.safetyViolated : exit.holds;
}

function refuseRecording(files: readonly string[], { update }: ReplayOptions): void {
  const trace = files.find((file) => file.endsWith(ITF_ENDING));
  if (update && trace !== undefined)
    throw new WrongUsage(`--update: expected schedules, found ${shown(trace)}: a trace records no outcome`);
}

function resultOf(file: string, options: ReplayOptions): Result {
  const replayed = replayFile(file, options.preset);
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

/** A file that could not be run. */
interface BadFile {
  readonly file: string;
  readonly error: Error;
}

interface Result extends Replayed {
  readonly output: string;
  readonly differs: boolean;
  readonly harmful: boolean;
}

function printResult({ file, design, output, differs, schedule, trace }: Result): void {
  if (differs) {
    print(`${shown(file)}: differs from what it records`);
    print(indent(difference(schedule.expected!.split('\n'), output.split('\n')).join('\n')));
  } else if (schedule.expected !== undefined) {
    print(`${shown(file)}: ${plural(trace.steps.length, 'action')}, as recorded`);
  } else print(`${shown(file)}:\n${indent(output)}`);
  for (const idle of neverAsked(design)) print(`  ${tellIdle(idle)}`);
}

function difference(expected: readonly string[], actual: readonly string[]): string[] {
  const lines = Array.from({ length: Math.max(expected.length, actual.length) }, (_, i) => i);
  return lines.flatMap((i) => {
    if (expected[i] === actual[i]) return [`  ${actual[i]}`];
    return [
      ...(expected[i] === undefined ? [] : [`- ${shown(expected[i])}`]),
      ...(actual[i] === undefined ? [] : [`+ ${actual[i]}`]),
    ];
  });
}

/** What is wrong with a file: where, and for a step that may not happen which, why not, and what may. */
function badJson({ file, error }: BadFile): DocumentOf<'replay'>[number] {
  return {
    schema: 'replay/1',
    file,
    ...(error instanceof BadSchedule ? { line: error.line } : {}),
    error: error.message,
    ...(error instanceof Refused ? { refused: error.step } : {}),
  };
}

function resultJson(result: Result): DocumentOf<'replay'>[number] {
  const { file, design, model, trace, schedule, differs, output } = result;
  return {
    schema: 'replay/1',
    file,
    design: design.name,
    weakenedIdle: neverAsked(design).map(({ rule }) => rule),
    verdict: finalVerdict(result),
    violated: violatedIn(result),
    actions: trace.steps.map(({ action }) => labelOf(model, action)),
    ...(schedule.expected === undefined ? {} : { asRecorded: !differs }),
    output: output.split('\n'),
  };
}
