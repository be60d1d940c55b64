import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { assess } from '../../src/check/assess.ts';
import { loadDesign } from '../../src/design/load.ts';
import { drive } from '../../src/tasks/drive.ts';
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

test.run();
