import type { Design } from '../../spec/design.ts';
import { questionFor } from '../../src/check/assess.ts';
import { type Exploration, explore, type Limits } from '../../src/explorer/explore.ts';
import type { Question } from '../../src/explorer/findings.ts';
import { compileModel } from '../../src/model/model.ts';

export const NO_LIMITS: Limits = { states: 1e9, bytes: 1e12 };

/** Explores a design to its end, or to its limits. */
export function search(
  design: Design,
  question: Question = questionFor(design),
  limits: Limits = NO_LIMITS,
): Exploration {
  const run = explore(compileModel(design), question, limits);
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value;
}
