import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { assess } from '../../src/check/assess.ts';
import { loadDesign } from '../../src/design/load.ts';
import { drive } from '../../src/tasks/drive.ts';
import { arrayWith } from '../support/arrays.ts';
import { NO_LIMITS } from '../support/search.ts';

test('actions that the bounds never allow are named, and no others', async () => {
  const whole = await drive(assess(loadDesign('mirror-only', 'tiny'), NO_LIMITS));
  assert.equal(whole.neverTaken, []);
  const unharmed = loadDesign('mirror-only', 'tiny', { bounds: { faults: 0 } });
  const { neverTaken, exploration } = await drive(assess(unharmed, NO_LIMITS));
  for (const name of ['PowerOff', 'BoardCrash', 'TakeCharge'] as const) assert.ok(neverTaken.includes(name));
  for (const [name, { taken }] of exploration.actions)
    assert.is(neverTaken.includes(name), taken === 0, name);
});

test('an exploration that was stopped says of no action that it is never taken', async () => {
  const limits = { ...NO_LIMITS, states: 1 };
  const { exploration, neverTaken } = await drive(assess(loadDesign('mirror-only', 'large'), limits));
  assert.ok(exploration.stopped);
  assert.ok([...exploration.actions.values()].some(({ taken }) => taken === 0));
  assert.equal(neverTaken, []);
});

test('of fault sets that are equally bad the one with the shortest schedule is shown, not the first', async () => {
  const design = arrayWith('mirror-only', {
    bounds: { writes: 1 },
    faultKinds: ['BoardHang', 'FalseSuspicion'],
    weaken: ['R5_link'],
  });
  const { verdict, faultSets, worst, mismatches } = await drive(assess(design, NO_LIMITS));
  const bad = faultSets.filter((set) => set.verdict === verdict);
  assert.equal(
    bad.map(({ faults, schedule }) => [faults.join(), schedule().length]),
    [
      ['BoardHang K1', 18],
      ['BoardHang K2', 18],
      ['FalseSuspicion K1', 17],
      ['FalseSuspicion K2', 17],
    ],
  );
  assert.is(verdict, 'stale');
  assert.equal(worst!.faults, ['FalseSuspicion K1']);
  assert.is(worst!.schedule().length, 17);
  assert.equal(
    mismatches.map(({ declared, example }) => [declared, example!.schedule().length]),
    [['*', 17]],
  );
});

test('where all is safe there is nothing to show', async () => {
  const design = arrayWith('mirror-only', { bounds: { writes: 1 }, faultKinds: ['PowerOff'] });
  const { verdict, worst, mismatches, unexercised } = await drive(assess(design, NO_LIMITS));
  assert.is(verdict, 'safe');
  assert.is(worst, undefined);
  assert.equal([mismatches, unexercised], [[], []]);
});

test('a pattern that speaks for no fault set within the bounds is named, and no other', async () => {
  const declares = { survives: ['*', '* + *'], fails: { 'CacheLost C1': 'lost' } } as const;
  const few = { bounds: { writes: 1 }, faultKinds: ['PowerOff'], declares } as const;
  const { unexercised } = await drive(assess(arrayWith('mirror-only', few), NO_LIMITS));
  assert.equal(unexercised, ['CacheLost C1', '* + *']);
});

test('the worst verdict is shown, although a lesser one takes fewer actions', async () => {
  const bounds = { writes: 1, faults: 2 };
  const design = arrayWith('mirror-only', { bounds, faultKinds: ['PowerOff', 'ChannelDown'] });
  const { verdict, worst, faultSets } = await drive(assess(design, NO_LIMITS));
  assert.is(verdict, 'lost');
  assert.equal(worst!.faults, ['PowerOff P1', 'PowerOff P2']);
  const stranded = faultSets.filter((set) => set.verdict === 'stranded');
  assert.ok(stranded.some(({ schedule }) => schedule().length < worst!.schedule().length));
});

test.run();
