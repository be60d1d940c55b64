import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { ruleNames } from '../../spec/rules.ts';
import type { FoldName } from '../../src/explorer/fold/fold.ts';
import { arrayWith } from '../support/arrays.ts';
import { compareFutures } from '../support/futures.ts';

const STATES = 3000;

function sameFutures(design: Design, folds: readonly FoldName[]): number {
  const { folded, different } = compareFutures(design, folds, STATES);
  assert.is(different, undefined, `${design.name}, ${folds}: ${JSON.stringify(different)}`);
  return folded;
}

for (const wiring of ['mirror-only', 'partner-fed', 'independent', 'battery', 'self-fed'] as const) {
  test(`${wiring}: what stands for a state has its future, with every rule and without each`, () => {
    for (const weaken of [[], ...ruleNames.map((rule) => [rule])]) {
      const design = arrayWith(wiring, { weaken, bounds: { writes: 'any' } });
      assert.ok(sameFutures(design, ['versions', 'slots', 'sides']) > 100, `${weaken}`);
    }
  });
}
test.run();
