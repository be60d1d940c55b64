import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../properties/invariants.ts';
import { type RuleName, ruleNames, rules, rulesNamed } from '../spec/rules.ts';
import { compileModel } from '../src/model/model.ts';
import { VIOLATED } from '../src/model/property.ts';
import * as guards from '../src/model/rules.ts';
import { replay } from '../src/schedule/replay.ts';
import { arrayWith, type Changes, type Wiring } from './arrays.ts';
import { search } from './search.ts';

interface Caught {
  readonly by: string;
  /** Actions of the shortest counterexample. */
  readonly in: number;
  readonly wiring: Wiring;
  readonly changes?: Changes;
}

/** What catches each rule when it is weakened alone: one fault, tiny bounds. */
const caught: Record<RuleName, Caught> = {
  R0_verified: { by: 'I6', in: 8, wiring: 'mirror-only' },
  R1_header: { by: 'I1', in: 15, wiring: 'mirror-only' },
  R1_commit: { by: 'I10', in: 12, wiring: 'mirror-only' },
  R2_fresh: { by: 'I1', in: 14, wiring: 'mirror-only' },
  R3_highest: { by: 'I9', in: 18, wiring: 'mirror-only' },
  R3_media: { by: 'I12', in: 23, wiring: 'mirror-only' },
  R4_invalidated: { by: 'I8', in: 13, wiring: 'mirror-only' },
  R4_untargeted: { by: 'I7', in: 13, wiring: 'partner-fed' },
  R5_fence: { by: 'I5', in: 9, wiring: 'mirror-only' },
  R5_drain: { by: 'I1', in: 13, wiring: 'partner-fed' },
  R5_link: { by: 'I1', in: 14, wiring: 'mirror-only' },
  R6_arbiter: { by: 'I12', in: 20, wiring: 'mirror-only' },
  R7_writeThrough: { by: 'I6', in: 7, wiring: 'mirror-only' },
  R8_protected: { by: 'I4', in: 13, wiring: 'mirror-only' },
  R9_version: { by: 'I11', in: 14, wiring: 'mirror-only' },
  R11_charge: { by: 'I15', in: 11, wiring: 'battery' },
  R12_lost: { by: 'I2', in: 16, wiring: 'self-fed' },
  R13_committed: { by: 'I13', in: 11, wiring: 'partner-fed' },
};

for (const rule of ruleNames) {
  const { by, in: length, wiring, changes } = caught[rule];
  test(`${rule} weakened in ${wiring} is caught by ${by} in ${length} actions`, () => {
    const design = arrayWith(wiring, { ...changes, weaken: [rule] });
    const finding = search(design).findings.find(({ property }) => property.id === by)!;
    assert.ok(finding.schedule, `${by} is not violated`);
    assert.is(finding.schedule.length, length);
    const last = replay(compileModel(design), finding.schedule, invariantsOf(design)).steps.at(-1)!;
    assert.ok(
      last.violated.includes(last.violated.find(({ id }) => id === by)!),
      'the schedule does not replay',
    );
  });
}

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
  assert.is(VIOLATED, 2);
});

test.run();
