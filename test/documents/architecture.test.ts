import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { root, textOf } from '../support/markdown.ts';

const text = textOf('ARCHITECTURE.md');

test('every room of the house is named', () => {
  const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  assert.ok(rooms.length > 10);
  for (const { name } of rooms) assert.match(text, new RegExp(`\\bsrc/${name}\\b`), name);
});

test('every file of the core is in its table', () => {
  const rows = text.match(/^\| `[\w-]+\.ts`.*$/gm)!.join('\n');
  const files = readdirSync(join(root, 'src', 'explorer', 'core')).filter((name) => !name.endsWith('.d.ts'));
  assert.equal(
    files.filter((name) => !rows.includes(`\`${name}\``)),
    [],
  );
});

test.run();
