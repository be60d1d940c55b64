import { dirname, extname } from 'node:path';
import type { Design } from '../../../spec/design.ts';
import { faultsOf } from '../../../spec/faults.ts';
import { type CutSets, cutSetsOf, type Engines, type Told } from '../../cutsets/find.ts';
import { type Form, type FormName, formNames, forms } from '../../cutsets/forms/forms.ts';
import { makeFolder, refuseUnwritable, writeWhole } from '../../files/whole.ts';
import { drive } from '../../tasks/drive.ts';
import { untilTold } from '../../tasks/signals.ts';
import { shown } from '../../text/shown.ts';
import { plural } from '../../words/numbers.ts';
import {
  cutSetLines,
  cutSetsEnd,
  cutSetsHead,
  cutSetsToJson,
  otherThanDeclaredInWords,
} from '../present/cutsets.ts';
import { writeCutSetPages } from '../report/cut-set-pages.ts';
import { type ExitCode, exit, WrongUsage } from '../terminal/exit.ts';
import { designFor, type ExploreOptions, limitsFor } from '../terminal/options.ts';
import { print, printJson, warn } from '../terminal/write.ts';
import { type EngineOptions, engineFor, engineOptions } from './engine.ts';
import { explorationMeter } from './exploring.ts';
import {
  atLeastOneOf,
  commonOptions,
  MAX_FAULTS,
  memoryOption,
  number,
  type Option,
  oneOf,
  secondsOption,
  statesOption,
  text,
  type Verb,
  weakenOption,
  writesOption,
} from './verb.ts';

/** What `cutsets` and `compare` take. */
export interface FaultSetOptions extends Omit<ExploreOptions, 'write' | 'report'>, EngineOptions {
  readonly faults: number;
}

interface CutSetsOptions extends FaultSetOptions {
  readonly format?: FormName;
  readonly write?: string;
  readonly report?: string;
}

const DEFAULT_FAULTS = 2;

/** The options of `cutsets` and `compare`. */
export const faultSetOptions: readonly Option[] = [
  ...commonOptions(),
  {
    name: 'faults',
    takes: number(1, MAX_FAULTS),
    says: 'how many faults a set has at most',
    default: DEFAULT_FAULTS,
  },
  writesOption(),
  weakenOption(),
  ...engineOptions,
  statesOption('refuse a design that has more states than this'),
  memoryOption('memory of the visited states; what is beyond goes to disk, or ends the plain search'),
  secondsOption('give up on a design after this many seconds'),
];

/** Which faults together do harm, and in which order and phase. */
export const cutsets: Verb<CutSetsOptions> = {
  name: 'cutsets',
  operands: atLeastOneOf('designs'),
  says: 'find the minimal sets of faults that do harm: in which order and phase, and by which schedule',
  options: [
    ...faultSetOptions,
    {
      name: 'format',
      takes: oneOf(formNames),
      says: `${formNames.join(', ')}; by the ending of the file, or lines of text`,
    },
    { name: 'write', takes: text('file'), says: 'write it to this file' },
    {
      name: 'report',
      takes: text('folder'),
      says: 'write pages to this folder: a table, and for each row a schedule and an explorer page',
    },
  ],
  examples: ['cutsets self-fed', 'cutsets my-array.json --faults 3 --write my-array.dft'],
  run: (names, options) => untilTold(() => run(names, options)),
};

async function run(names: readonly string[], options: CutSetsOptions): Promise<ExitCode> {
  const designs = names.map((name) => ({
    name,
    design: fewerFaults(name, designFor(name, options), options.faults),
  }));
  const form = formFor(options, names.length);
  if (options.write !== undefined) prepareFor(options.write);
  if (options.report !== undefined) makeFolder(options.report);
  const isTold = !options.json && (form === undefined || options.write !== undefined);
  const all: CutSets[] = [];
  for (const { design } of designs) {
    const found = await findCutSets(design, options, isTold);
    all.push(found);
    if (found.stopped !== undefined) break;
  }
  const isWhole = all.length === designs.length && all.every(({ stopped }) => stopped === undefined);
  if (options.json)
    printJson({ schema: 'cutsets/1', preset: options.preset, designs: all.map(cutSetsToJson) });
  if (!isWhole) return exit.undecided;
  if (form !== undefined) await writeForm(form, all, options);
  if (options.report !== undefined) {
    const index = writeCutSetPages(
      options.report,
      designs.map(({ name }, i) => ({ name, cutSets: all[i]! })),
    );
    if (isTold) print(`\n${index}`);
  }
  const undeclared = all.flatMap((one) => one.undeclared);
  if (undeclared.length === 0) return exit.holds;
  if (!isTold) for (const one of undeclared) warn(otherThanDeclaredInWords(one));
  return exit.safetyViolated;
}

