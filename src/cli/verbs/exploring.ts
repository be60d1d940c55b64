import { realpathSync } from 'node:fs';
import type { Design } from '../../../spec/design.ts';
import { type Advising, advise } from '../../check/advice.ts';
import { type Assessment, assess } from '../../check/assess.ts';
import { factorOf } from '../../check/factor.ts';
import { type Checkpoint, subjectOf } from '../../checkpoints/checkpoint.ts';
import type { Progress } from '../../explorer/explore.ts';
import { commandOf, quoted } from '../../files/shell.ts';
import { makeFolder } from '../../files/whole.ts';
import { type Found, ScheduleFolder } from '../../schedule-files/save.ts';
import { drive } from '../../tasks/drive.ts';
import { shown } from '../../text/shown.ts';
import { count } from '../../words/numbers.ts';
import { type Report, story } from '../present/assessment.ts';
import { writeReport } from '../report/report.ts';
import { type ExitCode, exit, WrongUsage } from '../terminal/exit.ts';
import { designFor, type ExploreOptions, limitsFor } from '../terminal/options.ts';
import { meter } from '../terminal/progress.ts';
import { print } from '../terminal/write.ts';
import { type CheckpointOptions, checkpointOptions, checkpointsOf, tellKept } from './checkpoints.ts';
import { type EngineOptions, engineFor, engineOptions } from './engine.ts';
import { reduceOption, reductionsIn, refuseUncarried } from './reduce.ts';
import {
  commonOptions,
  faultsOption,
  memoryOption,
  type Option,
  secondsOption,
  statesOption,
  text,
  weakenOption,
  writesOption,
} from './verb.ts';

/** What `check` and `explore` take. */
export interface AssessOptions extends ExploreOptions, EngineOptions, CheckpointOptions {
  readonly reduce: string;
}

/** The options of `check` and `explore`. */
export const exploreOptions: readonly Option[] = [
  ...commonOptions(),
  faultsOption(),
  writesOption(),
  weakenOption(),
  reduceOption,
  ...engineOptions,
  statesOption(),
  memoryOption('memory of the visited states; what is beyond goes to disk, or ends the plain search'),
  secondsOption('give up on a design after this many seconds'),
  ...checkpointOptions,
  { name: 'write', takes: text('folder'), says: 'write each counterexample to this folder, as a schedule' },
  {
    name: 'report',
    takes: text('folder'),
    says: 'write a report to this folder: verdicts, explorer pages, pictures, lifecycles',
  },
];

/** Writes what the options ask for: once the verdicts are out, so that no failing write hides them. */
export async function writeFindings(
  verb: string,
  reports: readonly Report[],
  options: ExploreOptions,
): Promise<void> {
  const tell = options.json ? () => {} : print;
  if (options.write !== undefined) {
    for (const file of writeCounterexamples(options.write, reports)) tell(`\n${howToSee(file)}`);
  }
  if (options.report !== undefined) tell(`\nReport: ${await writeReport(options.report, verb, reports)}`);
  for (const { failed } of reports) if (failed !== undefined) throw failed;
}

/**
 * Explores designs one after the other, until one of them is interrupted. Whatever can fail early does. `further` adds to
 * the report of each.
 */
export async function reportsOn(
  names: readonly string[],
  options: AssessOptions,
  further: (report: Report) => Promise<Report> = async (report) => report,
): Promise<Report[]> {
  const designs = names.map((name) => ({ name, design: designFor(name, options) }));
  for (const { design } of designs) refuseUncarried(design, options.reduce);
  makeFolders(options);
  const asked = designs.map(({ design }) => design);
  const checkpoints = checkpointsOf(asked, options, reductionsIn(options.reduce));
  const reports: Report[] = [];
  for (const [i, { name, design }] of designs.entries()) {
    const report = await further(await reportOn(name, design, options, checkpoints[i]));
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
  throw new WrongUsage(`--report: expected another folder than that of --write, found ${shown(report)}`);
}

async function reportOn(
  name: string,
  design: Design,
  options: AssessOptions,
  checkpoint: Checkpoint | undefined,
): Promise<Report> {
  const { seconds } = options;
  const wished = reductionsIn(options.reduce);
  const limits = limitsFor(options);
  const search = engineFor(options);
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const progress = explorationMeter(design.name);
  const { show } = progress;
  const kept = engineFor(options, checkpoint && ((...of) => checkpoint.checkpointerOf(subjectOf(...of))));
  const assessment = await drive(assess(design, limits, wished, kept), seconds, show);
  const explored = elapsed();
  const { stopped } = assessment.exploration;
  const failed = checkpoint?.failed ?? assessment.exploration.failed;
  const advice =
    stopped === undefined
      ? await drive(advise(assessment, limits, wished, search), seconds - explored, show)
      : NO_ADVICE;
  progress.end();
  if (checkpoint !== undefined && stopped !== undefined) tellKept(checkpoint, stopped);
  const interrupted = [stopped, advice.stopped].includes('interrupted');
  return {
    name,
    assessment,
    seconds: explored,
    advice,
    interrupted,
    ...(interrupted ? {} : factorIn(assessment)),
    ...(failed === undefined ? {} : { failed }),
  };
}

/** What was explored. */
export function designsOf(reports: readonly Report[]): Design[] {
  return reports.map(({ assessment }) => assessment.design);
}

/** Shows how far an exploration is. */
export function explorationMeter(title: string) {
  const progress = meter(title);
  const show = ({ states, transitions, depth, waiting }: Progress) =>
    progress.show(
      states - waiting,
      states,
      `states=${count(states)}, transitions=${count(transitions)}, depth=${depth}, waiting=${count(waiting)}`,
    );
  return { show, end: () => progress.end() };
}

/** Nothing of it is to be told where all that was folded are versions, for then there is no other way to count. */
function factorIn({ model, exploration }: Assessment): Pick<Report, 'factor'> {
  if (exploration.folds.every((fold) => fold === 'versions')) return {};
  return { factor: factorOf(model, exploration) };
}

const NO_ADVICE: Advising = { goal: [], faults: 0, tried: [] };

/** A violation anywhere outweighs a limit, and a limit a success. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  const order: ExitCode[] = [exit.safetyViolated, exit.deadlock, exit.undecided];
  return order.find((code) => codes.includes(code)) ?? exit.holds;
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

/** The command that draws a schedule that was written. */
export function howToSee(schedule: string): string {
  const picture = schedule.replace(/\.schedule$/, '.svg');
  return `To see it: ${commandOf(`trace ${quoted(schedule)} --format svg --write ${quoted(picture)}`)}`;
}
