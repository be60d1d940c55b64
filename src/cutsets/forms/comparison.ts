import { plural } from '../../words/numbers.ts';
import {
  type Compared,
  type Difference,
  differencesBetween,
  isHarmful,
  type Outcome,
  survivedBy,
} from '../compare.ts';

/** `lost (11)`: the verdict, and the actions of the schedule that shows it. */
export function outcomeInWords(outcome: Outcome): string {
  return isHarmful(outcome) ? `${outcome.verdict} (${outcome.schedule.length})` : outcome.verdict;
}

/** What a design survives that others do not, in one sentence. */
export function gainInWords(name: string, differences: readonly Difference[]): string {
  const survived = survivedBy(name, differences);
  if (survived.length === 0) return `${name} survives nothing that another does not.`;
  return `${name} survives ${plural(survived.length, 'set')} that another does not.`;
}

/** Designs side by side, as a table in Markdown: a row for each set of faults that tells them apart. */
export function comparisonTable(all: readonly Compared[], differences = differencesBetween(all)): string {
  const header = ['faults', ...all.map(({ name }) => `\`${name}\``)];
  const rows = differences.map(({ faults, outcomes }) => [
    faults.join(' + ') || 'none',
    ...outcomes.map((outcome) => (isHarmful(outcome) ? `**${outcomeInWords(outcome)}**` : outcome.verdict)),
  ]);
  const lines = [header, header.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
