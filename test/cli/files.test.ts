import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { command, file, folder, json, mirrorproof, occupied, oneUnit } from '../support/command.ts';

/* What is written, and where. */

const SHORT = 'design self-fed\nNotifySize K1\n';

test('trace never overwrites the schedule that it shows, by whatever name', () => {
  const schedule = file('own.schedule', SHORT);
  const link = join(folder, 'own.svg');
  symlinkSync(schedule, link);
  for (const target of [schedule, link]) {
    const { status, stderr } = mirrorproof('trace', schedule, '--write', target, '--format', 'svg');
    assert.is(status, 64);
    assert.ok(stderr.includes(`--write: ${target} is the schedule itself`), stderr);
  }
  assert.is(readFileSync(schedule, 'utf8'), SHORT);
});

test('a pipe, a link to nothing and standard output are not replaced by a file: 64', () => {
  const schedule = file('piped.schedule', SHORT);
  const pipe = join(folder, 'pipe');
  spawnSync('mkfifo', [pipe]);
  const nowhere = join(folder, 'nowhere');
  symlinkSync(join(folder, 'missing'), nowhere);
  for (const target of [pipe, nowhere]) {
    const { status, stderr } = mirrorproof('trace', schedule, '--write', target);
    assert.is(status, 64);
    assert.match(stderr, `cannot write ${target}: it is no regular file`);
  }
  assert.ok(lstatSync(pipe).isFIFO());
  assert.ok(lstatSync(nowhere).isSymbolicLink());
  const log = file('log', 'what was there\n');
  const line = [process.execPath, ...command, 'trace', schedule, '--write', log];
  const { status, stderr } = spawnSync(`${line.join(' ')} >> ${log}`, { shell: true, encoding: 'utf8' });
  assert.is(status, 64);
  assert.match(stderr, `cannot write ${log}: standard output goes there`);
  assert.is(readFileSync(log, 'utf8'), 'what was there\n');
});

test('a link to a file stays, and the file has what was written', () => {
  const table = file('table.txt', '');
  const link = join(folder, 'link.txt');
  symlinkSync(table, link);
  assert.is(mirrorproof('trace', file('linked.schedule', SHORT), '--write', link).status, 0);
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.match(readFileSync(table, 'utf8'), /^step +action/);
});

test('a counterexample records its outcome: replay notices when the design no longer does that', () => {
  const power = { P1: ['K1', 'C1', 'K2', 'C2'] };
  const fails = { fails: { '*': 'lost' } };
  const design = { name: 'one-unit', ack: 'mirror', power, bounds: { writes: 1 }, declares: fails };
  const path = file('one-unit.json', JSON.stringify(design));
  const report = join(folder, 'report');
  for (const option of ['--write', '--report'])
    assert.is(mirrorproof('check', path, option, report).status, 0);
  const written = join(report, 'one-unit.schedule');
  assert.match(readFileSync(written, 'utf8'), /^---$.*^lost: no copy of version 1 of block 1 remains$/ms);
  assert.is(mirrorproof('replay', written).stdout, `${written}: 11 actions, as recorded\n`);
  assert.not.match(readFileSync(join(report, 'one-unit.walk.schedule'), 'utf8'), '---');
  file('one-unit.json', JSON.stringify({ ...design, power: { P1: ['K1', 'C1'], P2: ['K2', 'C2'] } }));
  const { status, stdout } = mirrorproof('replay', written);
  assert.is(status, 12);
  assert.match(stdout, /differs from what it records/);
  assert.match(stdout, /- lost: no copy of version 1 of block 1 remains/);
});

test('what a schedule names and there is none: its file and line, and what may have been meant', () => {
  const missing = "seen from the schedule's folder: there is no such file or folder";
  const bad: [string, string][] = [
    ['# about\ndesign ../threefold.json', `:2: expected the design "../threefold.json", ${missing}\n`],
    ['design self-fd', `:1: expected the design "self-fd", ${missing} (did you mean "self-fed"?)\n`],
    [
      'design self-fed\n\nNotifySise K1',
      ':3: expected an action of self-fed, found "NotifySise K1" ' + '(did you mean "NotifySize K1"?)\n',
    ],
    ['design self-fed\nHover', ':2: expected an action of self-fed, found "Hover"\n'],
    [
      'design mirror-only\nFifoError F1',
      ':2: expected an action of mirror-only, found "FifoError F1": mirror-only, with "ack": "mirror", has no FIFO for it\n',
    ],
    [
      'design mirror-only\nExpire D1',
      ':2: expected an action of mirror-only, found "Expire D1": ' +
        'with "path": "switch" there are no leases, and the switch learns of a fence (Route)\n',
    ],
  ];
  for (const [text, problem] of bad) {
    const schedule = file('bad.schedule', text);
    const { status, stderr } = mirrorproof('replay', schedule);
    assert.is(status, 65);
    assert.ok(stderr.endsWith(`${schedule}${problem}`), stderr);
  }
});

