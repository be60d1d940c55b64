import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { invariantsOf } from '../../../properties/invariants.ts';
import { isHarm } from '../../../spec/design.ts';
import { faultSet } from '../../../spec/faults.ts';
import type { Advising } from '../../check/advice.ts';
import type { FaultSetVerdict } from '../../check/assess.ts';
import { commandAsGiven } from '../../files/shell.ts';
import { writeWhole } from '../../files/whole.ts';
import type { Action } from '../../model/action.ts';
import { replay } from '../../schedule/replay.ts';
import { FreshNames, ScheduleFolder, seenFrom, textOf } from '../../schedule-files/save.ts';
import { chartNamed } from '../../statecharts/chart.ts';
import { formats } from '../../statecharts/formats.ts';
import { boundsInWords } from '../../words/numbers.ts';
import {
  details,
  labels,
  overviewHeader,
  overviewRow,
  type Report,
  story,
  unexercisedIn,
} from '../present/assessment.ts';
import { tellEndlessDesigns } from '../present/endless.ts';
import { tellEndless, tellReductions } from '../present/reduction.ts';
import { chartNames, drawingsOf, writeAll } from './drawings.ts';
import { type ReportedDesign, type ReportedExample, type ReportedLifecycle, reportHtml } from './html.ts';
import { traceCommand, tracePage } from './trace-page.ts';
import { draw } from './trace-picture.ts';

const EXAMPLES_SHOWN = 5;
const LIFECYCLES = 'lifecycles';

/**
 * Writes `index.html` and what it links to: the lifecycles, for each design a page to walk it from boot, and for
 * each counterexample a schedule, an explorer page and a picture. The index comes last, so that no link of it leads
 * nowhere. Returns the index.
 */
export async function writeReport(folder: string, verb: string, reports: readonly Report[]): Promise<string> {
  const schedules = new ScheduleFolder(folder, ['index']);
  const walks = new FreshNames();
  const designs = reports.map((report): ReportedDesign => {
    const { design } = report.assessment;
    return {
      name: design.name,
      about: design.about,
      bounds: boundsInWords(design),
      row: overviewRow(report).map(stripVTControlCharacters),
      lines: details(report).slice(1).map(stripVTControlCharacters),
      walk: writeWalk(folder, walks, report),
      ...writeExamples(folder, schedules, report),
    };
  });
  const index = join(folder, 'index.html');
  const unexercised = unexercisedIn(reports);
  const content = {
    verb,
    header: overviewHeader,
    designs,
    lifecycles: await writeLifecycles(folder),
    command: commandAsGiven(),
    notes: [
      ...tellReductions(reports),
      ...tellEndless(reports),
      ...tellEndlessDesigns(reports),
      ...(unexercised === undefined ? [] : [unexercised]),
    ],
  };
  writeWhole(index, reportHtml(content));
  return index;
}

/** In a folder of their own, for a design may have the name of a chart. */
async function writeLifecycles(folder: string): Promise<ReportedLifecycle[]> {
  const drawings = await drawingsOf(chartNames.map(chartNamed), formats.svg);
  return writeAll(join(folder, LIFECYCLES), formats.svg, drawings).map(({ chart, file }) => ({
    name: chart.name,
    about: chart.about,
    picture: `${LIFECYCLES}/${basename(file)}`,
  }));
}

/** A schedule without a step, and its page. No design has a dot in its name: no counterexample has that of a walk. */
function writeWalk(
  folder: string,
  names: FreshNames,
  { name, assessment: { design, model } }: Report,
): string {
  const walk = `${names.next(design.name)}.walk`;
  const source = `${walk}.schedule`;
  const comment = [`${design.name}: a walk from boot`];
  writeWhole(join(folder, source), textOf({ name, model, schedule: [], comment }, folder));
  const named = seenFrom(folder, name);
  const page = tracePage({ source, design, named, schedule: [], comment, command: traceCommand(source) });
  writeWhole(join(folder, `${walk}.html`), page);
  return `${walk}.html`;
}

interface Example {
  readonly title: string;
  readonly schedule: readonly Action[];
}

/** The first few examples of a design, and how many of its harmful fault sets none of them shows. */
function writeExamples(
  folder: string,
  schedules: ScheduleFolder,
  report: Report,
): Pick<ReportedDesign, 'examples' | 'more'> {
  const { model, faultSets } = report.assessment;
  const harmful = faultSets.filter(({ verdict }) => isHarm(verdict)).map(exampleOf);
  const keyOf = ({ schedule }: Example) => labels(model, schedule).join();
  const byKey = new Map<string, Example>();
  for (const example of [...foremostOf(report), ...harmful]) {
    const key = keyOf(example);
    if (!byKey.has(key)) byKey.set(key, example);
  }
  const shown = [...byKey].slice(0, EXAMPLES_SHOWN);
  const keys = new Set(shown.map(([key]) => key));
  return {
    examples: shown.map(([, example]) => writeExample(folder, schedules, report, example)),
    more: harmful.filter((example) => !keys.has(keyOf(example))).length,
  };
}

/** What a reader looks for first: the worst of a design, what its file does not declare, then broken properties. */
function foremostOf({ assessment: { worst, mismatches, violations } }: Report): Example[] {
  const undeclared = mismatches.flatMap(({ example }) => (example === undefined ? [] : [example]));
  const broken = violations.map(({ property, schedule }) => ({
    title: `${property.id} violated: ${property.says}`,
    schedule: schedule!,
  }));
  return [...(worst === undefined ? [] : [worst]), ...undeclared].map(exampleOf).concat(broken);
}

function exampleOf({ faults, verdict, schedule }: FaultSetVerdict): Example {
  return {
    title: `${verdict} ${faults.length === 0 ? 'without any fault' : `after ${faults.join(' + ')}`}`,
    schedule: schedule(),
  };
}

/** The change that was explored with as many faults, and found safe after these. */
function changesFor(struck: readonly string[], { tried, faults }: Advising): string[] {
  if (struck.length > faults) return [];
  const isLeft = (left: readonly string[]) => left.some((set) => set.startsWith(`${struck.join(' + ')} (`));
  return tried.filter(({ mends, left }) => mends && !isLeft(left)).map(({ change }) => change);
}

function writeExample(
  folder: string,
  schedules: ScheduleFolder,
  { name, assessment, advice }: Report,
  { title, schedule }: Example,
): ReportedExample {
  const { design, model } = assessment;
  const told = story(model, design, schedule);
  const comment = [`${design.name}: ${title}`, told];
  const file = basename(schedules.write({ name, model, schedule, comment }));
  const page = file.replace(/\.schedule$/, '.html');
  const picture = file.replace(/\.schedule$/, '.svg');
  const command = traceCommand(file);
  const trace = replay(model, schedule, invariantsOf(design));
  const struck = faultSet(model.faults, (trace.steps.at(-1)?.after ?? trace.initial).faults);
  const pageOf = {
    source: file,
    design,
    named: seenFrom(folder, name),
    schedule: labels(model, schedule),
    comment,
    command,
    advice: changesFor(struck, advice),
  };
  writeWhole(join(folder, page), tracePage(pageOf));
  writeWhole(join(folder, picture), draw('svg', model, trace));
  return { title, told, steps: schedule.length, file, page, picture, command };
}
