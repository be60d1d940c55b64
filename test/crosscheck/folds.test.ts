import { test as always } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { compareCounts, compareVerdicts, referenceVerdicts } from '../../src/crosscheck/verdicts.ts';
import { type FoldName, foldsFor, type Reduction, reductions } from '../../src/explorer/fold/fold.ts';
import { compileModel } from '../../src/model/model.ts';
import { arrayWith, arrayWithFewKinds, type Changes, unshipped } from '../support/arrays.ts';
import { LIMITS, toEnd } from '../support/engines.ts';
import { needsJava } from '../support/java.ts';
import { type Alteration, tlcOn } from '../support/tla.ts';

/* What the explorer folds, TLC folds by a view of its own: as many states, steps, levels, and steps by each action. */

const test = needsJava(always);

async function foldedByBoth(
  design: Design,
  wished: readonly Reduction[],
  alterations: readonly Alteration[] = [],
) {
  const folds = foldsFor(compileModel(design), wished);
  const exploration = toEnd(referenceVerdicts(design, LIMITS, wished));
  const run = await tlcOn(design, 'graph', alterations, { folds, coverage: true });
  assert.ok(run.completed, run.errors.join('\n'));
  const { reference, tlc, actions } = compareCounts(exploration, run, true);
  return { folds, reference: { ...reference, actions: [] }, tlc: { ...tlc, actions } };
}

async function sameFolded(design: Design, wished: readonly Reduction[], folds: readonly FoldName[]) {
  const both = await foldedByBoth(design, wished);
  assert.equal(both.folds, folds);
  assert.equal(both.tlc, both.reference);
  return both.reference;
}

const ENDLESS = { writes: 'any', faults: 0, subBlocks: 1 } as const;

const endless: Readonly<Record<string, Design>> = {
  'mirror-only': arrayWithFewKinds('mirror-only', { bounds: ENDLESS }),
  'entries that are forgotten': arrayWithFewKinds('partner-fed', { bounds: ENDLESS }),
  'entries that are kept': arrayWithFewKinds('battery', {
    bounds: ENDLESS,
    fifo: { keepUntilDestage: true },
  }),
};

for (const [name, design] of Object.entries(endless)) {
  test(`${name}: for any number of writes both engines come to the same states and steps`, async () => {
    const { states } = await sameFolded(design, reductions, ['versions', 'slots', 'sides']);
    assert.ok(states > 500, `${states}`);
  });
}

test('when a power unit fails both engines come to the same states and steps', async () => {
  const design = arrayWith('battery', {
    faultKinds: ['PowerOff', 'BatteryElapse', 'Abort'],
    bounds: { writes: 1 },
  });
  await sameFolded(design, reductions, ['slots', 'sides']);
});

test('each reduction by itself leaves both engines with the same states and steps', async () => {
  const design = arrayWithFewKinds('mirror-only', { bounds: { faults: 0, blocks: 2 } });
  const counted = new Set<number>();
  for (const wished of [[], ...reductions.map((name) => [name])])
    counted.add((await sameFolded(design, wished, wished)).states);
  assert.is(counted.size, 4, `${[...counted]}`);
});

test('designs that nobody ships, with faults, are folded alike', async () => {
  const battery: Design = unshipped['kept entries and a battery for one of them'];
  const kept = { ...battery, bounds: { ...battery.bounds, writes: 1 } };
  await sameFolded(kept, reductions, ['slots', 'sides']);
  const units: Design = unshipped['parts on two units'];
  const lopsided = { ...units, faultKinds: ['PowerOff'] as const, bounds: { ...units.bounds, writes: 1 } };
  await sameFolded(lopsided, reductions, ['slots']);
});

test('with rules weakened and any number of writes both engines violate the same, after as many actions', async () => {
  const design = arrayWithFewKinds('mirror-only', {
    bounds: ENDLESS,
    weaken: ['R9_version', 'R1_commit', 'R4_invalidated'],
  });
  const exploration = toEnd(referenceVerdicts(design, LIMITS, reductions));
  const run = await tlcOn(design, 'verdicts', [], { folds: exploration.folds });
  const { agree, properties } = compareVerdicts(design, exploration, run);
  assert.ok(agree, JSON.stringify(properties));
  const violated = properties.filter(({ kind, tlc }) => kind !== 'sometimes' && tlc !== undefined);
  assert.ok(violated.length > 2, JSON.stringify(violated));
});

test('where R4 is weakened mirror pages stay where they are, in both engines', async () => {
  const bounds = { faults: 0, subBlocks: 1, writes: 3 };
  await sameFolded(arrayWith('mirror-only', { bounds, weaken: ['R4'] }), reductions, ['slots', 'sides']);
});

test('numbers in states are exchanged with the blocks and the sides that they belong to, in both engines', async () => {
  const bounds = { writes: 3, blocks: 2, subBlocks: 1, cachePages: { C1: 2, C2: 2 } };
  const faultKinds = ['FalseSuspicion'] as const;
  const design = arrayWith('mirror-only', { bounds, faultKinds, weaken: ['R1_epoch'] });
  await sameFolded(design, ['blocks', 'sides'], ['blocks', 'sides']);
});

test('a view that leaves something out is found by the counts', async () => {
  const { reference, tlc } = await foldedByBoth(endless['mirror-only']!, reductions, [
    { module: 'Fold', from: 'ReadWriteArea(s, k)],', to: '<<>>],' },
  ]);
  assert.ok(tlc.states < reference.states, `${tlc.states}`);
});

const oneSided: Readonly<Record<string, Changes>> = {
  'one declaration': { declares: { survives: ['*'], fails: { 'PowerOff P1': 'lost' } } },
  'one wire': { power: { P1: ['K1', 'C1'], P2: ['K2', 'C2', 'C1'] } },
  'one cache': { bounds: { cachePages: { C1: 4, C2: 6 } } },
  'one hold': {
    batteries: { B1: { feeds: ['C1'], hold: 1 }, B2: { feeds: ['C2'], hold: 2 } },
  },
};

for (const [what, changes] of Object.entries(oneSided)) {
  test(`${what} on one side: neither engine exchanges the sides`, async () => {
    const design = arrayWith('mirror-only', changes);
    assert.equal(foldsFor(compileModel(design), ['sides']), []);
    const { violation } = await tlcOn(design, 'graph', [], { folds: ['sides'] });
    assert.is(violation?.kind, 'assumption');
  });
}

always.run();
