import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { shown } from '../text/shown.ts';
import { reasonOf } from './system-errors.ts';

/** Thrown for an input that is no file, cannot be read, or is too large to be meant. */
export class CannotRead extends Error {
  override readonly name = 'CannotRead';

  constructor(
    readonly path: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`cannot read ${shown(path)}: ${reason}`, options);
  }
}

/** The most that a design or a schedule may have: written by hand, they have some thousand bytes. */
export const MAX_INPUT_BYTES = 2 ** 20;

/**
 * The text of a file that a user gives, at most 1 MB.
 * @throws CannotRead with the reason in words.
 */
export function readInput(path: string): string {
  return withInput(path, (file) => textOf(path, file));
}

/**
 * Opens a file that a user gives, has it read, and closes it. Neither a pipe that nobody writes to nor a device without
 * end keeps it waiting: what is no regular file is refused.
 * @throws CannotRead with the reason in words.
 */
export function withInput<R>(path: string, read: (file: number, size: number) => R): R {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(file);
      refuseSpecial(path, stats);
      return read(file, stats.size);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    const reason = reasonOf(cause);
    throw reason === undefined ? cause : new CannotRead(path, reason, { cause });
  }
}

function refuseSpecial(path: string, stats: Stats): void {
  if (stats.isFile()) return;
  if (stats.isDirectory()) throw new CannotRead(path, 'it is a folder');
  const kind = stats.isFIFO() ? 'a pipe' : stats.isSocket() ? 'a socket' : 'a device';
  throw new CannotRead(path, `it is ${kind}, expected a regular file`);
}

/** Never more than the limit and one byte, whatever size the file says it has: below /proc it says 0. */
function textOf(path: string, file: number): string {
  const buffer = Buffer.alloc(MAX_INPUT_BYTES + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < buffer.length; length += read)
    read = readSync(file, buffer, length, buffer.length - length, null);
  if (length > MAX_INPUT_BYTES) throw new CannotRead(path, 'it is larger than 1 MB, the most that is read');
  return buffer.toString('utf8', 0, length);
}
