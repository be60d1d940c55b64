import {
  accessSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { shown } from '../text/shown.ts';
import { Replacement, replaceFile, replaceWith } from './replace.ts';
import { reasonOf } from './system-errors.ts';

/** Thrown for a place that nothing can be written to: a matter of what was asked for, and no internal error. */
export class CannotWrite extends Error {
  override readonly name = 'CannotWrite';

  constructor(
    readonly path: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`cannot write ${shown(path)}: ${reason}`, options);
  }
}

/**
 * Replaces a file whole, or leaves it as it was.
 * @throws CannotWrite when the place does not allow it.
 */
export function writeWhole(file: string, text: string): void {
  orCannotWrite(file, () => {
    refuseSpecial(file);
    replaceFile(file, text);
  });
}

/**
 * Tells before long work that a file could not be written behind it, as far as that can be known.
 * @throws CannotWrite
 */
export function refuseUnwritable(file: string): void {
  orCannotWrite(file, () => {
    refuseSpecial(file);
    refuseFolder(file);
  });
}

/**
 * The same for what is too large for one text: `write` writes it to a descriptor. What a process that was killed had
 * written of the same file is removed.
 * @throws CannotWrite when the place does not allow it.
 */
export function writeWholeBy(file: string, write: (descriptor: number) => void): void {
  orCannotWrite(file, () => {
    refuseSpecial(file);
    removeUnfinished(file);
    replaceWith(file, `${basename(file)}.${process.pid}`, write);
  });
}

/** How much is written at a time. */
const PIECE = 2 ** 20;

/** A long text that is written in pieces, and is in its place once it is whole. */
export class WholeFile {
  readonly #file: string;
  readonly #replacement: Replacement;
  #pending: string[] = [];
  #length = 0;

  /** @throws CannotWrite when the place does not allow it. */
  constructor(file: string) {
    this.#file = file;
    this.#replacement = orCannotWrite(file, () => {
      refuseSpecial(file);
      refuseFolder(file);
      removeUnfinished(file);
      return new Replacement(file, `${basename(file)}.${process.pid}`);
    });
  }

  /** @throws CannotWrite when there is no more room. */
  write(text: string): void {
    this.#pending.push(text);
    this.#length += text.length;
    if (this.#length >= PIECE) this.#flush();
  }

  /** @throws CannotWrite */
  keep(): void {
    this.#flush();
    orCannotWrite(this.#file, () => this.#replacement.keep());
  }

  drop(): void {
    this.#replacement.drop();
  }

  #flush(): void {
    orCannotWrite(this.#file, () => writeFileSync(this.#replacement.descriptor, this.#pending.join('')));
    this.#pending = [];
    this.#length = 0;
  }
}

function removeUnfinished(file: string): void {
  const [begin, end] = [`.${basename(file)}.`, '.tmp'];
  for (const name of readdirSync(dirname(file))) {
    if (!name.startsWith(begin) || !name.endsWith(end)) continue;
    const id = name.slice(begin.length, -end.length);
    if (/^\d+$/.test(id) && !isOther(Number(id))) rmSync(join(dirname(file), name), { force: true });
  }
}

/** Whether another process has this number: then it may still be writing. */
function isOther(id: number): boolean {
  if (id === process.pid) return false;
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A device, a pipe or what standard output goes to would be gone once a file is moved into its place. */
function refuseFolder(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new CannotWrite(file, 'it is a folder');
}

function refuseSpecial(file: string): void {
  const unlessMissing = { throwIfNoEntry: false };
  const target = statSync(file, unlessMissing) ?? lstatSync(file, unlessMissing);
  if (target === undefined || target.isDirectory()) return;
  if (!target.isFile()) throw new CannotWrite(file, 'it is no regular file');
  const output = fstatSync(1);
  if (target.dev === output.dev && target.ino === output.ino)
    throw new CannotWrite(file, 'standard output goes there');
}

/**
 * Makes a folder that files can be written to, and those above it, where they are missing.
 * @throws CannotWrite when the place does not allow it.
 */
export function makeFolder(folder: string): void {
  orCannotWrite(folder, () => {
    makeMissing(folder);
    accessSync(folder, constants.W_OK);
  });
}

/** One at a time: Node that is to make all at once tries without end below /proc. */
function makeMissing(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (!existsSync(dirname(folder))) makeMissing(dirname(folder));
  mkdirSync(folder);
}

function orCannotWrite<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (cause) {
    const reason = reasonOf(cause);
    throw reason === undefined ? cause : new CannotWrite(path, reason, { cause });
  }
}
