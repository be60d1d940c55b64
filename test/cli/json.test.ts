import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DocumentName } from '../../src/cli/json/documents.ts';
import { verbs } from '../../src/cli/verbs.ts';
import { file, folder, json, mirrorproof, oneUnit } from '../support/command.ts';
import { needsJava } from '../support/java.ts';
import { documentNames, schemaFiles, schemasFolder } from '../write/json-schemas.ts';

/* What is printed with --json has a schema, with a version. */

/** The runs of TLC here are too short for a thorough compiler. */
process.env['JAVA_TOOL_OPTIONS'] = '-XX:TieredStopAtLevel=1';

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
ajv.addKeyword('version');

const schemas = new Map(documentNames.map((name) => [name, schemaOf(name)]));
const validators = new Map([...schemas].map(([name, schema]) => [name, ajv.compile(schema)]));

function schemaOf(name: DocumentName): Record<string, unknown> {
  return JSON.parse(readFileSync(join(schemasFolder, `${name}.schema.json`), 'utf8'));
}

/** Validates what a command prints, and says which documents have been seen. */
const seen = new Set<DocumentName>();

function valid(name: DocumentName, ...words: string[]): void {
  const { document } = json(...words);
  const validate = validators.get(name)!;
  assert.ok(validate(document), `${words.join(' ')}: ${ajv.errorsText(validate.errors)}`);
  for (const { schema } of [document as { schema: string }].flat())
    assert.is(schema, `${name}/${schemas.get(name)!['version']}`);
  seen.add(name);
}

const small = { bounds: { writes: 1 }, faultKinds: ['PowerOff', 'BoardHang'] };
const harmed = file('one-unit.json', { ...oneUnit, ...small });
const asDeclared = file('two-units.json', {
  ...oneUnit,
  ...small,
  name: 'two-units',
  power: { P1: ['K1', 'C1'], P2: ['K2', 'C2'] },
});
const still = file('still.json', {
  ...oneUnit,
  name: 'still',
  bounds: { writes: 1, faults: 0 },
  declares: {},
});
const out = join(folder, 'out');
mirrorproof('check', harmed, '--write', out);
const schedule = join(out, 'one-unit.schedule');

test('the schemas are current', () => {
  for (const [path, text] of schemaFiles())
    assert.is(readFileSync(path, 'utf8'), text, 'run node --import tsx test/write/json-schemas.ts');
});

test('every verb has a schema, and each schema a version that its name carries', () => {
  const names: readonly string[] = documentNames;
  for (const { name } of verbs) assert.ok(names.includes(name), name);
  for (const [name, { $id, version }] of schemas) assert.is($id, `urn:mirrorproof:${name}:${version}`);
});

test('check and explore', () => {
  valid('check', 'check', harmed, asDeclared, '--faults', '2', '--weaken', 'R3_once,R13');
  valid('check', 'check', asDeclared, '--writes', 'any', '--faults', '0');
  valid('check', 'check', asDeclared, '--states', '5', '--preset', 'small');
  valid('explore', 'explore', harmed, asDeclared);
  valid('explore-estimate', 'explore', harmed, '--estimate');
  valid('explore-estimate', 'explore', asDeclared, '--estimate', '--writes', 'any', '--states', '500');
});

test('cutsets and compare', () => {
  valid('cutsets', 'cutsets', harmed, asDeclared);
  valid('cutsets', 'cutsets', 'self-fed', '--seconds', '1');
  valid('compare', 'compare', harmed, asDeclared);
});

test('fuzz, replay, trace and explain', () => {
  valid('fuzz', 'fuzz', asDeclared, '--runs', '20', '--seed', '1');
  valid('fuzz', 'fuzz', harmed, '--weaken', 'R9_version', '--runs', '20', '--seed', '1');
  const refused = file('refused.schedule', 'design self-fed\nFence K1\n');
  valid('replay', 'replay', schedule, refused, file('bad.schedule', 'design self-fed\nJump\n'));
  valid('replay', 'replay', schedule);
  valid('trace', 'trace', schedule);
  valid('explain', 'explain', schedule);
});

test('what scenarios tell', () => {
  const scenarios = [
    'H52_unresolved-write-surfaces-at-a-takeover',
    'H58_drain-that-failed-goes-again',
    'R14_resolve-a-write-given-up-surfaces-later',
    'H16_survivor-that-does-not-wait-answers-a-stale-read',
  ];
  for (const name of scenarios) {
    const path = join(schemasFolder, '..', '..', 'test', 'scenarios', `${name}.schedule`);
    for (const verb of ['replay', 'trace', 'explain'] as const) valid(verb, verb, path);
  }
});

test('tables, diagram, list and completion', () => {
  valid('tables', 'tables', harmed, asDeclared);
  valid('tables', 'tables', harmed, '--states', '5');
  valid('diagram', 'diagram');
  valid('diagram', 'diagram', 'fifo', '--format', 'svg', '--coverage', still, '--write', out);
  for (const name of ['designs', 'rules', 'faults', 'properties']) valid('list', 'list', name);
  for (const shell of ['bash', 'zsh', 'fish']) valid('completion', 'completion', shell);
});

needsJava(test)('tlc, crosscheck and mutants', () => {
  valid('tlc', 'tlc', still);
  valid('tlc', 'tlc', harmed);
  valid('crosscheck', 'crosscheck', still, '--rules', 'none', '--traces', '5');
  valid('crosscheck', 'crosscheck', still, '--parts', 'cutsets,strikes');
  valid('mutants', 'mutants', still, '--rules', 'R0_verified');
  assert.equal([...seen].sort(), [...documentNames].sort());
});

test('a document with another key, or without one, is not valid', () => {
  const { document } = json('check', harmed);
  const validate = validators.get('check')!;
  const { verdict: _, ...design } = document.designs[0];
  for (const wrong of [
    { ...document, more: 1 },
    { ...document, designs: [design] },
    { ...document, schema: 'check/0' },
    { ...document, designs: [{ ...document.designs[0], verdict: 'well' }] },
  ])
    assert.not(validate(wrong));
});

test.run();
