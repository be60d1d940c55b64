import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { codecFor } from '../../src/explorer/codec.ts';
import { explore } from '../../src/explorer/explore.ts';
import { type FoldName, foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { Folding } from '../../src/explorer/fold/stand-in.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { arrayWith } from '../support/arrays.ts';

/** Every state of a search, with these folds, as a text of its words. */
function statesOf(m: Model, folds: readonly FoldName[], tell: (words: Uint32Array) => string): Set<string> {
  const states = new Set<string>();
  const { words: count } = codecFor(m);
  const visit = (words: Uint32Array, at: number) => states.add(tell(words.slice(at, at + count)));
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
  'two writes and a fault': arrayWith('mirror-only', { bounds: { faults: 1 } }),
  'a FIFO': arrayWith('partner-fed', { bounds: { writes: 1, faults: 1 } }),
  batteries: arrayWith('battery', { bounds: { writes: 1, faults: 1 } }),
  'two blocks': arrayWith('mirror-only', { bounds: { blocks: 2, pagesPerWrite: 1, writes: 2, faults: 0 } }),
  'two blocks and a fault': arrayWith('mirror-only', {
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
      const whole = statesOf(m, [], folder(m, folds));
      const folded = statesOf(m, folds, (words) => words.join());
      assert.is(folded.size, whole.size, `${folds}`);
      assert.ok(
        [...folded].every((state) => whole.has(state)),
        `${folds}`,
      );
    }
  });
}

test.run();
