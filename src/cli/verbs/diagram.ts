import type { ChartName } from '../../../spec/charts/index.ts';
import { makeFolder } from '../../files/whole.ts';
import { type Chart, chartNamed } from '../../statecharts/chart.ts';
import { type Format, type FormatName, formats } from '../../statecharts/formats.ts';
import { untilTold } from '../../tasks/signals.ts';
import type { DocumentOf } from '../json/documents.ts';
import { chartNames, type Drawing, drawingsOf, inOne, type Written, writeAll } from '../report/drawings.ts';
import { type ExitCode, exit, WrongUsage } from '../terminal/exit.ts';
import { print, printJson, warn } from '../terminal/write.ts';
import { type CoverageOptions, coverageOf, coverageOptions, neverTaken } from './diagram-coverage.ts';
import { anyNumberOf, commonOptions, oneOf, text, type Verb } from './verb.ts';

interface DiagramOptions extends CoverageOptions {
  readonly format: FormatName;
  readonly json?: boolean;
  readonly write?: string;
  readonly coverage?: readonly string[];
}

const formatNames = Object.keys(formats) as FormatName[];

/** The lifecycle charts, all by default, as the code runs them. */
export const diagram: Verb<DiagramOptions> = {
  name: 'diagram',
  operands: { ...anyNumberOf('charts'), of: chartNames },
  says: `draw lifecycle charts, all by default: ${chartNames.join(', ')}`,
  options: [
    ...commonOptions(),
    { name: 'format', takes: oneOf(formatNames), says: formatNames.join(', '), default: 'mermaid' },
    { name: 'write', takes: text('folder'), says: 'write each chart to this folder, as a file of its own' },
    ...coverageOptions,
  ],
  examples: ['diagram fifo', 'diagram --format svg --coverage battery --write out'],
  run: (names, options) => untilTold(() => run(names, options)),
};

async function run(names: readonly string[], options: DiagramOptions): Promise<ExitCode> {
  const chosen = chartsNamed(names);
  const { format: name } = options;
  const format: Format = formats[name];
  refuseContradictions(chosen, name, options);
  if (options.write !== undefined) makeFolder(options.write);
  const coverage = options.coverage === undefined ? undefined : await coverageOf(options.coverage, options);
  const counted = coverage === undefined ? chosen : chosen.map(coverage.onto);
  const drawings = await drawingsOf(counted, format);
  const written = options.write === undefined ? undefined : writeAll(options.write, format, drawings);
  if (options.json)
    printJson({ schema: 'diagram/1', format: name, charts: (written ?? drawings).map(drawingJson) });
  else if (written !== undefined) print(written.map(({ file }) => file).join('\n'));
  else print(inOne(format, drawings).trimEnd());
  const missing = coverage === undefined ? undefined : neverTaken(counted, coverage);
  if (missing !== undefined) warn(`mirrorproof: ${missing}`);
  return coverage?.stopped === undefined ? exit.holds : exit.undecided;
}

/** All, unless some are named: once each. */
function chartsNamed(names: readonly string[]): Chart[] {
  const chosen = names.length === 0 ? chartNames : new Set(names as ChartName[]);
  return [...chosen].map(chartNamed);
}

function refuseContradictions(chosen: readonly Chart[], name: FormatName, options: DiagramOptions): void {
  const { write, coverage, faults, writes, weaken, json } = options;
  const isChanged = faults !== undefined || writes !== undefined || weaken !== undefined;
  if (coverage === undefined && isChanged) {
    throw new WrongUsage('--faults, --writes and --weaken go with --coverage');
  }
  const { together }: Format = formats[name];
  const isOneText = write === undefined && !json;
  if (isOneText && chosen.length > 1 && together === undefined) {
    throw new WrongUsage(
      `--format ${name}: a document holds one chart; name one, or give --write FOLDER for a file each`,
    );
  }
}

function drawingJson({
  chart,
  text,
  file,
}: Drawing & Partial<Written>): DocumentOf<'diagram'>['charts'][number] {
  const { name, about, counted, regions } = chart;
  return {
    chart: name,
    about,
    ...(counted === undefined ? {} : { counted }),
    regions,
    ...(file === undefined ? { diagram: text } : { file }),
  };
}
