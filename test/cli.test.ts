import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const command = ['--import', 'tsx', main];
const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

function mirrorproof(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

function json(...args: string[]) {
  const { status, stdout } = mirrorproof(...args, '--json');
  return { status, document: JSON.parse(stdout) };
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** A design that loses data when P1 fails. */
const oneUnit = {
  name: 'one-unit',
  ack: 'mirror',
  power: { P1: ['K1', 'C1', 'K2', 'C2'] },
  bounds: { writes: 1 },
  declares: { survives: ['*'] },
};

test('check holds the shipped designs to their word', () => {
  const { status, stdout } = mirrorproof('check');
  assert.is(status, 0);
  assert.match(stdout, /^mirror-only +mirror +up to 1 +56,482 +30 .* safe +yes +any 1 fault$/m);
  assert.match(stdout, /^self-fed +fifo .* lost +yes +all but PowerOff P1, PowerOff P2$/m);
  assert.match(
    stdout,
    /K1 acknowledges block 1 version 1; P1 loses power: .*; no copy of version 1 of block 1 remains\./,
  );
  assert.match(stdout, /To mend it: feed F1 and E1 from P2, F2 and E2 from P1/);
  assert.match(stdout, /checked exhaustively at the bounds stated/);
});

test('the JSON of check has what the documentation promises', () => {
  const { status, document } = json('check', 'self-fed', 'mirror-only');
  assert.is(status, 0);
  assert.ok(document.asDeclared);
  const [fed, mirror] = document.designs;
  assert.is(fed.design, 'self-fed');
  assert.is(fed.verdict, 'lost');
  assert.is(fed.property, 'I1');
  assert.equal(fed.faults, ['PowerOff P1']);
  assert.is(fed.counterexample.at(-1), 'PowerOff P1');
  assert.is(mirror.verdict, 'safe');
  assert.is(mirror.counterexample, undefined);
  for (const key of ['states', 'transitions', 'depth', 'seconds']) assert.type(mirror[key], 'number', key);
  assert.is(mirror.exhaustive, true);
  assert.is(mirror.bounds.faults, 1);
});

test('a design that does not come out as declared: 12, and what to change', () => {
  const { status, stdout } = mirrorproof('check', file('one-unit.json', oneUnit));
  assert.is(status, 12);
  assert.match(stdout, /Not as declared: \* is declared safe, and came out lost/);
  const lying = {
    ...oneUnit,
    power: { P1: ['K1', 'C1'], P2: ['K2', 'C2'] },
    declares: { fails: { '*': 'lost' } },
  };
  assert.match(
    mirrorproof('check', file('lying.json', lying)).stdout,
    /\* is declared lost, and came out safe/,
  );
  const silent = { ...oneUnit, declares: {} };
  assert.match(mirrorproof('check', file('silent.json', silent)).stdout, /the design declares nothing of it/);
});

test('explore says what it found, whatever is declared: 12 for harm, 0 for none', () => {
  const harmful = json('explore', 'self-fed');
  assert.is(harmful.status, 12);
  assert.is(harmful.document.designs[0].verdict, 'lost');
  const harmless = json('explore', 'mirror-only');
  assert.is(harmless.status, 0);
  assert.is(
    harmless.document.designs[0].properties.find(({ id }: { id: string }) => id === 'I9').fired,
    true,
  );
});

test('a weakened rule violates its property', () => {
  const { status, document } = json('explore', 'mirror-only', '--weaken', 'R8');
  assert.is(status, 12);
  assert.ok(document.designs[0].violations.some(({ property }: { property: string }) => property === 'I4'));
});

test('a limit ends undecided: 2', () => {
  const { status, document } = json('explore', 'partner-fed', '--states', '5000');
  assert.is(status, 2);
  assert.is(document.designs[0].verdict, 'undecided');
  assert.is(document.designs[0].exhaustive, false);
  assert.is(mirrorproof('check', 'partner-fed', '--seconds', '0').status, 2);
  assert.is(mirrorproof('check', 'partner-fed', '--memory', '1').status, 2);
});

test('a counterexample is written whole, replays as it is, and can be traced', () => {
  const out = join(folder, 'out');
  assert.is(mirrorproof('check', 'self-fed', '--write', out).status, 0);
  const schedule = join(out, 'self-fed.schedule');
  assert.equal(readdirSync(out), ['self-fed.schedule']);
  const { status, stdout } = mirrorproof('replay', schedule);
  assert.is(status, 12);
  assert.match(stdout, /lost: no copy of version 1 of block 1 remains/);
  const traced = mirrorproof('trace', schedule);
  assert.is(traced.status, 0);
  assert.match(traced.stdout, /PowerOff P1 .* D1 v0/);
  const { document } = json('trace', schedule);
  assert.is(document.verdict, 'lost');
  assert.is(document.steps.at(-1).state.controllers.K1.mode, 'stopped');
});

test('fuzz prints its seed, comes to the same with it, and its schedule replays', () => {
  const out = join(folder, 'fuzzed');
  const args = ['fuzz', 'partner-fed', '--weaken', 'R9', '--seed', '7', '--write', out];
  const { status, document } = json(...args);
  assert.is(status, 12);
  assert.is(document.seed, 7);
  assert.is(document.designs[0].property, 'I11');
  assert.equal(json(...args).document, document);
  const schedule = readFileSync(join(out, 'partner-fed.schedule'), 'utf8');
  assert.is(schedule, document.designs[0].schedule);
  const replayed = json('replay', join(out, 'partner-fed.schedule'));
  assert.is(replayed.status, 12);
  assert.equal(replayed.document[0].violated, ['I11']);
});

test('fuzz with every rule in force finds nothing: 0, and does not call it a proof', () => {
  const { status, stdout } = mirrorproof('fuzz', 'battery', '--runs', '200', '--seed', '1');
  assert.is(status, 0);
  assert.match(stdout, /nothing but what it declares\. A sample, not a proof\./);
  assert.match(stdout, /--seed 1 to reproduce/);
  assert.is(mirrorproof('fuzz', 'battery', '--runs', '0').status, 2, 'nothing was checked');
});

test('wrong usage: 64, with what was expected', () => {
  const wrong: [string[], RegExp][] = [
    [[], /expected a verb: check, explore/],
    [['exlore'], /unknown verb "exlore": did you mean "explore"/],
    [['check', '--presets', 'tiny'], /Unknown option `--presets`/],
    [['check', '--preset', 'huge'], /expected tiny, small, large, found huge/],
    [['check', '--faults', 'two'], /--faults: expected a whole number up to 8, found two/],
    [['check', '--weaken', 'R99'], /--weaken: .*found "R99"/],
    [['explore'], /missing required args/],
    [['replay'], /missing required args/],
    [['fuzz', '--policy', 'luck'], /--policy: expected random, pct or both/],
  ];
  for (const [args, message] of wrong) {
    const { status, stderr } = mirrorproof(...args);
    assert.is(status, 64, args.join(' '));
    assert.match(stderr, message);
  }
});

test('bad input: 65, with file, place and expectation', () => {
  const bad: [string[], RegExp][] = [
    [['check', join(folder, 'none.json')], /none\.json: expected a design file, found no such file/],
    [['check', file('text.json', 'power: P1')], /text\.json: expected JSON/],
    [
      ['check', file('typo.json', { ...oneUnit, decalres: {} })],
      /typo\.json: decalres: .*did you mean "declares"/,
    ],
    [
      [
        'check',
        file('huge.json', { ...oneUnit, bounds: { blocks: 16, writes: 32, cachePages: { C1: 64, C2: 64 } } }),
      ],
      /huge\.json: bounds: .* words/,
    ],
    [['replay', join(folder, 'none.schedule')], /none\.schedule:1: expected a schedule file/],
    [['replay', file('a.schedule', 'NotifySize K1')], /a\.schedule:1: expected a line "design NAME"/],
    [['replay', file('b.schedule', 'design self-fed\nNotifySize K3')], /b\.schedule:2: .*"NotifySize K3"/],
    [
      ['replay', file('c.schedule', 'design self-fed\nFence K1')],
      /c\.schedule:2: Fence K1 is not enabled here; enabled are: NotifySize K1/,
    ],
    [['replay', file('d.schedule', 'design self-fed\nbounds pages=3')], /d\.schedule:2: expected bounds/],
  ];
  for (const [args, message] of bad) {
    const { status, stdout, stderr } = mirrorproof(...args);
    assert.is(status, 65, `${args.join(' ')}: ${stderr}`);
    assert.match(stderr, message);
    assert.is(stdout, '');
  }
});

test('every verb has a help text with the exit codes', () => {
  for (const verb of ['check', 'explore', 'fuzz', 'replay', 'trace']) {
    const { status, stdout } = mirrorproof(verb, '--help');
    assert.is(status, 0);
    assert.match(stdout, new RegExp(`mirrorproof ${verb}`));
    assert.match(stdout, /--json/);
    assert.match(stdout, /Exit codes/);
  }
  assert.match(mirrorproof('--version').stdout, /^mirrorproof\/\d+\.\d+\.\d+/);
});

test('an interrupt stops at once, says how far it came, and leaves no file', async () => {
  const out = join(folder, 'interrupted');
  const child = spawn(process.execPath, [
    ...command,
    'check',
    'battery',
    '--preset',
    'small',
    '--write',
    out,
  ]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
    child.kill('SIGINT');
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  assert.is(status, 2, stderr);
  assert.match(stdout, /Stopped: interrupted/);
  assert.match(stderr, /battery: states=[\d,]+/);
  assert.not.ok(existsSync(out));
});

test.run();
