import { spawnSync } from 'node:child_process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { command, json, mirrorproof, withFewKinds } from '../support/command.ts';
import { withFewKindsAtTiny } from '../support/counts.ts';

/* What explores: `--core`, and with how many threads: `--workers`. */

const mirrorOnly = withFewKinds('mirror-only');
const selfFed = withFewKinds('self-fed');

/** Enough states that another thread is called to help. */
const asked = ['explore', mirrorOnly, '--reduce', 'off'];

/** The document without the seconds. */
function told(...options: string[]) {
  const { status, document } = json(...asked, ...options);
  assert.is(status, 0, options.join(' '));
  const [{ seconds, ...design }] = document.designs;
  assert.ok(seconds > 0);
  return { ...document, designs: [design] };
}

/** Without the memory that it took. */
function found(document: ReturnType<typeof told>): object {
  const [{ bytesPerState, ...design }] = document.designs;
  assert.ok(bytesPerState > 0);
  return { ...document, designs: [design] };
}

test('what is found is the same whatever explores, and with however many threads', () => {
  const plain = found(told('--core', 'plain'));
  const learned = told('--workers', '1');
  assert.equal(found(learned), plain);
  for (const workers of ['2', '5']) assert.equal(told('--workers', workers), learned, workers);
  assert.equal(told(), learned, 'by default');
});

test('threads serve one search after the other, whatever ended the one before', () => {
  const designs = [mirrorOnly, selfFed, mirrorOnly];
  for (const limit of [[], ['--states', '20000'], ['--memory', '1']]) {
    const by = (workers: string) => {
      const { status, document } = json(
        'explore',
        ...designs,
        '--reduce',
        'off',
        ...limit,
        '--workers',
        workers,
      );
      return {
        status,
        found: document.designs.map(({ seconds: _, ...design }: { seconds: number }) => design),
      };
    };
    assert.equal(by('2'), by('1'), limit.join(' '));
  }
});

test('harm is found in the same steps by either core', () => {
  const run = (...options: string[]) => {
    const { status, document } = json(
      'check',
      'mirror-only',
      '--weaken',
      'R7',
      '--reduce',
      'off',
      ...options,
    );
    const [{ seconds: _, bytesPerState: __, ...design }] = document.designs;
    return { status, design };
  };
  const plain = run('--core', 'plain');
  assert.is(plain.status, 12);
  assert.equal(run('--core', 'learned', '--workers', '2'), plain);
});

test('a core or a number of threads that there is not is refused: 64', () => {
  for (const [options, says] of [
    ['--core fast', '--core: expected learned, plain, found fast'],
    ['--core Plain', '--core: expected learned, plain, found Plain (did you mean "plain"?)'],
    ['--workers 0', '--workers: expected a whole number from 1 up to 64, found 0'],
    ['--workers 65', '--workers: expected a whole number from 1 up to 64, found 65'],
    ['--workers all', '--workers: expected a whole number from 1 up to 64, found all'],
    ['--workers 2 --core plain', '--workers: expected 1 with --core plain, found 2'],
  ] as const) {
    for (const verb of ['check', 'explore']) {
      const { status, stdout, stderr } = mirrorproof(verb, 'mirror-only', ...options.split(' '));
      assert.is(status, 64, options);
      assert.is(stdout, '');
      assert.ok(stderr.includes(says), stderr);
    }
  }
  assert.is(mirrorproof(...asked, '--core', 'plain', '--workers', '1').status, 0);
});

test('the help says what explores by default', () => {
  for (const verb of ['check', 'explore']) {
    const { stdout } = mirrorproof(verb, '--help');
    assert.match(stdout, /^ +--core <name> .*\(default: learned\)$/m);
    assert.match(stdout, /^ +--workers <n> .*as many as there are cores by default/m);
  }
});

test('where there is no memory for threads the plain search explores, and says so', () => {
  const words = [...command, ...asked, '--json'].map((word) => `'${word}'`).join(' ');
  const limited = `ulimit -v 3000000 && exec '${process.execPath}' ${words}`;
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', limited], { encoding: 'utf8' });
  assert.is(status, 0, stderr);
  assert.match(stderr, /^the plain search explores: no shared memory of \d+ words can be had: .*$/m);
  const [{ states }] = JSON.parse(stdout).designs;
  assert.is(states, withFewKindsAtTiny['mirror-only'][0]);
});

test('where there is no WebAssembly the plain search explores, and says so', () => {
  const words = ['--jitless', ...command, ...asked, '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  assert.is(status, 0, stderr);
  assert.match(stderr, /^the plain search explores: the core that learns needs WebAssembly/m);
  const document = JSON.parse(stdout);
  const [{ seconds: _, ...design }] = document.designs;
  assert.equal({ ...document, designs: [design] }, told('--core', 'plain'));
});

test.run();
