import type { Design } from '../../../spec/design.ts';
import type { Assessment } from '../../check/assess.ts';
import type { FoldName } from '../../explorer/fold/fold.ts';
import type { Report } from './assessment.ts';

/** What makes no difference to a state, as it ends "states that differ only in". */
const differences: Readonly<Record<FoldName, string>> = {
  versions: 'the numbers of versions',
  slots: 'page slots',
  blocks: 'which block of its device is which',
  sides: 'an exchange of the two sides',
};

/** Which states were counted once; undefined where every state was counted by itself. */
function reductionInWords(folds: readonly FoldName[]): string | undefined {
  if (folds.length === 0) return undefined;
  const all = folds.map((fold) => differences[fold]);
  const listed = all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or in ${all.at(-1)}`;
  return `states that differ only in ${listed} count once.`;
}

/** The same for several explorations: a line for all, or one for each kind. */
export function tellReductions(reports: readonly Report[]): string[] {
  return tellFolds(
    reports.map(({ assessment }) => ({ design: assessment.design, folds: assessment.exploration.folds })),
  );
}

/** What was folded in several designs, by whichever engine. */
export function tellFolds(
  all: readonly { readonly design: Design; readonly folds: readonly FoldName[] }[],
): string[] {
  const named = new Map<string, string[]>();
  for (const { design, folds } of all) {
    const words = reductionInWords(folds);
    if (words !== undefined) named.set(words, [...(named.get(words) ?? []), design.name]);
  }
  return [...named].map(([words, designs]) => {
    return designs.length === all.length
      ? `Reduced: ${words}`
      : `Reduced, for ${designs.join(', ')}: ${words}`;
  });
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
