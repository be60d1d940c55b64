import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fewKinds, type Wiring } from './arrays.ts';

/* The command line as a user runs it. */

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** What Node runs, before what is asked of it: what the runner of the tests built (it starts sooner), or the sources. */
const built = process.env['MIRRORPROOF_BUILT'];
export const command = built === undefined ? ['--import', import.meta.resolve('tsx'), main] : [built];

export function mirrorproof(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** The same with `--json`, and the document read. */
export function json(...args: string[]) {
  const { status, stdout } = mirrorproof(...args, '--json');
  return { status, document: JSON.parse(stdout) };
}

/** A folder that is gone when the tests are over. */
export const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

/** Writes a file to the folder: a text as it is, anything else as JSON. */
export function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** A file with a shipped design that has few kinds of fault (arrays.ts), under its own name. */
export function withFewKinds(design: Wiring): string {
  const shipped = JSON.parse(
    readFileSync(new URL(`../../spec/designs/${design}.json`, import.meta.url), 'utf8'),
  );
  return file(`${design}.json`, { ...shipped, faultKinds: fewKinds });
}

/** A folder in which the schedule of a design cannot be written. */
export function occupied(design: string): string {
  const out = join(folder, `occupied-${design}`);
  mkdirSync(join(out, `${design}.schedule`), { recursive: true });
  return out;
}

/** A design that loses data when P1 fails, which it does not declare. */
export const oneUnit = {
  name: 'one-unit',
  ack: 'mirror',
  power: { P1: ['K1', 'C1', 'K2', 'C2'] },
  bounds: { writes: 1 },
  declares: { survives: ['*'] },
};
