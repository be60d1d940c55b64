import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { invariantsOf } from '../../properties/invariants.ts';
import { shippedDesigns } from '../files/package.ts';
import { makeFolder, writeWhole } from '../files/whole.ts';
import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import { recordExpected, scheduleTextOf } from '../schedule/file.ts';
import { labelOf } from '../schedule/label.ts';
import { replay } from '../schedule/replay.ts';
import { outcomeText } from './outcome.ts';

/** A schedule that was found, on its way to a file. */
export interface Found {
  /** The design as it was asked for: a shipped one by its name, or the path of a design file. */
  readonly name: string;
  readonly model: Model;
  readonly schedule: readonly Action[];
  /** Lines at the top of the file. */
  readonly comment?: readonly string[];
}

/** The text of the schedule file, for a file in the given folder. */
export function textOf({ name, model, schedule, comment = [] }: Found, folder = '.'): string {
  const labels = schedule.map((action) => labelOf(model, action));
  return scheduleTextOf(model.design, seenFrom(folder, name), labels, comment);
}

/** The same with what comes of it, so that `replay` notices when the design no longer does that. */
export function recordedTextOf(found: Found, folder?: string): string {
  const { model, schedule } = found;
  const trace = replay(model, schedule, invariantsOf(model.design));
  return recordExpected(textOf(found, folder), outcomeText({ model, trace }));
}

/**
 * Writes a schedule and what comes of it to a file, whole or not at all, and makes the folder that it goes to.
 * @throws CannotReplay when an action is not enabled where it stands, CannotWrite when the place does not allow it.
 */
export function saveSchedule(file: string, found: Found): void {
  makeFolder(dirname(file));
  writeWhole(file, recordedTextOf(found, dirname(file)));
}

/** Names for the files of one folder, no two the same. */
export class FreshNames {
  readonly #taken: Set<string>;

  constructor(taken: readonly string[] = []) {
    this.#taken = new Set(taken);
  }

  /** The name, or the name with a number when it is taken. */
  next(name: string): string {
    let fresh = name;
    for (let i = 2; this.#taken.has(fresh); i++) fresh = `${name}-${i}`;
    this.#taken.add(fresh);
    return fresh;
  }
}

/** Writes schedules to one folder, each under the name of its design, and none over another of the same run. */
export class ScheduleFolder {
  readonly #folder: string;
  readonly #names: FreshNames;

  /**
   * Makes the folder; no schedule there gets one of the names that are taken.
   * @throws CannotWrite when the folder cannot be made.
   */
  constructor(folder: string, taken: readonly string[] = []) {
    this.#folder = folder;
    this.#names = new FreshNames(taken);
    makeFolder(folder);
  }

  /** Writes one schedule and its outcome, and says to which file. */
  write(found: Found): string {
    const file = join(this.#folder, `${this.#names.next(found.model.design.name)}.schedule`);
    saveSchedule(file, found);
    return file;
  }
}

/** A schedule file names a design file as seen from its own folder, links followed, and never like a shipped one. */
export function seenFrom(folder: string, name: string): string {
  if (shippedDesigns().includes(name) || isAbsolute(name)) return name;
  const seen = relative(realpathSync(folder), realpathSync(name));
  return shippedDesigns().includes(seen) ? `./${seen}` : seen;
}
