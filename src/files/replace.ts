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
  const replacement = new Replacement(file, name);
  try {
    write(replacement.descriptor);
    replacement.keep();
  } catch (error) {
    replacement.drop();
    throw error;
  }
}

/** A file that is written piece by piece, beside the place where it belongs. It is kept there, or dropped. */
export class Replacement {
  readonly descriptor: number;
  readonly #old: Stats | undefined;
  readonly #target: string;
  readonly #beside: string;
  #isOpen = true;

  constructor(file: string, name: string) {
    this.#old = statSync(file, { throwIfNoEntry: false });
    this.#target = this.#old === undefined ? file : realpathSync(file);
    this.#beside = join(dirname(this.#target), `.${name}.tmp`);
    this.descriptor = openSync(this.#beside, 'wx');
  }

  /** Moves it into its place, when it is on the disk. */
  keep(): void {
    fsyncSync(this.descriptor);
    this.#close();
    if (this.#old !== undefined) resemble(this.#beside, this.#old);
    renameSync(this.#beside, this.#target);
  }

  /** Nothing is left of it, and what was in its place is there as it was. */
  drop(): void {
    this.#close();
    rmSync(this.#beside, { force: true });
  }

  #close(): void {
    if (this.#isOpen) closeSync(this.descriptor);
    this.#isOpen = false;
  }
}

function resemble(file: string, { uid, gid, mode }: Stats): void {
  const own = statSync(file);
  // Whoever may not give a file away has written one of its own before, too.
  if ((own.uid !== uid || own.gid !== gid) && process.getuid?.() === 0) chownSync(file, uid, gid);
  chmodSync(file, mode);
}
