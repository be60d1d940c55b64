import { join } from 'node:path';
import type { Design } from '../../../spec/design.ts';
import { questionFor } from '../../check/assess.ts';
import { holdingFolds } from '../../check/reduction.ts';
import type { Reduction } from '../../explorer/fold/fold.ts';
import { shippedDesigns } from '../../files/package.ts';
import { makeFolder, writeWhole } from '../../files/whole.ts';
import { compileModel } from '../../model/model.ts';
import { FreshNames } from '../../schedule-files/save.ts';
import { tablesInMarkdown } from '../../tables/markdown.ts';
import { type Tables, tablesOf } from '../../tables/tables.ts';
import { drive } from '../../tasks/drive.ts';
import { untilTold } from '../../tasks/signals.ts';
import { type ExitCode, exit } from '../terminal/exit.ts';
import { designFor, type ExploreOptions, limitsFor } from '../terminal/options.ts';
import { print, printJson } from '../terminal/write.ts';
import { explorationMeter } from './exploring.ts';
import {
  anyNumberOf,
  commonOptions,
  faultsOption,
  memoryOption,
  secondsOption,
  statesOption,
  text,
  type Verb,
  weakenOption,
  writesOption,
} from './verb.ts';

interface Tabulated {
  readonly design: Design;
  readonly tables: Tables;
}

/** The tables that practitioners know: component states against modes, and failure modes with their effects. */
export const tables: Verb<ExploreOptions> = {
  name: 'tables',
  operands: anyNumberOf('designs'),
  says: 'tabulate what designs come to with which parts amiss, and the effects of each failure',
  options: [
    ...commonOptions(),
    faultsOption(),
    writesOption(),
    weakenOption(),
    statesOption(),
    memoryOption('give up when the visited states take this much'),
    secondsOption('give up on a design after this many seconds'),
    {
      name: 'write',
      takes: text('folder'),
      says: 'write the tables of each design to this folder, as Markdown',
    },
  ],
  examples: ['tables my-array.json', 'tables my-array.json --faults 2 --write out'],
  run: (names, options) => untilTold(() => run(names, options)),
};

async function run(names: readonly string[], options: ExploreOptions): Promise<ExitCode> {
  const designs = (names.length === 0 ? shippedDesigns() : names).map((name) => designFor(name, options));
  if (options.write !== undefined) makeFolder(options.write);
  const all: Tabulated[] = [];
  for (const design of designs) {
    const tabulated = { design, tables: await tabulate(design, options) };
    all.push(tabulated);
    if (options.write === undefined && !options.json) print(textOf(tabulated));
    if (tabulated.tables.stopped === 'interrupted') break;
  }
  if (options.json) printJson({ schema: 'tables/1', preset: options.preset, designs: all.map(toJson) });
  if (options.write !== undefined) writeAll(options.write, all, options.json === true);
  const isWhole =
    all.length === designs.length && all.every(({ tables: { stopped } }) => stopped === undefined);
  return isWhole ? exit.holds : exit.undecided;
}

/** Sides are told apart by their names, so that they are never folded. */
const REDUCTIONS: readonly Reduction[] = ['slots', 'blocks'];

async function tabulate(design: Design, options: ExploreOptions): Promise<Tables> {
  const m = compileModel(design);
  const { folds } = holdingFolds(m, questionFor(design), REDUCTIONS);
  const progress = explorationMeter(design.name);
  const found = await drive(tablesOf(m, folds, limitsFor(options)), options.seconds, progress.show);
  progress.end();
  return found;
}

function writeAll(folder: string, all: readonly Tabulated[], isQuiet: boolean): void {
  const names = new FreshNames();
  for (const tabulated of all) {
    const file = join(folder, `${names.next(tabulated.design.name)}.md`);
    writeWhole(file, textOf(tabulated));
    if (!isQuiet) print(file);
  }
}

function textOf({ design, tables }: Tabulated): string {
  return tablesInMarkdown(design, tables);
}

function toJson({ design: { name, bounds, weakened }, tables }: Tabulated) {
  return { design: name, bounds, weakened, ...tables };
}
