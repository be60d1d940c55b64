import { mkdirSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Bounds, Design } from '../../spec/design.ts';
import { shippedDesigns } from '../files/package.ts';
import { writeWhole } from '../files/whole.ts';
import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import { formatSchedule } from '../schedule/file.ts';
import { labelOf } from '../schedule/label.ts';
import { WrongUsage } from './exit.ts';

/** A schedule that a command found, on its way to a file. */
export interface Found {
  /** The design as the command line named it. */
  readonly name: string;
  readonly design: Design;
  readonly model: Model;
  readonly schedule: readonly Action[];
  readonly comment: readonly string[];
}

/** The text of the schedule file, for a file in the given folder. */
export function textOf({ name, design, model, schedule, comment }: Found, folder = '.'): string {
  return formatSchedule({
    comment,
    design: seenFrom(folder, name),
    bounds: boundsToWrite(design),
    weaken: design.weakened,
    labels: schedule.map((action) => labelOf(model, action)),
  });
}

/** Writes schedules to one folder, each under the name of its design, and none over another of the same run. */
export class ScheduleFolder {
  readonly #folder: string;
  readonly #taken = new Set<string>();

  /** @throws WrongUsage when the folder is a file. */
  constructor(folder: string) {
    this.#folder = String(folder);
    if (statSync(this.#folder, { throwIfNoEntry: false })?.isFile()) {
      throw new WrongUsage(`--write: expected a folder, found the file ${this.#folder}`);
    }
  }

  /** Writes one schedule, and says to which file. */
  write(found: Found): string {
    mkdirSync(this.#folder, { recursive: true });
    const file = join(this.#folder, this.#freeName(found.design.name));
    writeWhole(file, textOf(found, this.#folder));
    return file;
  }

  #freeName(design: string): string {
    let name = `${design}.schedule`;
    for (let i = 2; this.#taken.has(name); i++) name = `${design}-${i}.schedule`;
    this.#taken.add(name);
    return name;
  }
}

/** The bounds that a schedule file of the design names: a FIFO depth says nothing where there is no FIFO. */
function boundsToWrite({ ack, bounds }: Design): Partial<Bounds> {
  const { fifoDepth: _, ...others } = bounds;
  return ack === 'fifo' ? bounds : others;
}

/** A schedule file names a design file as seen from its own folder. */
function seenFrom(folder: string, name: string): string {
  if (shippedDesigns().includes(name) || isAbsolute(name)) return name;
  return relative(resolve(folder), resolve(name));
}
