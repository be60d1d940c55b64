import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asc, type Source } from './assemblyscript.ts';
import { complaintsOf } from './portable.ts';

/* The portable files of the explorer, compiled to WebAssembly from the same text that tsc compiles to JavaScript. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const MACHINE = 'src/explorer/core/machine.ts';
const MACHINE_THERE = 'src/explorer/core/machine.assemblyscript';

const options = [
  ['--outFile', 'core.wasm', '-O3', '--noAssert', '--runtime', 'stub'],
  ['--importMemory', '--noExportMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  ['--sharedMemory', '--enable', 'threads', '--noColors'],
].flat();

const RULE =
  'Portable files hold functions of i32 and boolean, and import nothing else: test/build/portable.ts.';

/** Thrown for sources that do not compile, or that two machines would not run alike, with file and line of each place. */
export class NotPortable extends Error {
  override readonly name = 'NotPortable';
}

/**
 * WebAssembly of a file and of what it imports. Files are named from the root of the checkout.
 * @throws NotPortable
 */
export async function compile(entry: string): Promise<Uint8Array> {
  const complaints: string[] = [];
  let wasm: Uint8Array | undefined;
  const judge = (source: Source) => {
    if (!source.isLibrary && source.normalizedPath !== MACHINE) complaints.push(...complaintsOf(source));
  };
  const { error, stderr } = await asc([entry, ...options], {
    readFile: textOf,
    writeFile: (_, content) => {
      wasm = content;
    },
    listFiles: () => [],
    transforms: [{ afterParse: ({ sources }) => sources.forEach(judge) }],
  });
  if (complaints.length > 0) throw new NotPortable([...complaints, RULE].join('\n'));
  if (wasm === undefined) throw new NotPortable(stderr.toString() || error?.message);
  return wasm;
}

/** As AssemblyScript wants it, which adds the ending to the names of modules itself. Lines stay where they are. */
function textOf(path: string): string | null {
  const file = resolve(root, path === MACHINE ? MACHINE_THERE : path);
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/( from '\.[^']+)\.ts';/g, "$1';") : null;
}
