import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const root = fileURLToPath(new URL('../..', import.meta.url));

function runTests(pattern: string, env = process.env) {
  const args = ['--import', 'tsx', 'test/run.ts', '--folder', 'test/fixtures/runner', pattern];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
  const lines = stdout.trimEnd().split('\n');
  return { status, last: lines.at(-1), before: lines.at(-2) };
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
    const run = runTests(pattern);
    assert.equal([run.status, run.last], [status, last]);
  });
}

const without = { ...process.env, PATH: '', XDG_CACHE_HOME: '/nowhere', TLA2TOOLS_JAR: '' };

test('the runner counts what it skips, and says what to install', () => {
  const run = runTests('^skips', { ...without, CI: '' });
  assert.is(run.status, 0);
  assert.is(run.last, '1 passed, 0 failed, 1 skipped');
  assert.match(run.before!, /^skipped: no Java 11 or newer, or no Maven: .* install /);
});

test('the runner fails where tests that need Java cannot run, with CI=true', () => {
  assert.is(runTests('^skips', { ...without, CI: 'true' }).last, '1 passed, 1 failed, 0 skipped');
});

test('the runner takes any skipped test for a failure, with CI=true', () => {
  assert.is(runTests('^only-skips', { ...without, CI: 'true' }).status, 1);
  assert.is(runTests('^only-skips', { ...without, CI: '' }).status, 0);
});

test.run();
