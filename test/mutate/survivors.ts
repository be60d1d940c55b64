import { root, withParts } from '../write/generated.ts';
import type { Mutant } from './mutants.ts';
import type { Fate, Tried } from './run.ts';

/* spec/mutation.md: the mutants that no test of the oracle noticed, and, by hand, why. */

export const mutationFile = `${root}spec/mutation.md`;

/** How a run was asked for, and when. */
export interface Run {
  readonly day: Date;
  readonly seed: number;
  /** Mutants that there are to choose from. */
  readonly of: number;
}

/** Why a mutant survives, by what identifies it in the table. */
export type Reasons = ReadonlyMap<string, string>;

const UNKNOWN = '';

/** The rows of the table as they are: what identifies a survivor, and why it is one, where somebody wrote that. */
export function reasonsIn(document: string): Map<string, string> {
  const rows = document.matchAll(/^\| `([^`]+)` \| \d+ \| (.+) \| (.*?) ?\|$/gm);
  return new Map([...rows].map(([, file, change, why]) => [`${file} ${change}`, why!.trim()]));
}

/** What stays the same when lines move: the file, and the line as it is and as it is then. */
export function identityOf({ file, was, is }: Mutant): string {
  return `${file} ${code(was)} → ${code(is)}`;
}

/**
 * The document after a run. Survivors of earlier runs stay, with what is said of them, as long as their mutants exist and
 * this run did not catch them.
 */
export function withRun(document: string, run: Run, tried: readonly Tried[], all: readonly Mutant[]): string {
  const reasons = reasonsIn(document);
  const caught = new Set(
    tried.filter(({ fate }) => fate !== 'survived').map(({ mutant }) => identityOf(mutant)),
  );
  const found = new Set(
    tried.filter(({ fate }) => fate === 'survived').map(({ mutant }) => identityOf(mutant)),
  );
  const listed = new Map<string, Mutant>();
  for (const mutant of all) {
    const identity = identityOf(mutant);
    const isKnown = reasons.has(identity) && !caught.has(identity);
    if (found.has(identity) || isKnown) listed.set(identity, listed.get(identity) ?? mutant);
  }
  const rows = [...listed].map(
    ([identity, { file, line, was, is }]) =>
      `| \`${file}\` | ${line} | ${code(was)} → ${code(is)} | ${reasons.get(identity) ?? UNKNOWN} |`,
  );
  return withParts(document, {
    run: summaryOf(run, tried),
    survivors: [
      '| file | line | what was changed | why it survives |',
      '| --- | ---: | --- | --- |',
      ...rows,
    ].join('\n'),
  });
}

/** Survivors of a run of which nobody said why. */
export function unexplained(document: string, tried: readonly Tried[]): Mutant[] {
  const reasons = reasonsIn(document);
  return tried
    .filter(({ fate, mutant }) => fate === 'survived' && !reasons.get(identityOf(mutant)))
    .map(({ mutant }) => mutant);
}

/** A run in one sentence. */
export function summaryOf({ day, seed, of }: Run, tried: readonly Tried[]): string {
  const count = (fate: Fate) => tried.filter((each) => each.fate === fate).length;
  const fates = (['killed', 'timeout', 'does not compile', 'survived'] as const)
    .map((fate) => [count(fate), fate === 'timeout' ? 'ran out of time' : fate] as const)
    .filter(([times, fate]) => times > 0 || fate === 'survived');
  const told = fates.map(([times, fate]) => `${times} ${fate}`).join(', ');
  const when = day.toISOString().slice(0, 10);
  return `Last run: ${when}, seed ${seed}, ${tried.length} of ${of.toLocaleString('en-US')} mutants: ${told}.`;
}

/** A line of a source in a cell of a table. */
function code(line: string): string {
  return `\`${line.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}
