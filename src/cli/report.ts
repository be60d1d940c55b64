import { mkdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { invariantsOf } from '../../properties/invariants.ts';
import { writeWhole } from '../files/whole.ts';
import type { Action } from '../model/action.ts';
import { replay } from '../schedule/replay.ts';
import { WrongUsage } from './exit.ts';
import { boundsInWords } from './format.ts';
import type { ExploreOptions } from './options.ts';
import {
  details,
  labels,
  overviewHeader,
  overviewRow,
  type Report,
  story,
  unexercisedIn,
} from './present.ts';
import { type ReportedDesign, type ReportedExample, reportHtml } from './report-html.ts';
import { ScheduleFolder } from './schedules.ts';
import { quoted, traceCommand, tracePage } from './trace-page.ts';
import { draw } from './trace-picture.ts';

/** A design as the command line named it, with what came of it. */
export interface NamedReport {
  readonly name: string;
  readonly report: Report;
}

type Options = Pick<ExploreOptions, 'preset' | 'faults' | 'weaken'>;

const EXAMPLES_SHOWN = 5;

/** A folder that a report may go to, before anything is explored. */
export function checkReportFolder(folder: string): void {
  if (statSync(String(folder), { throwIfNoEntry: false })?.isFile()) {
    throw new WrongUsage(`--report: expected a folder, found the file ${folder}`);
  }
}

/**
 * Writes `index.html` and what it links to: for each counterexample a schedule, an explorer page and a
 * picture. The index comes last, so that no link of it leads nowhere. Returns the index.
 */
export function writeReport(
  folder: string,
  verb: 'check' | 'explore',
  reports: readonly NamedReport[],
  options: Options,
): string {
  mkdirSync(String(folder), { recursive: true });
  const schedules = new ScheduleFolder(folder);
  const designs = reports.map(({ name, report }): ReportedDesign => {
    const command = commandFor(verb, [name], options);
    return {
      name: report.assessment.design.name,
      about: report.assessment.design.about,
      bounds: boundsInWords(report.assessment.design.bounds),
      row: overviewRow(report).map(stripVTControlCharacters),
      lines: details(report).slice(1).map(stripVTControlCharacters),
      command,
      examples: examplesOf(report).map((example) => writeExample(folder, schedules, name, report, example)),
    };
  });
  const index = join(String(folder), 'index.html');
  const header = overviewHeader;
  const command = commandFor(
    verb,
    reports.map(({ name }) => name),
    options,
  );
  const note = unexercisedIn(reports.map(({ report }) => report));
  writeWhole(index, reportHtml({ verb, header, designs, command, note }));
  return index;
}

interface Example {
  readonly title: string;
  readonly schedule: readonly Action[];
}

/** The worst of a design, then what its file does not declare, then broken properties; none of them twice. */
function examplesOf({ assessment }: Report): Example[] {
  const { worst, mismatches, violations } = assessment;
  const all = [
    ...(worst === undefined ? [] : [worst]),
    ...mismatches.flatMap(({ example }) => (example === undefined ? [] : [example])),
  ].map(({ faults, verdict, schedule }) => ({
    title: `${verdict} ${faults.length === 0 ? 'without any fault' : `after ${faults.join(' + ')}`}`,
    schedule: schedule(),
  }));
  const broken = violations.map(({ property, schedule }) => ({
    title: `${property.id} violated: ${property.says}`,
    schedule: schedule!,
  }));
  const known = new Set<string>();
  const isNew = ({ schedule }: Example) => {
    const key = labels(assessment.model, schedule).join();
    return !known.has(key) && known.add(key) !== undefined;
  };
  return [...all, ...broken].filter(isNew).slice(0, EXAMPLES_SHOWN);
}

function writeExample(
  folder: string,
  schedules: ScheduleFolder,
  name: string,
  { assessment, advice }: Report,
  { title, schedule }: Example,
): ReportedExample {
  const { design, model } = assessment;
  const told = story(model, design, schedule);
  const comment = [`${design.name}: ${title}`, told];
  const file = basename(schedules.write({ name, design, model, schedule, comment }));
  const page = file.replace(/\.schedule$/, '.html');
  const picture = file.replace(/\.schedule$/, '.svg');
  const command = traceCommand(file);
  const mending = advice.filter(({ mends }) => mends).map(({ change }) => change);
  const pageOf = {
    source: file,
    design,
    schedule: labels(model, schedule),
    comment,
    command,
    advice: mending,
  };
  writeWhole(join(String(folder), page), tracePage(pageOf));
  writeWhole(
    join(String(folder), picture),
    draw('svg', model, replay(model, schedule, invariantsOf(design))),
  );
  return { title, told, steps: schedule.length, file, page, picture, command };
}

function commandFor(verb: string, names: readonly string[], { preset, faults, weaken }: Options): string {
  return [
    `mirrorproof ${verb}`,
    ...names.map(quoted),
    `--preset ${preset}`,
    ...(faults === undefined ? [] : [`--faults ${faults}`]),
    ...(weaken === undefined ? [] : [`--weaken ${quoted(String(weaken))}`]),
  ].join(' ');
}
