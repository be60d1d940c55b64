import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { codecFor } from '../../src/explorer/codec.ts';
import { Expander } from '../../src/explorer/expand.ts';
import { foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { foldProgram } from '../../src/explorer/fold/program.ts';
import { sampleOf } from '../../src/explorer/fold/sample.ts';
import { Folding } from '../../src/explorer/fold/stand-in.ts';
import { loadCore } from '../../src/explorer/learned/load.ts';
import { memoryOf } from '../../src/explorer/learned/memory.ts';
import { compileModel } from '../../src/model/model.ts';
import { arrayWith } from '../support/arrays.ts';
import { built, numbers } from '../support/built-core.ts';

/* The program that says what is folded: the core does the same by it however it comes to the state, and wherever. */

const designs: Readonly<Record<string, Design>> = {
  'two writes': arrayWith('mirror-only', {}),
  'wide writes without end': arrayWith('partner-fed', { bounds: { writes: 'any', blocks: 2, fifoDepth: 2 } }),
  'three blocks without end': arrayWith('battery', {
    bounds: { writes: 'any', blocks: 3, pagesPerWrite: 1, fifoDepth: 2, cachePages: { C1: 6, C2: 6 } },
  }),
  'pages that are not alike': arrayWith('mirror-only', {
    bounds: { blocks: 2, pagesPerWrite: 1 },
    weaken: ['R4_untargeted'],
  }),
  'sides that are not alike': arrayWith('independent', { bounds: { cachePages: { C1: 6, C2: 4 } } }),
};

const module = new WebAssembly.Module(built('src/explorer/core/main.ts', 'folding.wasm').wasm());

for (const [what, design] of Object.entries(designs)) {
  const m = compileModel(design);
  const folds = foldsFor(m, reductions);
  const { words: count, decoder, encoder } = codecFor(m);

  test(`${what}: a step is folded to the same, told what it comes from or not, and is folded then`, () => {
    const [by, whole] = [new Folding(m, folds), new Folding(m, folds)];
    const expander = new Expander(m);
    const [decode, encode] = [decoder(expander.before), encoder(expander.after)];
    let moved = 0;
    for (const state of sampleOf(m, folds)) {
      by.from.set(state);
      decode(by.from, 0);
      expander.expand(() => {
        encode(by.words);
        whole.words.set(by.words);
        by.foldFrom();
        if (by.words.join() !== whole.words.join()) moved++;
        whole.fold();
        assert.equal(by.words, whole.words);
        whole.fold();
        assert.equal(by.words, whole.words);
        return -1;
      });
    }
    assert.ok(moved > 5, `${moved}`);
  });

  test(`${what}: both machines fold whatever words there are alike, wherever the program lies`, () => {
    const program = foldProgram(m, folds);
    const [there, here] = [memoryOf(1), memoryOf(1)];
    const [compiled, plain] = [loadCore(there, module), loadCore(here)];
    const random = numbers(7);
    const outcomes = new Set<number>();
    for (let round = 0; round < 2000; round++) {
      const at = 1 + ((random.next().value >>> 8) % 1000);
      const words = at + program.length;
      const from = round % 2 === 0 ? 0 : words + count;
      const state = Array.from({ length: 2 * count }, () => random.next().value);
      for (const memory of [there.words, here.words]) {
        memory.fill(0);
        memory.set(program, at);
        memory.set(state, words);
      }
      const outcome = plain.fold(at, words, from, words + 2 * count);
      outcomes.add(outcome);
      assert.is(compiled.fold(at, words, from, words + 2 * count), outcome);
      assert.equal(there.words, here.words);
      assert.is(
        outcome === 0,
        state.slice(0, count).join() === here.words.slice(words, words + count).join(),
      );
    }
    assert.ok(outcomes.has(1));
  });
}

test.run();
