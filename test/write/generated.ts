import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { command } from '../support/command.ts';

/*
 * What documents take from runs stands in them between `<!-- generated: NAME -->` and `<!-- end -->`.
 */

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A document with these of its generated parts as they are now; others stay. */
export function withParts(document: string, parts: Readonly<Record<string, string>>): string {
  const missing = new Set(Object.keys(parts));
  const text = document.replace(
    /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (whole, open: string, name: string, close: string) => {
      missing.delete(name);
      return parts[name] === undefined ? whole : `${open}\n${parts[name]}\n\n${close}`;
    },
  );
  if (missing.size > 0) throw new Error(`the document has no place for ${[...missing].join(', ')}`);
  return text;
}

/** What a command of this package prints: of what was built, which explores sooner, or else of the sources. */
export function mirrorproof(...words: string[]): string {
  const args = [...command, ...words];
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }).stdout;
}
