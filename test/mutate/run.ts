import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { root } from '../support/markdown.ts';
import { DEFERRED } from './hold.ts';
import { type Mutant, mutated } from './mutants.ts';

/* Runs the oracle on mutants: each in a bundle of its own, in a process of its own, which may take so long. */

export type Fate = 'killed' | 'survived' | 'timeout' | 'does not compile';

export interface Outcome {
  readonly fate: Fate;
  /** The test that failed first, or what the process said instead. */
  readonly by?: string;
}

export interface Tried extends Outcome {
  readonly mutant: Mutant;
}

const ORACLE = fileURLToPath(new URL('oracle.ts', import.meta.url));

/** A folder for bundles, in which they find the packages of this one. */
export class Workshop {
  readonly #folder = mkdtempSync(join(tmpdir(), 'mirrorproof-mutate-'));
  readonly #oracle: string;
  #bundles = 0;
  #tests = 0;
  #timeout = 600_000;

  constructor(oracle = ORACLE) {
    this.#oracle = oracle;
    symlinkSync(join(root, 'node_modules'), join(this.#folder, 'node_modules'));
  }

  /**
   * Holds the oracle against the sources as they are, which says how many tests there are and how long they take.
   * @throws Error when it fails: then it says nothing of mutants.
   */
  async calibrate(signal?: AbortSignal): Promise<number> {
    const begin = performance.now();
    const { fate, by, tests } = await this.#hold(undefined, signal);
    if (fate !== 'survived') throw new Error(`the oracle fails on the sources as they are: ${by ?? fate}`);
    const took = performance.now() - begin;
    this.#tests = tests;
    this.#timeout = Math.ceil(5_000 + 4 * took);
    return took;
  }

  /** What becomes of a mutant. One with which fewer tests run than without it is killed, too. */
  async try(mutant: Mutant, signal?: AbortSignal): Promise<Tried> {
    const { fate, by, tests } = await this.#hold(mutant, signal);
    if (fate === 'survived' && tests !== this.#tests) {
      return { mutant, fate: 'killed', by: `${tests} of ${this.#tests} tests ran` };
    }
    return { mutant, fate, ...(by === undefined ? {} : { by }) };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #hold(mutant: Mutant | undefined, signal?: AbortSignal): Promise<Outcome & { tests: number }> {
    const outfile = join(this.#folder, `oracle-${++this.#bundles}.mjs`);
    try {
      await bundle(this.#oracle, outfile, mutant);
    } catch (error) {
      // An interruption ends the bundler, too, and it may be the first to say so.
      await setTimeout(100);
      if (signal?.aborted) throw error;
      return { fate: 'does not compile', by: firstLine(`${error}`), tests: 0 };
    }
    try {
      return await run(outfile, this.#timeout, signal);
    } finally {
      rmSync(outfile, { force: true });
    }
  }
}

/** Bundles the oracle, with a mutant in it. Its types are not checked: a mutant that runs is one, whatever its types. */
async function bundle(oracle: string, outfile: string, mutant: Mutant | undefined): Promise<void> {
  await build({
    entryPoints: [oracle],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
    plugins: [planting(mutant)],
  });
}

/** Puts the mutant in, and leaves every module the address that it has where it comes from. */
function planting(mutant: Mutant | undefined): Plugin {
  const place = mutant && join(root, mutant.file);
  return {
    name: 'mutant',
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        const contents = path === place ? mutated(text, mutant!) : text;
        const address = JSON.stringify(pathToFileURL(path).href);
        return { contents: contents.replaceAll('import.meta.url', address), loader: 'ts' };
      });
    },
  };
}

function run(
  file: string,
  timeout: number,
  signal?: AbortSignal,
): Promise<Outcome & { readonly tests: number }> {
  const child = spawn(process.execPath, ['--max-old-space-size=2048', ...DEFERRED, file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    timeout,
    killSignal: 'SIGKILL',
    ...(signal === undefined ? {} : { signal }),
  });
  let said = '';
  const listen = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      const tests = Number(/Total:\s+(\d+)/.exec(said)?.[1] ?? 0);
      if (killedBy === 'SIGINT') reject(new Error('interrupted'));
      else if (code === 0 && tests > 0) resolve({ fate: 'survived', tests });
      else if (killedBy === 'SIGKILL') resolve({ fate: 'timeout', tests });
      else resolve({ fate: 'killed', by: whatFailed(said), tests });
    });
  });
}

function whatFailed(said: string): string {
  const test = /FAIL\s+"(.*)"/.exec(said)?.[1];
  return test ?? firstLine(/^\w*Error.*|^\w+: .*/m.exec(said)?.[0] ?? 'nothing');
}

function firstLine(text: string): string {
  return text.split('\n')[0]!;
}
