import { realpathSync } from 'node:fs';
import type { Design } from '../../../spec/design.ts';
import { type Advising, advise } from '../../check/advice.ts';
import { type Assessment, assess } from '../../check/assess.ts';
import type { Progress } from '../../explorer/explore.ts';
import { shippedDesigns } from '../../files/package.ts';
import { quoted } from '../../files/shell.ts';
import { makeFolder } from '../../files/whole.ts';
import { type Found, ScheduleFolder } from '../../schedule-files/save.ts';
import { drive } from '../../tasks/drive.ts';
import { boundsInWords, count, plural } from '../../words/numbers.ts';
import {
  declaresUntried,
  details,
  isAsDeclared,
  overviewTable,
  type Report,
  story,
  toJson,
  unexercisedIn,
} from '../present/assessment.ts';
import { writeReport } from '../report/report.ts';
import { type ExitCode, exit, WrongUsage } from '../terminal/exit.ts';
import { table } from '../terminal/format.ts';
import { designFor, type ExploreOptions, limitsFor, wholeNumber } from '../terminal/options.ts';
import { meter } from '../terminal/progress.ts';
import { print, printJson } from '../terminal/write.ts';

/** `check`: every design against what its own file declares. */
export async function check(names: readonly string[], options: ExploreOptions): Promise<ExitCode> {
  const designs = names.length === 0 ? shippedDesigns() : names;
  const reports = await reportsOn(designs, options);
  const code = checkCode(reports, designs.length);
  if (options.json)
    printJson({ preset: options.preset, asDeclared: code === exit.holds, designs: reports.map(toJson) });
  else printCheck(reports, designs.length, code);
  await writeFindings('check', reports, options);
  return code;
}

/** `explore`: everything that an exploration finds in a design, whatever its file declares. */
export async function exploreVerb(names: readonly string[], options: ExploreOptions): Promise<ExitCode> {
  const reports = await reportsOn(names, options);
  if (options.json) printJson({ preset: options.preset, designs: reports.map(toJson) });
  else printExploration(reports);
  await writeFindings('explore', reports, options);
  const codes = reports.map(({ assessment }) => exploreCode(assessment));
  return worstOf(reports.length < names.length ? [...codes, exit.undecided] : codes);
}

/** Writes what the options ask for: once the verdicts are out, so that no failing write hides them. */
async function writeFindings(
  verb: string,
  reports: readonly Report[],
  options: ExploreOptions,
): Promise<void> {
  const tell = options.json ? () => {} : print;
  if (options.write !== undefined) {
    for (const file of writeCounterexamples(options.write, reports)) tell(`\n${howToSee(file)}`);
  }
  if (options.report !== undefined) tell(`\nReport: ${await writeReport(options.report, verb, reports)}`);
}

/** Explores designs one after the other, until one of them is interrupted. Whatever can fail early does. */
async function reportsOn(names: readonly string[], options: ExploreOptions): Promise<Report[]> {
  const designs = names.map((name) => ({ name, design: designFor(name, options) }));
  makeFolders(options);
  const reports: Report[] = [];
  for (const { name, design } of designs) {
    const report = await reportOn(name, design, options);
    reports.push(report);
    if (report.interrupted) break;
  }
  return reports;
}

/** A report has schedules of its own, some under the same names. */
function makeFolders({ write, report }: ExploreOptions): void {
  for (const folder of [write, report]) if (folder !== undefined) makeFolder(folder);
  if (write === undefined || report === undefined) return;
  if (realpathSync(write) !== realpathSync(report)) return;
  throw new WrongUsage(`--report: expected another folder than that of --write, found ${report}`);
}

async function reportOn(name: string, design: Design, options: ExploreOptions): Promise<Report> {
  const seconds = wholeNumber('--seconds', options.seconds);
  const limits = limitsFor(options);
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const progress = meter(design.name);
  const show = ({ states, transitions, depth, waiting }: Progress) =>
    progress.show(
      states - waiting,
      states,
      `states=${count(states)}, transitions=${count(transitions)}, depth=${depth}, waiting=${count(waiting)}`,
    );
  const assessment = await drive(assess(design, limits), seconds, show);
  const explored = elapsed();
  const advice =
    assessment.exploration.stopped === undefined
      ? await drive(advise(assessment, limits), seconds - explored, show)
      : NO_ADVICE;
  progress.end();
  const interrupted = [assessment.exploration.stopped, advice.stopped].includes('interrupted');
  return { name, assessment, seconds: explored, advice, interrupted };
}

const NO_ADVICE: Advising = { goal: [], faults: 0, tried: [] };

