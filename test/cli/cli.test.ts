import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { faultsCounted, survivesInWords } from '../../src/check/survives.ts';
import { textsAsTyped } from '../../src/cli/parser.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const command = ['--import', import.meta.resolve('tsx'), main];
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

/** A folder in which the schedule of a design cannot be written. */
function occupied(design: string): string {
  const out = join(folder, `occupied-${design}`);
  mkdirSync(join(out, `${design}.schedule`), { recursive: true });
  return out;
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
  assert.match(stdout, /^mirror-only +safe +yes +mirror +up to 1 +56,482 +30 .* any 1 fault$/m);
  assert.match(stdout, /^self-fed +lost +yes +fifo .* all but PowerOff P1, PowerOff P2$/m);
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
  assert.is(status, 0);
  assert.is(stdout, `${schedule}: 11 actions, as recorded\n`);
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
  assert.is(replayed.status, 0);
  assert.ok(replayed.document[0].asRecorded);
  assert.equal(replayed.document[0].violated, ['I11']);
});

test('fuzz with every rule in force finds nothing: 0, and does not call it a proof', () => {
  const { status, stdout } = mirrorproof('fuzz', 'battery', '--runs', '200', '--seed', '1');
  assert.is(status, 0);
  assert.match(stdout, /nothing but what it declares\. A sample, not a proof\./);
  assert.match(stdout, /--seed 1 to reproduce/);
  assert.is(mirrorproof('fuzz', 'battery', '--runs', '0').status, 2, 'nothing was checked');
});

test('what a design survives is told in faults, or all but the few that it does not', () => {
  const harm = (...sets: string[]) => sets.map((set) => ({ faults: set.split(' + '), verdict: 'lost' }));
  const unharmed = { faults: ['BoardHang K1'], verdict: 'safe' };
  const told: [number, ReturnType<typeof harm>, string][] = [
    [1, [], 'any 1 fault'],
    [2, [], 'any 2 faults'],
    [0, [], 'none tried'],
    [0, [{ faults: [], verdict: 'stale' }], 'nothing'],
    [2, harm('PowerOff P1 + PowerOff P2'), 'any 1 fault'],
    [1, harm('PowerOff P1', 'PowerOff P2'), 'all but PowerOff P1, PowerOff P2'],
    [2, harm('PowerOff P1', 'PowerOff P2 + PowerOff P1'), 'any 1 fault but PowerOff P1'],
    [1, harm('FifoLost F1', 'FifoLost F2', 'CacheLost C1', 'CacheLost C2'), 'all but 4 faults'],
  ];
  for (const [faults, sets, words] of told)
    assert.is(survivesInWords({ faults, faultSets: [...sets, unharmed] }), words);
  for (const [, sets, words] of told.slice(0, -1)) assert.equal(faultsCounted(sets), [], words);
});

