import { randomUUID } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CannotRead } from './read.ts';
import { reasonOf } from './system-errors.ts';
import { CannotWrite } from './whole.ts';

/**
 * A file for a while, in a folder. It has no name there: it goes with the process, in whatever way that ends, and nobody
 * else can change it. Until something is written there is none.
 */
export class Scratch {
  readonly #folder: string;
  #descriptor: number | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws CannotWrite when the place does not allow it. */
  write(at: number, bytes: Uint8Array): void {
    try {
      this.#descriptor ??= openNameless(this.#folder);
      for (let done = 0; done < bytes.length; )
        done += writeSync(this.#descriptor, bytes, done, bytes.length - done, at + done);
    } catch (cause) {
      const reason = reasonOf(cause);
      throw reason === undefined ? cause : new CannotWrite(this.#folder, reason, { cause });
    }
  }

  /** @throws CannotRead when it is not as it was written. */
  read(at: number, into: Uint8Array): void {
    for (let done = 0; done < into.length; ) {
      const read = readSync(this.#descriptor!, into, done, into.length - done, at + done);
      if (read === 0) throw new CannotRead(this.#folder, 'the file that states were set aside in is torn');
      done += read;
    }
  }

  /** Leaves its place to others. */
  close(): void {
    if (this.#descriptor === undefined) return;
    ftruncateSync(this.#descriptor);
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

function openNameless(folder: string): number {
  const file = join(folder, `.${randomUUID()}.tmp`);
  const descriptor = openSync(file, 'wx+', 0o600);
  rmSync(file);
  return descriptor;
}
