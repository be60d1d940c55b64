import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes a file beside the place and moves it there: who reads finds the old text or the new one, whole. A link stays a
 * link, and what was replaced leaves its owner and its permissions.
 */
export function replaceFile(file: string, text: string): void {
  replaceWith(file, randomUUID(), (descriptor) => writeFileSync(descriptor, text));
}

/** The same with what `write` writes to it. Until it is whole, it lies beside the place under a name of its own. */
export function replaceWith(file: string, name: string, write: (descriptor: number) => void): void {
  const old = statSync(file, { throwIfNoEntry: false });
  const target = old === undefined ? file : realpathSync(file);
  const beside = join(dirname(target), `.${name}.tmp`);
  try {
    writeNew(beside, write);
    if (old !== undefined) resemble(beside, old);
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function writeNew(file: string, write: (descriptor: number) => void): void {
  const descriptor = openSync(file, 'wx');
  try {
    write(descriptor);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function resemble(file: string, { uid, gid, mode }: Stats): void {
  const own = statSync(file);
  // Whoever may not give a file away has written one of its own before, too.
  if ((own.uid !== uid || own.gid !== gid) && process.getuid?.() === 0) chownSync(file, uid, gid);
  chmodSync(file, mode);
}
