import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { assess } from '../../src/check/assess.ts';
import { drive } from '../../src/tasks/drive.ts';
import { type Unshipped, unshipped } from '../support/arrays.ts';
import { unshippedCounts, unshippedWitnesses } from '../support/counts.ts';
import { NO_LIMITS, search } from '../support/search.ts';
import { violatedIn, witnessedIn } from '../support/weakened.ts';

/* Designs with what no shipped one has, explored to their end, every property asked. */

/** Properties of takeovers, where none follows what a design declares to survive, or no fault strikes at all. */
const neverAsked: Partial<Record<Unshipped, readonly string[]>> = {
  'FIFOs on the boards': ['I20'],
  'writes of three pages': ['I9', 'I10', 'I20'],
};

for (const [name, design] of Object.entries(unshipped)) {
  test(`${name}: the pinned counts, nothing violated, and what the design declares`, async () => {
    const assessed = await drive(assess(design, NO_LIMITS));
    const { exploration, violations, mismatches, unexercised, vacuous } = assessed;
    const { states, transitions, depth } = exploration;
    assert.equal([states, transitions, depth], unshippedCounts[name as Unshipped]);
    const ids = violations.map(({ property }) => property.id);
    assert.is(witnessedIn(exploration), unshippedWitnesses[name as Unshipped]);
    const unfired = vacuous.filter(({ property }) => property.kind !== 'sometimes');
    assert.equal(
      unfired.map(({ property }) => property.id),
      neverAsked[name as Unshipped] ?? [],
    );
    assert.equal([ids, mismatches.map(({ says }) => says), unexercised], [[], [], []]);
  });
}

/** What is violated when a rule is weakened in one of them, or more is declared than it holds, and in how many actions. */
const flawed: readonly [what: string, design: Unshipped, changes: object, violated: string][] = [
  [
    'declared to survive any fault',
    'FIFOs on the boards',
    { declares: { survives: ['*'], fails: {} } },
    'I1 11, I6 10, I20 16',
  ],
  [
    'declared to survive any fault, their memory outlives a crash',
    'FIFOs on the boards',
    { declares: { survives: ['*'], fails: {} }, crashLosesMemory: false },
    'I1 11, I20 16',
  ],
  [
    'without R11_charge',
    'kept entries and a battery for one of them',
    { weakened: ['R11_charge'] },
    'I1 19, I15 11, I20 25',
  ],
  ['without R11_charge', 'batteries on engines', { weakened: ['R11_charge'] }, 'I15 11'],
  [
    'without R4_untargeted',
    'kept entries and a battery for one of them',
    { weakened: ['R4_untargeted'] },
    'I7 13, I8 15',
  ],
  ['without R5_drain', 'parts on two units', { weakened: ['R5_drain'] }, 'I1 14, I20 16'],
  [
    'without R9_version',
    'writes of three pages',
    { weakened: ['R9_version'] },
    'I1 17, I2 18, I4 18, I11 14, I16 17, refinement 18, L6 16',
  ],
];

for (const [what, name, changes, violated] of flawed) {
  test(`${name}, ${what}: ${violated}`, () => {
    assert.is(violatedIn(search({ ...unshipped[name], ...changes })), violated);
  });
}

test.run();
