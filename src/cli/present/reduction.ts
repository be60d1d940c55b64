import type { Design } from '../../../spec/design.ts';
import type { Assessment } from '../../check/assess.ts';
import type { FoldName } from '../../explorer/fold/fold.ts';
import type { Report } from './assessment.ts';

/** What makes no difference to a state, as it ends "states that differ only in". */
const differences: Readonly<Record<FoldName, string>> = {
  versions: 'the numbers of versions',
  slots: 'page slots',
  blocks: 'the order of blocks',
  sides: 'an exchange of the two sides',
};

/** A search of a design, by whichever engine: what it folded, and how many times fewer states it has for it, if known. */
interface Reduced {
  readonly design: Design;
  readonly folds: readonly FoldName[];
  readonly times?: number;
}

/** Which states explorations counted once, and how many fewer these are: a line for all, or one for each kind. */
export function tellReductions(reports: readonly Report[]): string[] {
  return tellFolds(
    reports.map(({ assessment, factor }) => ({
      design: assessment.design,
      folds: assessment.exploration.folds,
      ...(factor === undefined ? {} : { times: factor.times }),
    })),
  );
}

/** The same of any searches. */
export function tellFolds(all: readonly Reduced[]): string[] {
  const alike = new Map<string, Reduced[]>();
  for (const one of all) {
    const words = differencesInWords(one.folds);
    if (words !== undefined) alike.set(words, [...(alike.get(words) ?? []), one]);
  }
  return [...alike].map(([words, some]) => {
    const whose =
      some.length === all.length ? '' : `, for ${some.map(({ design }) => design.name).join(', ')}`;
    return `Reduced${whose}: states that differ only in ${words} count once${factorInWords(some)}.`;
  });
}

function differencesInWords(folds: readonly FoldName[]): string | undefined {
  if (folds.length < 2) return folds.map((fold) => differences[fold])[0];
  const all = folds.map((fold) => differences[fold]);
  return `${all.slice(0, -1).join(', ')} or in ${all.at(-1)}`;
}

function factorInWords(some: readonly Reduced[]): string {
  const factors = some.flatMap(({ times }) => times ?? []);
  if (factors.length === 0) return '';
  const [least, most] = [Math.min(...factors).toFixed(1), Math.max(...factors).toFixed(1)];
  const range = least === most ? least : `${least} to ${most}`;
  return `, ${range} times fewer as far as a short search goes`;
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
