import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import { type RuleName, ruleNames, rules, rulesNamed } from '../../spec/rules.ts';
import { compileModel } from '../../src/model/model.ts';
import * as guards from '../../src/model/rules.ts';
import { replay } from '../../src/schedule/replay.ts';
import { arrayWith, type Changes, type Wiring } from '../support/arrays.ts';
import { search } from '../support/search.ts';
import { fatesIn, rulesFile } from '../write/rules.ts';

interface Caught {
  readonly by: string;
  /** Actions of the shortest counterexample. */
  readonly in: number;
  readonly wiring: Wiring;
  /** Every property that it violates there. */
  readonly violates: string;
  readonly changes?: Changes;
}

/** What catches each rule soonest when it is weakened alone: one fault, tiny bounds, and the first such design. */
const caught: Record<RuleName, Caught> = {
  R0_verified: { by: 'I6', in: 8, wiring: 'mirror-only', violates: 'I1 I6 I16' },
  R1_header: { by: 'I1', in: 15, wiring: 'mirror-only', violates: 'I1' },
  R1_commit: { by: 'I10', in: 12, wiring: 'mirror-only', violates: 'I1 I10' },
  R2_fresh: { by: 'I16', in: 13, wiring: 'mirror-only', violates: 'I1 I16' },
  R3_highest: { by: 'I9', in: 18, wiring: 'mirror-only', violates: 'I1 I9' },
  R3_media: { by: 'I9', in: 16, wiring: 'mirror-only', violates: 'I1 I4 I9 I12 refinement' },
  R4_invalidated: { by: 'I7', in: 12, wiring: 'mirror-only', violates: 'I7 I8' },
  R4_untargeted: { by: 'I7', in: 13, wiring: 'partner-fed', violates: 'I7 I8' },
  R5_fence: { by: 'I5', in: 9, wiring: 'mirror-only', violates: 'I1 I3 I4 I5 I12 refinement L6' },
  R5_drain: { by: 'I1', in: 13, wiring: 'partner-fed', violates: 'I1' },
  R5_link: { by: 'I1', in: 14, wiring: 'mirror-only', violates: 'I1' },
  R6_arbiter: { by: 'I3', in: 14, wiring: 'mirror-only', violates: 'I1 I3 I4 I12 refinement L6' },
  R7_writeThrough: { by: 'I6', in: 7, wiring: 'mirror-only', violates: 'I1 I6' },
  R8_protected: { by: 'I4', in: 13, wiring: 'mirror-only', violates: 'I4 refinement' },
  R9_version: { by: 'I11', in: 14, wiring: 'mirror-only', violates: 'I1 I11 I16 L6' },
  R11_charge: { by: 'I15', in: 11, wiring: 'battery', violates: 'I15' },
  R12_lost: { by: 'I2', in: 16, wiring: 'self-fed', violates: 'I2 I4 refinement' },
  R13_committed: { by: 'I13', in: 11, wiring: 'partner-fed', violates: 'I1 I10 I13 I14 I16' },
};

for (const rule of ruleNames) {
  const { by, in: length, wiring, violates, changes } = caught[rule];
  test(`${rule} weakened in ${wiring} is caught by ${by} in ${length} actions`, () => {
    const design = arrayWith(wiring, { ...changes, weaken: [rule] });
    const { findings } = search(design);
    const violated = findings.filter(({ property, schedule }) => property.kind !== 'sometimes' && schedule);
    assert.is(violated.map(({ property }) => property.id).join(' '), violates);
    const finding = findings.find(({ property }) => property.id === by)!;
    assert.ok(finding.schedule, `${by} is not violated`);
    assert.is(finding.schedule.length, length);
    const last = replay(compileModel(design), finding.schedule, invariantsOf(design)).steps.at(-1)!;
    assert.ok(
      last.violated.includes(last.violated.find(({ id }) => id === by)!),
      'the schedule does not replay',
    );
  });
}

test('the table of weakened rules in spec/rules.md says the same, of both engines', () => {
  const fates = fatesIn(readFileSync(rulesFile, 'utf8'));
  for (const rule of ruleNames) {
    const { by, in: length, wiring } = caught[rule];
    const expected = { property: by, design: wiring, actions: `${length}`, tlc: `${length}` };
    assert.equal(fates[rule], expected, rule);
  }
});

test('with every rule in force none of these properties is violated', () => {
  for (const wiring of ['mirror-only', 'partner-fed', 'battery', 'self-fed'] as const) {
    const { findings } = search(arrayWith(wiring));
    const violated = findings.filter(({ property, schedule }) => property.kind !== 'sometimes' && schedule);
    assert.equal(
      violated.map(({ property }) => property.id),
      [],
      wiring,
    );
  }
});

test('every rule is one guard of its name, and names its hazards or claims', () => {
  for (const rule of ruleNames) {
    assert.match(rules[rule].source, /[ABH]\d+/);
  }
  const functions = Object.entries(guards).filter(([, guard]) => typeof guard === 'function');
  assert.equal(functions.map(([name]) => name).sort(), [...ruleNames].sort());
});

test('a requirement names all of its guards, a guard itself, and anything else nothing', () => {
  assert.equal(rulesNamed('R5'), ['R5_fence', 'R5_drain', 'R5_link']);
  assert.equal(rulesNamed('R5_drain'), ['R5_drain']);
  assert.equal(rulesNamed('R10'), []);
});

test.run();
