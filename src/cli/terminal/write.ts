import { writeSync } from 'node:fs';

/** Writes to standard output at once, whole even when a pipe is slow. */
export function print(text: string): void {
  let rest = Buffer.from(`${text}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}

export function printJson(document: unknown): void {
  print(JSON.stringify(document, null, 2));
}
