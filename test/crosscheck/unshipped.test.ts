import { test as always } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design, FaultKind } from '../../spec/design.ts';
import { compareCounts, referenceVerdicts } from '../../src/crosscheck/verdicts.ts';
import { arrayWith, type Unshipped, unshipped } from '../support/arrays.ts';
import { graphsOf, LIMITS, toEnd, verdictsOf } from '../support/engines.ts';
import { needsJava } from '../support/java.ts';
import { tlcOn } from '../support/tla.ts';

/* Both engines on designs with what no shipped one has, narrowed to seconds; `npm run nightly -- graphs` has them whole. */

const test = needsJava(always);

/** One of them with fewer writes and faults. */
function narrow(
  name: Unshipped,
  faultKinds: readonly FaultKind[],
  bounds: Partial<Design['bounds']>,
): Design {
  const design: Design = unshipped[name];
  return { ...design, faultKinds, bounds: { ...design.bounds, ...bounds } };
}

const graphs = {
  'FIFOs on the boards': narrow('FIFOs on the boards', ['BoardCrash'], { writes: 1 }),
  'kept entries': narrow('kept entries and a battery for one of them', [], {}),
  'batteries on engines': narrow('batteries on engines', ['BatteryDead'], { writes: 1 }),
  'parts on two units': narrow('parts on two units', ['PowerOff'], { writes: 1, subBlocks: 1 }),
};

for (const [name, design] of Object.entries(graphs)) {
  test(`${name}: TLC's graph is the reference's, state by state and step by step`, async () => {
    const { comparison } = await graphsOf(design);
    assert.is(comparison.difference, undefined);
    assert.equal(comparison.tlc, comparison.reference);
    assert.ok(comparison.common > 80, `${comparison.common}`);
  });
}

/** Designs in which a guard has several reasons to be true: TLC must still take the action once. */
const reasons: readonly [what: string, design: Design][] = [
  [
    'a mirror page that two newer ones supersede',
    arrayWith('mirror-only', {
      bounds: { writes: 3, cachePages: { C1: 6, C2: 6 }, subBlocks: 1, faults: 0 },
    }),
  ],
  [
    'a cache of a stopped controller that holds two pages',
    arrayWith('mirror-only', {
      bounds: { faults: 2, subBlocks: 1 },
      faultKinds: ['BoardCrash', 'CacheLost'],
      crashLosesMemory: false,
    }),
  ],
];

for (const [what, design] of reasons) {
  test(`${what}: TLC counts as many steps as the reference, action by action`, async () => {
    const run = await tlcOn(design, 'graph', [], { coverage: true });
    const { actions, agree } = compareCounts(toEnd(referenceVerdicts(design, LIMITS)), run, true);
    assert.equal(actions, []);
    assert.ok(agree);
  });
}

const survivesAll = { survives: ['*'], fails: {} } as const;

const flawed: readonly [what: string, property: string, length: number, design: Design][] = [
  [
    'FIFOs on boards are no second copy where a crash must be survived',
    'I6',
    10,
    { ...graphs['FIFOs on the boards'], declares: survivesAll },
  ],
  [
    'a battery of an engine alone must have the charge',
    'I15',
    11,
    { ...graphs['batteries on engines'], weakened: ['R11_charge'] },
  ],
];

for (const [what, property, length, design] of flawed) {
  test(`${what}: both engines violate ${property} in ${length} actions`, async () => {
    const { agree, properties } = await verdictsOf(design);
    const { reference, tlc } = properties.find((each) => each.property === property)!;
    assert.equal([reference, tlc], [length, length]);
    assert.ok(agree);
  });
}

always.run();