/** @throws CannotWrite before long work, where what it comes to could not be written. */
export function prepareFor(file: string): void {
  makeFolder(dirname(file));
  refuseUnwritable(file);
}

/**
 * A set cannot have more faults than the design has.
 * @throws WrongUsage
 */
export function fewerFaults(name: string, design: Design, faults: number): Design {
  const most = faultsOf(design).length;
  if (faults <= most) return design;
  throw new WrongUsage(
    `--faults: expected at most ${most}, for ${shown(name)} has ${plural(most, 'fault')}, found ${faults}`,
  );
}

/**
 * A search that a limit of size ended says nothing of what is minimal: that is refused, with what to do about it.
 * @throws WrongUsage
 */
export function refuseBeyondLimit(
  { design, stopped, states }: Pick<CutSets, 'design' | 'stopped' | 'states'>,
  options: Pick<FaultSetOptions, 'states' | 'memory'>,
): void {
  const isFull = stopped !== undefined && /^the limit of \d+ bytes$/.test(stopped);
  const isBeyond =
    states > options.states || (stopped !== undefined && /^the limit of \d+ states$/.test(stopped));
  if (!isFull && !isBeyond) return;
  const limit = isFull ? `--memory: ${options.memory} megabytes` : `--states: ${options.states} states`;
  const what = `${design.name} with ${plural(design.bounds.faults, 'fault')}`;
  throw new WrongUsage(`${limit} are too few for ${what}: give it more, or take fewer faults`);
}

/** What explores: all sets at once with all threads, and one set by itself with one, for they know no other question. */
export function enginesFor(options: EngineOptions): Engines {
  return { together: engineFor(options), alone: engineFor({ ...options, workers: 1 }) };
}

async function findCutSets(design: Design, options: CutSetsOptions, isTold: boolean): Promise<CutSets> {
  const progress = explorationMeter(design.name);
  if (isTold) print(cutSetsHead(design, options.faults));
  const tell = (told: Told) => {
    if (told.kind === 'progress') progress.show(told.progress);
    else if (isTold) print(cutSetLines(told.found, design.ack));
  };
  const search = cutSetsOf(design, options.faults, limitsFor(options), enginesFor(options));
  const found = await drive(search, options.seconds, tell);
  progress.end();
  refuseBeyondLimit(found, options);
  if (isTold) print(`${cutSetsEnd(found).join('\n')}\n`);
  return found;
}

/**
 * The form that the options ask for; undefined for lines of text.
 * @throws WrongUsage
 */
function formFor({ format, write, json }: CutSetsOptions, designs: number): Form | undefined {
  const name = format ?? (write === undefined ? undefined : formOfEnding(write));
  if (name === undefined) return undefined;
  const form: Form = forms[name];
  if (form.of === 'design' && designs > 1)
    throw new WrongUsage(`--format ${name}: expected one design, for it is one tree, found ${designs}`);
  if (json && write === undefined)
    throw new WrongUsage(`--format ${name}: --json takes standard output; name a file with --write`);
  return form;
}

function formOfEnding(file: string): FormName {
  const ending = extname(file).toLowerCase();
  const found = formNames.find((name) => forms[name].endings.some((known) => known === ending));
  if (found !== undefined) return found;
  throw new WrongUsage(
    `--write: ending ${shown(ending)} is not known: --format ${formNames.join(', ')}; for JSON: --json`,
  );
}

async function writeForm(
  form: Form,
  all: readonly CutSets[],
  { write, json }: CutSetsOptions,
): Promise<void> {
  const written = form.of === 'designs' ? form.render(all) : await form.render(all[0]!);
  if (write === undefined) print(written.trimEnd());
  else {
    writeWhole(write, written);
    if (!json) print(write);
  }
}
