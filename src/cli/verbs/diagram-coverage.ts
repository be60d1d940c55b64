import { existsSync } from 'node:fs';
import { type Bounds, type Design, type PresetName, presetNames, presets } from '../../../spec/design.ts';
import { hintFor } from '../../design/bad-design.ts';
import { explore, type Limits } from '../../explorer/explore.ts';
import { shippedDesigns } from '../../files/package.ts';
import { compileModel } from '../../model/model.ts';
import { isFolder, replayFile, scheduleFiles } from '../../schedule-files/load.ts';
import { type Chart, edgesIn } from '../../statecharts/chart.ts';
import { Tally } from '../../statecharts/coverage.ts';
import { drive } from '../../tasks/drive.ts';
import { shown } from '../../text/shown.ts';
import { count, plural } from '../../words/numbers.ts';
import { WrongUsage } from '../terminal/exit.ts';
import { designFor, type ExploreOptions, limitsFor } from '../terminal/options.ts';
import { meter } from '../terminal/progress.ts';
import {
  faultsOption,
  MAX_FAULTS,
  memoryOption,
  type Option,
  secondsOption,
  statesOption,
  texts,
  weakenOption,
  writesOption,
} from './verb.ts';

export type CoverageOptions = Omit<ExploreOptions, 'json' | 'write' | 'report'>;

export const coverageOptions: readonly Option[] = [
  {
    name: 'coverage',
    takes: texts('source'),
    says: 'count how often each edge is taken by exploring a design, or by schedules (file or folder); repeatable',
  },
  faultsOption('with --coverage of a design: how many faults may happen in a run'),
  writesOption('with --coverage of a design: how many block versions the host writes in all, or any'),
  weakenOption('with --coverage of a design: rules to weaken, such as R3_highest or R4,R5'),
  statesOption('with --coverage: give up on a design after this many states'),
  memoryOption('with --coverage: give up when the visited states take this much'),
  secondsOption('with --coverage: give up on a design after this many seconds'),
];

/** How often each edge of each chart was taken, and by what. */
export interface Coverage {
  /** The chart with its counts. */
  readonly onto: (chart: Chart) => Chart;
  /** Options under which edges may be taken that were not. */
  readonly larger?: string;
  /** Why an exploration ended before its last state, if one did. */
  readonly stopped?: string;
}

/** Explores designs, or runs schedules, files or folders of them; never both: their counts differ. */
export async function coverageOf(sources: readonly string[], options: CoverageOptions): Promise<Coverage> {
  for (const source of sources) checkSource(source);
  const files = sources.filter(isOfSchedules).flatMap(scheduleFiles);
  const designs = sources.filter((source) => !isOfSchedules(source));
  if (designs.length === 0) return coverageOfSchedules(files, options);
  if (designs.length === sources.length) return coverageOfDesigns(designs, options);
  throw new WrongUsage('--coverage: expected designs or schedules, found both');
}

/** What the counts leave out, in a sentence, if they leave out anything of these charts. */
export function neverTaken(charts: readonly Chart[], { larger, stopped }: Coverage): string | undefined {
  const edges = charts.flatMap(({ regions }) => regions.flatMap(edgesIn));
  const never = edges.filter(({ taken }) => taken === 0).length;
  if (never === 0) return undefined;
  const hint =
    larger === undefined || stopped !== undefined
      ? ''
      : `; larger bounds may take them, or other designs: ${larger}`;
  return `${never} of ${plural(edges.length, 'edge')} never taken${hint}`;
}

async function coverageOfDesigns(names: readonly string[], options: CoverageOptions): Promise<Coverage> {
  const seconds = options.seconds;
  const limits = limitsFor(options);
  const tally = new Tally();
  const explored: Design[] = [];
  let stopped: string | undefined;
  for (const design of names.map((name) => designFor(name, options))) {
    explored.push(design);
    const reason = await exploreInto(tally, design, limits, seconds);
    stopped ??= reason;
    if (reason === 'interrupted') break;
  }
  const { preset } = options;
  const cut = stopped === undefined ? {} : { stopped };
  const end = stopped === undefined ? '' : `, cut short by ${stopped}`;
  const counted = `Times taken, exploring ${inShort(explored, preset)}${end}`;
  return { onto: (chart) => tally.onto(chart, counted), larger: largerThan(explored, preset), ...cut };
}

/** Why the exploration stopped before its end, if it did. */
async function exploreInto(
  tally: Tally,
  design: Design,
  limits: Limits,
  seconds: number,
): Promise<string | undefined> {
  const progress = meter(design.name);
  const question = { properties: [], ranks: [], observe: tally.add };
  const { stopped } = await drive(
    explore(compileModel(design), question, limits),
    seconds,
    ({ states, depth, waiting }) =>
      progress.show(states - waiting, states, `states=${count(states)}, depth=${depth}`),
  );
  progress.end();
  return stopped;
}

/** Designs with their bounds, short enough for a title. */
function inShort(designs: readonly Design[], preset: PresetName): string {
  const bounds = designs.map((design) => boundsInShort(design, preset));
  if (new Set(bounds).size === 1) return `${designs.map(({ name }) => name).join(', ')} (${bounds[0]})`;
  return designs.map(({ name }, i) => `${name} (${bounds[i]})`).join('; ');
}

/** The preset, and where the design differs from it. */
function boundsInShort({ bounds, weakened }: Design, preset: PresetName): string {
  const sizes = Object.keys(bounds).filter((key) => key !== 'faults') as (keyof Bounds)[];
  const own = sizes.filter((key) => JSON.stringify(bounds[key]) !== JSON.stringify(presets[preset][key]));
  const pages = `${bounds.cachePages.C1},${bounds.cachePages.C2}`;
  return [
    preset,
    ...own.map((key) => `${key}=${key === 'cachePages' ? pages : bounds[key]}`),
    `up to ${plural(bounds.faults, 'fault')}`,
    ...(weakened.length === 0 ? [] : [`without ${weakened.join(', ')}`]),
  ].join(', ');
}

/** The next larger bounds, as options. */
function largerThan(designs: readonly Design[], preset: PresetName): string {
  const faults = Math.max(...designs.map(({ bounds }) => bounds.faults)) + 1;
  const next = presetNames[presetNames.indexOf(preset) + 1];
  const more = faults > MAX_FAULTS ? [] : [`--faults ${faults}`];
  return [...more, ...(next === undefined ? [] : [`--preset ${next}`])].join(' or ');
}

function coverageOfSchedules(files: readonly string[], options: CoverageOptions): Coverage {
  if (files.length === 0)
    throw new WrongUsage('--coverage: expected *.schedule files, found a folder without');
  const { faults, writes, weaken } = options;
  if (faults !== undefined || writes !== undefined || weaken !== undefined) {
    throw new WrongUsage('--faults, --writes and --weaken: a schedule says itself what it runs with');
  }
  const tally = new Tally();
  const preset = options.preset;
  for (const { trace } of files.map((file) => replayFile(file, preset)))
    for (const { moves } of trace.steps) tally.add(moves);
  const counted = `Times taken in ${plural(files.length, 'schedule')}`;
  return { onto: (chart) => tally.onto(chart, counted) };
}

function checkSource(source: string): void {
  if (isOfSchedules(source) || shippedDesigns().includes(source) || existsSync(source)) return;
  const hint = hintFor(source, shippedDesigns()) ?? 'expected a design, a schedule file or a folder of them';
  throw new WrongUsage(`--coverage: ${hint}, found "${shown(source)}"`);
}

function isOfSchedules(source: string): boolean {
  return source.endsWith('.schedule') || isFolder(source);
}
