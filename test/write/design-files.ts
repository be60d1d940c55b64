import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { presetNames, presets } from '../../spec/design.ts';
import { root, withParts } from './generated.ts';

/*
 * Writes the presets of spec/design-files.md: `node --import tsx test/write/design-files.ts`. A test fails when they are
 * not current.
 */

export const designFilesFile = `${root}spec/design-files.md`;

const meanings = {
  cachePages: 'pages of each whole cache',
  blocks: 'blocks of each device',
  writes: 'block versions that the host writes in all, or `"any"` for any number of them',
  pagesPerWrite: 'consecutive blocks that one write may span',
  subBlocks: 'parts of a page that a copy or a drain moves whole',
  fifoDepth: 'entries of each FIFO',
  faults: 'faults that may strike in one run',
} as const;

/** The document with its generated part as it is now. */
export function designFilesText(): string {
  const rows = (Object.keys(meanings) as (keyof typeof meanings)[]).map((bound) => {
    const values = presetNames.map((name) => {
      const value = presets[name][bound];
      return typeof value === 'object' ? `${value.C1}, ${value.C2}` : value;
    });
    return `| \`${bound}\` | ${meanings[bound]} | ${values.join(' | ')} |`;
  });
  const header = `| bound | what it is | ${presetNames.map((name) => `\`${name}\``).join(' | ')} |`;
  const table = [header, '| --- | --- | ---: | ---: | ---: |', ...rows].join('\n');
  return withParts(readFileSync(designFilesFile, 'utf8'), { presets: table });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(designFilesFile, designFilesText());
