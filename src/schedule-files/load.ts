import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { invariantsOf } from '../../properties/invariants.ts';
import type { Design, PresetName } from '../../spec/design.ts';
import { hintFor } from '../design/bad-design.ts';
import { loadDesign } from '../design/load.ts';
import { shippedDesigns } from '../files/package.ts';
import { commandOf, quoted } from '../files/shell.ts';
import type { Action } from '../model/action.ts';
import { compileModel, type Model } from '../model/model.ts';
import { BadSchedule, parseSchedule, type ScheduleFile } from '../schedule/file.ts';
import { actionsByLabel, labelOf } from '../schedule/label.ts';
import { CannotReplay, replay, type Trace } from '../schedule/replay.ts';

/** Thrown for a design or a folder in the place of a schedule file. The message says what to give instead. */
export class NotASchedule extends Error {
  override readonly name = 'NotASchedule';

  constructor(path: string, found: 'design' | 'folder', instead: string) {
    super(`expected a schedule file, found the ${found} ${path}; ${instead}`);
  }
}

/** A schedule file, run. */
export interface Replayed {
  readonly file: string;
  readonly schedule: ScheduleFile;
  readonly design: Design;
  readonly model: Model;
  readonly trace: Trace;
}

/** The schedule files that a path stands for: those of a folder in the order of their names, or the one. */
export function scheduleFiles(path: string): string[] {
  if (!isFolder(path)) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith('.schedule'));
  return names.sort().map((name) => join(path, name));
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/**
 * Runs one schedule file, and judges each step by the invariants of its design: a shipped one, or a path seen from the
 * schedule file. The preset gives the bounds that neither sets.
 * @throws BadSchedule for what is wrong in it, BadDesign for what is wrong in its design.
 * @throws NotASchedule for a design or a folder in its place.
 */
export function replayFile(file: string, preset: PresetName): Replayed {
  const schedule = parseSchedule(readSchedule(file), file);
  const changes = { bounds: schedule.bounds, weakened: schedule.weaken };
  const design = loadDesign(designNamedIn(schedule, file), preset, changes);
  const model = compileModel(design);
  const known = actionsByLabel(model);
  const actions = schedule.actions.map(({ label, line }): Action => {
    const action = known.get(label);
    if (action !== undefined) return action;
    const expected = `expected an action of ${design.name}, found "${label}"`;
    throw new BadSchedule(file, line, withHint(expected, label, [...known.keys()]));
  });
  try {
    return { file, schedule, design, model, trace: replay(model, actions, invariantsOf(design)) };
  } catch (error) {
    if (!(error instanceof CannotReplay)) throw error;
    const { label, line } = schedule.actions[error.index]!;
    const instead = error.instead.map((action) => labelOf(model, action)).join(', ');
    throw new BadSchedule(file, line, `${label} is not enabled here; enabled are: ${instead}`);
  }
}

/** A shipped design by its name, another by its path from here. */
function designNamedIn({ design, designLine }: ScheduleFile, file: string): string {
  if (shippedDesigns().includes(design)) return design;
  const path = resolve(dirname(file), design);
  if (existsSync(path)) return path;
  const expected = `expected the design ${design}, seen from the schedule's folder, found no such file`;
  throw new BadSchedule(file, designLine, withHint(expected, design, shippedDesigns()));
}

function withHint(problem: string, word: string, known: readonly string[]): string {
  const hint = hintFor(word, known);
  return hint === undefined ? problem : `${problem} (${hint})`;
}

/**
 * The text of a schedule file.
 * @throws BadSchedule when there is none, and NotASchedule for a design or a folder in its place.
 */
export function readSchedule(file: string): string {
  refuseFolder(file);
  refuseDesign(file);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const found = code === 'ENOENT' ? 'no such file' : message;
    throw new BadSchedule(file, 1, `expected a schedule file, found ${found}`);
  }
}

function refuseFolder(path: string): void {
  if (!isFolder(path)) return;
  const [first] = scheduleFiles(path);
  const inside = first === undefined ? 'without a schedule in it' : `a schedule in it: ${quoted(first)}`;
  throw new NotASchedule(path, 'folder', inside);
}

/** Whoever has a design and wants a schedule gets one from `check`. */
function refuseDesign(path: string): void {
  const isDesign = existsSync(path) ? path.endsWith('.json') : shippedDesigns().includes(path);
  if (!isDesign) return;
  const command = commandOf(`check ${quoted(path)} --write out`);
  const instead = `check writes one where a design fails: ${command}`;
  throw new NotASchedule(path, 'design', instead);
}
