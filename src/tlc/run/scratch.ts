import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonOf } from '../../files/system-errors.ts';
import { CannotWrite } from '../../files/whole.ts';

/** Gives a run a temporary folder, which is gone when the run is over, or when the process is. */
export async function withScratch<R>(run: (folder: string) => Promise<R>): Promise<R> {
  const folder = makeFolder();
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', remove);
  try {
    return await run(folder);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** @throws CannotWrite where there is no place for temporary files. */
function makeFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'mirrorproof-tlc-'));
  } catch (cause) {
    const reason = reasonOf(cause);
    if (reason === undefined) throw cause;
    throw new CannotWrite(tmpdir(), `${reason}; TLC works there: have TMPDIR name a folder`, { cause });
  }
}
