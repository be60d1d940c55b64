import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { presetNames, presets } from '../../spec/design.ts';
import { ruleNames, rulesNamed } from '../../spec/rules.ts';
import { NoSuchDesign } from '../../src/design/bad-design.ts';
import { loadDesign, parseDesign } from '../../src/design/load.ts';
import { shippedDesigns } from '../../src/files/package.ts';
import { CannotRead } from '../../src/files/read.ts';
import { mirror } from '../support/design-files.ts';
import { schemaFile, schemaText } from '../write/schema.ts';

const designs = fileURLToPath(new URL('../../spec/designs/', import.meta.url));
const files = readdirSync(designs);

function refusal(nameOrPath: string, kind: typeof CannotRead | typeof NoSuchDesign): string {
  try {
    loadDesign(nameOrPath, 'tiny');
  } catch (error) {
    if (error instanceof kind) return error.message;
    throw error;
  }
  throw new Error(`expected ${kind.name}, and the design was accepted`);
}

test('five designs are shipped, each in a file of its name', () => {
  assert.equal(files.sort(), [
    'battery.json',
    'independent.json',
    'mirror-only.json',
    'partner-fed.json',
    'self-fed.json',
  ]);
  for (const file of files) assert.is(`${loadDesign(designs + file, 'tiny').name}.json`, file);
});

for (const file of files) {
  for (const preset of presetNames) {
    test(`${file} loads in preset ${preset}, which decides its bounds`, () => {
      const design = loadDesign(designs + file, preset);
      assert.equal(design.bounds, presets[preset]);
      assert.ok(design.about.length > 0);
    });
  }
}

test('the schema for editors is what test/write/schema.ts writes', () => {
  assert.is(readFileSync(schemaFile, 'utf8'), schemaText(), 'run node --import tsx test/write/schema.ts');
});

test('a shipped design is loaded by its name, as by its path, with what is changed in it', () => {
  for (const name of shippedDesigns())
    assert.equal(loadDesign(name, 'tiny'), loadDesign(`${designs}${name}.json`, 'tiny'));
  const changed = loadDesign('battery', 'small', { bounds: { faults: 0 }, weakened: ['R8'] });
  assert.equal(changed.bounds, { ...presets.small, faults: 0 });
  assert.equal(changed.weakened, ['R8_protected']);
});

test('rules that a caller weakens come to those of the file, and its bounds go before those of the file', () => {
  const flawed = { ...mirror, weakened: ['R9_version', 'R5'], bounds: { writes: 1, faults: 0 } };
  const changes = { weakened: ['R8', 'R9'], bounds: { faults: 2 } };
  const { weakened, bounds } = parseDesign(JSON.stringify(flawed), 'mine.json', 'tiny', changes);
  assert.equal(
    weakened,
    ruleNames.filter((rule) => /^R[589]_/.test(rule)),
  );
  assert.equal(bounds, { ...presets.tiny, writes: 1, faults: 2 });
  const own = parseDesign(JSON.stringify(flawed), 'mine.json', 'tiny').weakened;
  assert.equal(own, [...rulesNamed('R5'), 'R9_version']);
});

test('a mistyped name says which designs there are', () => {
  assert.is(refusal('batery', NoSuchDesign), 'no design batery: did you mean "battery"?');
  assert.throws(
    () => loadDesign('batery', 'tiny'),
    (error: NoSuchDesign) => error.shipped.join() === shippedDesigns().join(),
  );
  const all = shippedDesigns().join(', ');
  assert.is(refusal('my-array', NoSuchDesign), `no design my-array: expected a file, or one of ${all}`);
});

test('a file that is missing, a folder, no regular file, or has no possible name is refused', () => {
  assert.match(refusal(`${designs}none.json`, CannotRead), /none\.json: there is no such file or folder$/);
  assert.match(refusal(designs, CannotRead), 'it is a folder');
  assert.match(refusal('/dev/zero', CannotRead), 'expected a regular file');
  assert.match(refusal('\0.json', CannotRead), 'no name of a file has a NUL in it');
});

test.run();
