import { realpathSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { MissingFiles, packageFile } from './package.ts';

const NAME = 'mirrorproof';
const LOCAL_BIN = join('node_modules', '.bin');

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w./,@%+=:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command of ours, as it works where this one was given: what a hint says can be copied. */
export function commandOf(rest: string): string {
  return `${program()} ${rest}`;
}

/** The command that runs, as it was given: to be given again in the same folder. */
export function commandAsGiven(): string {
  return commandOf(process.argv.slice(2).map(quoted).join(' '));
}

/**
 * What starts again what runs now: its name where the PATH leads there, npx where it finds it, else Node. Where npx would
 * not find it, it would fetch whatever is called the same.
 */
function program(): string {
  const script = process.argv[1] ?? '';
  const running = realPath(script);
  const root = ownRoot();
  if (running === undefined || root === undefined || !isWithin(running, root)) return `npx ${NAME}`;
  const leadsHere = (folder: string) => realPath(join(folder, NAME)) === running;
  if (lastingPath().some(leadsHere)) return NAME;
  const cwd = process.cwd();
  const isForNpx = process.env['npm_command'] === 'exec' || isWithin(cwd, root);
  if (isForNpx || foldersUpFrom(cwd).some((folder) => leadsHere(join(folder, LOCAL_BIN))))
    return `npx ${NAME}`;
  return ['node', ...process.execArgv, script].map(quoted).join(' ');
}

/** None in a bundle. */
function ownRoot(): string | undefined {
  try {
    return packageFile();
  } catch (error) {
    if (error instanceof MissingFiles) return undefined;
    throw error;
  }
}

/** The PATH without what npx and scripts of npm put there for themselves. */
function lastingPath(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.filter((folder) => folder !== '' && !join(folder).endsWith(LOCAL_BIN));
}

function foldersUpFrom(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUpFrom(above)];
}

function isWithin(path: string, folder: string): boolean {
  return `${path}${sep}`.startsWith(`${realPath(folder)}${sep}`);
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
