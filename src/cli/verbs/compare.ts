import { extname } from 'node:path';
import pc from 'picocolors';
import { kindsLeftOut } from '../../../spec/faults.ts';
import { type Compared, type Difference, differencesBetween } from '../../cutsets/compare.ts';
import {
  comparisonInMarkdown,
  gainInWords,
  NOTHING_DIFFERS,
  outcomeInWords,
} from '../../cutsets/forms/comparison.ts';
import { rankedSetsOf } from '../../cutsets/ranked.ts';
import { makeFolder, writeWhole } from '../../files/whole.ts';
import { drive } from '../../tasks/drive.ts';
import { untilTold } from '../../tasks/signals.ts';
import { shown } from '../../text/shown.ts';
import type { DocumentOf } from '../json/documents.ts';
import { writeComparisonPages } from '../report/cut-set-pages.ts';
import { type ExitCode, exit, WrongUsage } from '../terminal/exit.ts';
import { colourOf, table, tellBounds } from '../terminal/format.ts';
import { designFor, limitsFor } from '../terminal/options.ts';
import { print, printJson, warn } from '../terminal/write.ts';
import {
  type FaultSetOptions,
  faultSetOptions,
  fewerFaults,
  prepareFor,
  refuseBeyondLimit,
} from './cutsets.ts';
import { engineFor } from './engine.ts';
import { explorationMeter } from './exploring.ts';
import { text, type Verb } from './verb.ts';

interface CompareOptions extends FaultSetOptions {
  readonly write?: string;
  readonly report?: string;
}

/** What each of several designs survives that the others do not. */
export const compare: Verb<CompareOptions> = {
  name: 'compare',
  operands: { called: 'designs', least: 1, most: Number.POSITIVE_INFINITY },
  says: 'show designs side by side: what each survives that the others do not',
  options: [
    ...faultSetOptions,
    { name: 'write', takes: text('file'), says: 'write the table to this file, in Markdown' },
    {
      name: 'report',
      takes: text('folder'),
      says: 'write pages to this folder: for each harm that another survives a schedule and an explorer page',
    },
  ],
  examples: ['compare self-fed partner-fed', 'compare mine.json theirs.json --report out'],
  run: (names, options) => untilTold(() => run(names, options)),
};

async function run(names: readonly string[], options: CompareOptions): Promise<ExitCode> {
  refuseOneOnly(names);
  const designs = names.map((name) => fewerFaults(name, designFor(name, options), options.faults));
  if (options.write !== undefined) prepareFor(markdownFile(options.write));
  if (options.report !== undefined) makeFolder(options.report);
  const all: Compared[] = [];
  for (const [i, design] of designs.entries()) {
    const progress = explorationMeter(design.name);
    const bounded = { ...design, bounds: { ...design.bounds, faults: options.faults } };
    const run = rankedSetsOf(bounded, limitsFor(options), engineFor(options));
    const { sets, states, stopped } = await drive(run, options.seconds, progress.show);
    progress.end();
    refuseBeyondLimit({ design: bounded, states, ...(stopped === undefined ? {} : { stopped }) }, options);
    if (stopped !== undefined) {
      warn(`${design.name}: stopped: ${stopped}. Nothing is compared.`);
      return exit.undecided;
    }
    all.push({ name: names[i]!, design: bounded, sets, states });
  }
  const differences = differencesBetween(all);
  if (options.json) printJson(comparisonToJson(all, differences, options));
  else printComparison(all, differences);
  if (options.write !== undefined) {
    writeWhole(options.write, comparisonInMarkdown(all, differences));
    if (!options.json) print(options.write);
  }
  if (options.report !== undefined) {
    const index = writeComparisonPages(options.report, all, differences);
    if (!options.json) print(index);
  }
  return exit.holds;
}

/** @throws WrongUsage for an ending that says another form. */
function markdownFile(file: string): string {
  if (['.md', '.markdown'].includes(extname(file).toLowerCase())) return file;
  throw new WrongUsage(`--write: expected a file that ends in .md, for it is Markdown, found ${shown(file)}`);
}

function refuseOneOnly(names: readonly string[]): void {
  if (names.length < 2) throw new WrongUsage('compare: expected two designs or more, found one');
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new WrongUsage(`compare: expected each design once, found ${twice} again`);
}

function printComparison(all: readonly Compared[], differences: readonly Difference[]): void {
  if (differences.length === 0) print(NOTHING_DIFFERS);
  else {
    const rows = differences.map(({ faults, outcomes }) => [
      faults.join(' + ') || 'none',
      ...outcomes.map((outcome) => {
        const words = outcomeInWords(outcome);
        return 'schedule' in outcome ? colourOf(outcome.verdict)(words) : words;
      }),
    ]);
    print(table(['faults', ...all.map(({ name }) => name)], rows));
    print('');
    for (const { name } of all) print(pc.bold(gainInWords(name, differences)));
  }
  print(`\n${tellBounds(all.map(({ design }) => design))}`);
  print(`In brackets the actions of a shortest schedule; --json has it, --report writes it.`);
}

function comparisonToJson(
  all: readonly Compared[],
  differences: readonly Difference[],
  { preset, faults }: CompareOptions,
): DocumentOf<'compare'> {
  const designs = all.map(({ name, design, states }) => ({
    name,
    design: design.name,
    bounds: design.bounds,
    kindsLeftOut: kindsLeftOut(design),
    weakened: design.weakened,
    states,
  }));
  return { schema: 'compare/1', preset, faults, designs, differences };
}
