import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { ruleNames } from '../../spec/rules.ts';
import { advise } from '../../src/check/advice.ts';
import { type Assessment, assess } from '../../src/check/assess.ts';
import { drive } from '../../src/tasks/drive.ts';
import { arrayWith, type Unshipped, unshipped } from '../support/arrays.ts';
import { unshippedCounts, unshippedWitnesses, wiredAtTiny } from '../support/counts.ts';
import { NO_LIMITS, search } from '../support/search.ts';
import { narrowed, narrowlyWeakened, violatedIn, witnessedIn } from '../support/weakened.ts';

/* The facts that a mutation run asks for, each of them pinned for a test of `npm test` that takes longer. */

const NOTHING = { properties: [], ranks: [] };

for (const name of ['mirror-only', 'battery'] as const) {
  test(`${name} at tiny has the pinned counts`, () => {
    const { states, transitions, depth } = search(arrayWith(name), NOTHING);
    assert.equal([states, transitions, depth], wiredAtTiny[name]);
  });
}

for (const rule of ruleNames) {
  test(`${rule} weakened is caught by the pinned properties, in as many actions`, () => {
    assert.is(violatedIn(search(narrowlyWeakened(rule))), narrowed[rule].violates);
  });
}

for (const name of Object.keys(unshipped) as Unshipped[]) {
  test(`${name}: the pinned counts, and nothing violated`, async () => {
    const assessed = await drive(assess(unshipped[name], NO_LIMITS));
    const { exploration, violations, mismatches, unexercised } = assessed;
    const { states, transitions, depth } = exploration;
    assert.equal([states, transitions, depth], unshippedCounts[name]);
    assert.equal([violations.length, mismatches.length, unexercised.length], [0, 0, 0]);
    assert.is(witnessedIn(exploration), unshippedWitnesses[name]);
    assert.equal(unfiredIn(assessed), name === 'writes of three pages' ? ['I9', 'I10'] : []);
  });
}

/** The invariants whose premise never came true; without faults nothing is linked. */
function unfiredIn({ vacuous }: Assessment): string[] {
  return vacuous.filter(({ property }) => property.kind !== 'sometimes').map(({ property }) => property.id);
}

const few = { bounds: { writes: 1 }, declares: { survives: ['*'], fails: {} } } as const;

/** What is advised, each change with what it mends. */
const advised: readonly [what: string, design: Design, changes: string][] = [
  [
    'FIFOs on the unit of their writer',
    arrayWith('self-fed', { ...few, faultKinds: ['PowerOff'] }),
    `feed the drain engines from the partner's side: E1 from P2, E2 from P1: PowerOff P1 (lost), PowerOff P2 (lost);
    feed F1 and E1 from P2, F2 and E2 from P1 (B2, B11): mends`,
  ],
  [
    'FIFOs on the boards',
    arrayWith('partner-fed', { ...few, faultKinds: ['BoardCrash'], fifo: { onBoard: true } }),
    'put the FIFOs apart from the boards: mends',
  ],
  [
    'a weakened rule',
    arrayWith('mirror-only', { ...few, faultKinds: ['ChannelDown'], weaken: ['R7', 'R9'] }),
    'follow R7_writeThrough: mends',
  ],
  [
    'two weakened rules',
    arrayWith('mirror-only', { ...few, faultKinds: ['ChannelDown'], weaken: ['R7', 'R5_link'] }),
    `follow R7_writeThrough: ChannelDown (stranded); follow R5_link: ChannelDown (stranded);
    follow R7_writeThrough, R5_link: mends`,
  ],
];

for (const [what, design, changes] of advised) {
  test(`${what}: the pinned advice`, async () => {
    const { tried } = await drive(advise(await drive(assess(design, NO_LIMITS)), NO_LIMITS));
    const told = tried.map(({ change, mends, left }) => `${change}: ${mends ? 'mends' : left.join(', ')}`);
    assert.is(told.join('; '), changes.replace(/\n */g, ' '));
  });
}

test.run();
