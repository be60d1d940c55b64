import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAME = 'mirrorproof';

/** Thrown where files of the package are needed and it is not there: its code has been bundled without them. */
export class MissingFiles extends Error {
  override readonly name = 'MissingFiles';

  constructor(readonly path: string) {
    super(
      `${path} of the package ${NAME} is needed, and its code runs without its files: it seems to be bundled. ` +
        `Leave the package out of the bundle and install it beside (esbuild: --external:${NAME}).`,
    );
  }
}

/**
 * A file or folder of the installed package, from the sources as from the build.
 * @throws MissingFiles where the package is not around its code.
 */
export function packageFile(...path: readonly string[]): string {
  const root = rootAbove(ownFolder());
  if (root === undefined) throw new MissingFiles(path.join('/'));
  return join(root, ...path);
}

export function packageVersion(): string {
  return manifestIn(dirname(packageFile('package.json'))).version;
}

/** Names of the designs that ship with the package, the claimed topologies first and the unsafe one last. */
export function shippedDesigns(): string[] {
  return ['mirror-only', 'partner-fed', 'independent', 'battery', 'self-fed'];
}

/** The designs that show what the shipped ones do not when a rule is weakened. */
export function furtherDesignsForRules(): string[] {
  const names = ['uneven-caches', 'two-blocks', 'direct', 'fifo-or-suspicion'];
  return names.map((name) => packageFile('test', 'scenarios', 'designs', `${name}.json`));
}

/**
 * The file of a design that a command names: a shipped design, or a path.
 * @throws MissingFiles for a shipped design where the package is not around its code.
 */
export function designFile(nameOrPath: string): string {
  return shippedDesigns().includes(nameOrPath)
    ? packageFile('spec', 'designs', `${nameOrPath}.json`)
    : nameOrPath;
}

/** The folder of this file. Undefined in a bundle for CommonJS, which has no `import.meta`, or for anything but files. */
export function ownFolder(): string | undefined {
  const url: string | undefined = import.meta.url;
  return url?.startsWith('file:') ? dirname(fileURLToPath(url)) : undefined;
}

/** The nearest package decides: a bundle of this code lies in another one, or in none. */
function rootAbove(folder: string | undefined): string | undefined {
  if (folder === undefined) return undefined;
  if (existsSync(join(folder, 'package.json'))) return manifestIn(folder).name === NAME ? folder : undefined;
  const above = dirname(folder);
  return above === folder ? undefined : rootAbove(above);
}

function manifestIn(folder: string): { name?: string; version: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
}
