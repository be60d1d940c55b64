import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const root = fileURLToPath(new URL('..', import.meta.url));

function runTests(pattern: string) {
  const args = ['--import', 'tsx', 'test/run.ts', '--folder', 'test/fixtures/runner', pattern];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  return { status, last: stdout.trimEnd().split('\n').at(-1) };
}

const expected: [pattern: string, status: number, last: string][] = [
  ['^passes', 0, '1 passed, 0 failed, 0 skipped'],
  ['^fails', 1, '1 passed, 1 failed, 0 skipped'],
  ['forgets-run', 1, '0 passed, 1 failed, 0 skipped'],
  ['hook-throws', 1, '0 passed, 1 failed, 0 skipped'],
  ['matches-nothing', 1, '0 passed, 1 failed, 0 skipped'],
];

for (const [pattern, status, last] of expected) {
  test(`the runner, given ${pattern}: ${last}`, () => {
    assert.equal(runTests(pattern), { status, last });
  });
}

test.run();
