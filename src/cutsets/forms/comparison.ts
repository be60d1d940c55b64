import { boundsInWords, plural } from '../../words/numbers.ts';
import {
  type Compared,
  type Difference,
  differencesBetween,
  isHarmful,
  milderIn,
  type Outcome,
  survivedBy,
} from '../compare.ts';

/** `lost (11)`: the verdict, and the actions of the schedule that shows it. */
export function outcomeInWords(outcome: Outcome): string {
  return isHarmful(outcome) ? `${outcome.verdict} (${outcome.schedule.length})` : outcome.verdict;
}

/** What a design survives that others do not, or comes out of with less harm, in one sentence. */
export function gainInWords(name: string, differences: readonly Difference[]): string {
  const survived = survivedBy(name, differences).length;
  const milder = milderIn(name, differences).length;
  const survives = survived === 0 ? 'nothing' : plural(survived, 'set');
  const less =
    milder === 0 ? '' : `, and of ${plural(milder, 'set')} that it does not survive another does more harm`;
  return `${name} survives ${survives} that another does not${less}.`;
}

/** Orders of the same faults are for `cutsets` to tell apart. */
export const NOTHING_DIFFERS =
  'No set of faults, whatever their order, comes out otherwise in one of these designs.';

/** A comparison as a Markdown document: the table, what it means, and at which bounds it holds. */
export function comparisonInMarkdown(all: readonly Compared[], differences: readonly Difference[]): string {
  const table = differences.length === 0 ? NOTHING_DIFFERS : comparisonTable(all, differences);
  const bounds = all.map(({ name, design }) => `- \`${name}\`: ${boundsInWords(design)}`);
  return `# ${all.map(({ name }) => name).join(', ')}

${table}

A row is a set of faults, in whatever order, of which not the same comes in all; in brackets stand the actions of a shortest
schedule. Explored, with nothing said of what lies beyond:

${bounds.join('\n')}
`;
}

/** Designs side by side, as a table in Markdown: a row for each set of faults that tells them apart. */
export function comparisonTable(
  all: readonly Compared[],
  differences: readonly Difference[] = differencesBetween(all),
): string {
  const header = ['faults', ...all.map(({ name }) => `\`${name}\``)];
  const rows = differences.map(({ faults, outcomes }) => [
    faults.join(' + ') || 'none',
    ...outcomes.map((outcome) => (isHarmful(outcome) ? `**${outcomeInWords(outcome)}**` : outcome.verdict)),
  ]);
  const lines = [header, header.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
