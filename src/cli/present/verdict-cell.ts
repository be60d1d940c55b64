import pc from 'picocolors';
import type { Assessment } from '../../check/assess.ts';
import { verdictInWords } from '../../words/verdicts.ts';
import { colourOf } from '../terminal/format.ts';

/** A verdict speaks of data; what else must hold and does not stands beside it. */
export function verdictCell({ verdict, violations }: Pick<Assessment, 'verdict' | 'violations'>): string {
  const violated = violations.map(({ property }) => property.id);
  const colour = violated.length > 0 ? pc.red : colourOf(verdict);
  return colour(verdictInWords(verdict, violated));
}
