import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { attach } from '../../src/explorer/core/machine.ts';
import * as place from '../../src/explorer/core/places.ts';
import { BITS_AT, outcomeOf } from '../../src/explorer/core/tree.ts';
import { layoutOf } from '../../src/explorer/layout.ts';
import { memoryOf } from '../../src/explorer/learned/memory.ts';
import { Recorder } from '../../src/explorer/learned/recorder.ts';
import { Impure, Trees } from '../../src/explorer/learned/trees.ts';
import { compileModel } from '../../src/model/model.ts';
import type { State } from '../../src/model/state.ts';
import { arrayWith } from '../support/arrays.ts';

/* What a tree keeps of the runs of a rule. */

const ROOT = 100;
const AT = 200;

/** A tree that learns what this comes to, on a state all of whose words are 0 but for what is put there. */
function school(of: (s: State) => number) {
  const memory = memoryOf(2 ** 16).words;
  attach(memory);
  const m = compileModel(arrayWith('mirror-only', {}));
  const layout = layoutOf(m);
  const recorder = new Recorder(m, layout, memory);
  memory[place.TREES_END] = 1000;
  const trees = new Trees(memory, recorder, layout.words);
  const put = (path: string, code: number) => {
    const { word, shift, bits } = layout.fields.find((field) => field.path === path)!;
    memory[AT + word] = (memory[AT + word]! & ~((2 ** bits - 1) << shift)) | (code << shift);
  };
  const learn = () =>
    trees.learn({ of: 'it', root: ROOT, at: AT, run: () => of(recorder.before), comesTo: 'outcome' });
  return { put, learn, known: () => outcomeOf(ROOT, AT), widthOfRoot: () => memory[ROOT + 1]! >>> BITS_AT };
}

const allOf = ({ faults }: State) => faults.filter(Boolean).length;
const firstOf = ({ faults }: State) => faults.findIndex((has) => has) + 1;

test('a tree knows what it learned, and nothing of a state that it cannot take for one that it knows', () => {
  const { put, learn, known } = school((s) => (s.channelUp ? s.units.length : 0));
  assert.is(known(), -1);
  learn();
  assert.is(known(), 0);
  put('.epoch', 1);
  assert.is(known(), 0, 'it was not read');
  put('.channelUp', 1);
  assert.is(known(), -1);
  learn();
  assert.is(known(), 2);
});

test('plain values of a list that are read one after the other are seen at once, up to six bits', () => {
  const { put, learn, known, widthOfRoot } = school(allOf);
  learn();
  assert.is(widthOfRoot(), 6);
  put('.faults[5]', 1);
  put('.faults[6]', 1);
  assert.is(known(), -1);
  learn();
  assert.is(known(), 2);
});

test('one field of the records of a list is seen at once as well: they stand one below the other', () => {
  const { learn, widthOfRoot } = school(
    ({ caches }) => caches[0].filter(({ state }) => state === 'dirty').length,
  );
  learn();
  assert.is(widthOfRoot(), 6, 'the states of two pages');
});

test('what is behind the value that decides may be seen too, and changes nothing of what is known', () => {
  const { put, learn, known } = school(firstOf);
  learn();
  for (const fault of [4, 2, 0]) {
    put(`.faults[${fault}]`, 1);
    assert.is(known(), -1, `${fault}`);
    learn();
    assert.is(known(), fault + 1);
  }
});

test('fields that are no neighbours in a list are seen one by one', () => {
  const { learn, widthOfRoot } = school((s) => Number(s.channelUp) + s.epoch);
  learn();
  assert.is(widthOfRoot(), 1);
});

test('what came to something else, or read something else, in a state that it cannot tell apart is impure', () => {
  let runs = 0;
  const forgetful = school((s) => (s.faults.some(Boolean) ? 1 : ++runs));
  forgetful.learn();
  assert.throws(
    forgetful.learn,
    (error: unknown) => error instanceof Impure && /^it does not depend/.test(error.message),
  );
  const fickle = school((s) => (runs++ % 2 === 0 ? Number(s.channelUp) : s.epoch));
  fickle.learn();
  assert.throws(fickle.learn, (error: unknown) => error instanceof Impure);
});

test.run();
