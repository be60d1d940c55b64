import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { invariantsOf } from '../../properties/invariants.ts';
import type { Design, PresetName } from '../../spec/design.ts';
import { whyNever } from '../../spec/faults.ts';
import { BadChange, hintFor, NoSuchDesign } from '../design/bad-design.ts';
import { type Changes, loadDesign } from '../design/load.ts';
import { shippedDesigns } from '../files/package.ts';
import { CannotRead, readInput } from '../files/read.ts';
import { commandOf, quoted } from '../files/shell.ts';
import { reasonOf } from '../files/system-errors.ts';
import { BadItf, parseItf } from '../itf/file.ts';
import { actionsThrough } from '../itf/follow.ts';
import type { Action } from '../model/action.ts';
import { compileModel, type Model } from '../model/model.ts';
import { BadSchedule, parseSchedule, type ScheduleFile } from '../schedule/file.ts';
import { actionsByLabel, labelOf } from '../schedule/label.ts';
import { CannotReplay, replay, type Trace } from '../schedule/replay.ts';
import { quotation } from '../text/quotation.ts';
import { shown } from '../text/shown.ts';
import { whyAbsent } from '../words/absent.ts';
import { type Refusal, refusalOf, tellRefusal } from '../words/refusals.ts';

/** Thrown for a design or a folder in the place of a schedule file. The message says what to give instead. */
export class NotASchedule extends Error {
  override readonly name = 'NotASchedule';

  constructor(path: string, found: 'design' | 'folder', instead: string) {
    super(`expected a schedule file, found the ${found} ${shown(path)}; ${instead}`);
  }
}

/** A step of a schedule that may not happen where it stands: why not, and what may. */
export interface RefusedStep extends Refusal {
  readonly action: string;
  readonly enabled: readonly string[];
}

/** Thrown for a schedule with a step that is refused. */
export class Refused extends BadSchedule {
  constructor(
    file: string,
    line: number,
    readonly step: RefusedStep,
  ) {
    const { action, enabled } = step;
    const why = tellRefusal(step);
    super(file, line, `${action} is not enabled here: ${why}; enabled are: ${firstOf(enabled)}`);
  }
}

/** A schedule file, or a trace, run. */
export interface Replayed {
  readonly file: string;
  readonly schedule: Pick<ScheduleFile, 'design' | 'comment' | 'expected'>;
  readonly design: Design;
  readonly model: Model;
  readonly trace: Trace;
}

/**
 * The schedule files that a path stands for: those of a folder in the order of their names, or the one.
 * @throws CannotRead for a folder whose files cannot be listed.
 */
export function scheduleFiles(path: string): string[] {
  if (!isFolder(path)) return [path];
  const names = namesIn(path).filter((name) => name.endsWith('.schedule'));
  return names.sort().map((name) => join(path, name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new CannotRead(folder, reasonOf(cause) ?? String(cause), { cause });
  }
}

/** What cannot be looked at is none: whoever reads it says why. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** How many of the actions that are enabled are named where another is not. */
const MAX_INSTEAD = 8;

/** How a trace in the Informal Trace Format is named. */
export const ITF_ENDING = '.itf.json';

/**
 * Runs one schedule file, or one trace (FILE.itf.json), and judges each step by the invariants of its design: a shipped
 * one, or a path seen from that file. The preset gives the bounds that neither sets.
 * @throws BadSchedule for what is wrong in a schedule, with the line: Refused for a step that may not happen.
 * @throws BadItf for what is wrong in a trace, with the state.
 * @throws BadDesign for what is wrong in the file of its design.
 * @throws NotASchedule for a design or a folder in its place, and CannotRead.
 */
export function replayFile(file: string, preset: PresetName): Replayed {
  return file.endsWith(ITF_ENDING) ? replayItf(file, preset) : replaySchedule(file, preset);
}

function replayItf(file: string, preset: PresetName): Replayed {
  refuseFolder(file);
  const itf = parseItf(readInput(file), file);
  const { design: name, bounds, weaken } = itf;
  const design = designSeenFrom(file, name, preset, { bounds, weakened: weaken }, (problem) => {
    return new BadItf(file, '#meta.mirrorproof', problem);
  });
  const model = compileModel(design);
  const trace = replay(model, actionsThrough(model, itf), invariantsOf(design));
  return { file, schedule: { design: name, comment: [] }, design, model, trace };
}

function replaySchedule(file: string, preset: PresetName): Replayed {
  const schedule = parseSchedule(readSchedule(file), file);
  const design = designFor(schedule, file, preset);
  const model = compileModel(design);
  const known = actionsByLabel(model);
  const actions = schedule.actions.map(({ label, line }): Action => {
    const action = known.get(label);
    if (action !== undefined) return action;
    const expected = `expected an action of ${design.name}, found ${quotation(label)}`;
    const [name = ''] = label.split(' ');
    const never = whyNever(design, name) ?? whyAbsent(model, name);
    if (never !== undefined) throw new BadSchedule(file, line, `${expected}: ${never}`);
    throw new BadSchedule(file, line, withHint(expected, label, [...known.keys()]));
  });
  try {
    return { file, schedule, design, model, trace: replay(model, actions, invariantsOf(design)) };
  } catch (error) {
    if (!(error instanceof CannotReplay)) throw error;
    const { label, line } = schedule.actions[error.index]!;
    throw new Refused(file, line, {
      action: label,
      ...refusalOf(model, error.state, error.action)!,
      enabled: error.instead.map((action) => labelOf(model, action)),
    });
  }
}

function firstOf(labels: readonly string[]): string {
  const more = labels.length - MAX_INSTEAD;
  return `${labels.slice(0, MAX_INSTEAD).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The design of a schedule, with what the schedule changes in it: each is blamed for what it says itself. */
function designFor(schedule: ScheduleFile, file: string, preset: PresetName): Design {
  const { design, bounds, designLine, boundsLine, weaken } = schedule;
  return designSeenFrom(file, design, preset, { bounds, weakened: weaken }, (problem, isOfChange) => {
    return new BadSchedule(file, isOfChange ? (boundsLine ?? designLine) : designLine, problem);
  });
}

/** The design that a file names, seen from its folder, with what it changes. `blamed` is the error that blames the file. */
function designSeenFrom(
  file: string,
  name: string,
  preset: PresetName,
  changes: Changes,
  blamed: (problem: string, isOfChange: boolean) => Error,
): Design {
  const path = shippedDesigns().includes(name) ? name : resolve(dirname(file), name);
  try {
    return loadDesign(path, preset, changes);
  } catch (error) {
    if (error instanceof BadChange) throw blamed(error.message, true);
    if (!(error instanceof CannotRead || error instanceof NoSuchDesign)) throw error;
    const reason = error instanceof CannotRead ? error.reason : 'there is no such file';
    const what = file.endsWith(ITF_ENDING) ? 'trace' : 'schedule';
    const expected = `expected the design ${quotation(name)}, seen from the ${what}'s folder: ${reason}`;
    throw blamed(withHint(expected, name, shippedDesigns()), false);
  }
}

function withHint(problem: string, word: string, known: readonly string[]): string {
  const hint = hintFor(word, known);
  return hint === undefined ? problem : `${problem} (${hint})`;
}

/**
 * The text of a schedule file.
 * @throws CannotRead when there is none, and NotASchedule for a design or a folder in its place.
 */
export function readSchedule(file: string): string {
  refuseFolder(file);
  refuseDesign(file);
  return readInput(file);
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
