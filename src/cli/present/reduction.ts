import type { Design } from '../../../spec/design.ts';
import type { Assessment } from '../../check/assess.ts';
import type { Factor } from '../../check/factor.ts';
import type { FoldName } from '../../explorer/fold/fold.ts';
import type { Report } from './assessment.ts';

/** What makes no difference to a state, as it ends "states that differ only in". */
const differences: Readonly<Record<FoldName, string>> = {
  versions: 'the numbers of versions',
  slots: 'page slots',
  blocks: 'the order of blocks',
  sides: 'an exchange of the two sides',
};

/** What was folded in a design, by whichever engine, and how many fewer states that makes where it was measured. */
export interface Reduced {
  readonly design: Design;
  readonly folds: readonly FoldName[];
  readonly factor?: Factor;
}

/** Which states explorations counted once, how many fewer these are, and which reductions did not hold. */
export function tellReductions(reports: readonly Report[]): string[] {
  const folded = reports.map(({ assessment, factor }) => ({
    design: assessment.design,
    folds: assessment.exploration.folds,
    ...(factor === undefined ? {} : { factor }),
  }));
  return [...tellFolds(folded), ...tellDropped(reports)];
}

/** Which reductions a design and its properties do not bear, though it looks as if. */
function tellDropped(reports: readonly Report[]): string[] {
  return reports.flatMap(({ assessment: { design, dropped } }) =>
    dropped.map(({ reduction, by }) => {
      const what = by === 'successors' ? 'its actions tell' : `${by} tells`;
      return `Not reduced, for ${design.name}: ${what} apart what differs only in ${differences[reduction]}.`;
    }),
  );
}

/** A line for all that was folded alike. */
export function tellFolds(all: readonly Reduced[]): string[] {
  const alike = new Map<string, Reduced[]>();
  for (const one of all) {
    const words = differencesInWords(one.folds);
    if (words !== undefined) alike.set(words, [...(alike.get(words) ?? []), one]);
  }
  return [...alike].map(([words, some]) => {
    const whose =
      some.length === all.length ? '' : `, for ${some.map(({ design }) => design.name).join(', ')}`;
    const what = some.every(({ folds }) => folds.join() === 'versions') ? 'Any number of writes' : 'Reduced';
    return `${what}${whose}: states that differ only in ${words} count once${factorInWords(some)}.`;
  });
}

function differencesInWords(folds: readonly FoldName[]): string | undefined {
  if (folds.length < 2) return folds.map((fold) => differences[fold])[0];
  const all = folds.map((fold) => differences[fold]);
  return `${all.slice(0, -1).join(', ')} or in ${all.at(-1)}`;
}

function factorInWords(some: readonly Reduced[]): string {
  const times = some.flatMap(({ factor }) => (factor === undefined ? [] : [factor.times]));
  if (times.length === 0) return '';
  const [least, most] = [Math.min(...times).toFixed(1), Math.max(...times).toFixed(1)];
  const range = least === most ? least : `${least} to ${most}`;
  return `: ${range} times fewer than with --reduce off, in a short search`;
}

/** What a verdict says where the host writes without end. */
export function tellEndless(reports: readonly Report[]): string[] {
  const decided = reports.filter(({ assessment }) => isEndless(assessment));
  if (decided.length === 0) return [];
  const names = decided.length === reports.length ? '' : ` of ${decided.map(({ name }) => name).join(', ')}`;
  return [
    `Any number of writes: what is said${names} holds however long the history is, at the other bounds stated.`,
  ];
}

/** Explored to the end with any number of writes. */
function isEndless({ design, exploration }: Assessment): boolean {
  return design.bounds.writes === 'any' && exploration.stopped === undefined;
}
