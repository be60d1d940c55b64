import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  entriesKept,
  fedFrom,
  fifosApart,
  following,
  memoryKept,
  type Variant,
} from '../../src/check/variants.ts';
import { arrayWith } from '../support/arrays.ts';

/* Each way to change a design is offered where it changes something, and nowhere else. */

const fifo = arrayWith('partner-fed');
const onBoard = arrayWith('partner-fed', { fifo: { onBoard: true } });
const keeping = arrayWith('partner-fed', { fifo: { keepUntilDestage: true } });
const mirror = arrayWith('mirror-only', { fifo: { onBoard: true } });
const robust = arrayWith('partner-fed', { crashLosesMemory: false });
const designsOf = (variants: readonly Variant[]) => variants.map(({ design }) => design);

test('FIFOs come off the boards where they are on them', () => {
  assert.equal(designsOf(fifosApart(onBoard)), [fifo]);
  assert.equal(fifosApart(fifo), []);
  assert.equal(fifosApart(mirror), []);
});

test('entries are kept where they are not yet', () => {
  assert.equal(designsOf(entriesKept(fifo)), [keeping]);
  assert.equal(entriesKept(keeping), []);
  assert.equal(entriesKept(mirror), []);
});

test('memory outlives a crash where it does not yet', () => {
  assert.equal(designsOf(memoryKept(fifo)), [robust]);
  assert.equal(memoryKept(robust), []);
});

test('rules that are followed again are no longer weakened, the others are', () => {
  const weak = arrayWith('partner-fed', { weaken: ['R5_drain', 'R8', 'R9'] });
  assert.equal(following(weak, ['R8_protected']).design.weakened, ['R5_drain', 'R9_version']);
  assert.equal(following(weak, weak.weakened).design.weakened, []);
});

test('parts that are fed from a unit are on no other', () => {
  assert.equal(fedFrom(fifo, ['F1', 'E1'], 'P1').power, {
    P1: ['K1', 'C1', 'F2', 'E2', 'F1', 'E1'],
    P2: ['K2', 'C2'],
  });
  assert.equal(fedFrom(fifo, ['F1'], 'P9').power['P9'], ['F1']);
});

test.run();
