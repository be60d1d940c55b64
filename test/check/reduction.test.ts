import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { questionFor } from '../../src/check/assess.ts';
import { holdingFolds } from '../../src/check/reduction.ts';
import type { Question } from '../../src/explorer/findings.ts';
import { reductions } from '../../src/explorer/fold/fold.ts';
import { CountsWrites } from '../../src/explorer/fold/same-future.ts';
import { compileModel } from '../../src/model/model.ts';
import { HOLDS, VIOLATED } from '../../src/model/property.ts';
import { type State, type StateField, shape } from '../../src/model/state.ts';
import { arrayWith } from '../support/arrays.ts';

const bounded = arrayWith('mirror-only', { faultKinds: ['PowerOff'] });
const endless = arrayWith('mirror-only', { bounds: { writes: 'any' } });

/** What is asked of every design, and that no state is like this. */
function alsoAsking(id: string, isBad: (state: State) => boolean): Question {
  const { properties, ranks } = questionFor(bounded);
  const check = (state: State) => (isBad(state) ? VIOLATED : HOLDS);
  const reads = Object.keys(shape.fields) as StateField[];
  return { properties: [...properties, { id, says: id, kind: 'always', reads, check }], ranks };
}

test('a design is searched with the reductions that it carries, and with versions where there is no end of writes', () => {
  for (const [design, versions] of [
    [bounded, []],
    [endless, ['versions']],
  ] as const) {
    const { folds, dropped } = holdingFolds(compileModel(design), questionFor(design), reductions);
    assert.equal(folds, [...versions, 'slots', 'sides']);
    assert.equal(dropped, []);
  }
});

test('a property that names a side switches their exchange off, and nothing else', () => {
  const question = alsoAsking('K1_serves', ({ controllers }) => controllers[0].mode === 'stopped');
  const { folds, dropped } = holdingFolds(compileModel(bounded), question, reductions);
  assert.equal(folds, ['slots']);
  assert.equal(dropped, [{ reduction: 'sides', by: 'K1_serves' }]);
});

test('a property that looks at a page by its place switches the order of pages off', () => {
  const question = alsoAsking(
    'first_page',
    ({ caches }) => caches[0][0]!.version > 0 && caches[0][1]!.version === 0,
  );
  const { folds, dropped } = holdingFolds(compileModel(bounded), question, ['slots']);
  assert.equal(folds, []);
  assert.equal(dropped, [{ reduction: 'slots', by: 'first_page' }]);
});

test('a property that counts versions is refused with any number of writes, and asked with some', () => {
  const question = alsoAsking('few_writes', ({ blocks }) => blocks.some(({ issued }) => issued > 3));
  assert.throws(
    () => holdingFolds(compileModel(endless), question, reductions),
    (error: unknown) => error instanceof CountsWrites && /few_writes .* give a number/.test(error.message),
  );
  assert.equal(holdingFolds(compileModel(bounded), question, reductions).dropped, []);
});

test.run();
