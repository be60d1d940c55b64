import { verdictOf } from '../../../properties/verdict.ts';
import type { Verdict } from '../../../spec/design.ts';
import type { Property } from '../../model/property.ts';
import type { CourseStep } from './run.ts';

/** Why a step is worth looking at. */
export interface Mark {
  readonly kind: 'told' | 'fault' | 'broken' | Verdict;
  readonly says: string;
}

/** The marks of each step of a run. */
export function marksOf(steps: readonly CourseStep[]): Mark[][] {
  return steps.map((step, i) => [
    ...acknowledgement(step),
    ...('fault' in step.action ? [{ kind: 'fault', says: 'fault' } as const] : []),
    ...harm(step, steps[i - 1]),
    ...breaches(step, steps[i - 1]),
  ]);
}

/** The number of the nearest step with a mark, before or after one; undefined where there is none. */
export function markedFrom(steps: readonly CourseStep[], number: number, way: 1 | -1): number | undefined {
  const marked = marksOf(steps).flatMap((marks, i) => (marks.length > 0 ? [i + 1] : []));
  return way > 0 ? marked.find((other) => other > number) : marked.findLast((other) => other < number);
}

function acknowledgement({ action }: CourseStep): Mark[] {
  return action.name === 'Acknowledge' ? [{ kind: 'told', says: 'told safe' }] : [];
}

/** What became of blocks for the worse. */
function harm({ ranks }: CourseStep, previous: CourseStep | undefined): Mark[] {
  const rises = ranks.filter((rank, block) => rank > (previous?.ranks[block] ?? 0));
  const verdicts = [...new Set(rises)].map(verdictOf);
  return verdicts.map((verdict) => ({ kind: verdict, says: verdict }));
}

/** A property of states stays violated, and is marked where that begins; a step breaks what it breaks. */
function breaches({ violated }: CourseStep, previous: CourseStep | undefined): Mark[] {
  const isNew = ({ id }: Property) => !previous?.violated.some((other) => other.id === id);
  const ids = violated.filter((property) => property.kind === 'step' || isNew(property)).map(({ id }) => id);
  return ids.length === 0 ? [] : [{ kind: 'broken', says: `breaks ${ids.join(', ')}` }];
}
