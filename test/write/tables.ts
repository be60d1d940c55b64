import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { shippedDesigns } from '../../src/files/package.ts';
import { mirrorproof, root } from './generated.ts';

/*
 * Writes spec/tables: for each shipped design what it comes to with which parts amiss, and the effects of each failure.
 *
 *   node --import tsx test/write/tables.ts
 */

export const tablesFolder = `${root}spec/tables/`;

/** The file of a design's tables, as it is now. */
export function tablesOf(design: string): { readonly file: string; readonly text: string } {
  const command = `npx mirrorproof tables ${design}`;
  const text = `<!-- Written by test/write/tables.ts, from: ${command} -->\n\n${mirrorproof('tables', design)}`;
  return { file: `${tablesFolder}${design}.md`, text };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(tablesFolder, { recursive: true });
  for (const design of shippedDesigns()) {
    const { file, text } = tablesOf(design);
    writeFileSync(file, text);
  }
}
