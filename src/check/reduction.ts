import type { Question } from '../explorer/findings.ts';
import { type FoldName, foldsFor, type Reduction } from '../explorer/fold/fold.ts';
import { CountsWrites, differenceOf } from '../explorer/fold/same-future.ts';
import type { Model } from '../model/model.ts';

/** A reduction that a trial switched off: it would have hidden what this property, or whatever is named, tells apart. */
export interface Dropped {
  readonly reduction: Reduction;
  readonly by: string;
}

/**
 * What a search of this model folds when these reductions are wished for: those that the model carries and that a trial on
 * some of its states does not contradict.
 * @throws CountsWrites
 */
export function holdingFolds(
  m: Model,
  question: Question,
  wished: readonly Reduction[],
): { readonly folds: readonly FoldName[]; readonly dropped: readonly Dropped[] } {
  const dropped: Dropped[] = [];
  let folds = foldsFor(m, wished);
  for (;;) {
    const difference = folds.length === 0 ? undefined : differenceOf(m, question, folds);
    if (difference === undefined) return { folds, dropped };
    const { fold, by } = difference;
    if (fold === 'versions') throw new CountsWrites(m, by);
    dropped.push({ reduction: fold, by });
    folds = folds.filter((other) => other !== fold);
  }
}
