import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Design } from '../../spec/design.ts';
import { Tally } from '../diagram/coverage.ts';
import { explore, type Limits } from '../explorer/explore.ts';
import { shippedDesigns } from '../files/package.ts';
import type { Action } from '../model/action.ts';
import { compileModel } from '../model/model.ts';
import { BadSchedule, parseSchedule } from '../schedule/file.ts';
import { actionsByLabel } from '../schedule/label.ts';
import { CannotReplay, replay } from '../schedule/replay.ts';
import { drive } from './drive.ts';
import { WrongUsage } from './exit.ts';
import { boundsInWords, count, plural } from './format.ts';
import { designFor, type ExploreOptions, wholeNumber } from './options.ts';
import { meter } from './progress.ts';

export type CoverageOptions = Pick<ExploreOptions, 'preset' | 'faults' | 'weaken' | 'seconds'>;

/** How often each edge of each chart was taken, and by what. */
export interface Coverage {
  readonly tally: Tally;
  readonly counted: string;
  /** Why an exploration ended before its last state, if one did. */
  readonly stopped?: string;
}

const LIMITS: Limits = { states: 50_000_000, bytes: 4 * 2 ** 30 };

/** Explores designs, or runs schedules, files or folders of them; never both: their counts differ. */
export async function coverageOf(sources: readonly string[], options: CoverageOptions): Promise<Coverage> {
  const files = sources.filter(isOfSchedules).flatMap(scheduleFiles);
  const designs = sources.filter((source) => !isOfSchedules(source));
  if (designs.length === 0) return coverageOfSchedules(files, options);
  if (designs.length === sources.length) return coverageOfDesigns(designs, options);
  throw new WrongUsage('--coverage: expected designs or schedules, found both');
}

async function coverageOfDesigns(names: readonly string[], options: CoverageOptions): Promise<Coverage> {
  const seconds = wholeNumber('--seconds', options.seconds);
  const tally = new Tally();
  const explored: Design[] = [];
  let stopped: string | undefined;
  for (const design of names.map((name) => designFor(name, options))) {
    explored.push(design);
    const reason = await exploreInto(tally, design, seconds);
    stopped ??= reason;
    if (reason === 'interrupted') break;
  }
  const which = explored.map(({ name }) => name).join(', ');
  const cut = stopped === undefined ? {} : { stopped };
  const counted = `How often exploring ${which} took each edge, over all steps from all states`;
  return { tally, counted: `${counted} (${inWords(explored, stopped)})`, ...cut };
}

/** Why the exploration stopped before its end, if it did. */
async function exploreInto(tally: Tally, design: Design, seconds: number): Promise<string | undefined> {
  const progress = meter(design.name);
  const question = { properties: [], rank: () => 0, observe: tally.add };
  const { stopped } = await drive(
    explore(compileModel(design), question, LIMITS),
    seconds,
    ({ states, depth, waiting }) =>
      progress.show(states - waiting, states, `states=${count(states)}, depth=${depth}`),
  );
  progress.end();
  return stopped;
}

function inWords(designs: readonly Design[], stopped: string | undefined): string {
  const bounds = new Set(designs.map((design) => boundsInWords(design.bounds)));
  const weakened = [...new Set(designs.flatMap((design) => design.weakened))];
  return [
    bounds.size === 1 ? [...bounds][0] : 'each within its own bounds',
    ...(weakened.length === 0 ? [] : [`weakened: ${weakened.join(', ')}`]),
    ...(stopped === undefined ? [] : [`cut short by ${stopped}`]),
  ].join('; ');
}

function coverageOfSchedules(files: readonly string[], options: CoverageOptions): Coverage {
  if (files.length === 0)
    throw new WrongUsage('--coverage: expected *.schedule files, found a folder without');
  if (options.faults !== undefined || options.weaken !== undefined) {
    throw new WrongUsage('--faults and --weaken: a schedule says itself what it runs with');
  }
  const tally = new Tally();
  for (const file of files) replayInto(tally, file, options.preset);
  return { tally, counted: `How often the steps of ${plural(files.length, 'schedule')} took each edge` };
}

function replayInto(tally: Tally, file: string, preset: string): void {
  const { design: name, bounds, weaken, actions } = parseSchedule(readSchedule(file), file);
  const path = shippedDesigns().includes(name) ? name : resolve(dirname(file), name);
  const model = compileModel(designFor(path, { preset }, { bounds, weakened: weaken }));
  const known = actionsByLabel(model);
  const schedule = actions.map(({ label, line }): Action => {
    const action = known.get(label);
    if (action === undefined)
      throw new BadSchedule(file, line, `expected an action of ${name}, found "${label}"`);
    return action;
  });
  try {
    for (const { moves } of replay(model, schedule, []).steps) tally.add(moves);
  } catch (error) {
    if (!(error instanceof CannotReplay)) throw error;
    const { label, line } = actions[error.index]!;
    throw new BadSchedule(file, line, `${label} is not enabled here`);
  }
}

function readSchedule(file: string): string {
  if (!existsSync(file)) throw new BadSchedule(file, 1, 'expected a schedule file, found no such file');
  return readFileSync(file, 'utf8');
}

function isOfSchedules(source: string): boolean {
  return source.endsWith('.schedule') || isFolder(source);
}

function scheduleFiles(source: string): string[] {
  if (!isFolder(source)) return [source];
  const names = readdirSync(source).filter((name) => name.endsWith('.schedule'));
  return names.sort().map((name) => join(source, name));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
