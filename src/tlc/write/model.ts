import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { declarationsOf } from '../../../spec/declaration.ts';
import type { Design } from '../../../spec/design.ts';
import { isOrdered, termsOf } from '../../../spec/faults.ts';
import type { FoldName } from '../../explorer/fold/fold.ts';
import { packageFile } from '../../files/package.ts';
import { writeWhole } from '../../files/whole.ts';
import type { Side } from '../../model/side.ts';

/**
 * What a configuration asks of TLC:
 * - `safety`: every invariant, the steps and the refinement; TLC stops at the first violation;
 * - `liveness`: the temporal properties, under fairness of the system;
 * - `blocked`: whether a device that never completes a write blocks the other (L7), without the fairness that would end it;
 * - `graph`: nothing but the states, for dumps, counts and speed;
 * - `verdicts`: the first violation of each property and the first sight of each witness, in one run with one worker;
 * - `sets`: the first sight of each verdict of each set of faults, in such a run;
 * - `traces`: whether recorded traces are behaviours.
 */
export type TlcQuestion = 'safety' | 'liveness' | 'blocked' | 'graph' | 'verdicts' | 'sets' | 'traces';

/** A model of a design for TLC: the module with its constants, and a configuration. */
export interface TlcModel {
  readonly module: string;
  readonly config: string;
}

/** Name of the module of a design: `MC_partner_fed`. */
export function moduleName({ name }: Design): string {
  return `MC_${name.replaceAll('-', '_')}`;
}

/**
 * Writes the model of a design to a folder, with the modules that it extends beside it. Returns the two files. What is
 * folded is folded by a view: TLC then counts what the explorer counts with the same folds.
 */
export function writeModel(
  design: Design,
  folder: string,
  question: TlcQuestion,
  folds: readonly FoldName[] = [],
): TlcModel {
  copyModules(folder);
  const module = join(folder, `${moduleName(design)}.tla`);
  const config = join(folder, `${moduleName(design)}.cfg`);
  writeWhole(module, moduleText(design, folds.length === 0 ? {} : { extending: 'Fold' }));
  writeWhole(config, configText(design, question, folds));
  return { module, config };
}

/**
 * The same with the order of strikes and the phase in which each finds the data of one device, struck by faults of one of
 * the sets alone.
 */
export function writeStrikesModel(
  design: Design,
  folder: string,
  device: Side,
  among: readonly (readonly string[])[],
  folds: readonly FoldName[],
): TlcModel {
  copyModules(folder);
  const name = `${moduleName(design)}_strikes`;
  const module = join(folder, `${name}.tla`);
  const config = join(folder, `${name}.cfg`);
  const sets = setOf(among.map((faults) => setOf(faults.map(termText))));
  const definitions = [`const_Among == ${sets}`, ''];
  writeWhole(module, moduleText(design, { name, extending: 'Strikes', definitions }));
  const view = viewOf(folds, 'FoldedStrikes');
  const sections = [
    `CONSTANTS Noted = ${device + 1} Among <- const_Among`,
    'INIT StrikesInit',
    'NEXT StrikesNext',
    NO_DEADLOCK,
    'INVARIANT RecordStrikes',
  ];
  writeWhole(config, configOf(design, sections, folds.length === 0 ? ['CONSTANT Folds = {}'] : view));
  return { module, config };
}

/** Copies the modules written by hand: those that no design has a part in. */
export function copyModules(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const modules = packageFile('tla');
  for (const file of readdirSync(modules)) {
    if (file.endsWith('.tla') && !file.startsWith('MC_'))
      copyFileSync(join(modules, file), join(folder, file));
  }
}

/** What a module of a design is, beside the design's constants. */
interface ModuleShape {
  readonly name?: string;
  readonly extending?: string;
  readonly definitions?: readonly string[];
}

/** The module of a design: the constants that a configuration file cannot hold, and further definitions. */
export function moduleText(
  design: Design,
  { name = moduleName(design), extending = 'MC', definitions = [] }: ModuleShape = {},
): string {
  const constants = Object.entries(structuredConstants(design)).map(
    ([key, value]) => `const_${key} == ${value}`,
  );
  const title = ` MODULE ${name} `;
  const dashes = '-'.repeat(Math.max(4, Math.floor((78 - title.length) / 2)));
  return [
    `${dashes}${title}${dashes}`,
    `(* The design ${design.name}, as a model for TLC.  Written by mirrorproof from the design file. *)`,
    `EXTENDS ${extending}`,
    '',
    ...constants.flatMap((definition) => [definition, '']),
    ...definitions,
    '='.repeat(78),
    '',
  ].join('\n');
}

/** The configuration of a design for one question. */
export function configText(design: Design, question: TlcQuestion, folds: readonly FoldName[] = []): string {
  return configOf(design, sectionsFor(design, question), viewOf(folds));
}

function configOf(design: Design, sections: readonly string[], view: readonly string[]): string {
  const constants = [
    ...Object.entries(plainConstants(design)).map(([name, value]) => `  ${name} = ${value}`),
    ...Object.keys(structuredConstants(design)).map((name) => `  ${name} <- const_${name}`),
  ];
  return ['CONSTANTS', ...constants, ...sections, ...view, ''].join('\n');
}

