import type { Design } from '../../spec/design.ts';
import { questionFor } from '../../src/check/assess.ts';
import { type Exploration, explore, type Limits } from '../../src/explorer/explore.ts';
import type { Question } from '../../src/explorer/findings.ts';
import { compileModel } from '../../src/model/model.ts';
import { labelOf } from '../../src/schedule/label.ts';
import { changesOnlyWhatItTouches } from './touches.ts';

export const NO_LIMITS: Limits = { states: 1e9, bytes: 1e12 };

/**
 * Explores a design to its end, or to its limits. Every exploration of the tests holds each step against the card of its
 * action, too.
 */
export function search(
  design: Design,
  question: Question = questionFor(design),
  limits: Limits = NO_LIMITS,
): Exploration {
  const m = compileModel(design);
  const touches = changesOnlyWhatItTouches(m);
  const run = explore(m, { ...question, properties: [...question.properties, touches] }, limits);
  let next = run.next();
  while (!next.done) next = run.next();
  const { findings, ...exploration } = next.value;
  const stray = findings.find(({ property }) => property === touches)!.schedule?.at(-1);
  if (stray !== undefined) throw new Error(`${labelOf(m, stray)} changes more than its card says`);
  return { ...exploration, findings: findings.filter(({ property }) => property !== touches) };
}
