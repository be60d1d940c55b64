import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { assess } from '../../src/check/assess.ts';
import { decideEndless } from '../../src/check/endless.ts';
import { endlessTable } from '../../src/cli/present/endless.ts';
import { reductions } from '../../src/explorer/fold/fold.ts';
import { drive } from '../../src/tasks/drive.ts';
import { arrayWith } from '../support/arrays.ts';
import { command, file, folder, json, mirrorproof, oneUnit, withFewKinds } from '../support/command.ts';
import { NO_LIMITS } from '../support/search.ts';

/* `check` and `explore`. */

/* `check` alone also decides for any number of writes, for a minute: the test of the README's table runs that. */

const mirrorOnly = withFewKinds('mirror-only');
const selfFed = withFewKinds('self-fed');

test('check holds the shipped designs to their word', () => {
  const { status, stdout } = mirrorproof('check', 'mirror-only', selfFed, '--writes', '2');
  assert.is(status, 0);
  assert.match(stdout, /^mirror-only +safe +yes +mirror +up to 1 +[\d,]+ +\d+ .* any 1 fault$/m);
  assert.match(
    stdout,
    /^self-fed +lost +yes +fifo .* all but PowerOff P1, PowerOff P2 \(6 kinds not tried\)$/m,
  );
  assert.match(
    stdout,
    /K1 acknowledges block 1 version 1; P1 loses power: .*; no copy of version 1 of block 1 remains\./,
  );
  assert.match(stdout, /To mend it: feed F1 and E1 from P2, F2 and E2 from P1/);
  assert.match(stdout, /Explored with 1 block a device, .* up to 1 fault .*: safe after any 1 fault\./);
  assert.match(
    stdout,
    /checked exhaustively at the bounds stated; self-fed, as it declares, comes out lost after PowerOff P1, PowerOff P2\.$/m,
  );
});

test('the JSON has, for each shipped design, what holds with any number of writes, where nobody says how many', () => {
  const { designs } = json('check', '--faults', '0', '--states', '60000').document;
  for (const { design, anyWrites } of designs) {
    const { verdict, faults, states, faultSets, violations, kindsLeftOut, open } = anyWrites;
    assert.equal({ verdict, faults, violations }, { verdict: 'safe', faults: 0, violations: [] });
    // So few states decide it for hosts that never give up; the rest is open, and is said to be.
    assert.equal([open[0].faults, kindsLeftOut], [0, ['Abort']], design);
    assert.ok(states > 1000, design);
    assert.equal(faultSets, [{ faults: [], verdict: 'safe' }]);
  }
  for (const args of [['mirror-only'], ['--writes', '1', '--faults', '0']])
    assert.is(json('check', ...args).document.designs[0].anyWrites, undefined, 'where it is not asked');
});

test('harm with its own number of writes is told as harm with any number', async () => {
  const design = arrayWith('self-fed', { bounds: { writes: 1 }, faultKinds: ['PowerOff'] });
  const assessment = await drive(assess(design, NO_LIMITS, reductions));
  const endless = await drive(decideEndless(assessment, NO_LIMITS, reductions));
  const advice = { goal: [], faults: 0, tried: [] };
  const report = { name: 'self-fed', assessment, endless, seconds: 0, advice, interrupted: false };
  assert.match(endlessTable([report])!, /^self-fed +lost, for it is with 1 write$/m);
});

test('without reductions every state counts', () => {
  const { stdout } = mirrorproof('check', mirrorOnly, '--reduce', 'off');
  assert.match(
    stdout,
    /^mirror-only +safe +yes +mirror +up to 1 +38,382 +29 .* any 1 fault \(\d kinds not tried\)$/m,
  );
});

test('the JSON of check has what the documentation promises', () => {
  const { status, document } = json('check', selfFed, mirrorOnly);
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
  assert.match(
    stdout,
    /Not as declared: \* is declared safe, and PowerOff P1, the worst of it, came out lost/,
  );
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
  const harmful = json('explore', selfFed);
  assert.is(harmful.status, 12);
  assert.is(harmful.document.designs[0].verdict, 'lost');
  const harmless = json('explore', mirrorOnly);
  assert.is(harmless.status, 0);
  assert.is(
    harmless.document.designs[0].properties.find(({ id }: { id: string }) => id === 'I9').fired,
    true,
  );
});

test('a weakened rule violates its property', () => {
  const { status, document } = json('explore', mirrorOnly, '--weaken', 'R8');
  assert.is(status, 12);
  assert.ok(document.designs[0].violations.some(({ property }: { property: string }) => property === 'I4'));
});

test('a violated property stands beside the verdict, and nothing is then said to be survived', () => {
  const args = ['mirror-only', '--weaken', 'R8_protected', '--writes', '1'];
  for (const verb of ['check', 'explore']) {
    const { status, stdout } = mirrorproof(verb, ...args);
    assert.is(status, 12);
    assert.match(
      stdout,
      /^mirror-only without R8_protected +safe, I11, I4 and refinement violated +no .* not said: I11, I4 and/m,
    );
    assert.not.match(stdout, /any 1 fault$/m);
    assert.match(stdout, /^ {4}after \w+( \w+)?, in \d+ actions: /m);
    const [design] = json(verb, ...args).document.designs;
    assert.equal([design.verdict, design.violated], ['safe', ['I11', 'I4', 'refinement']]);
    assert.is(design.asDeclared, false);
    for (const { faults } of design.violations) assert.is(faults.length, 1);
  }
});

