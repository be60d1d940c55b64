import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { command, file, folder, mirrorproof, oneUnit } from '../support/command.ts';

/* What the operating system refuses is told in a sentence, with an exit code and without a stack. */

const NO_STACK = /^mirrorproof: [^\n]+\n$/;

const loop = join(folder, 'loop');
symlinkSync(loop, loop);
const long = 'n'.repeat(256);
const plain = file('plain', '');
const schedule = file('short.schedule', 'design self-fed\nNotifySize K1\n');

test('a name that leads nowhere, below a file or in a circle, or is too long: 64 or 65, in a sentence', () => {
  const troubled: [string[], number, RegExp][] = [
    [['replay', loop], 64, /symbolic links go in a circle/],
    [['replay', long], 64, /name is too long/],
    [['diagram', '--coverage', loop], 64, /symbolic links go in a circle|expected a design/],
    [['check', loop], 64, /./],
    [['check', long], 64, /./],
    [['check', join(plain, 'x')], 64, /./],
    [['trace', schedule, '--write', loop], 64, /cannot write .*: its symbolic links go in a circle/],
    [['trace', schedule, '--write', long], 64, /cannot write n{80,}.*: its name is too long/],
    [
      ['explore', 'self-fed', '--write', loop],
      64,
      /cannot write .*: (a file is in the way|its symbolic links)/,
    ],
    [['explore', 'self-fed', '--report', join(folder, long)], 64, /cannot write .*: its name is too long/],
    [
      ['tlc', 'self-fed', '--keep', join(loop, 'x')],
      64,
      /cannot write .*: its symbolic links go in a circle/,
    ],
  ];
  for (const [args, code, message] of troubled) {
    const { status, stderr, stdout } = mirrorproof(...args);
    assert.is(status, code, `${args.join(' ').slice(0, 80)}: ${stderr}`);
    assert.match(stderr, NO_STACK);
    assert.match(stderr, message);
    assert.is(stdout, '');
  }
});

/** Runs a line of a shell in which $0 is the program. */
function shell(line: string) {
  const program = [process.execPath, ...command].map((word) => `'${word}'`).join(' ');
  return spawnSync('bash', ['-c', line.replaceAll('$0', program)], { encoding: 'utf8' });
}

test('standard output that takes no more: 74, in a sentence, and whoever closes it early is not troubled', () => {
  const design = file('one-unit.json', oneUnit);
  for (const asked of [
    '--help',
    'trace --help',
    `check ${design} --json`,
    'diagram fifo',
    `replay ${schedule}`,
  ]) {
    const { status, stderr } = shell(`$0 ${asked} > /dev/full`);
    assert.is(status, 74, asked);
    assert.is(stderr, 'mirrorproof: cannot write standard output: there is no space left\n', asked);
  }
  const closed = shell(`$0 check ${design} | true; echo $\{PIPESTATUS[0]}`);
  assert.is(closed.stdout, '12\n');
  assert.is(closed.stderr, '');
});

test('standard error that takes no more changes nothing', () => {
  assert.is(shell('$0 check --states x 2> /dev/full; echo $?').stdout, '64\n');
  const closed = shell('exec 3>&1; { $0 check --states x 2>&1 > /dev/null; echo $? >&3; } | true');
  assert.is(closed.stdout, '64\n');
});

test('a hint can be copied: it starts what runs now', () => {
  const hinted = (place: string) => {
    const bin = join(folder, place);
    mkdirSync(bin, { recursive: true });
    symlinkSync(command.at(-1)!, join(bin, 'mirrorproof'));
    return shell(`cd '${folder}'; PATH='${bin}':$PATH $0 replay self-fed`).stderr;
  };
  assert.match(
    shell(`cd '${folder}'; $0 replay self-fed`).stderr,
    /: node .*main\.[jt]s check self-fed --write out$/m,
  );
  assert.match(hinted('bin'), /: mirrorproof check self-fed --write out$/m);
  assert.match(hinted('node_modules/.bin'), /: npx mirrorproof check self-fed --write out$/m);
  assert.match(
    mirrorproof('check', '--help').stdout,
    /^ {2}\$ npx mirrorproof check \[\.\.\.designs\] \[options\]$/m,
  );
});

test('what a name has in it that cannot be seen is shown as escapes', () => {
  const { stderr } = mirrorproof('check', 'a\u001b[31m\u202eb.json');
  assert.ok(stderr.includes('a\\u001b[31m\\u202eb.json'), stderr);
  const told = mirrorproof('replay', file('odd\u001b[2J\u009b.schedule', 'design self-fed\nNotifySize K1\n'));
  assert.is(told.status, 0);
  assert.match(told.stdout, 'odd\\u001b[2J\\u009b.schedule');
  const path = file('odd\u202e.schedule', 'design self-fed\nNotifySize K1\n');
  const { stdout } = mirrorproof('replay', path, '--json');
  assert.not.match(stdout, '\u202e');
  assert.is(JSON.parse(stdout)[0].file, path);
});

test.run();