test('a place that cannot be written to: 64, before anything is explored, and with the reason', () => {
  const plain = file('plain', '');
  const below = join(plain, 'x', 'y');
  const schedule = file('short.schedule', 'design one-unit.json\nNotifySize K1\n');
  const design = file('one-unit.json', oneUnit);
  const long = join(folder, `${'n'.repeat(300)}.svg`);
  const wrong: [string[], RegExp][] = [
    [['check', design, '--write', below], /cannot write .*: it is below a file$/m],
    [['check', design, '--write', plain], /cannot write .*: a file is in the way$/m],
    [['check', design, '--report', below], /cannot write .*: it is below a file$/m],
    [
      ['check', design, '--report', '/proc/none'],
      /cannot write \/proc\/none: there is no such file or folder$/m,
    ],
    [['explore', design, '--write', below], /cannot write .*: it is below a file$/m],
    [['fuzz', design, '--write', below], /cannot write .*: it is below a file$/m],
    [['tlc', design, '--keep', below], /cannot write .*: it is below a file$/m],
    [['diagram', 'fifo', '--coverage', 'battery', '--write', below], /cannot write .*: it is below a file$/m],
    [['trace', schedule, '--write', below], /cannot write .*: it is below a file$/m],
    [['trace', schedule, '--write', folder], /cannot write .*: it is a folder$/m],
    [['trace', schedule, '--write', long], /cannot write .*: its name is too long$/m],
  ];
  for (const [args, message] of wrong) {
    const { status, stdout, stderr } = mirrorproof(...args);
    assert.is(status, 64, `${args.join(' ')}: ${stderr}`);
    assert.match(stderr, message);
    assert.is(stdout, '', args.join(' '));
  }
});

test('a write that fails hides no verdict', () => {
  const design = file('one-unit.json', oneUnit);
  const out = occupied('one-unit');
  mkdirSync(join(out, 'index.html'));
  for (const option of ['--write', '--report']) {
    const { status, stdout, stderr } = mirrorproof('check', design, option, out);
    assert.is(status, 64, option);
    assert.match(stdout, /^one-unit .* lost, /m);
    assert.match(stderr, /cannot write .*: it is a folder/);
  }
  const inJson = json('explore', design, '--write', out);
  assert.is(inJson.status, 64);
  assert.is(inJson.document.designs[0].verdict, 'lost');
  const fuzzed = json('fuzz', 'battery', '--weaken', 'R9', '--seed', '7', '--write', occupied('battery'));
  assert.is(fuzzed.status, 64);
  assert.is(fuzzed.document.designs[0].property, 'I11');
});

test('the name of a file is taken as typed, and nothing is no name', () => {
  const design = file('one-unit.json', oneUnit);
  const inFolder = (...args: string[]) =>
    spawnSync(process.execPath, [...command, ...args], { cwd: folder, encoding: 'utf8' });
  assert.match(inFolder('check', design, '--write', '007').stdout, /007\/one-unit\.schedule/);
  assert.is(inFolder('trace', '007/one-unit.schedule', '--write=1e3').stdout, '1e3\n');
  assert.ok(existsSync(join(folder, '007')) && existsSync(join(folder, '1e3')));
  for (const [args, message] of [
    [['check', design, '--write', ''], /--write: expected <folder>, found nothing/],
    [['trace', '007/one-unit.schedule', '--write', ''], /--write: expected <file>, found nothing/],
    [['check', design, '--write', '--json'], /--write: expected <folder>, found "--json"/],
  ] as const) {
    const { status, stdout, stderr } = inFolder(...args);
    assert.is(status, 64, args.join(' '));
    assert.is(stdout, '');
    assert.match(stderr, message);
  }
  for (const name of ['0', 'true', '7', '1000']) assert.not.ok(existsSync(join(folder, name)), name);
});

test.run();
