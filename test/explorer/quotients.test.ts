import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ruleNames } from '../../spec/rules.ts';
import { type Reduction, reductions } from '../../src/explorer/fold/fold.ts';
import { arrayWith, arrayWithFewKinds, unshipped } from '../support/arrays.ts';
import { compareWithBounded, compareWithQuotient } from '../support/quotients.ts';
import { smallWiring } from '../support/small-wirings.ts';
import { caught, caughtRules, narrowed, narrowlyWeakened } from '../support/weakened.ts';

/*
 * What a search that folds says is what one says that does not: verdicts, properties with their clauses, lengths of all
 * schedules, fault sets with all their grades. Both explore a whole bounded model; more of them are in `npm run nightly`.
 */

for (const wiring of ['mirror-only', 'partner-fed', 'independent', 'battery', 'self-fed'] as const) {
  test(`${wiring}: one write, folded and not, comes to the same`, () => {
    const { folds, folded, states } = compareWithQuotient(
      arrayWithFewKinds(wiring, { bounds: { writes: 1 } }),
    );
    assert.equal(folds, ['slots', 'sides']);
    assert.ok(folded < 0.6 * states);
  });
}

test('two blocks a device, folded and not, come to the same', () => {
  const bounds = { blocks: 2, subBlocks: 1 };
  const design = arrayWith('partner-fed', { bounds, faultKinds: ['PowerOff'] });
  const { folds, folded, states } = compareWithQuotient(design);
  assert.equal(folds, ['slots', 'blocks', 'sides']);
  assert.ok(folded < 0.3 * states);
});

for (const [name, design] of Object.entries(unshipped)) {
  if (design.bounds.blocks > 1) continue;
  test(`${name}: one write, folded and not, comes to the same`, () => {
    const { folds } = compareWithQuotient({ ...design, bounds: { ...design.bounds, writes: 1 } });
    assert.ok(folds.length > 0);
  });
}

for (const rule of ruleNames) {
  test(`${rule} weakened: folded and not, it is violated as soon by the same`, () => {
    const { folds } = compareWithQuotient(narrowlyWeakened(rule));
    assert.ok(folds.includes('slots') && (folds.includes('sides') || rule === 'R2_paired'), folds.join());
  });
}

test('a second device write of a block is folded with its block', () => {
  const bounds = { blocks: 2, subBlocks: 1 };
  const { folds } = compareWithQuotient(
    arrayWith('mirror-only', { bounds, faultKinds: ['BoardHang'], weaken: ['R16_destage'] }),
  );
  assert.equal(folds, ['slots', 'blocks', 'sides']);
});

test('200 wirings at random, whichever is folded, come to the same', () => {
  const wished = fc.oneof(
    { weight: 3, arbitrary: fc.constant<readonly Reduction[]>(reductions) },
    { weight: 1, arbitrary: fc.subarray([...reductions], { minLength: 1 }) },
  );
  const folded = new Map<string, number>();
  const isEqual = fc.property(smallWiring, wished, (design, names) => {
    const quotient = compareWithQuotient(design, names);
    if (quotient.folded === quotient.states) return;
    for (const name of quotient.folds) folded.set(name, (folded.get(name) ?? 0) + 1);
  });
  const numRuns = Number(process.env['QUOTIENTS'] ?? 200);
  fc.assert(isEqual, { numRuns, seed: Number(process.env['QUOTIENTS_SEED'] ?? 13), endOnFailure: true });
  assert.ok(
    folded.get('slots')! > numRuns / 8 && folded.get('sides')! > numRuns / 8,
    JSON.stringify([...folded]),
  );
  assert.ok(folded.get('blocks')! > numRuns / 20, JSON.stringify([...folded]));
});

/* With any number of writes there is no whole model to hold against it: only what a number of them come to. */
for (const rule of caughtRules) {
  if (narrowed[rule].kind !== 'PowerOff' || caught[rule].wiring !== 'mirror-only') continue;
  // Without it gaps between numbers decide, and any number of writes is refused.
  if (rule === 'R1_epoch') continue;
  test(`${rule} weakened: whatever three writes come to, any number of writes come to, and no later`, () => {
    const design = narrowlyWeakened(rule);
    assert.ok(compareWithBounded({ ...design, bounds: { ...design.bounds, subBlocks: 1 } }, 3) > 10);
  });
}

test.run();
