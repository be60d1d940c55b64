import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Difference, Outcome } from '../../src/cutsets/compare.ts';
import { isHarmful } from '../../src/cutsets/compare.ts';
import { outcomeInWords } from '../../src/cutsets/forms/comparison.ts';
import { mirrorproof, root, withParts } from './generated.ts';

/*
 * Writes what spec/topologies.md takes from runs: `node --import tsx test/write/topologies.ts`. A test fails when the part
 * for one fault is not current, and when the verdicts for two are not; `npm run nightly -- topologies` looks at all of it.
 */

export const topologiesFile = `${root}spec/topologies.md`;

const baseline = 'self-fed';

/** Claims, and the design that shows them. */
const claimed = { 'B2, B11': 'partner-fed', 'B3, B12': 'independent', 'B4, B5, B13': 'battery' } as const;

/** What tells the topologies apart, of up to so many faults. */
export function topologyDifferences(faults: number, ...options: readonly string[]): readonly Difference[] {
  const designs = [baseline, ...Object.values(claimed)];
  const printed = mirrorproof('compare', ...designs, '--faults', String(faults), '--json', ...options);
  return (JSON.parse(printed) as { differences: readonly Difference[] }).differences;
}

/** The part for one fault, as it is now. */
export function partOfOne(): Record<string, string> {
  return { one: table(topologyDifferences(1)) };
}

/** The document with its generated parts as they are now. */
export function topologiesText(): string {
  const differences = topologyDifferences(2);
  const gains = Object.entries(claimed).map(([claims, design]) => gainsOf(claims, design, differences));
  const parts = {
    ...partOfOne(),
    two: table(differences.filter(({ faults }) => faults.length === 2)),
    gains: gains.join('\n\n'),
  };
  return withParts(readFileSync(topologiesFile, 'utf8'), parts);
}

/** A row for each set of faults, a column for each design. */
export function table(differences: readonly Difference[]): string {
  const names = [baseline, ...Object.values(claimed)];
  const header = ['faults', ...names.map((name) => `\`${name}\``)];
  const rows = differences.map(({ faults, outcomes }) => [
    faults.join(' + '),
    ...outcomes.map((outcome) => (isHarmful(outcome) ? `**${outcomeInWords(outcome)}**` : outcome.verdict)),
  ]);
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function gainsOf(claims: string, design: string, differences: readonly Difference[]): string {
  const of = (name: string, { outcomes }: Difference) => outcomes.find((one) => one.name === name)!;
  const isSafe = ({ verdict }: Outcome) => !(verdict !== 'safe' && verdict !== 'no such fault');
  const buys = differences.filter((one) => isSafe(of(design, one)) && isHarmful(of(baseline, one)));
  const costs = differences.filter((one) => isHarmful(of(design, one)) && isSafe(of(baseline, one)));
  const worse = differences.filter((one) => {
    const [ours, theirs] = [of(design, one), of(baseline, one)];
    return isHarmful(ours) && isHarmful(theirs) && ours.verdict !== theirs.verdict;
  });
  const lines = [
    ['survives', list(buys, baseline, 'nothing more')],
    ['does not survive', list(costs, design, 'nothing else')],
    ...(worse.length === 0 ? [] : [['comes to other harm after', list(worse, design, '')] as const]),
  ] as const;
  return [`- **${claims}**, \`${design}\``, ...lines.map(([does, sets]) => `  - ${does}: ${sets}`)].join(
    '\n',
  );
}

/** Sets of faults, each with what comes of it in a design. */
function list(differences: readonly Difference[], name: string, none: string): string {
  if (differences.length === 0) return none;
  const verdictOf = ({ outcomes }: Difference) => outcomes.find((one) => one.name === name)!.verdict;
  return differences.map((one) => `${one.faults.join(' + ')} (${verdictOf(one)})`).join('; ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(topologiesFile, topologiesText());
