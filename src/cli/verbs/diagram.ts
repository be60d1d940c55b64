import { join } from 'node:path';
import { type ChartName, charts } from '../../../spec/charts/index.ts';
import { hintFor } from '../../design/bad-design.ts';
import { makeFolder, writeWhole } from '../../files/whole.ts';
import { type Chart, chartNamed } from '../../statecharts/chart.ts';
import { type Format, type FormatName, formats } from '../../statecharts/formats.ts';
import { type ExitCode, exit, WrongUsage } from '../terminal/exit.ts';
import { print, printJson } from '../terminal/write.ts';
import { type CoverageOptions, coverageOf, neverTaken } from './diagram-coverage.ts';

interface DiagramOptions extends CoverageOptions {
  readonly format: string;
  readonly json?: boolean;
  readonly write?: string;
  readonly coverage?: readonly string[];
}

/** A chart with its diagram. */
interface Drawing {
  readonly chart: Chart;
  readonly text: string;
}

/** A diagram with the file that it was written to. */
interface Written extends Drawing {
  readonly file: string;
}

export const chartNames = Object.keys(charts) as ChartName[];
export const formatNames = Object.keys(formats) as FormatName[];

/** `diagram`: the lifecycle charts, all by default, as the code runs them. */
export async function diagramVerb(names: readonly string[], options: DiagramOptions): Promise<ExitCode> {
  const chosen = chartsNamed(names);
  const name = formatNamed(options.format);
  const format: Format = formats[name];
  refuseContradictions(chosen, name, options);
  if (options.write !== undefined) makeFolder(options.write);
  const coverage = options.coverage === undefined ? undefined : await coverageOf(options.coverage, options);
  const counted = coverage === undefined ? chosen : chosen.map(coverage.onto);
  const drawings = await drawingsOf(counted, format);
  const written = options.write === undefined ? undefined : writeAll(options.write, format, drawings);
  if (options.json) printJson({ format: name, charts: (written ?? drawings).map(drawingJson) });
  else if (written !== undefined) print(written.map(({ file }) => file).join('\n'));
  else print(inOne(format, drawings).trimEnd());
  const missing = coverage === undefined ? undefined : neverTaken(counted, coverage);
  if (missing !== undefined) process.stderr.write(`mirrorproof: ${missing}\n`);
  return coverage?.stopped === undefined ? exit.holds : exit.undecided;
}

function chartsNamed(names: readonly string[]): Chart[] {
  const chosen = names.length === 0 ? chartNames : [...new Set(names)].map(knownChart);
  return chosen.map(chartNamed);
}

function knownChart(name: string): ChartName {
  const known = chartNames.find((chart) => chart === name);
  if (known !== undefined) return known;
  throw new WrongUsage(
    `no chart ${name}: ${hintFor(name, chartNames) ?? `expected ${chartNames.join(', ')}`}`,
  );
}

function formatNamed(name: string): FormatName {
  const known = formatNames.find((format) => format === name);
  if (known !== undefined) return known;
  const hint = hintFor(name, formatNames) ?? `expected ${formatNames.join(', ')}`;
  throw new WrongUsage(`--format: ${hint}, found ${name}`);
}

function refuseContradictions(chosen: readonly Chart[], name: FormatName, options: DiagramOptions): void {
  const { write, coverage, faults, weaken, json } = options;
  if (coverage === undefined && (faults !== undefined || weaken !== undefined)) {
    throw new WrongUsage('--faults and --weaken go with --coverage');
  }
  const { together }: Format = formats[name];
  const isOneText = write === undefined && !json;
  if (isOneText && chosen.length > 1 && together === undefined) {
    throw new WrongUsage(
      `--format ${name}: a document holds one chart; name one, or give --write FOLDER for a file each`,
    );
  }
}

/** The diagrams of charts, one after the other. */
export async function drawingsOf(charts: readonly Chart[], { render }: Format): Promise<Drawing[]> {
  const drawings: Drawing[] = [];
  for (const chart of charts) drawings.push({ chart, text: await render(chart) });
  return drawings;
}

/** Writes each diagram to a file of its own, under the name of its chart. */
export function writeAll(folder: string, { extension }: Format, drawings: readonly Drawing[]): Written[] {
  makeFolder(folder);
  return drawings.map((drawing) => {
    const file = join(folder, `${drawing.chart.name}.${extension}`);
    writeWhole(file, drawing.text);
    return { ...drawing, file };
  });
}

function inOne({ together }: Format, drawings: readonly Drawing[]): string {
  const [first, ...others] = drawings;
  if (others.length === 0 || together === undefined) return first!.text;
  return together(drawings.map(({ chart }) => chart));
}

function drawingJson({ chart, text, file }: Drawing & Partial<Written>): Record<string, unknown> {
  const { name, about, counted, regions } = chart;
  return {
    chart: name,
    about,
    ...(counted === undefined ? {} : { counted }),
    regions,
    ...(file === undefined ? { diagram: text } : { file }),
  };
}
