import { stripVTControlCharacters } from 'node:util';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import { faultKinds } from '../../spec/design.ts';
import { quietBecause, ruleNames, rules } from '../../spec/rules.ts';
import { loadDesign } from '../../src/design/load.ts';
import { shippedDesigns } from '../../src/files/package.ts';
import { json, mirrorproof } from '../support/command.ts';

type Entry = Readonly<Record<string, string>>;

const entriesOf = (list: string): Entry[] => json('list', list).document.entries;
const namesIn = (list: string) => entriesOf(list).map(({ name }) => name);

test('every design, rule and kind of fault is listed, in its order', () => {
  assert.equal(namesIn('designs'), shippedDesigns());
  assert.equal(namesIn('rules'), ruleNames);
  assert.equal(namesIn('faults'), faultKinds);
});

test('every property that a shipped design is judged by is listed once, and for which answer rule', () => {
  const listed = entriesOf('properties');
  const ids = listed.map(({ name }) => name!);
  assert.is(new Set(ids).size, ids.length);
  for (const design of shippedDesigns().map((name) => loadDesign(name, 'tiny'))) {
    const judging = listed.filter(
      ({ ack, kind }) => kind !== 'sometimes' && ['any', design.ack].includes(ack!),
    );
    const invariants = invariantsOf(design).map(({ id }) => id);
    assert.equal(judging.map(({ name }) => name).sort(), invariants.sort(), design.name);
  }
});

test('a rule says what it says, and whether it is caught when it alone is weakened', () => {
  for (const { name, says, weakenedAlone } of entriesOf('rules')) {
    const rule = ruleNames.find((known) => known === name)!;
    assert.is(says, rules[rule].says);
    assert.is(weakenedAlone, quietBecause(rule) === undefined ? 'is caught' : 'loses nothing');
  }
});

test('as text, a list is a table with a header', () => {
  const [header, ...rows] = stripVTControlCharacters(mirrorproof('list', 'faults').stdout).trim().split('\n');
  assert.match(header!, /^name +strikes +budget$/);
  assert.is(rows.length, faultKinds.length);
  assert.match(rows.at(-1)!, /^Abort +a write that its host gives up +none$/);
});

test('what is no list is refused, with those that there are', () => {
  const { status, stderr } = mirrorproof('list', 'rule');
  assert.is(status, 64);
  assert.match(
    stderr,
    /list: expected designs, rules, faults, properties, found rule \(did you mean "rules"\?\)/,
  );
});

test.run();
