import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cachedJar } from '../../src/tlc/run/jar.ts';

/* Programs in Python that nobody here wrote, to read what we write. */

/** The Python of a new environment in this folder that has these packages. */
export function installPython(folder: string, packages: readonly string[]): string {
  const python = join(folder, 'bin', 'python');
  execFileSync('python3', ['-m', 'venv', folder]);
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
  return python;
}

/** The readers of traces and of test results. */
const readers = ['itf-py==0.5.0', 'junitparser==5.0.3'];

/** Why they cannot be had here, if so: itf-py asks for Python 3.11. */
export const noReaders =
  spawnSync('python3', ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 11))']).status === 0
    ? undefined
    : 'no Python 3.11 or newer is installed';

/** A Python that has them. They are fetched once; two that fetch at the same time end with the same. */
export function pythonWithReaders(): string {
  const folder = join(dirname(cachedJar()), readers.join('+'));
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  mkdirSync(dirname(folder), { recursive: true });
  const beside = mkdtempSync(join(dirname(folder), 'fetch-'));
  try {
    installPython(beside, readers);
    if (!existsSync(folder)) renameSync(beside, folder);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  return python;
}
