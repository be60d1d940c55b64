import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { explore } from '../../src/explorer/explore.ts';
import { layoutOf } from '../../src/explorer/layout.ts';
import { mostKeys } from '../../src/explorer/struck.ts';
import { compileModel, notingModel } from '../../src/model/model.ts';
import { phaseOf } from '../../src/model/phase.ts';
import { initialState } from '../../src/model/state.ts';
import { step } from '../../src/model/step.ts';
import { actionsByLabel } from '../../src/schedule/label.ts';
import { type At, arrayWith, BOOT, MIRRORED_WRITE, QUEUED_WRITE, run } from '../support/arrays.ts';
import { NO_LIMITS } from '../support/search.ts';

/* In which phase a strike finds the data of a device, and that nothing is noted where nobody asks. */

const mirrored = arrayWith('mirror-only');
const queued = arrayWith('partner-fed');

test('a write goes from rest over the FIFO and the mirror area to the device', () => {
  const after = (...labels: readonly string[]) => {
    const { model, state } = run(queued, ...BOOT, ...QUEUED_WRITE, ...labels);
    return [phaseOf(model, state, 0), phaseOf(model, state, 1)];
  };
  assert.equal(after(), ['undrained', 'at rest']);
  const drained = ['Drain K1', 'Drain K1'];
  assert.equal(after(...drained), ['not destaged', 'at rest']);
});

test('without a FIFO it is in the mirror area as soon as it is acknowledged', () => {
  const phaseAt = ({ model, state }: At) => phaseOf(model, state, 0);
  const booted = run(mirrored, ...BOOT);
  const written = run(booted, ...MIRRORED_WRITE);
  const alone = run(written, 'CacheLost C1');
  const takingOver = run(alone, 'Suspect K2');
  const phases = [booted, written, alone, takingOver].map(phaseAt);
  assert.equal(phases, ['at rest', 'not destaged', 'single copy', 'takeover']);
});

test('strikes are noted in their order, each with the phase before it', () => {
  const m = notingModel(queued, ['PowerOff P2', 'FifoLost F1'], 0);
  const actions = actionsByLabel(m);
  let state = initialState(m);
  for (const label of [...BOOT, ...QUEUED_WRITE, 'FifoLost F1', 'PowerOff P2'])
    state = step(m, state, actions.get(label)!).state;
  const told = state.strikes.map(({ fault, phase }) => [m.faults[fault - 1]!.label, phase]);
  assert.equal(told, [
    ['FifoLost F1', 'undrained'],
    ['PowerOff P2', 'single copy'],
  ]);
});

test('nothing is noted where nobody asks: no field, no word, no state more', () => {
  const m = compileModel(queued);
  assert.equal(initialState(m).strikes, []);
  assert.is(
    layoutOf(m).fields.some(({ name }) => name.startsWith('strikes')),
    false,
  );
  const noting = notingModel(queued, ['PowerOff P1'], 0);
  assert.equal(
    noting.faults.map(({ label }) => label),
    ['PowerOff P1'],
  );
  assert.is(layoutOf(noting).fields.filter(({ name }) => name.startsWith('strikes')).length, 2);
});

test('there is a place for every order with every phase, and not for many more', () => {
  const design = arrayWith('partner-fed', {
    bounds: { writes: 1, subBlocks: 1 },
    faultKinds: ['PowerOff', 'CacheLost'],
  });
  const m = notingModel(design, ['PowerOff P1', 'CacheLost C2'], 1);
  const search = explore(m, { properties: [], ranks: [] }, NO_LIMITS);
  let next = search.next();
  while (!next.done) next = search.next();
  const { faultSets } = next.value;
  const keys = new Set(faultSets.map(({ strikes }) => JSON.stringify(strikes)));
  assert.is(keys.size, faultSets.length);
  assert.ok(keys.size > 20 && keys.size <= mostKeys(m), `${keys.size} of ${mostKeys(m)}`);
  assert.is(mostKeys(m), 1 + 2 * 5 + 2 * 25);
});

test.run();
