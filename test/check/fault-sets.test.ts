import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  FAULTS_A_NUMBER,
  faultSet,
  faultsOf,
  isStruck,
  keyOf,
  numbersFor,
  sizeOf,
  strike,
  withFault,
} from '../../spec/faults.ts';
import { arrayWith } from '../support/arrays.ts';

/* Sets of faults as bits, in one number and in several. */

const COUNT = 2 * FAULTS_A_NUMBER + 3;
const none = Array<number>(numbersFor(COUNT)).fill(0);

test('a set takes a number for each 31 faults', () => {
  assert.equal([0, 1, 31, 32, 62, 63].map(numbersFor), [0, 1, 1, 2, 2, 3]);
});

test('what is struck is in the set, and nothing else, whichever number it is in', () => {
  for (let fault = 0; fault < COUNT; fault++) {
    const set = withFault(none, fault);
    const struck = Array.from({ length: COUNT }, (_, i) => i).filter((i) => isStruck(set, i));
    assert.equal(struck, [fault]);
    assert.is(sizeOf(set), 1);
    const inPlace = [...none];
    strike(inPlace, fault);
    assert.equal(inPlace, set);
  }
  assert.is(sizeOf(none), 0);
});

test('one more fault leaves the others, and the set that it comes to', () => {
  const chosen = [0, 1, 30, 31, 32, 61, 62, 64];
  const set = chosen.reduce<readonly number[]>(withFault, none);
  assert.is(sizeOf(set), chosen.length);
  assert.ok(chosen.every((fault) => isStruck(set, fault)));
  assert.equal(withFault(set, 31), set);
  assert.equal(none, [0, 0, 0]);
});

test('equal sets have one key, and no others have it', () => {
  const sets = [none, ...Array.from({ length: COUNT }, (_, fault) => withFault(none, fault))];
  assert.is(new Set(sets.map(keyOf)).size, sets.length);
  assert.is(keyOf(withFault(none, 40)), keyOf(withFault([...none], 40)));
  assert.equal([keyOf([]), keyOf([5])], [0, 5]);
});

test('a set is told with the labels of its faults', () => {
  const faults = faultsOf(arrayWith('mirror-only', { faultKinds: ['PowerOff', 'ChannelDown'] }));
  const labels = faults.map(({ label }) => label);
  assert.equal(labels, ['PowerOff P1', 'PowerOff P2', 'ChannelDown']);
  assert.equal(faultSet(faults, withFault(withFault([0], 2), 0)), ['PowerOff P1', 'ChannelDown']);
});

test.run();
