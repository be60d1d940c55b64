import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the installed package, from the sources as from the build. */
export const packageRoot = rootAbove(dirname(fileURLToPath(import.meta.url)));

export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version;
}

const designsFolder = join(packageRoot, 'spec', 'designs');

/** Names of the designs that ship with the package, the claimed topologies first and the unsafe one last. */
export function shippedDesigns(): string[] {
  const order = ['mirror-only', 'partner-fed', 'independent', 'battery', 'self-fed'];
  const names = readdirSync(designsFolder).map((file) => file.replace(/\.json$/, ''));
  return names.sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** The file of a design that a command names: a shipped design, or a path. */
export function designFile(nameOrPath: string): string {
  return shippedDesigns().includes(nameOrPath) ? join(designsFolder, `${nameOrPath}.json`) : nameOrPath;
}

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder));
}
