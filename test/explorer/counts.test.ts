import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { faultSet } from '../../spec/faults.ts';
import { loadDesign } from '../../src/design/load.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { arrayWith, arrayWithFewKinds, type Wiring } from '../support/arrays.ts';
import { learnedBy } from '../support/cores.ts';
import { shippedAtTiny, wiredAtTiny, withFewKindsAtTiny } from '../support/counts.ts';
import { toEnd } from '../support/engines.ts';
import { naiveSearch } from '../support/naive.ts';
import { NO_LIMITS, search } from '../support/search.ts';

/* How many states and steps there are: as pinned, and as the naive search counts them. */

const NOTHING = { properties: [], ranks: [] };
const learned = learnedBy('WebAssembly');

/** What the core that learns counts, for so many states in a fifth of the time. */
function countsOf(design: Design): readonly number[] {
  const { states, transitions, depth } = toEnd(learned(compileModel(design), NOTHING, NO_LIMITS, []));
  return [states, transitions, depth];
}

for (const [wiring, counts] of Object.entries(wiredAtTiny)) {
  test(`${wiring} at tiny has the pinned counts`, () => {
    assert.equal(countsOf(arrayWith(wiring as Wiring)), counts);
  });
}

for (const [wiring, counts] of Object.entries(withFewKindsAtTiny)) {
  test(`${wiring} at tiny with few kinds of fault has the pinned counts`, () => {
    const { states, transitions, depth } = search(arrayWithFewKinds(wiring as Wiring), NOTHING);
    assert.equal([states, transitions, depth], counts);
  });
}

/** A design but for its words and its word: what its state space depends on. */
function arrayOf({ about: _, declares: __, ...array }: Design): object {
  return array;
}

for (const [name, counts] of Object.entries(shippedAtTiny)) {
  const isWired = counts === wiredAtTiny[name as Wiring];
  test(`${name} as it is shipped is ${isWired ? 'the wiring' : 'another array, with the pinned counts'}`, () => {
    const shipped = loadDesign(name, 'tiny');
    const wired = arrayWith(name as Wiring);
    if (isWired) return assert.equal(arrayOf(shipped), arrayOf(wired));
    assert.equal(countsOf(shipped), counts);
  });
}

/** The sizes that the plainest search counts. */
function naiveCounts(m: Model): { states: number; transitions: number; depth: number } {
  const { states, transitions, depth } = naiveSearch(m, NOTHING);
  return { states, transitions, depth };
}

for (const wiring of ['mirror-only', 'battery'] as const) {
  test(`${wiring}: packed exploration and a naive search over the pure step agree`, () => {
    const design = arrayWith(wiring, { bounds: { writes: 1 }, fifo: { keepUntilDestage: true } });
    const { states, transitions, depth } = search(design, NOTHING);
    assert.equal({ states, transitions, depth }, naiveCounts(compileModel(design)));
    assert.ok(states > 1000);
  });
}

test('a design with more faults than a word has bits is explored like any other', () => {
  const names = Array.from({ length: 24 }, (_, i) => `P${i + 3}`);
  const spare = Object.fromEntries(names.map((name) => [name, ['C1'] as const]));
  const power = { P1: ['K1', 'C1'], P2: ['K2', 'C2'], ...spare } as const;
  const design = arrayWith('mirror-only', { power, bounds: { writes: 1 } });
  const m = compileModel(design);
  assert.ok(m.faults.length > 31);
  const { faultSets, states, transitions, depth } = search(design, NOTHING);
  assert.equal(
    faultSets.map(({ faults }) => faultSet(m.faults, faults).join()).sort(),
    ['', ...m.faults.map(({ label }) => label)].sort(),
  );
  assert.equal({ states, transitions, depth }, naiveCounts(m));
});

test.run();
