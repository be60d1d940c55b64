import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { textOf } from '../support/markdown.ts';

const books = { 'spec/protocol.md': 'D', 'spec/program.md': 'D', 'spec/findings.md': 'M' } as const;

test('decisions and findings are numbered one after the other, over their documents, as the index says', () => {
  const next: Record<string, number> = { D: 1, M: 1 };
  for (const [file, letter] of Object.entries(books)) {
    const first = next[letter]!;
    const found = [...textOf(file).matchAll(/^- \*\*([DM])(\d+)\. /gm)];
    for (const [, kind, number] of found) {
      assert.is(kind, letter, file);
      assert.is(Number(number), next[letter]!++, file);
    }
    const range = `${letter}${first} to ${letter}${next[letter]! - 1}`;
    const row = textOf('spec/decisions.md')
      .split('\n')
      .find((line) => line.includes(`(${file.slice(5)}) |`));
    assert.ok(row?.includes(`| ${range} |`), `${file}: ${range}`);
  }
});

test('the table of libraries has every dependency, in the version of package.json', () => {
  const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<
    string,
    Record<string, string>
  >;
  const needed = Object.entries({ ...dependencies, ...devDependencies })
    .filter(([name]) => !name.startsWith('@types/'))
    .map(([name, version]) => `${name} ${version}`);
  const rows = textOf('spec/decisions.md').matchAll(/^\| (\S+) +\| (\d+\.\d+\.\d+) +\|/gm);
  assert.equal([...rows].map(([, name, version]) => `${name} ${version}`).sort(), needed.sort());
});

test.run();
