import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Design } from '../../spec/design.ts';
import { type Advice, advise } from '../check/advice.ts';
import { type Assessment, assess } from '../check/assess.ts';
import type { Progress } from '../explorer/explore.ts';
import { formatSchedule } from '../schedule/file.ts';
import { drive } from './drive.ts';
import { type ExitCode, exit, WrongUsage } from './exit.ts';
import { boundsInWords, count, plural, table } from './format.ts';
import { designFor, type ExploreOptions, limitsFor, wholeNumber } from './options.ts';
import { shippedDesigns } from './package.ts';
import {
  boundsToWrite,
  details,
  isAsDeclared,
  labels,
  overviewTable,
  type Report,
  story,
  toJson,
  unexercisedIn,
} from './present.ts';
import { meter } from './progress.ts';
import { print, printJson, writeWhole } from './write.ts';

/** `check`: every design against what its own file declares. */
export async function check(names: readonly string[], options: ExploreOptions): Promise<ExitCode> {
  const designs = (names.length === 0 ? shippedDesigns() : names).map((name) => ({
    name,
    design: designFor(name, options),
  }));
  const reports: Report[] = [];
  for (const { name, design } of designs) {
    const report = await reportOn(design, options);
    reports.push(report);
    if (report.assessment.exploration.stopped === 'interrupted') break;
    if (options.write !== undefined) writeCounterexamples(options.write, name, report);
  }
  const code = checkCode(reports, designs.length);
  if (options.json)
    printJson({ preset: options.preset, asDeclared: code === exit.holds, designs: reports.map(toJson) });
  else printCheck(reports, designs.length, code);
  return code;
}

/** `explore`: everything that an exploration finds in a design, whatever its file declares. */
export async function exploreVerb(names: readonly string[], options: ExploreOptions): Promise<ExitCode> {
  if (names.length === 0) throw new WrongUsage('explore: expected at least one design');
  const reports: Report[] = [];
  for (const name of names) {
    const report = await reportOn(designFor(name, options), options);
    reports.push(report);
    if (report.assessment.exploration.stopped === 'interrupted') break;
    if (options.write !== undefined) writeCounterexamples(options.write, name, report);
  }
  if (options.json) printJson({ preset: options.preset, designs: reports.map(toJson) });
  else printExploration(reports);
  return worstOf(reports.map(({ assessment }) => exploreCode(assessment)));
}

async function reportOn(design: Design, options: ExploreOptions): Promise<Report> {
  const seconds = wholeNumber('--seconds', options.seconds);
  const limits = limitsFor(options);
  const start = performance.now();
  const progress = meter(design.name);
  const show = ({ states, transitions, depth, waiting }: Progress) =>
    progress.show(
      states - waiting,
      states,
      `states=${count(states)}, transitions=${count(transitions)}, depth=${depth}, waiting=${count(waiting)}`,
    );
  const assessment = await drive(assess(design, limits), seconds, show);
  const elapsed = (performance.now() - start) / 1000;
  const advice = await adviceFor(assessment, seconds, limits, show);
  progress.end();
  return { assessment, seconds: elapsed, advice };
}

/** Looks for a change to the design where one fault, or a fault set that the design claims to survive, does harm. */
async function adviceFor(
  { design, exploration, worst, mismatches }: Assessment,
  seconds: number,
  limits: ReturnType<typeof limitsFor>,
  show: (progress: Progress) => void,
): Promise<Advice[]> {
  const target = mismatches.find(({ example }) => example !== undefined)?.example ?? worst;
  if (target === undefined || target.faults.length > 1 || exploration.stopped !== undefined) return [];
  return drive(advise(design, target, limits), seconds, show);
}

function checkCode(reports: readonly Report[], designs: number): ExitCode {
  const codes = reports.map((report): ExitCode => {
    const { violations, mismatches, exploration } = report.assessment;
    if (!isAsDeclared(report)) {
      const onlyDeadlock =
        mismatches.length === 0 && violations.every(({ property }) => property.kind === 'deadlock');
      return onlyDeadlock ? exit.deadlock : exit.safetyViolated;
    }
    return exploration.stopped === undefined ? exit.holds : exit.undecided;
  });
  return worstOf(reports.length < designs ? [...codes, exit.undecided] : codes);
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

/** Writes the counterexample of a design as a schedule file that `replay` and `trace` take. */
function writeCounterexamples(folder: string, name: string, { assessment }: Report): void {
  const { design, model, worst, violations } = assessment;
  const schedule = worst?.schedule() ?? violations[0]?.schedule;
  if (schedule === undefined) return;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${design.name}.schedule`);
  const text = formatSchedule({
    comment: [
      `${design.name}: ${worst?.verdict ?? violations[0]!.property.id}`,
      story(model, design, schedule),
    ],
    design: name,
    bounds: boundsToWrite(design),
    weaken: design.weakened,
    labels: labels(model, schedule),
  });
  writeWhole(file, text);
}