function checkCode(reports: readonly Report[], designs: number): ExitCode {
  const codes = reports.map((report): ExitCode => {
    const { violations, mismatches, exploration } = report.assessment;
    if (!isAsDeclared(report)) {
      const onlyDeadlock =
        mismatches.length === 0 && violations.every(({ property }) => property.kind === 'deadlock');
      return onlyDeadlock ? exit.deadlock : exit.safetyViolated;
    }
    const nothingTried = exploration.stopped === undefined && declaresUntried(report);
    return exploration.stopped === undefined && !nothingTried ? exit.holds : exit.undecided;
  });
  const interrupted = reports.some((report) => report.interrupted);
  return worstOf(interrupted || reports.length < designs ? [...codes, exit.undecided] : codes);
}

function exploreCode({ verdict, violations, exploration }: Assessment): ExitCode {
  if (verdict !== 'safe' && verdict !== 'undecided') return exit.safetyViolated;
  if (violations.some(({ property }) => property.kind !== 'deadlock')) return exit.safetyViolated;
  if (violations.length > 0) return exit.deadlock;
  return exploration.stopped === undefined ? exit.holds : exit.undecided;
}

/** A violation anywhere outweighs a limit, and a limit a success. */
function worstOf(codes: readonly ExitCode[]): ExitCode {
  const order: ExitCode[] = [exit.safetyViolated, exit.deadlock, exit.undecided];
  return order.find((code) => codes.includes(code)) ?? exit.holds;
}

function printCheck(reports: readonly Report[], designs: number, code: ExitCode): void {
  print(overviewTable(reports));
  printBounds(reports);
  for (const report of reports) {
    const lines = details(report);
    if (lines.length > 0) print(`\n${lines.join('\n')}`);
  }
  const unexercised = unexercisedIn(reports);
  if (unexercised !== undefined) print(`\n${unexercised}`);
  if (code === exit.holds) {
    print(
      `\n${plural(reports.length, 'design')} came out as declared, checked exhaustively at the bounds stated.`,
    );
  } else if (code === exit.undecided) {
    print(`\nUndecided: ${reports.length} of ${plural(designs, 'design')} explored, not all to the end.`);
  } else print('\nNot every design came out as declared.');
}

/** The bounds that several designs share, once. */
function printBounds(reports: readonly Report[]): void {
  const bounds = new Set(reports.map(({ assessment }) => boundsInWords(assessment.design.bounds)));
  if (bounds.size === 1) print(`\nBounds: ${[...bounds][0]}.`);
}

function printExploration(reports: readonly Report[]): void {
  print(overviewTable(reports));
  for (const report of reports) {
    const { exploration, faultSets } = report.assessment;
    print(`\n${details(report).join('\n')}`.trimEnd());
    const bad = faultSets.filter(({ verdict }) => verdict !== 'safe');
    if (bad.length > 0) {
      print('');
      print(
        table(
          ['fault set', 'worst verdict'],
          bad.map(({ faults, verdict }) => [faults.join(' + ') || 'none', verdict]),
        ),
      );
    }
    print('');
    print(
      table(
        ['action', 'transitions', 'new states'],
        [...exploration.actions].map(([name, { taken, distinct }]) => [name, count(taken), count(distinct)]),
      ),
    );
    print('');
    print(
      table(
        ['property', 'kind', 'result'],
        exploration.findings.map(({ property, fired, schedule }) => [
          property.id,
          property.kind,
          property.kind === 'sometimes'
            ? fired
              ? 'seen'
              : 'not seen'
            : schedule !== undefined
              ? 'VIOLATED'
              : fired
                ? 'holds'
                : 'premise never fired',
        ]),
      ),
    );
  }
}

/** Writes the counterexample of each design that has one, and says to which files. */
function writeCounterexamples(folder: string, reports: readonly Report[]): string[] {
  const schedules = new ScheduleFolder(folder);
  return reports.flatMap((report) => {
    const found = report.interrupted ? undefined : counterexampleOf(report);
    return found === undefined ? [] : [schedules.write(found)];
  });
}

function counterexampleOf({ name, assessment }: Report): Found | undefined {
  const { design, model, worst, violations } = assessment;
  const schedule = worst?.schedule() ?? violations[0]?.schedule;
  if (schedule === undefined) return undefined;
  const what = worst?.verdict ?? violations[0]!.property.id;
  const comment = [`${design.name}: ${what}`, story(model, design, schedule)];
  return { name, model, schedule, comment };
}

function howToSee(schedule: string): string {
  const picture = schedule.replace(/\.schedule$/, '.svg');
  return `To see it: mirrorproof trace ${quoted(schedule)} --format svg --write ${quoted(picture)}`;
}
