import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { factorOf } from '../../src/check/factor.ts';
import { type Exploration, explore } from '../../src/explorer/explore.ts';
import { type FoldName, foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { arrayWith } from '../support/arrays.ts';

function searchOf(m: Model, folds: readonly FoldName[], states = 1e6): Exploration {
  const search = explore(m, { properties: [], ranks: [] }, { states, bytes: 1e9 }, folds);
  let next = search.next();
  while (!next.done) next = search.next();
  return next.value;
}

test('the factor of a model that a short search ends is that of all its states', () => {
  const m = compileModel(
    arrayWith('mirror-only', { bounds: { writes: 1 }, faultKinds: ['PowerOff', 'BoardHang'] }),
  );
  const folds = foldsFor(m, reductions);
  const folded = searchOf(m, folds);
  const { times } = factorOf(m, folded);
  assert.is(times, searchOf(m, []).states / folded.states);
  assert.ok(times > 1.5, `${times}`);
});

test('of a larger model it is told for the depth that was reached', () => {
  const m = compileModel(arrayWith('mirror-only', { bounds: { writes: 'any', faults: 1 } }));
  const { times, depth } = factorOf(m, searchOf(m, foldsFor(m, reductions), 20_000));
  assert.ok(depth > 5 && depth < 64, `${depth}`);
  assert.ok(times > 1.5, `${times}`);
});

test('nothing folded is no fewer states', () => {
  const m = compileModel(arrayWith('mirror-only', { bounds: { faults: 0 } }));
  assert.is(factorOf(m, searchOf(m, [])).times, 1);
});

test.run();
