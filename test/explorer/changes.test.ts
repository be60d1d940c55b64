import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ANYTHING, bitsOf, Changes } from '../../src/explorer/changes.ts';
import { codecFor } from '../../src/explorer/codec.ts';
import { layoutOf } from '../../src/explorer/layout.ts';
import type { StateField } from '../../src/model/state.ts';
import { initialState } from '../../src/model/state.ts';
import { step } from '../../src/model/step.ts';
import { arrayWith } from '../support/arrays.ts';
import { changedFields } from '../support/touches.ts';
import { walkThrough } from '../support/walks.ts';

const design = arrayWith('battery', {
  bounds: { blocks: 2, pagesPerWrite: 2, writes: 6, fifoDepth: 2, subBlocks: 3, faults: 2 },
});

test('the fields that differ between two packed states are those that differ between the states, no others', () => {
  const { model, actions } = walkThrough(design, 120);
  const layout = layoutOf(model);
  const changes = new Changes(layout);
  const bits = bitsOf(layout.fields);
  const codec = codecFor(model);
  const states = [initialState(model)];
  for (const action of actions) states.push(step(model, states.at(-1)!, action).state);
  const packed = states.map((state) => {
    const words = new Uint32Array(codec.words);
    codec.encoder(state)(words);
    return words;
  });
  const differing = changedFields(model);
  const seen = new Set<string>();
  for (let i = 0; i < states.length; i++) {
    for (const j of [i, i - 1, 0, states.length - 1 - i]) {
      if (j < 0) continue;
      const names = [...differing(states[j]!, states[i]!)];
      for (const name of names) seen.add(name);
      const expected = names.reduce((all, name) => all | bits.get(name)!, 0);
      assert.is(changes.between(packed[j]!, 0, packed[i]!), expected, names.join());
    }
  }
  assert.ok(seen.size > 15, [...seen].join());
});

test('a field is found by each of its bits, alone and with every other bit of its word', () => {
  const { model } = walkThrough(design, 0);
  const layout = layoutOf(model);
  const changes = new Changes(layout);
  const bits = bitsOf(layout.fields);
  const nothing = new Uint32Array(layout.words);
  for (const { name, word, shift, bits: width } of layout.fields) {
    for (let bit = shift; bit < shift + width; bit++) {
      const one = new Uint32Array(layout.words);
      one[word] = 1 << bit;
      assert.is(changes.between(nothing, 0, one), bits.get(name)!, `${name}, bit ${bit}`);
    }
  }
  const whole = new Uint32Array(layout.words).fill(0xffffffff);
  const stored = layout.fields.filter((field) => field.bits > 0);
  const all = stored.reduce((sum, { name }) => sum | bits.get(name)!, 0);
  assert.is(changes.between(nothing, 0, whole), all);
  for (let word = 0; word < layout.words; word++) {
    const one = new Uint32Array(layout.words);
    one[word] = 0xffffffff;
    const within = stored.filter((field) => field.word === word);
    const expected = within.reduce((sum, { name }) => sum | bits.get(name)!, 0);
    assert.is(changes.between(nothing, 0, one), expected, `word ${word}`);
    assert.is(changes.between(one, 0, nothing), expected, `word ${word}`);
  }
});

test('a part of the state stands for all of its fields, and a field for itself', () => {
  const { model } = walkThrough(design, 0);
  const layout = layoutOf(model);
  const changes = new Changes(layout);
  const bits = bitsOf(layout.fields);
  const of = (...names: string[]) => names.reduce((sum, name) => sum | bits.get(name)!, 0);
  assert.is(changes.of(['arbiterUp']), of('arbiterUp'));
  assert.is(changes.of(['blocks.media', 'faults']), of('blocks.media', 'faults'));
  const ofBlocks = [...bits.keys()].filter((name) => name.startsWith('blocks.'));
  assert.is(changes.of(['blocks'] satisfies StateField[]), of(...ofBlocks));
  assert.is(changes.of([]), 0);
  assert.is(ANYTHING & of(...bits.keys()), of(...bits.keys()));
});

test.run();
