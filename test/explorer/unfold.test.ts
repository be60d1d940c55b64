import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { codecFor } from '../../src/explorer/codec.ts';
import { Expander } from '../../src/explorer/expand.ts';
import { foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { packerOf } from '../../src/explorer/fold/stand-in.ts';
import { Unfolding } from '../../src/explorer/fold/unfold.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { initialState } from '../../src/model/state.ts';
import { isEnabled, step } from '../../src/model/step.ts';
import { arrayWith } from '../support/arrays.ts';

/** A long path through folded states on which the host writes again and again: each action in its turn, and no fault. */
function pathIn(m: Model, length: number): number[] {
  const expander = new Expander(m);
  const { words } = codecFor(m);
  const packed = new Uint32Array(words);
  const stand = codecFor(m).decoder(expander.before);
  const pack = packerOf(m, foldsFor(m, reductions), expander.after);
  const path: number[] = [];
  for (let at = 0; path.length < length; at++) {
    const by = expander.instances[(at * 7) % expander.instances.length]!;
    if (by.card.by === 'fault' || !expander.isEnabled(by)) continue;
    expander.take(by);
    pack(packed);
    stand(packed, 0);
    path.push(by.index);
  }
  return path;
}

test('a path through folded states is a schedule of the model, however often the host writes', () => {
  for (const wiring of ['mirror-only', 'battery'] as const) {
    const m = compileModel(arrayWith(wiring, { bounds: { writes: 'any', faults: 0 } }));
    const { instances } = new Expander(m);
    const path = pathIn(m, 1500);
    const schedule = new Unfolding(m, foldsFor(m, reductions)).unfold(path);
    assert.equal(
      schedule.map(({ name }) => name),
      path.map((index) => instances[index]!.action.name),
    );
    let state = initialState(m);
    for (const action of schedule) {
      assert.ok(isEnabled(m, state, action), action.name);
      ({ state } = step(m, state, action));
    }
    assert.ok(Math.max(...state.blocks.map(({ issued }) => issued)) > 40, 'it wrote beyond what packs');
  }
});

test.run();
