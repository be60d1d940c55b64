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

test('where that takes too many states it is decided for fewer faults, and what is open is said', async () => {
  const { decided, open } = await endless(arrayWith('mirror-only'), 30_000);
  assert.is(decided!.design.bounds.faults, 0);
  assert.is(open!.faults, 1);
  assert.ok(open!.states > 10_000 && open!.states < 1_526_785, `${open!.states}`);
});

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
  assert.is(decided!.verdict, 'lost');
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
  assert.is(open!.faults, 0);
});

test.run();
