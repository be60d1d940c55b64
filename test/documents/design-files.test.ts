import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { faultKinds } from '../../spec/design.ts';
import { textOf } from '../support/markdown.ts';
import { designFilesText } from '../write/design-files.ts';

const document = textOf('spec/design-files.md');

interface Schema {
  readonly properties: Readonly<Record<string, Schema>>;
}

test('the presets in spec/design-files.md are those of the program', () => {
  assert.is(designFilesText(), document);
});

test('every key of a design file is told, and no other', () => {
  const { properties } = JSON.parse(textOf('spec/design.schema.json')) as Schema;
  const { $schema: _, fifo, ...others } = properties;
  const keys = [...Object.keys(others), ...Object.keys(fifo!.properties).map((key) => `fifo.${key}`)];
  const section = document.split(/^## /m).find((text) => text.startsWith('Keys\n'))!;
  const told = [...section.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, key]) => key!);
  assert.equal(told.sort(), keys.sort());
});

test('every bound and every kind of fault is told', () => {
  const { properties } = JSON.parse(textOf('spec/design.schema.json')) as Schema;
  for (const bound of Object.keys(properties['bounds']!.properties))
    assert.ok(document.includes(`| \`${bound}\` |`), bound);
  for (const kind of faultKinds) assert.match(document, new RegExp(`\`${kind}( \\w+)?\``), kind);
});

test.run();
