import { dirname } from 'node:path';
import { decideEndless } from '../../check/endless.ts';
import { shippedDesigns } from '../../files/package.ts';
import { commandOf, quoted } from '../../files/shell.ts';
import { makeFolder, refuseUnwritable, writeWhole } from '../../files/whole.ts';
import { drive } from '../../tasks/drive.ts';
import { untilTold } from '../../tasks/signals.ts';
import { plural } from '../../words/numbers.ts';
import type { DocumentOf } from '../json/documents.ts';
import {
  declaredHarm,
  details,
  isAsDeclared,
  overviewTable,
  type Report,
  standingOf,
  toJson,
  unexercisedIn,
} from '../present/assessment.ts';
import { endlessTable, endlessToJson, isEndlessAsDeclared } from '../present/endless.ts';
import { tellEndless, tellReductions } from '../present/reduction.ts';
import { annotate, isOnGitHub, summariseStep } from '../report/github.ts';
import { junitOf } from '../report/junit.ts';
import { type ExitCode, exit } from '../terminal/exit.ts';
import { tellBounds } from '../terminal/format.ts';
import { limitsFor } from '../terminal/options.ts';
import { print, printJson } from '../terminal/write.ts';
import { engineFor } from './engine.ts';
import {
  type AssessOptions,
  designsOf,
  explorationMeter,
  exploreOptions,
  reportsOn,
  worstOf,
  writeFindings,
} from './exploring.ts';
import { reductionsIn } from './reduce.ts';
import { anyNumberOf, type Option, text, type Verb } from './verb.ts';

interface CheckOptions extends AssessOptions {
  readonly junit?: string;
}

const junitOption: Option = {
  name: 'junit',
  takes: text('file'),
  says: 'write declarations, fault sets and properties to this file, as test results in the form of JUnit',
};

/** Every design against what its own file declares. */
export const check: Verb<CheckOptions> = {
  name: 'check',
  operands: anyNumberOf('designs'),
  says: 'explore designs, the shipped ones by default, and compare with what they declare',
  options: [...exploreOptions, junitOption],
  examples: ['check', 'check my-array.json --faults 2', 'check my-array.json --junit results.xml'],
  run: (names, options) => untilTold(() => run(names, options)),
};

async function run(names: readonly string[], options: CheckOptions): Promise<ExitCode> {
  if (options.junit !== undefined) {
    makeFolder(dirname(options.junit));
    refuseUnwritable(options.junit);
  }
  const designs = names.length === 0 ? shippedDesigns() : names;
  const isAsked = names.length === 0 && options.writes === undefined;
  const reports = await reportsOn(designs, options, isAsked ? withEndless(options) : undefined);
  const code = checkCode(reports, designs.length);
  if (options.json)
    printJson({
      schema: 'check/1',
      preset: options.preset,
      reduce: options.reduce,
      asDeclared: areAsDeclared(reports, designs.length),
      designs: reports.map(reportToJson),
    });
  else printCheck(reports, designs.length, code);
  if (isOnGitHub()) {
    annotate(reports);
    summariseStep(reports);
  }
  if (options.junit !== undefined) writeWhole(options.junit, junitOf(reports, designs.slice(reports.length)));
  await writeFindings('check', reports, options);
  return code;
}

/** Beside what holds at the bounds of the shipped designs, what holds with any number of writes. */
function withEndless(options: AssessOptions): (report: Report) => Promise<Report> {
  return async (report) => {
    const { assessment, seconds, interrupted } = report;
    if (interrupted || assessment.exploration.stopped !== undefined) return report;
    const progress = explorationMeter(`${assessment.design.name}, any number of writes`);
    const deciding = decideEndless(
      assessment,
      limitsFor(options),
      reductionsIn(options.reduce),
      engineFor(options),
    );
    const endless = await drive(deciding, options.seconds - seconds, progress.show);
    progress.end();
    return { ...report, endless, interrupted: endless.stopped === 'interrupted' };
  };
}

/** Of all designs; null where none is not as declared, and of some it is not known. */
function areAsDeclared(reports: readonly Report[], designs: number): boolean | null {
  const each = reports.map((report) => isAsDeclared(standingOf(report)));
  if (each.includes(false)) return false;
  return reports.length < designs || each.includes(null) ? null : true;
}

function checkCode(reports: readonly Report[], designs: number): ExitCode {
  const codes = reports.map((report): ExitCode => {
    const standing = standingOf(report);
    if (standing === 'as declared') return exit.holds;
    if (standing !== 'not as declared') return exit.undecided;
    return isOnlyDeadlock(report) ? exit.deadlock : exit.safetyViolated;
  });
  const interrupted = reports.some((report) => report.interrupted);
  return worstOf(interrupted || reports.length < designs ? [...codes, exit.undecided] : codes);
}

function isOnlyDeadlock(report: Report): boolean {
  const { violations, mismatches } = report.assessment;
  if (violations.length === 0 || mismatches.length > 0 || !isEndlessAsDeclared(report)) return false;
  return violations.every(({ property }) => property.kind === 'deadlock');
}

function reportToJson(report: Report): DocumentOf<'check'>['designs'][number] {
  const { endless } = report;
  return { ...toJson(report), ...(endless === undefined ? {} : { anyWrites: endlessToJson(endless) }) };
}

function printCheck(reports: readonly Report[], designs: number, code: ExitCode): void {
  print(overviewTable(reports));
  print(`\n${tellBounds(designsOf(reports))}`);
  for (const line of [...tellReductions(reports), ...tellEndless(reports)]) print(line);
  printEndless(reports);
  for (const report of reports) {
    const lines = details(report);
    if (lines.length > 0) print(`\n${lines.join('\n')}`);
  }
  const unexercised = unexercisedIn(reports);
  if (unexercised !== undefined) print(`\n${unexercised}`);
  if (code === exit.holds) {
    const came = `${plural(reports.length, 'design')} came out as declared, checked exhaustively at the bounds stated`;
    print(`\n${[came, ...reports.flatMap((report) => declaredHarm(report) ?? [])].join('; ')}.`);
  } else if (code === exit.undecided) {
    print(`\nUndecided: ${whyUndecided(reports, designs)}.`);
  } else print('\nNot every design came out as declared.');
}

/** What holds with any number of writes, and what decides what is open. */
function printEndless(reports: readonly Report[]): void {
  const known = endlessTable(reports);
  if (known === undefined) return;
  print(`\n${known}`);
  const open = reports.filter(({ endless }) => endless?.open !== undefined).map(({ name }) => quoted(name));
  if (open.length > 0) print(`To decide the rest: ${commandOf(`check ${open.join(' ')} --writes any`)}`);
}

function whyUndecided(reports: readonly Report[], designs: number): string {
  const isWhole = reports.every(
    ({ assessment, interrupted }) => assessment.exploration.stopped === undefined && !interrupted,
  );
  if (isWhole && reports.length === designs)
    return 'nothing that is declared was put to the test at these bounds';
  return `${reports.length} of ${plural(designs, 'design')} explored, not all to the end`;
}
