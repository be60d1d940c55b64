import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { root } from './generated.ts';

/*
 * Writes the scenarios of spec/hazards.md: those in whose comments a hazard is named, the ones that bear its name first.
 *
 *   node --import tsx test/write/hazards.ts
 */

export const hazardsFile = `${root}spec/hazards.md`;

/** The document with its column of scenarios as it is now. */
export function hazardsText(): string {
  const scenarios = readdirSync(`${root}test/scenarios`)
    .filter((file) => file.endsWith('.schedule'))
    .map((file) => ({ name: file.replace(/\.schedule$/, ''), comment: commentIn(file) }));
  return readFileSync(hazardsFile, 'utf8').replace(
    /^(\| (H\d\d) \|.*\| )[^|]*( \|)$/gm,
    (_, row: string, hazard: string, end: string) => {
      const bearing = scenarios.filter(({ name }) => name.startsWith(`${hazard}_`));
      const naming = scenarios.filter(({ comment }) => new RegExp(`\\b${hazard}\\b`).test(comment));
      const links = [...new Set([...bearing, ...naming])].map(linkTo);
      return `${row}${links.join(', ') || '-'}${end}`;
    },
  );
}

function commentIn(file: string): string {
  const lines = readFileSync(`${root}test/scenarios/${file}`, 'utf8').split('\n');
  return lines.filter((line) => line.startsWith('#')).join('\n');
}

function linkTo({ name }: { readonly name: string }): string {
  return `[${name}](../test/scenarios/${name}.schedule)`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(hazardsFile, hazardsText());
