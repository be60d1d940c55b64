import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { folder } from './command.ts';
import { root } from './markdown.ts';

/* Copies of the sources, changed as somebody would change them. */

/** A text that comes into a file, after another that is there once. */
export interface Edit {
  readonly file: string;
  readonly after: string;
  readonly text: string;
}

/** All that a change needs. */
export type Plant = readonly Edit[];

const COPIED = [
  'package.json',
  'properties',
  'spec',
  'src',
  'test/support/search.ts',
  'test/support/touches.ts',
  'tla',
  'tsconfig.json',
];

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
}

/** A copy with a plant in it. */
export interface Planted {
  /** What the compiler says; nothing, if it is content. */
  readonly compile: () => Promise<string>;
  readonly mirrorproof: (...args: string[]) => Promise<Ended>;
  /** A module of the copy, with all that it imports. */
  readonly load: <T>(file: string) => Promise<T>;
  /** The exploration of tests, which holds every step against the card of its action. */
  readonly search: () => Promise<typeof import('./search.ts').search>;
}

let copies = 0;

export function planted(plant: Plant): Planted {
  const copy = join(folder, `copy-${++copies}`);
  for (const name of COPIED) {
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const edit of plant) insert(copy, edit);
  const main = join(copy, 'src', 'cli', 'main.ts');
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const load = <T>(file: string): Promise<T> => import(pathToFileURL(join(copy, file)).href);
  return {
    load,
    compile: async () => (await runNode(copy, tsc, '--noEmit')).stdout,
    mirrorproof: (...args) => runNode(copy, '--import', import.meta.resolve('tsx'), main, ...args),
    search: async () => (await load<typeof import('./search.ts')>('test/support/search.ts')).search,
  };
}

/** The files of a plant with this ending, each once. */
export function filesOf(plant: Plant, ending: string): string[] {
  return [...new Set(plant.map(({ file }) => file))].filter((file) => file.endsWith(ending));
}

function insert(copy: string, { file, after, text }: Edit): void {
  const path = join(copy, file);
  const parts = readFileSync(path, 'utf8').split(after);
  if (parts.length !== 2) throw new Error(`${file}: "${after}" is there ${parts.length - 1} times`);
  writeFileSync(path, parts.join(after + text));
}

function runNode(cwd: string, ...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout }));
  });
}
