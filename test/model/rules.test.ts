import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import { ruleNames, rules, rulesNamed } from '../../spec/rules.ts';
import { compileModel } from '../../src/model/model.ts';
import * as guards from '../../src/model/rules.ts';
import { replay } from '../../src/schedule/replay.ts';
import { arrayWith } from '../support/arrays.ts';
import { search } from '../support/search.ts';
import { caught } from '../support/weakened.ts';
import { fatesIn, rulesFile } from '../write/rules.ts';

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
