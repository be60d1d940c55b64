import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { codecFor } from '../../src/explorer/codec.ts';
import { explore } from '../../src/explorer/explore.ts';
import { type FoldName, foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { Folding, packerOf } from '../../src/explorer/fold/stand-in.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { initialState, type State } from '../../src/model/state.ts';
import { arrayWith, arrayWithFewKinds } from '../support/arrays.ts';

/** Every state of a search, with these folds. */
function statesOf(m: Model, folds: readonly FoldName[]): Uint32Array[] {
  const states: Uint32Array[] = [];
  const { words: count } = codecFor(m);
  const visit = (words: Uint32Array, at: number) => states.push(words.slice(at, at + count));
  const search = explore(m, { properties: [], ranks: [], visit }, { states: 1e6, bytes: 1e9 }, folds);
  while (!search.next().done);
  return states;
}

function folder(m: Model, folds: readonly FoldName[]): (words: Uint32Array) => string {
  const folding = new Folding(m, folds);
  return (words) => {
    folding.words.set(words);
    folding.fold();
    return folding.words.join();
  };
}

const designs: Readonly<Record<string, Design>> = {
  'two writes and a fault': arrayWithFewKinds('mirror-only', { bounds: { faults: 1 } }),
  'a FIFO': arrayWith('partner-fed', { bounds: { writes: 1, faults: 1 } }),
  batteries: arrayWith('battery', { bounds: { writes: 1, faults: 1 } }),
  'two blocks': arrayWith('mirror-only', { bounds: { blocks: 2, pagesPerWrite: 1, writes: 2, faults: 0 } }),
  'two blocks and a fault': arrayWithFewKinds('mirror-only', {
    bounds: { blocks: 2, pagesPerWrite: 1, writes: 2, faults: 1, cachePages: { C1: 2, C2: 2 } },
  }),
};

for (const [what, design] of Object.entries(designs)) {
  test(`${what}: a search finds all that stands for a state of the model, and nothing else`, () => {
    const m = compileModel(design);
    const all = foldsFor(m, reductions);
    assert.is(all.includes('blocks'), design.bounds.blocks > 1);
    // Pages are taken in the order of their slots: only where slots are folded do blocks come in any order.
    for (const folds of [...all.map((name): FoldName[] => ['slots', name]), all]) {
      const whole = new Set(statesOf(m, []).map(folder(m, folds)));
      const folded = new Set(statesOf(m, folds).map((words) => words.join()));
      assert.is(folded.size, whole.size, `${folds}`);
      assert.ok(
        [...folded].every((state) => whole.has(state)),
        `${folds}`,
      );
    }
  });
}

/** Gives each of two blocks the name of the other, wherever they are named. */
function exchangeBlocks(state: State, one: number, other: number): void {
  const { blocks, caches, controllers, fifos } = state;
  const [a, b] = structuredClone([blocks[one]!, blocks[other]!]);
  Object.assign(blocks[one]!, b, { queued: Object.assign(blocks[one]!.queued, b.queued) });
  Object.assign(blocks[other]!, a, { queued: Object.assign(blocks[other]!.queued, a.queued) });
  const holders = [caches, controllers.map(({ table }) => table), fifos.map(({ entries }) => entries)];
  for (const holder of holders.flat(2)) {
    if (holder.version === 0) continue;
    if (holder.block === one) holder.block = other;
    else if (holder.block === other) holder.block = one;
  }
}

test('states that differ in the names of blocks alone are one, whatever lies beside what names them', () => {
  const bounds = { blocks: 2, pagesPerWrite: 1, writes: 2, subBlocks: 1, faults: 2 };
  const m = compileModel(arrayWith('mirror-only', { bounds, faultKinds: ['FalseSuspicion', 'PowerOff'] }));
  const state = initialState(m);
  const decode = codecFor(m).decoder(state);
  const pack = packerOf(m, ['slots', 'blocks'], state);
  const states = statesOf(m, ['slots', 'blocks']);
  for (const words of states) {
    for (const first of [0, 2]) {
      decode(words, 0);
      exchangeBlocks(state, first, first + 1);
      assert.equal(pack(), words);
    }
  }
  assert.ok(states.length > 30_000);
});

test.run();