test('faults that the table only counts are named below it, with what comes of each', () => {
  const { stdout } = mirrorproof('check', file('one-unit.json', oneUnit), '--weaken', 'R0');
  assert.match(stdout, / all but 10 faults$/m);
  const [, list] = /^ {2}Does not survive: (.*)\.$/m.exec(stdout)!;
  const faults = list!.split(', ');
  assert.is(faults.length, 10);
  for (const fault of faults) assert.match(fault, /^\w+( [KC][12]| P1)? \((lost|stranded)\)$/);
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

test('a place that cannot be written to: 64, before anything is explored, and with the reason', () => {
  const plain = file('plain', '');
  const below = join(plain, 'x', 'y');
  const schedule = file('short.schedule', 'design one-unit.json\nNotifySize K1\n');
  const design = file('one-unit.json', oneUnit);
  const long = file(`${'n'.repeat(240)}.schedule`, 'design one-unit.json\nNotifySize K1\n');
  const wrong: [string[], RegExp][] = [
    [['check', design, '--write', below], /cannot write .*: it is below a file$/m],
    [['check', design, '--write', plain], /cannot write .*: a file is in the way$/m],
    [['check', design, '--report', below], /cannot write .*: it is below a file$/m],
    [['check', design, '--report', '/proc/none'], /cannot write \/proc\/none: there is no such place$/m],
    [['explore', design, '--write', below], /cannot write .*: it is below a file$/m],
    [['fuzz', design, '--write', below], /cannot write .*: it is below a file$/m],
    [['tlc', design, '--keep', below], /cannot write .*: it is below a file$/m],
    [['diagram', 'fifo', '--coverage', 'battery', '--write', below], /cannot write .*: it is below a file$/m],
    [['trace', schedule, '--write', below], /cannot write .*: it is below a file$/m],
    [['trace', schedule, '--write', folder], /cannot write .*: it is a folder$/m],
    [['replay', long, '--update'], /cannot write .*: its name is too long$/m],
  ];
  for (const [args, message] of wrong) {
    const { status, stdout, stderr } = mirrorproof(...args);
    assert.is(status, 64, `${args.join(' ')}: ${stderr}`);
    assert.match(stderr, message);
    if (args[0] !== 'replay') assert.is(stdout, '', args.join(' '));
  }
});

test('a write that fails hides no verdict', () => {
  const design = file('one-unit.json', oneUnit);
  const out = occupied('one-unit');
  mkdirSync(join(out, 'index.html'));
  for (const option of ['--write', '--report']) {
    const { status, stdout, stderr } = mirrorproof('check', design, option, out);
    assert.is(status, 64, option);
    assert.match(stdout, /^one-unit .* lost /m);
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
    [['check', design, '--write', '--json'], /--write <folder>.* value is missing/],
  ] as const) {
    const { status, stdout, stderr } = inFolder(...args);
    assert.is(status, 64, args.join(' '));
    assert.is(stdout, '');
    assert.match(stderr, message);
  }
  for (const name of ['0', 'true', '7', '1000']) assert.not.ok(existsSync(join(folder, name)), name);
});

test('a text stays as typed, a number may not be missing, and what is no list is given once', () => {
  const options = ['--keep <folder>', '--coverage <source>', '--faults <n>', '--json'];
  const typed = (...args: string[]) =>
    textsAsTyped(
      args,
      options.map((rawName) => ({ rawName })),
    );
  assert.equal(typed('tlc', '1', '--json', '--keep', '0x10', '--faults', '2'), { keep: '0x10' });
  assert.equal(typed('--coverage', '1', '--coverage=02'), { coverage: ['1', '02'] });
  assert.throws(() => typed('--keep', ''), '--keep: expected <folder>, found nothing');
  assert.throws(() => typed('--coverage', 'a', '--coverage', ''), '--coverage: expected <source>');
  assert.throws(() => typed('--faults', ''), '--faults: expected <n>, found nothing');
  assert.throws(() => typed('--keep', 'a', '--keep', 'b'), '--keep: expected once, found a and b');
});

test('trace says what to do with a design or a folder', () => {
  const design = file('one-unit.json', oneUnit);
  const out = join(folder, 'to-trace');
  mirrorproof('check', design, '--write', out);
  const wrong: [string, RegExp][] = [
    ['self-fed', /found the design self-fed; .*: mirrorproof check self-fed --write out/],
    [design, /found the design .*one-unit\.json; .*: mirrorproof check .*one-unit\.json --write out/],
    [out, /found the folder .*; a schedule in it: .*one-unit\.schedule/],
    [mkdtempSync(join(folder, 'empty-')), /found the folder .*; without a schedule in it/],
  ];
  for (const [path, message] of wrong) {
    const { status, stderr } = mirrorproof('trace', path);
    assert.is(status, 64);
    assert.match(stderr, message);
  }
});

test('what is no table is written to the last character', () => {
  const comment = '\u009b31mred\u001b[0m';
  const schedule = file('controls.schedule', `# ${comment}\ndesign self-fed\nNotifySize K1\n`);
  const page = join(folder, 'controls.html');
  mirrorproof('trace', schedule, '--write', page);
  const html = readFileSync(page, 'utf8');
  const [, data] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)!;
  assert.equal(JSON.parse(data!).comment, [comment]);
  const [, script] = /<script>(.*?)<\/script>/s.exec(html)!;
  const hash = createHash('sha256').update(script!).digest('base64');
  assert.ok(html.includes(`script-src 'sha256-${hash}'`));
  const table = join(folder, 'controls.txt');
  spawnSync(process.execPath, [...command, 'trace', schedule, '--write', table], {
    env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: undefined },
  });
  assert.match(readFileSync(table, 'utf8'), /^step +action/);
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
