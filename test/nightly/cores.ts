import fc from 'fast-check';
import type { Design } from '../../spec/design.ts';
import { ruleNames } from '../../spec/rules.ts';
import { loadDesign } from '../../src/design/load.ts';
import type { Explore } from '../../src/explorer/explore.ts';
import { foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { shippedDesigns } from '../../src/files/package.ts';
import { compileModel } from '../../src/model/model.ts';
import { count } from '../../src/words/numbers.ts';
import { fewKinds } from '../support/arrays.ts';
import { build } from '../support/build.ts';
import { compareSearches, learnedByThreads } from '../support/cores.ts';
import { smallWiring } from '../support/small-wirings.ts';

/* The core that learns against the plain search, every state and reduced, where `npm test` has no time for it. */

const WIRINGS = 2000;

/** Throws at the first difference. */
export async function compareCores(tell: (text: string) => void): Promise<string> {
  process.env['MIRRORPROOF_BUILT'] ??= build();
  const [alone, together] = [await learnedByThreads(1), await learnedByThreads(2)];
  const sum = { compared: 0, states: 0 };
  const compare = (design: Design, learned: Explore, isReduced: boolean) => {
    const folds = isReduced ? foldsFor(compileModel(design), reductions) : [];
    sum.states += compareSearches(design, learned, { folds }).states;
    sum.compared++;
  };
  const seed = Date.now() % 2 ** 31;
  tell(`${WIRINGS} wirings, seed ${seed}`);
  const isEqual = fc.property(smallWiring, fc.boolean(), (design, isReduced) =>
    compare(design, alone, isReduced),
  );
  fc.assert(isEqual, { numRuns: WIRINGS, seed, endOnFailure: true, includeErrorInReport: true });
  for (const design of weakenedDesigns()) {
    tell(`${design.name} without ${design.weakened.join()}`);
    for (const isReduced of [false, true]) compare(design, alone, isReduced);
  }
  for (const name of shippedDesigns()) {
    tell(`${name} at small, one fault`);
    const design = loadDesign(name, 'small', { bounds: { faults: 1 } });
    for (const learned of [alone, together]) compare(design, learned, false);
    compare(design, together, true);
  }
  return `${count(sum.compared)} equal, ${count(sum.states)} states in all`;
}

/** What is shipped, at `tiny` with few kinds of fault, with each rule weakened. */
function* weakenedDesigns(): Generator<Design> {
  for (const name of shippedDesigns())
    for (const rule of ruleNames)
      yield { ...loadDesign(name, 'tiny'), faultKinds: fewKinds, weakened: [rule] };
}
