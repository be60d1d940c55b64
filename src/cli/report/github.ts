import { appendFileSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Declaration, declarationsOf } from '../../../spec/declaration.ts';
import type { BadDesign, Path, Place } from '../../design/bad-design.ts';
import { placeIn } from '../../design/json.ts';
import { designFile } from '../../files/package.ts';
import { readInput } from '../../files/read.ts';
import { reasonOf } from '../../files/system-errors.ts';
import { shown } from '../../text/shown.ts';
import {
  details,
  overviewHeader,
  overviewRow,
  type Report,
  standingOf,
  story,
} from '../present/assessment.ts';
import { tellBounds } from '../terminal/format.ts';
import { warn } from '../terminal/write.ts';

/*
 * What GitHub shows of a run of its Actions: annotations at lines of design files, and a summary of the step. It reads
 * annotations from standard error as well, so that standard output stays what it is.
 */

/** Whether GitHub looks on. */
export function isOnGitHub(): boolean {
  return process.env['GITHUB_ACTIONS'] === 'true';
}

interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly file: string;
  readonly place: Place;
  readonly message: string;
}

/** Says at the lines of the design files what did not come out as declared, and what was not decided. */
export function annotate(reports: readonly Report[]): void {
  for (const annotation of reports.flatMap(annotationsOf)) warn(commandFor(annotation));
}

/** The same of a file that describes no design. */
export function annotateBadDesign({ file, place, message }: BadDesign): void {
  warn(commandFor({ level: 'error', title: 'Bad design', file, place, message }));
}

function annotationsOf(report: Report): Annotation[] {
  const { name, assessment } = report;
  const { design, model, mismatches, violations, exploration } = assessment;
  const file = designFile(name);
  const text = readInput(file);
  const at = (path: Path) => ({ file, place: placeIn(text, path) });
  const tell = (schedule: Parameters<typeof story>[2]) => `${story(model, design, schedule)}`;
  const declared = mismatches.map(({ declared, says, example }): Annotation => {
    const message = example === undefined ? says : `${says}: ${tell(example.schedule())}`;
    return {
      level: 'error',
      title: `${design.name}: not as declared`,
      ...at(pathTo(report, declared)),
      message,
    };
  });
  const violated = violations.map(({ property: { id, says }, schedule }): Annotation => {
    const message = `${id}. ${says} Violated: ${tell(schedule!)}`;
    return { level: 'error', title: `${design.name}: ${id} violated`, ...at(['name']), message };
  });
  const standing = standingOf(report);
  if (standing !== 'undecided' && standing !== 'untried') return [...declared, ...violated];
  const message =
    exploration.stopped === undefined
      ? 'Nothing that is declared was put to the test at these bounds.'
      : `Stopped: ${exploration.stopped}.`;
  return [
    ...declared,
    ...violated,
    { level: 'warning', title: `${design.name}: ${standing}`, ...at(['name']), message },
  ];
}

/** Where a design file says what it declares of a fault set: what it says nothing of is missing in all that it declares. */
function pathTo({ assessment: { design } }: Report, pattern: string): Path {
  const found: Declaration | undefined = declarationsOf(design).find((one) => one.pattern === pattern);
  if (found === undefined) return ['declares'];
  if (found.verdict !== 'safe') return ['declares', 'fails', pattern];
  return ['declares', 'survives', design.declares.survives.indexOf(pattern)];
}

/** A workflow command, as GitHub reads it. A file outside of the checkout has no line that GitHub could show. */
function commandFor({ level, title, file, place, message }: Annotation): string {
  const path = relative(process.env['GITHUB_WORKSPACE'] ?? '.', resolve(file));
  const isInside = !path.startsWith('..') && !isAbsolute(path);
  const where = isInside ? { file: path, line: String(place.line), col: String(place.column) } : {};
  const properties = Object.entries({ ...where, title }).map(([key, value]) => `${key}=${inProperty(value)}`);
  return `::${level} ${properties.join(',')}::${inMessage(message)}`;
}

function inMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function inProperty(text: string): string {
  return inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Adds the table of verdicts, and what it cannot say, to the summary of the step, where GitHub keeps one. */
export function summariseStep(reports: readonly Report[]): void {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, summaryOf(reports));
  } catch (error) {
    const reason = reasonOf(error) ?? (error as Error).message;
    warn(`mirrorproof: the summary of the step is not written to ${shown(file)}: ${reason}`);
  }
}

function summaryOf(reports: readonly Report[]): string {
  const cells = (row: readonly string[]) => `| ${row.map(inMarkdown).join(' | ')} |`;
  const told = reports.map((report) => details(report).join('\n')).filter((text) => text !== '');
  return stripVTControlCharacters(
    [
      '## mirrorproof check',
      '',
      cells(overviewHeader),
      cells(overviewHeader.map(() => '---')),
      ...reports.map((report) => cells(overviewRow(report))),
      '',
      tellBounds(reports.map(({ assessment }) => assessment.design)),
      '',
      ...told.flatMap((text) => ['```text', text, '```', '']),
    ].join('\n'),
  );
}

function inMarkdown(cell: string): string {
  return cell.replaceAll('|', '\\|');
}
