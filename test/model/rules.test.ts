import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import type { Design } from '../../spec/design.ts';
import { quietBecause, ruleNames, rules, rulesNamed } from '../../spec/rules.ts';
import { questionFor } from '../../src/check/assess.ts';
import type { Exploration } from '../../src/explorer/explore.ts';
import { compileModel } from '../../src/model/model.ts';
import * as guards from '../../src/model/rules.ts';
import { fieldsOf } from '../../src/model/shape.ts';
import { shape } from '../../src/model/state.ts';
import { replay } from '../../src/schedule/replay.ts';
import { arrayWith } from '../support/arrays.ts';
import { learnedBy } from '../support/cores.ts';
import { NO_LIMITS, search } from '../support/search.ts';
import { caught, caughtRules, quiet, quietRules, violatedIn } from '../support/weakened.ts';
import { root } from '../write/generated.ts';
import { fatesIn, rulesFile } from '../write/rules.ts';

const learned = learnedBy('WebAssembly');

/** Explores a design with the core that learns: to its end, or as deep as a counterexample of so many actions can be. */
function explored(design: Design, depth = Number.POSITIVE_INFINITY): Exploration {
  const run = learned(compileModel(design), questionFor(design), NO_LIMITS, []);
  let next = run.next();
  while (!next.done) next = run.next(next.value.depth > depth ? 'deep enough' : undefined);
  return next.value;
}

for (const rule of caughtRules) {
  const { by, in: length, wiring, violates, changes } = caught[rule];
  test(`${rule} weakened in ${wiring} is caught by ${by} in ${length} actions`, () => {
    const design = arrayWith(wiring, { ...changes, weaken: [rule] });
    const { findings } = explored(design, length);
    const violated = findings.filter(({ property, schedule }) => property.kind !== 'sometimes' && schedule);
    for (const { property } of violated) assert.ok(violates.split(' ').includes(property.id), property.id);
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
  for (const rule of caughtRules) {
    const { by, in: length, wiring, design = wiring } = caught[rule];
    const expected = { property: by, design, actions: `${length}`, tlc: `${length}` };
    const { suspect: _, ...fate } = fates[rule];
    assert.equal(fate, expected, rule);
  }
  for (const rule of quietRules) {
    const property = `weakened alone it loses nothing: ${quietBecause(rule)}`;
    assert.equal(fates[rule], { property, design: '', actions: '', tlc: '', suspect: '' }, rule);
  }
});

/** What was found with the rules in force, by design: many of them are the same. */
const known = new Map<string, Exploration>();

function found(design: Design): Exploration {
  const key = JSON.stringify(design);
  const exploration = known.get(key) ?? explored(design);
  known.set(key, exploration);
  return exploration;
}

for (const rule of quietRules) {
  const { wiring, changes, states } = quiet[rule];
  test(`${rule} weakened in ${wiring} loses nothing`, () => {
    const inForce = found(arrayWith(wiring, changes));
    const weakened = explored(arrayWith(wiring, { ...changes, weaken: [rule] }));
    assert.equal([inForce.states, weakened.states], states);
    assert.is(violatedIn(weakened), '');
  });
}

test('what loses nothing alone can lose something beside another rule', () => {
  const pairs = [
    [arrayWith('partner-fed', { faultKinds: ['PowerOff'], weaken: ['R0_written', 'R17_page'] }), 'I6 9'],
    [arrayWith('partner-fed', { faultKinds: ['PowerOff'], weaken: ['R18_area', 'R2_paired'] }), 'I1 10'],
  ] as const;
  for (const [design, finding] of pairs) assert.match(violatedIn(search(design)), finding);
});

test('a rule that leaves more room in the state takes it only while it is weakened', () => {
  const namesOf = (weaken: string[]) =>
    fieldsOf(shape, compileModel(arrayWith('mirror-only', { weaken }))).map(({ name }) => name);
  assert.not.ok(namesOf([]).includes('blocks.overtaken'));
  assert.ok(namesOf(['R16_destage']).includes('blocks.overtaken'));
});

test('with every rule in force none of these properties is violated', () => {
  for (const wiring of ['mirror-only', 'partner-fed', 'battery', 'self-fed'] as const) {
    const { findings } = found(arrayWith(wiring));
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
  // R5_fence is asked in four places, each of which knows of an epoch at a time of its own.
  assert.equal(Object.keys(guards.R5_fence), ['atPartner', 'atDevice', 'atArbiter', 'atHost']);
  assert.equal(Object.keys(guards).sort(), [...ruleNames].sort());
});

test('every rule is asked by an action, in both languages', () => {
  const own = /\/(rules\.ts|Rules\.tla)$/;
  const textIn = (folder: string) =>
    readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tla)$/.test(name) && !own.test(`/${name}`) && !name.startsWith('models'))
      .map((name) => readFileSync(`${root}${folder}/${name}`, 'utf8'))
      .join('\n');
  const [reference, tla] = [textIn('src/model'), textIn('tla')];
  for (const rule of ruleNames) {
    assert.match(reference, new RegExp(`\\b${rule}(\\.at\\w+)?\\(`), rule);
    assert.match(tla, new RegExp(`\\b${rule}(_\\w+)?\\b`), rule);
  }
});

test('a requirement names all of its guards, a guard itself, and anything else nothing', () => {
  assert.equal(rulesNamed('R5'), [
    'R5_fence',
    'R5_confirm',
    'R5_route',
    'R5_lease',
    'R5_detect',
    'R5_drain',
    'R5_link',
    'R5_device',
  ]);
  assert.equal(rulesNamed('R5_drain'), ['R5_drain']);
  assert.equal(rulesNamed('R10'), []);
});

test.run();
