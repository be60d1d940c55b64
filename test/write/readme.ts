import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Verdict } from '../../spec/design.ts';
import { survivesInWords } from '../../src/check/survives.ts';
import { formatSchedule } from '../../src/schedule/file.ts';
import { verdictInWords } from '../../src/words/verdicts.ts';
import { mirrorproof, root, withParts } from './generated.ts';

/*
 * Writes what the README takes from runs: `node --import tsx test/write/readme.ts`. A test fails when it is not current.
 */

export const readmeFile = `${root}README.md`;

interface DesignJson {
  readonly design: string;
  readonly ack: string;
  readonly verdict: string;
  readonly states: number;
  readonly depth: number;
  readonly bounds: { readonly faults: number };
  readonly violated: readonly string[];
  readonly kindsLeftOut: readonly string[];
  readonly faultSets: { readonly faults: string[]; readonly verdict: string }[];
  readonly counterexample?: string[];
  readonly anyWrites: {
    readonly verdict: string;
    readonly faults?: number;
    readonly faultSets?: { readonly faults: string[]; readonly verdict: string }[];
    readonly violations?: readonly string[];
    readonly kindsLeftOut?: readonly string[];
  };
}

/** The README with its generated parts as they are now. */
export function readmeText(): string {
  const { designs } = JSON.parse(mirrorproof('check', '--json')) as { designs: DesignJson[] };
  return withParts(readFileSync(readmeFile, 'utf8'), {
    verdicts: verdictTable(designs),
    counterexample: counterexample(designs.find(({ design }) => design === 'self-fed')!),
  });
}

function verdictTable(designs: readonly DesignJson[]): string {
  const rows = designs.map((found) => {
    const { design, ack, states, depth, bounds } = found;
    const count = states.toLocaleString('en-US');
    const verdict = verdictInWords(found.verdict as Verdict, found.violated);
    const survives = survivesInWords({ ...found, faults: bounds.faults });
    const cells = [count, depth, `**${verdict}**`, survives, anyNumber(found.anyWrites)];
    return `| \`${design}\` | ${ack} | ${bounds.faults} | ${cells.join(' | ')} |`;
  });
  const header =
    '| design | ack rule | faults | states (reduced) | depth | verdict | survives | any number of writes |';
  return [header, '| --- | --- | --- | ---: | ---: | --- | --- | --- |', ...rows].join('\n');
}

function anyNumber({ verdict, faults, faultSets, ...rest }: DesignJson['anyWrites']): string {
  if (faults === undefined || faultSets === undefined) return verdict;
  const { violations: violated = [], kindsLeftOut = [] } = rest;
  const words = verdictInWords(verdict as Verdict, violated);
  const isUnharmed = faults === 0 && violated.length === 0;
  const survives = survivesInWords({ faultSets, faults, violated, kindsLeftOut });
  return `${words}, ${isUnharmed ? 'without a fault' : survives}`;
}

function counterexample({ design, counterexample: labels }: DesignJson): string {
  const text = formatSchedule({ comment: [], design, bounds: {}, weaken: [], labels: labels! });
  const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-'));
  const file = join(folder, `${design}.schedule`);
  writeFileSync(file, text);
  const trace = mirrorproof('trace', file).trimEnd();
  rmSync(folder, { recursive: true });
  return `\`\`\`\n${trace}\n\`\`\``;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(readmeFile, readmeText());
