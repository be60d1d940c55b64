import { writeSync } from 'node:fs';
import pc from 'picocolors';
import { reasonOf } from '../../files/system-errors.ts';
import { visible } from '../../text/shown.ts';
import type { AnyDocument } from '../json/documents.ts';

/** Thrown when standard output takes no more. Whoever closes it early has seen enough: that is no trouble. */
export class CannotPrint extends Error {
  override readonly name = 'CannotPrint';
}

const STDOUT = 1;
const STDERR = 2;
/** How long to leave a pipe alone that is full. */
const SLOW_PIPE_MS = 5;
const asleep = new Int32Array(new SharedArrayBuffer(4));

/** Writes to standard output at once, whole even when a pipe is slow. */
export function print(text: string): void {
  try {
    writeAll(STDOUT, text);
  } catch (cause) {
    const reason = reasonOf(cause);
    throw reason === undefined
      ? cause
      : new CannotPrint(`cannot write standard output: ${reason}`, { cause });
  }
}

export function printJson(document: AnyDocument): void {
  print(JSON.stringify(document, null, 2));
}

/** Writes to standard error. Where that cannot be written to, there is nobody to tell. */
export function warn(text: string): void {
  try {
    writeAll(STDERR, text);
  } catch {}
}

function writeAll(descriptor: number, text: string): void {
  let rest = Buffer.from(`${harmless(text)}\n`);
  while (rest.length > 0) {
    try {
      const written = writeSync(descriptor, rest);
      if (written === 0) throw new CannotPrint('cannot write standard output: it takes nothing');
      rest = rest.subarray(written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(asleep, 0, 0, SLOW_PIPE_MS);
    }
  }
}

/** Bold, red, green, yellow, and their ends: all that we use, and only where there are colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with one
const ours = pc.isColorSupported ? /(\u001b\[(?:1|22|31|32|33|39)m)/ : /(?!)/;

/** Of all codes that a terminal obeys, our own colours are left. Names and texts from files may hold any. */
function harmless(text: string): string {
  const parts = text.split(ours);
  return parts.map((part, i) => (i % 2 === 1 ? part : visible(part))).join('');
}
