import { verdictOf } from '../../../properties/verdict.ts';
import type { Verdict } from '../../../spec/design.ts';
import { brokenBy } from '../../schedule/replay.ts';
import type { RunStep } from './run.ts';

/** Why a step is worth looking at. */
export interface Highlight {
  readonly kind: 'told' | 'fault' | 'broken' | Verdict;
  readonly says: string;
}

/** The highlights of each step of a run. */
export function highlightsOf(steps: readonly RunStep[]): Highlight[][] {
  return steps.map((step, i) => [
    ...ending(step),
    ...('fault' in step.action ? [{ kind: 'fault', says: 'fault' } as const] : []),
    ...harm(step, steps[i - 1]),
    ...breaches(step, steps[i - 1]),
  ]);
}

/** The number of the nearest highlighted step, before or after one; undefined where there is none. */
export function nearestHighlight(steps: readonly RunStep[], number: number, way: 1 | -1): number | undefined {
  const highlighted = highlightsOf(steps).flatMap((highlights, i) => (highlights.length > 0 ? [i + 1] : []));
  return way > 0
    ? highlighted.find((other) => other > number)
    : highlighted.findLast((other) => other < number);
}

/** How a write ended for its host. */
function ending({ action, before }: RunStep): Highlight[] {
  switch (action.name) {
    case 'Acknowledge':
      return [{ kind: 'told', says: 'told safe' }];
    case 'Abort':
      return [{ kind: 'told', says: 'given up' }];
    case 'Discard':
      return before.blocks[action.block]!.ending === 'aborted' ? [] : [{ kind: 'told', says: 'told failed' }];
    default:
      return [];
  }
}

/** What became of blocks for the worse. */
function harm({ ranks }: RunStep, previous: RunStep | undefined): Highlight[] {
  const rises = ranks.filter((rank, block) => rank > (previous?.ranks[block] ?? 0));
  const verdicts = [...new Set(rises)].map(verdictOf);
  return verdicts.map((verdict) => ({ kind: verdict, says: verdict }));
}

function breaches(step: RunStep, previous: RunStep | undefined): Highlight[] {
  const ids = brokenBy(step, previous).map(({ id }) => id);
  return ids.length === 0 ? [] : [{ kind: 'broken', says: `breaks ${ids.join(', ')}` }];
}
