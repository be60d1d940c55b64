import { readFileSync, writeFileSync } from 'node:fs';
import { packageFile } from '../../src/files/package.ts';
import { withParts } from '../write/generated.ts';
import { type Growth, keyOf, measureGrowth } from './growth.ts';
import { growthPlot } from './growth-plot.ts';
import { factorTable, growthTable } from './growth-table.ts';

/* spec/growth.md, and the picture in it. */

/** States that a place of the growth is counted to. */
export const MOST_STATES = 2_000_000;

export const growthDocument = packageFile('spec', 'growth.md');
export const growthPicture = packageFile('spec', 'pictures', 'growth.svg');

/** Counts it all anew, which takes some ten minutes. */
export function writeGrowth(tell: (line: string) => void): void {
  const growth = measureGrowth(MOST_STATES, (place, states) => {
    tell(`${keyOf(place)}: ${states.toLocaleString('en-US')}`);
  });
  writeFileSync(growthDocument, documentOf(growth, readFileSync(growthDocument, 'utf8')));
  writeFileSync(growthPicture, growthPlot(growth));
}

/** The document with the tables of this growth. */
export function documentOf(growth: Growth, document: string): string {
  return withParts(document, { growth: growthTable(growth), factors: factorTable(growth) });
}
