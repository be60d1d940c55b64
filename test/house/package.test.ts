import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The files of the package, without those that the build writes. */
function packed(): string[] {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'];
  const { stdout } = spawnSync('npm', args, { cwd: root, encoding: 'utf8' });
  // A list of packages, or an object with each by its name: versions of npm differ.
  const [found] = Object.values(JSON.parse(stdout) as Record<string, { files: { path: string }[] }>);
  return found!.files.map(({ path }) => path).filter((path) => !path.startsWith('dist/'));
}

const files = packed();

test('the package has what its documents link to', () => {
  const documents = files.filter((file) => file.endsWith('.md'));
  assert.ok(documents.includes('README.md') && documents.includes('tla/README.md'));
  for (const document of documents) {
    const text = readFileSync(join(root, document), 'utf8');
    for (const [, link] of text.matchAll(/\]\(((?!https?:|#)[^)\s#]+)/g)) {
      const target = join(dirname(document), link!);
      const isPacked = files.some((file) => file === target || file.startsWith(`${target}/`));
      assert.ok(isPacked, `${document} links to ${link}`);
    }
  }
});

test('the package has what the command line reads, and no test', () => {
  for (const file of [
    'LICENSE',
    'CHANGELOG.md',
    'spec/designs/battery.json',
    'spec/charts/fifo.svg',
    'tla/pom.xml',
  ])
    assert.ok(files.includes(file), file);
  assert.equal(
    files.filter((file) => file.endsWith('.test.ts')),
    [],
  );
});

test.run();
