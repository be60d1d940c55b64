import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const script = fileURLToPath(new URL('../../.ci/run', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ci-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

const BASH = '/bin/bash';
/** In the place of a program: there is none of that name. */
const NOT_THERE = 'not there';
const steps = ['ci', 'run check', 'run lint', 'test'];

/** Runs the script where nothing is installed but these programs, and an npm that only notes what it is told. */
function runWith(programs: Record<string, string>, env: Record<string, string> = {}) {
  const bin = mkdtempSync(join(folder, 'bin-'));
  const log = join(bin, 'log');
  symlinkSync('/usr/bin/dirname', join(bin, 'dirname'));
  symlinkSync('/bin/chmod', join(bin, 'chmod'));
  const npm = `echo "$CI $CHROMIUM $*" >> ${log}`;
  for (const [name, lines] of Object.entries({ npm, zsh: '', fish: '', ...programs })) {
    if (lines === NOT_THERE) continue;
    writeFileSync(join(bin, name), `#!${BASH}\nset -e\ncd ${bin}\n${lines}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const run = spawnSync(BASH, [script], { env: { PATH: bin, ...env }, encoding: 'utf8' });
  const told = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  return { status: run.status, stderr: run.stderr, told, bin };
}

const asRoot = 'echo 0';
const asUser = 'echo 1000';

test('every step runs with CI=true, and with the Chromium there is', () => {
  const { status, told, bin, stderr } = runWith({ 'chromium-browser': '' });
  assert.is(status, 0, stderr);
  assert.equal(
    told,
    steps.map((step) => `true ${bin}/chromium-browser ${step}`),
  );
  const named = runWith({}, { CHROMIUM: BASH });
  assert.is(named.told[0], `true ${BASH} ci`);
});

test('a missing Chromium is installed', () => {
  const install = 'case "$1" in install) echo > chromium; chmod +x chromium ;; esac';
  const { status, told, bin, stderr } = runWith({ id: asRoot, 'apt-get': install });
  assert.is(status, 0, stderr);
  assert.is(told.at(-1), `true ${bin}/chromium test`);
});

test('without a Chromium that can be had, tests may be skipped, and it says so', () => {
  const hopeless: Record<string, string>[] = [
    { id: asRoot, 'apt-get': 'exit 100' },
    { id: asUser, 'apt-get': 'echo > chromium' },
    { id: asRoot },
  ];
  for (const programs of hopeless) {
    const { status, stderr, told } = runWith(programs);
    assert.is(status, 0);
    assert.match(stderr, /no Chromium: the tests in a browser are skipped/);
    assert.equal(
      told.map((line) => line.trim()),
      steps,
    );
  }
});

test('a Chromium that is named and not there is a mistake', () => {
  const { status, stderr, told } = runWith({ chromium: '' }, { CHROMIUM: '/nowhere/chromium' });
  assert.is(status, 69);
  assert.match(stderr, /no Chromium at \/nowhere\/chromium/);
  assert.equal(told, []);
});

test('a shell that is missing is installed, and where it cannot be, it says so', () => {
  const missing = { zsh: NOT_THERE, fish: NOT_THERE, chromium: '' };
  const install = 'echo "$*" >> installed';
  const { status, stderr, bin } = runWith({ ...missing, id: asRoot, 'apt-get': install });
  assert.is(status, 0, stderr);
  const installed = readFileSync(join(bin, 'installed'), 'utf8');
  assert.match(installed, /install .* zsh$/m);
  assert.match(installed, /install .* fish$/m);
  const hopeless = runWith({ ...missing, id: asUser });
  assert.is(hopeless.status, 0);
  assert.match(hopeless.stderr, /no zsh: its completion is not tested/);
});

test.run();
