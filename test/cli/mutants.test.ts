import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import type { Design } from '../../spec/design.ts';
import { quietBecause, type RuleName, ruleNames } from '../../spec/rules.ts';
import { fateOf, mutantOf } from '../../src/crosscheck/weakened-rule.ts';
import type { Exploration } from '../../src/explorer/explore.ts';
import { compileModel } from '../../src/model/model.ts';
import { learnedBy } from '../support/cores.ts';
import { designOf, fatesIn, rulesFile, suspectThoughSafe } from '../write/rules.ts';

/* What is said of a rule whose weakening is, or is not, caught. */

const learned = learnedBy('WebAssembly');
const LIMITS = { states: 10_000_000, bytes: 2 ** 31 };

/** An exploration that violates these properties, each after so many actions, and sees one witness. */
function violating(lengths: Readonly<Record<string, number>>, states = 10): Exploration {
  const finding = (id: string, length: number, kind: string) => ({
    property: { id, kind },
    schedule: Array.from({ length }),
  });
  const violated = Object.entries(lengths).map(([id, length]) => finding(id, length, 'always'));
  const findings = [...violated, finding('a witness', 1, 'sometimes')];
  return { states, transitions: 20, findings } as unknown as Exploration;
}

test('a mutant is caught by what it violates sooner than the design itself, the soonest first', () => {
  const whole = violating({ I1: 9, I2: 9, I3: 9 });
  const { caught } = mutantOf('a', violating({ I1: 9, I2: 12, I3: 8, I4: 7 }), whole);
  assert.equal(caught, [
    { property: 'I4', length: 7 },
    { property: 'I3', length: 8 },
  ]);
});

test('a rule is idle when weakening it leaves the graph of every design as it is', () => {
  const whole = violating({});
  const [same, other] = [mutantOf('a', whole, whole), mutantOf('b', violating({}, 11), whole)];
  assert.is(fateOf('R8_protected', [same, same]).isIdle, true);
  assert.is(fateOf('R8_protected', [same, other]).isIdle, false);
});

/** The rows of the table of weakened rules in spec/rules.md. */
const rows = Object.entries(fatesIn(readFileSync(rulesFile, 'utf8'))).map(([rule, fate]) => ({
  ...fate,
  rule: rule as RuleName,
  actions: Number(fate.actions),
  tlc: Number(fate.tlc),
  suspect: Number(fate.suspect),
}));

const caught = rows.filter(({ rule }) => quietBecause(rule) === undefined);

/* That no other design catches a rule sooner, `npm run nightly -- mutants` shows. */

const deepest = Math.max(...caught.map(({ actions }) => actions));
const wholes = new Map<string, Exploration>();

/** A design of the table as it is, explored as deep as the longest counterexample there. */
function wholeOf(design: Design): Exploration {
  const known = wholes.get(design.name) ?? exploredTo(deepest, design);
  wholes.set(design.name, known);
  return known;
}

test('the table of weakened rules has every rule', () => {
  assert.equal(
    rows.map(({ rule }) => rule),
    ruleNames,
  );
});

for (const { rule, property, design: name, actions, tlc, suspect } of caught) {
  test(`${rule} is caught in ${name}, by ${property} after ${actions} actions`, () => {
    const design = designOf(name);
    const weakened = { ...design, weakened: [...design.weakened, rule] };
    const mutant = mutantOf(name, exploredTo(actions, weakened), wholeOf(design));
    assert.equal(mutant.caught[0], { property, length: actions });
    assert.is(tlc, actions);
    assert.is(suspectThoughSafe(design, rule), suspect);
  });
}

test('a further design is named only where no other one catches the rule', () => {
  const [whole, none] = [violating({}), violating({}, 11)];
  const late = mutantOf('a', violating({ I1: 9 }), whole);
  const soon = mutantOf('b', violating({ I1: 3 }), whole, true);
  assert.is(fateOf('R8_protected', [late, soon]).best, late);
  assert.equal(fateOf('R8_protected', [late, soon]).alsoIn, ['b']);
  assert.is(fateOf('R8_protected', [mutantOf('a', none, whole), soon]).best, soon);
});

test('a rule that loses nothing alone says why, and any other that nothing misses is a finding', () => {
  const mutants = [mutantOf('a', violating({}, 11), violating({}))];
  assert.is(
    fateOf('R17_order', mutants).finding,
    `weakened alone it loses nothing: ${quietBecause('R17_order')}`,
  );
  assert.match(
    fateOf('R8_protected', mutants).finding!,
    /other rules cover for it, or a property is missing$/,
  );
});

test.run();

/** A design, explored as deep as a counterexample of so many actions can be. */
function exploredTo(depth: number, design: Design): Exploration {
  const question = { properties: invariantsOf(design), ranks: [] };
  const search = learned(compileModel(design), question, LIMITS);
  let next = search.next();
  while (!next.done) next = search.next(next.value.depth > depth ? 'deep enough' : undefined);
  return next.value;
}
