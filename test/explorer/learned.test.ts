import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ruleNames } from '../../spec/rules.ts';
import { questionFor } from '../../src/check/assess.ts';
import { explore } from '../../src/explorer/explore.ts';
import { foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { Impure } from '../../src/explorer/learned/trees.ts';
import { compileModel } from '../../src/model/model.ts';
import { VACUOUS, VIOLATED } from '../../src/model/property.ts';
import { transitions } from '../../src/model/protocol.ts';
import { arrayWith, arrayWithFewKinds, unshipped } from '../support/arrays.ts';
import { compareSearches, finished, learnedBy, learnedByOther, learnedByThreads } from '../support/cores.ts';
import { NO_LIMITS } from '../support/search.ts';
import { smallWiring } from '../support/small-wirings.ts';
import { narrowlyWeakened } from '../support/weakened.ts';

/*
 * The core that learns the rules tells what the plain search tells, to the last schedule: states, transitions, depth,
 * levels, counts by action, findings with their clauses, fault sets with all their grades.
 */

const compiled = learnedBy('WebAssembly');
const shipped = ['mirror-only', 'partner-fed', 'independent', 'battery', 'self-fed'] as const;

for (const design of [...shipped.map((wiring) => arrayWithFewKinds(wiring)), arrayWith('battery')]) {
  const kinds = design.faultKinds.includes('Abort') ? 'every kind' : 'few kinds';
  test(`${design.name} ${kinds}: both cores tell the same`, () => {
    const { states } = compareSearches(design, compiled);
    assert.ok(states > 10_000);
  });
}

test('two faults, and three of the kinds that strike once, come to the same', () => {
  compareSearches(arrayWith('mirror-only', { bounds: { faults: 2, writes: 1 } }), compiled);
  const faultKinds = ['PowerOff', 'BoardCrash', 'CacheLost'] as const;
  const design = arrayWith('battery', { bounds: { faults: 3, writes: 1 }, faultKinds });
  compareSearches(design, compiled, { limits: { ...NO_LIMITS, states: 40_000 } });
});

for (const [name, design] of Object.entries(unshipped)) {
  test(`${name}: both cores tell the same of a part of it`, () => {
    compareSearches(design, compiled, { limits: { ...NO_LIMITS, states: 15_000 } });
  });
}

for (const rule of ruleNames) {
  test(`${rule} weakened: both cores find the same violations`, () => {
    compareSearches(narrowlyWeakened(rule), compiled);
  });
}

test('200 wirings at random, folded and not, come to the same', () => {
  let folded = 0;
  const isEqual = fc.property(smallWiring, fc.boolean(), (design, folds) => {
    const names = folds ? foldsFor(compileModel(design), reductions) : [];
    if (names.length > 0) folded++;
    compareSearches(design, compiled, { folds: names });
  });
  fc.assert(isEqual, { numRuns: 200, seed: 14, endOnFailure: true });
  assert.ok(folded > 50);
});

test('a search that is stopped tells the same, wherever it was', () => {
  for (const states of [1, 4096, 20_000]) {
    const { stopped } = compareSearches(arrayWith('partner-fed'), compiled, {
      limits: { ...NO_LIMITS, states },
    });
    assert.ok(stopped);
  }
});

test('without WebAssembly the core tells the same', () => {
  compareSearches(arrayWithFewKinds('mirror-only'), learnedBy('JavaScript'));
});

test('two threads tell what one tells, and so do three', async () => {
  for (const threads of [2, 3])
    compareSearches(arrayWithFewKinds('partner-fed'), await learnedByThreads(threads));
});

test('a batch of which another thread leaves nothing comes to the same, also where every state is looked at', () => {
  const design = arrayWithFewKinds('mirror-only', { weaken: ['R7_writeThrough'] });
  const question = { ...questionFor(design), visit: () => {} };
  compareSearches(design, learnedByOther, { question });
});

test('whatever is asked of every state is asked of the same states', () => {
  const design = narrowlyWeakened('R8_protected');
  const seen = [compiled, explore].map((search) => {
    const states: string[] = [];
    const visit = (words: Uint32Array, at: number) => states.push(words.subarray(at, at + 4).join());
    finished(search(compileModel(design), { ...questionFor(design), visit }, NO_LIMITS, []));
    return states;
  });
  assert.equal(seen[0], seen[1]);
});

test('a rule that remembers what it did is told by its name', () => {
  const { HostWrite } = transitions;
  const { closed } = HostWrite;
  let asked = 0;
  HostWrite.closed = (...given) => (asked++ % 50 === 49 ? 'pages' : closed(...given));
  try {
    const design = arrayWith('mirror-only', { bounds: { writes: 1 } });
    assert.throws(
      () => finished(compiled(compileModel(design), questionFor(design), NO_LIMITS, [])),
      (error: unknown) => error instanceof Impure && error.message.includes('HostWrite'),
    );
  } finally {
    HostWrite.closed = closed;
  }
});

test('a property that nothing fires is told as one that nothing fired', () => {
  const design = arrayWith('mirror-only', { bounds: { writes: 1, faults: 0 } });
  const idle = {
    id: 'idle',
    says: 'idle',
    kind: 'always',
    reads: ['arbiterUp'],
    check: () => VACUOUS,
  } as const;
  const { findings } = compareSearches(design, compiled, { question: { properties: [idle], ranks: [] } });
  assert.is(findings[0]!.fired, false);
});

test('what the initial state violates already is told', () => {
  const design = arrayWith('mirror-only', { bounds: { writes: 1, faults: 0 } });
  const none = {
    id: 'none',
    says: 'none',
    kind: 'always',
    reads: ['arbiterUp'],
    check: () => VIOLATED,
  } as const;
  const { findings } = compareSearches(design, compiled, { question: { properties: [none], ranks: [] } });
  assert.equal(findings[0]!.schedule, []);
});

test.run();
