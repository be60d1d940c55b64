import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { factorOf } from '../../src/check/factor.ts';
import { explore } from '../../src/explorer/explore.ts';
import { type FoldName, foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { arrayWith } from '../support/arrays.ts';

function statesOf(m: Model, folds: readonly FoldName[]): number {
  const search = explore(m, { properties: [], rank: () => 0 }, { states: 1e6, bytes: 1e9 }, folds);
  let next = search.next();
  while (!next.done) next = search.next();
  return next.value.states;
}

test('the factor of a model that a short search ends is that of all its states', () => {
  const m = compileModel(arrayWith('mirror-only', { bounds: { writes: 1, faults: 1 } }));
  const folds = foldsFor(m, reductions);
  const { times } = factorOf(m, folds);
  assert.is(times, statesOf(m, []) / statesOf(m, folds));
  assert.ok(times > 1.5, `${times}`);
});

test('of a larger model it is told for the depth that was reached', () => {
  const m = compileModel(arrayWith('mirror-only', { bounds: { writes: 'any', faults: 1 } }));
  const { times, depth } = factorOf(m, foldsFor(m, reductions));
  assert.ok(depth > 5 && depth < 64, `${depth}`);
  assert.ok(times > 1.5, `${times}`);
});

test('nothing folded is no fewer states', () => {
  const m = compileModel(arrayWith('mirror-only', { bounds: { faults: 0 } }));
  assert.is(factorOf(m, []).times, 1);
});

test.run();
