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

for (const folder of ['core', 'learned']) {
  test(`every file of src/explorer/${folder} is in its table`, () => {
    const rows = text.match(/^\| `[\w-]+\.ts`.*$/gm)!.join('\n');
    const names = readdirSync(join(root, 'src', 'explorer', folder));
    assert.equal(
      names.filter((name) => !name.endsWith('.d.ts') && !rows.includes(`\`${name}\``)),
      [],
    );
  });
}

test.run();
