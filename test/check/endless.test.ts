import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { assess } from '../../src/check/assess.ts';
import { decideEndless } from '../../src/check/endless.ts';
import { reductions } from '../../src/explorer/fold/fold.ts';
import { drive } from '../../src/tasks/drive.ts';
import { arrayWith } from '../support/arrays.ts';
import { NO_LIMITS } from '../support/search.ts';

async function endless(design: Design, states = NO_LIMITS.states) {
  const assessment = await drive(assess(design, NO_LIMITS, reductions));
  return drive(decideEndless(assessment, { ...NO_LIMITS, states }, reductions));
}

test('a design is decided for any number of writes, at its own other bounds', async () => {
  const design = arrayWith('mirror-only', { bounds: { writes: 1 }, faultKinds: ['PowerOff'] });
  const { decided, open } = await endless(design);
  assert.equal(decided!.design.bounds, { ...design.bounds, writes: 'any' });
  assert.is(decided!.verdict, 'safe');
  assert.is(decided!.exploration.stopped, undefined);
  assert.is(open, undefined);
});

const easier = [
  { states: 20_000, faults: 0, aborts: false },
  { states: 85_000, faults: 0, aborts: true },
  { states: 800_000, faults: 1, aborts: false },
] as const;

for (const { states, faults, aborts } of easier) {
  test(`where ${states} states are not enough, it is decided for what is easier, and what is open is said`, async () => {
    const design = arrayWith('mirror-only', { faultKinds: ['PowerOff', 'CacheLost', 'Abort'] });
    const { decided, open } = await endless(design, states);
    assert.is(decided!.design.bounds.faults, faults);
    assert.is(decided!.design.faultKinds.includes('Abort'), aborts);
    assert.equal(open![0]!.design, { ...design, bounds: { ...design.bounds, writes: 'any' } });
    const tried = open!.map(({ design: { bounds, faultKinds } }) => [
      bounds.faults,
      faultKinds.includes('Abort'),
    ]);
    const harder = [
      [1, true],
      [1, false],
      [0, true],
    ];
    assert.equal(tried, harder.slice(0, easier.length - easier.findIndex((one) => one.states === states)));
    for (const each of open!)
      assert.ok(each.states > states / 3 && each.states < 20_000_000, `${each.states}`);
  });
}

test('harm with some writes is harm with any number', async () => {
  assert.equal(await endless(arrayWith('self-fed', { faultKinds: ['PowerOff'] })), { harm: 'lost' });
});

test('harm that only more writes bring is found', async () => {
  const design = arrayWith('mirror-only', {
    bounds: { writes: 1 },
    faultKinds: ['CacheLost'],
    weaken: ['R3_highest'],
  });
  const assessment = await drive(assess(design, NO_LIMITS, reductions));
  assert.is(assessment.verdict, 'safe', 'with one write');
  const { decided } = await drive(decideEndless(assessment, NO_LIMITS, reductions));
  assert.is(decided!.verdict, 'stale');
  assert.ok(decided!.mismatches.length > 0);
});

test('what is stopped is undecided, and says so', async () => {
  const assessment = await drive(
    assess(arrayWith('battery', { bounds: { writes: 1 } }), NO_LIMITS, reductions),
  );
  const deciding = decideEndless(assessment, NO_LIMITS, reductions);
  let next = deciding.next();
  while (!next.done) next = deciding.next('interrupted');
  assert.is(next.value.stopped, 'interrupted');
  assert.is(next.value.decided, undefined);
});

test('what does not pack with any number of writes is open', async () => {
  const bounds = { cachePages: { C1: 20, C2: 20 }, blocks: 16, writes: 1, faults: 0 };
  const { decided, open } = await endless(arrayWith('mirror-only', { bounds }));
  assert.is(decided, undefined);
  assert.equal(
    open!.map(({ design }) => [design.bounds.faults, design.faultKinds.includes('Abort')]),
    [[0, true]],
  );
});

test.run();
