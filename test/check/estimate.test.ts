import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Bounds, type Design, faultKinds } from '../../spec/design.ts';
import { questionFor } from '../../src/check/assess.ts';
import { type Estimate, estimate, isCounted } from '../../src/check/estimate.ts';
import { explore } from '../../src/explorer/explore.ts';
import { foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { StateTooLarge } from '../../src/explorer/layout.ts';
import { compileModel } from '../../src/model/model.ts';
import { arrayWith, arrayWithFewKinds, type Wiring } from '../support/arrays.ts';
import { NO_LIMITS } from '../support/search.ts';

const limits = (states: number) => ({ ...NO_LIMITS, states });

function estimateOf(design: Design, states: number, wished = reductions): Estimate {
  const search = estimate(design, limits(states), wished);
  let next = search.next();
  while (!next.done) next = search.next();
  return next.value;
}

function explored(design: Design, wished = reductions) {
  const model = compileModel(design);
  const search = explore(model, questionFor(design), NO_LIMITS, foldsFor(model, wished));
  let next = search.next();
  while (!next.done) next = search.next();
  return next.value;
}

const cases: readonly (readonly [Wiring, Partial<Bounds>, budget: number, kinds?: 'few kinds'])[] = [
  ['mirror-only', {}, 12_000, 'few kinds'],
  ['mirror-only', {}, 40_000],
  ['mirror-only', { faults: 2, writes: 1 }, 13_000, 'few kinds'],
  ['mirror-only', { faults: 0, writes: 4, blocks: 2 }, 5000],
  ['mirror-only', { faults: 0, writes: 4, blocks: 2, pagesPerWrite: 2 }, 5000],
  ['partner-fed', {}, 12_000, 'few kinds'],
  ['partner-fed', { faults: 2, writes: 1, blocks: 2, fifoDepth: 2 }, 24_000, 'few kinds'],
  ['independent', {}, 12_000, 'few kinds'],
  ['battery', {}, 12_000, 'few kinds'],
  ['battery', { faults: 0, writes: 5 }, 15_000],
  ['self-fed', {}, 12_000, 'few kinds'],
  ['self-fed', { faults: 1, writes: 1, blocks: 2 }, 8000, 'few kinds'],
];

for (const [wiring, bounds, budget, kinds = 'every kind'] of cases) {
  test(`the range holds: ${wiring} ${kinds} at ${JSON.stringify(bounds)}, from ${budget} states`, () => {
    const design =
      kinds === 'every kind' ? arrayWith(wiring, { bounds }) : arrayWithFewKinds(wiring, { bounds });
    const guess = estimateOf(design, budget);
    const { states, bytes } = explored(design);
    assert.not.ok(isCounted(guess), 'it is larger than what was counted');
    const { from, to } = guess.states;
    assert.ok(from <= states && states <= to, `${from} ${states} ${to}`);
    assert.ok(to < from * 100, `of some use: ${from} to ${to}`);
    assert.ok(guess.bytes.from <= bytes && bytes <= guess.bytes.to);
    assert.is(guess.stopped, undefined);
  });
}

test('what the limit allows is counted, and is what an exploration counts, reduced and not', () => {
  const design = arrayWith('mirror-only', { bounds: { writes: 1 } });
  for (const wished of [reductions, []]) {
    const counted = estimateOf(design, 100_000, wished as typeof reductions);
    const { states, bytes } = explored(design, wished as typeof reductions);
    assert.ok(isCounted(counted));
    assert.equal(counted.states, { from: states, to: states });
    assert.equal(counted.bytes, { from: bytes, to: bytes });
  }
});

test('the same design and limit give the same estimate, and the limit is kept but for a stride', () => {
  const design = arrayWith('partner-fed', { bounds: { faults: 2, writes: 3, blocks: 2 } });
  const once = estimateOf(design, 50_000);
  assert.equal(estimateOf(design, 50_000), once);
  assert.ok(once.explored <= 50_000 + 4096 * 4, `${once.explored}`);
  assert.ok(once.counted.length > 5);
});

test('with any number of writes there is a lower end, and no upper one unless it was counted', () => {
  const kinds = faultKinds.filter((kind) => kind !== 'Abort');
  const design = arrayWith('mirror-only', { bounds: { writes: 'any' }, faultKinds: kinds });
  const { states, counted } = estimateOf(design, 50_000);
  const endless = counted.find(({ writes }) => writes === Number.POSITIVE_INFINITY)!;
  assert.ok(states.from > endless.states * 50, 'the first fault is counted on');
  assert.is(states.to, Number.POSITIVE_INFINITY);
  const without = arrayWith('mirror-only', { bounds: { writes: 'any', faults: 0 }, faultKinds: kinds });
  assert.ok(isCounted(estimateOf(without, 20_000)));
});

test('an estimate that is stopped says so, and what it has', () => {
  const search = estimate(arrayWith('battery', { bounds: { faults: 3, writes: 4 } }), NO_LIMITS);
  let next = search.next();
  for (let i = 0; i < 12 && !next.done; i++) next = search.next(i < 10 ? undefined : 'interrupted');
  while (!next.done) next = search.next('interrupted');
  assert.is(next.value.stopped, 'interrupted');
  assert.ok(next.value.counted.length > 0);
  assert.ok(next.value.states.from >= next.value.counted.at(-1)!.states);
});

test('what does not pack is refused before anything is explored', () => {
  const bounds = { cachePages: { C1: 64, C2: 64 }, blocks: 16, writes: 32 };
  assert.throws(
    () => estimate(arrayWith('mirror-only', { bounds }), NO_LIMITS).next(),
    (error: unknown) => error instanceof StateTooLarge,
  );
});

test('a fault that strikes once is no six faults: what is counted is all that there is', () => {
  const design = arrayWith('mirror-only', { bounds: { writes: 1, faults: 6 }, faultKinds: ['ChannelDown'] });
  const found = estimateOf(design, 9000);
  assert.ok(isCounted(found));
  const { states } = explored(design);
  assert.equal(found.states, { from: states, to: states });
});

test.run();
