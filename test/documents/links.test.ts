import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  anchorsOf,
  definitionsOf,
  linksOf,
  markdownFiles,
  pathOf,
  quotedIn,
  root,
  textOf,
} from '../support/markdown.ts';

const documents = new Map(markdownFiles().map((file) => [file, textOf(file)]));
const anchors = new Map([...documents].map(([file, text]) => [file, anchorsOf(text)]));

test('there are documents, with links and anchors', () => {
  for (const file of ['README.md', 'CHANGELOG.md', 'spec/claims.md', 'tla/README.md'])
    assert.ok(documents.has(file), file);
  assert.equal(
    [...anchorsOf('# A `b` c: d\n\n```\n# no\n```\n\n## R1_x\n\n## R1_x\n')],
    ['a-b-c-d', 'r1_x', 'r1_x-1'],
  );
  assert.equal(linksOf('[a](b.md#c), [`d`][e]\n\n[E]: f.ts\n'), [
    { text: 'a', target: 'b.md#c' },
    { text: '`d`', target: 'f.ts' },
  ]);
  assert.equal(linksOf('`a[i][j]`, `f[i](x)` and [`b`](c.md)'), [{ text: '`b`', target: 'c.md' }]);
});

for (const [file, text] of documents) {
  test(`${file}: every relative link leads to a file, and its anchor to a heading there`, () => {
    const broken = linksOf(text).flatMap((link) => {
      if (/^(https?|mailto):/.test(link.target)) return [];
      const path = pathOf(file, link);
      const [, anchor] = link.target.split('#');
      if (!existsSync(join(root, path))) return [`${link.target}: no such file`];
      if (anchor === undefined || anchors.get(path)?.has(anchor)) return [];
      return [`${link.target}: no such heading`];
    });
    assert.equal([...new Set(broken)], []);
  });

  test(`${file}: every path in backticks exists, and every definition is used`, () => {
    const paths = quotedIn(text).filter((words) => /^(spec|src|properties|tla|test)\/[\w./-]+$/.test(words));
    const missing = paths.filter((path) => !existsSync(join(root, path)));
    assert.equal([...new Set(missing)], []);
    const used = new Set([...text.matchAll(/\]\[([^\]]+)\]/g)].map(([, name]) => name!.toLowerCase()));
    assert.equal(
      [...definitionsOf(text).keys()].filter((name) => !used.has(name)),
      [],
    );
  });
}

test.run();