function viewOf(folds: readonly FoldName[], view = 'Folded'): string[] {
  if (folds.length === 0) return [];
  return [`CONSTANT Folds = ${setOf(folds.map(quote))}`, `VIEW ${view}`, 'INVARIANT Enumerated'];
}

function sectionsFor({ ack }: Design, question: TlcQuestion): string[] {
  const initNext = ['INIT Init', 'NEXT Next', NO_DEADLOCK];
  const fifo = (...names: string[]) => (ack === 'fifo' ? names : []);
  switch (question) {
    case 'graph':
      return initNext;
    case 'safety':
      return [
        ...initNext,
        `INVARIANTS ${[...STATES, ...fifo('I14')].join(' ')}`,
        `PROPERTIES Refinement ${[...STEPS, ...fifo('I13', 'I15')].map((id) => `${id}_steps`).join(' ')}`,
      ];
    case 'liveness':
      return [
        'SPECIFICATION Spec',
        NO_DEADLOCK,
        `PROPERTIES ComesToRest ${['L1', ...fifo('L2'), 'L3', 'L5', 'L6'].join(' ')}`,
      ];
    case 'blocked':
      return ['SPECIFICATION Unfair', NO_DEADLOCK, 'PROPERTIES L7'];
    case 'verdicts':
      return [...initNext, 'INVARIANT RecordStates', 'ACTION_CONSTRAINTS RecordSteps RecordWitnesses'];
    case 'sets':
      return [...initNext, 'INVARIANT RecordSets'];
    case 'traces':
      return ['CONSTANT Traces <- const_Traces', 'INIT TraceInit', 'NEXT TraceNext', 'CHECK_DEADLOCK TRUE'];
  }
}

/** What is asked of every design: of its states, and of its steps. */
const STATES = ['TypeOK', 'I1', 'I2', 'I5', 'I7', 'I8', 'I16', 'I20', 'L1_at_rest', 'L6_at_rest'];
const STEPS = ['I3', 'I4', 'I6', 'I9', 'I10', 'I11', 'I12'];

/** An array at rest is no error; that it comes to rest too early is L1_at_rest and L6_at_rest. */
const NO_DEADLOCK = 'CHECK_DEADLOCK FALSE';

/** For any number of writes: more than a search ever comes to. It is the view that makes the states finite. */
const ENDLESS = 1_000_000;

/** Constants that a configuration file can hold. */
function plainConstants({
  ack,
  arbiter,
  path,
  fifo,
  crashLosesMemory,
  bounds,
  weakened,
  faultKinds,
}: Design) {
  return {
    Ack: quote(ack),
    Arbiter: quote(arbiter),
    Path: quote(path),
    FifoOnBoard: boolean(fifo.onBoard),
    KeepUntilDestage: boolean(fifo.keepUntilDestage),
    CrashLosesMemory: boolean(crashLosesMemory),
    BlocksPerDevice: bounds.blocks,
    Writes: bounds.writes === 'any' ? ENDLESS : bounds.writes,
    PagesPerWrite: bounds.pagesPerWrite,
    SubBlocks: bounds.subBlocks,
    FifoDepth: bounds.fifoDepth,
    MaxFaults: bounds.faults,
    FaultKinds: setOf(faultKinds.map(quote)),
    Weakened: setOf(weakened.map(quote)),
  };
}

/** Constants that need a definition in the module. */
function structuredConstants(design: Design) {
  const { power, batteries, bounds } = design;
  return {
    Power: sequenceOf(
      Object.entries(power).map(
        ([name, feeds]) => `[name |-> ${quote(name)}, feeds |-> ${setOf(feeds.map(quote))}]`,
      ),
    ),
    Batteries: sequenceOf(
      Object.entries(batteries).map(
        ([name, { feeds, hold }]) =>
          `[name |-> ${quote(name)}, feeds |-> ${setOf(feeds.map(quote))}, hold |-> ${hold}]`,
      ),
    ),
    CachePages: sequenceOf([String(bounds.cachePages.C1), String(bounds.cachePages.C2)]),
    Declares: sequenceOf(
      declarationsOf(design).map(({ pattern, verdict }) => {
        const survives = boolean(verdict === 'safe' && !isOrdered(pattern));
        return `[terms |-> ${sequenceOf(termsOf(pattern).map(termText))}, survives |-> ${survives}]`;
      }),
    ),
  };
}

/** A term of a pattern as <<kind, target>>, "*" for any. */
function termText(term: string): string {
  if (term === '*') return '<<"*", "*">>';
  const [kind, target] = term.split(' ');
  return `<<${quote(kind!)}, ${quote(target ?? '')}>>`;
}

const quote = (text: string) => JSON.stringify(text);
const boolean = (value: boolean) => (value ? 'TRUE' : 'FALSE');
const setOf = (items: readonly string[]) => `{${items.join(', ')}}`;
const sequenceOf = (items: readonly string[]) => (items.length === 0 ? '<< >>' : `<<${items.join(', ')}>>`);