test('kinds of fault that a design leaves out are named beside its bounds and what it survives', () => {
  const design = {
    ...oneUnit,
    power: { P1: ['K1', 'C1'], P2: ['K2', 'C2'] },
    faultKinds: ['PowerOff', 'BoardHang'],
  };
  const narrow = file('narrow.json', { ...design, name: 'narrow', declares: { survives: ['*'] } });
  const { stdout } = mirrorproof('check', narrow);
  assert.match(
    stdout,
    /up to 1 fault of any kind but BoardCrash, CacheLost, ChannelDown, ArbiterDown, FalseSuspicion/,
  );
  assert.match(stdout, /^narrow +safe .* any 1 fault \(\d kinds not tried\)$/m);
  const [told] = json('check', narrow).document.designs;
  assert.equal(told.faultKinds, ['PowerOff', 'BoardHang']);
  assert.ok(told.kindsLeftOut.includes('CacheLost'));
});

test('batteries of caches are named where no rule asks for them, and others are not', () => {
  const batteries = { B1: { feeds: ['C1', 'F1'], hold: 4 }, B2: { feeds: ['F2'], hold: 4 } };
  const power = { P1: ['K1', 'C1', 'F2', 'E2'], P2: ['K2', 'C2', 'F1', 'E1'] };
  const backed = file('backed.json', { name: 'backed', ack: 'fifo', power, batteries, declares: {} });
  for (const verb of ['check', 'explore']) {
    const { stdout } = mirrorproof(verb, backed, '--faults', '0');
    assert.match(
      stdout,
      /^ {2}No rule asks for the charge of B1, which feeds a cache: write-back goes on .* \(H59\)\.$/m,
    );
  }
  const [design] = json('check', backed, '--faults', '0').document.designs;
  assert.equal(design.cacheBatteriesNotAsked, ['B1']);
  assert.not.match(mirrorproof('check', 'battery', '--faults', '0').stdout, /No rule asks for the charge/);
});

test('a design is as declared at the top of the JSON where each one is, and null is what is not known', () => {
  const of = (...args: string[]) => {
    const { document } = json('check', ...args);
    return [
      document.asDeclared,
      ...document.designs.map(({ asDeclared }: { asDeclared: boolean | null }) => asDeclared),
    ];
  };
  assert.equal(of(mirrorOnly), [true, true]);
  assert.equal(of('mirror-only', '--faults', '0'), [null, null], 'nothing that it declares was tried');
  assert.equal(of('mirror-only', '--states', '500'), [null, null]);
  assert.equal(of(mirrorOnly, '--weaken', 'R8', '--writes', '1'), [false, false]);
});

test('of a search that was stopped nothing is said of all that the bounds allow', () => {
  const { stdout } = mirrorproof('check', 'partner-fed', '--states', '500');
  assert.match(stdout, /Never put to the test in the states seen: /);
  assert.not.match(stdout, /at these bounds/);
});

test('a limit ends undecided: 2', () => {
  const { status, document } = json('explore', 'partner-fed', '--states', '5000');
  assert.is(status, 2);
  assert.is(document.designs[0].verdict, 'undecided');
  assert.is(document.designs[0].exhaustive, false);
  for (const { verdict } of document.designs[0].faultSets) assert.is(verdict, 'undecided');
  assert.is(mirrorproof('check', 'partner-fed', '--seconds', '0').status, 2);
  const plain = ['--core', 'plain', '--reduce', 'off', '--memory', '1'];
  assert.is(mirrorproof('check', 'partner-fed', ...plain).status, 2);
});

test('faults that the table only counts are named below it, with what comes of each', () => {
  const { stdout } = mirrorproof('check', file('one-unit.json', oneUnit), '--weaken', 'R0_verified');
  assert.match(stdout, / all but 10 faults; I6, .*violated$/m);
  const [, list] = /^ {2}Does not survive: (.*)\.$/m.exec(stdout)!;
  const faults = list!.split(', ');
  assert.is(faults.length, 10);
  for (const fault of faults) assert.match(fault, /^\w+( [KC][12]| P1)? \((lost|stale)\)$/);
});

test('actions that were never taken at the bounds are named, unless the exploration was stopped', () => {
  for (const verb of ['check', 'explore']) {
    const { stdout } = mirrorproof(verb, 'mirror-only', '--faults', '0');
    assert.match(stdout, /^ {2}Never taken at these bounds: .*\bPowerOff, BoardCrash\b.*\.$/m);
    const [design] = json(verb, 'mirror-only', '--faults', '0').document.designs;
    assert.ok(design.neverTaken.includes('PowerOff') && !design.neverTaken.includes('HostWrite'));
  }
  const { stdout } = mirrorproof('check', 'mirror-only', '--preset', 'large', '--states', '1');
  assert.match(stdout, /Stopped: /);
  assert.not.match(stdout, /Never taken/);
});

test('clauses that decided nothing at the bounds are named, in words and in JSON', () => {
  const partnerFed = withFewKinds('partner-fed');
  const { stdout } = mirrorproof('check', partnerFed);
  assert.match(stdout, /^ {2}Decided nothing at these bounds: .*, I13 "it is on the device"\.$/m);
  const [design] = json('check', partnerFed).document.designs;
  const { clauses } = design.properties.find(({ id }: { id: string }) => id === 'I13');
  assert.equal(clauses, [
    { says: 'it is in a mirror page', decided: true },
    { says: 'it is on the device', decided: false },
  ]);
});

test('an interrupt stops at once, says how far it came, and leaves no schedule', async () => {
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
  assert.equal(readdirSync(out), []);
});

test.run();
