import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { faultKinds } from '../../spec/design.ts';
import { codecFor } from '../../src/explorer/codec.ts';
import { Expander } from '../../src/explorer/expand.ts';
import { explore } from '../../src/explorer/explore.ts';
import { foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { packerOf } from '../../src/explorer/fold/stand-in.ts';
import { Unfolding } from '../../src/explorer/fold/unfold.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import type { Sometimes } from '../../src/model/property.ts';
import { initialState } from '../../src/model/state.ts';
import { isEnabled, step } from '../../src/model/step.ts';
import { arrayWith } from '../support/arrays.ts';

/** A long path through folded states on which the host writes again and again: each action in its turn, and no fault. */
function pathIn(m: Model, length: number): number[] {
  const expander = new Expander(m);
  const stand = codecFor(m).decoder(expander.before);
  const pack = packerOf(m, foldsFor(m, reductions), expander.after);
  const path: number[] = [];
  for (let at = 0; path.length < length; at++) {
    const by = expander.instances[(at * 7) % expander.instances.length]!;
    if (by.card.by === 'fault' || !expander.isEnabled(by)) continue;
    expander.take(by);
    stand(pack(), 0);
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

/** A wide write of blocks 2 and 3, while only block 1 is acknowledged. */
const wideWrite: Sometimes = {
  kind: 'sometimes',
  id: 'wide',
  says: 'a wide write comes behind another',
  check: ({ blocks }, { name, block, pages }: Partial<Record<string, unknown>>) =>
    name === 'HostWrite' &&
    block === 1 &&
    pages === 2 &&
    blocks[0]!.acknowledged === 1 &&
    blocks[1]!.issued === 1,
};

test('where R2_fresh is weakened, and entries are taken again where they stand, folded schedules replay', () => {
  const bounds = { blocks: 3, pagesPerWrite: 2, writes: 4, subBlocks: 1, faults: 0 };
  const kinds = faultKinds.filter((kind) => kind !== 'Abort');
  const m = compileModel(arrayWith('mirror-only', { bounds, faultKinds: kinds, weaken: ['R2_fresh'] }));
  const lengths = [[], ['slots'] as const].map((folds) => {
    const search = explore(m, { properties: [wideWrite], ranks: [] }, { states: 150_000, bytes: 1e9 }, folds);
    let next = search.next();
    while (!next.done) next = search.next();
    return next.value.findings[0]!.schedule?.length;
  });
  assert.equal(lengths, [18, 18]);
});

/** A block is read that no write was acknowledged of, while one was of another: reads that stay lead to one state. */
const otherRead: Sometimes = {
  kind: 'sometimes',
  id: 'other',
  says: 'a block is read while another has the only acknowledged write',
  check: ({ blocks }, { name, block }: Partial<Record<string, unknown>>) =>
    name === 'HostRead' &&
    blocks[block as number]!.acknowledged === 0 &&
    blocks.slice(0, 2).some(({ acknowledged }) => acknowledged > 0) &&
    (block as number) < 2,
};

test('a folded schedule ends with a step that shows what it is for, not with another that leads there as well', () => {
  const m = compileModel(arrayWith('mirror-only', { bounds: { blocks: 2, subBlocks: 1, faults: 0 } }));
  const search = explore(m, { properties: [otherRead], ranks: [] }, { states: 1e6, bytes: 1e9 }, ['slots']);
  let next = search.next();
  while (!next.done) next = search.next();
  const schedule = next.value.findings[0]!.schedule!;
  let state = initialState(m);
  for (const action of schedule.slice(0, -1)) ({ state } = step(m, state, action));
  assert.ok(otherRead.check(state, schedule.at(-1)!, state));
});

test.run();
