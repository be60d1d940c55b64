import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { codeOfCheck, type TlcCheck } from '../../src/cli/present/tlc.ts';
import { nothingTold, violationIn } from '../../src/tlc/read/collected.ts';
import { outputReader } from '../../src/tlc/read/output.ts';
import { changesBetween } from '../../src/tlc/read/text-changes.ts';
import { type DistributedOptions, runDistributed } from '../../src/tlc/run/distributed.ts';
import { findJar } from '../../src/tlc/run/jar.ts';
import { majorVersion } from '../../src/tlc/run/java.ts';
import { MissingProgram } from '../../src/tlc/run/missing.ts';
import { ENOUGH, runTlc, type TlcOptions, type TlcResult } from '../../src/tlc/run/run.ts';
import { needsJava } from '../support/java.ts';

const java = needsJava(test);
const modules = fileURLToPath(new URL('../fixtures/tla', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-test-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

/** The runs here are too short for a thorough compiler. */
process.env['JAVA_TOOL_OPTIONS'] = '-XX:TieredStopAtLevel=1';

/** Everything that a run leaves behind would be here. */
const scratch = join(folder, 'scratch');
mkdirSync(scratch);
process.env['TMPDIR'] = scratch;

/** Reads recorded output. */
function read(...lines: string[]) {
  const told = nothingTold();
  const prints: string[] = [];
  const onLine = outputReader(told, { onPrint: (value) => prints.push(value), onTold: () => {} });
  for (const line of lines) onLine(line);
  return { ...told, prints, violation: violationIn(told) };
}

function message(code: number, severity: number, ...lines: string[]): string[] {
  return [`@!@!@STARTMSG ${code}:${severity} @!@!@`, ...lines, `@!@!@ENDMSG ${code} @!@!@`];
}

test('the versions of all builds are read', () => {
  assert.is(read(...message(2262, 0, 'TLC2 Version 2.18 of 20 March 2023')).version, '2.18');
  const rolling = 'TLC2 Version 2026.07.31.184830 (rev: 30cc360)';
  assert.is(read(...message(2262, 0, rolling)).version, '2026.07.31.184830');
  assert.is(read('TLC2 TLC Server Version 2.18 of 20 March 2023').version, '2.18');
});

test('counts are read with and without separators', () => {
  const progress =
    'Progress(69) at 2026-11-21 23:20:43: 3,391,386 states generated (3,391,386 s/min), 892,723 distinct states found ' +
    '(892,723 ds/min), 40,984 states left on queue.';
  const { generated, distinct, left, depth, initial } = read(
    ...message(
      2191,
      0,
      'Finished computing initial states: 1200 states generated, with 600 of them distinct at ...',
    ),
    ...message(2200, 0, progress),
  );
  assert.equal([generated, distinct, left, depth, initial], [3391386, 892723, 40984, 69, 600]);
  const end = message(
    2199,
    0,
    '45868 states generated, 10000 distinct states found, 0 states left on queue.',
  );
  assert.is(read(...end).generated, 45868);
});

test('newer builds name the temporal property, and the arguments of an action', () => {
  const { violation } = read(
    ...message(2116, 1, 'Temporal property L1 was violated.', ''),
    ...message(2264, 1, 'The following behavior constitutes a counter-example:', ''),
    ...message(2217, 4, '1: <Initial predicate>', 'x = 0', ''),
    ...message(2217, 4, '2: <Jump(3) line 8, col 12 to line 8, col 52 of module Counter>', 'x = 1', ''),
    ...message(2122, 4, '1: Back to state: <Restart line 9, col 9 to line 9, col 46 of module Counter>', ''),
  );
  assert.equal(violation, {
    kind: 'temporal',
    name: 'L1',
    trace: ['x = 0', 'x = 1'],
    actions: ['Initial predicate', 'Jump(3)'],
    forever: { backTo: 1, by: 'Restart' },
  });
});

test('a message inside another is part of it', () => {
  const { errors, prints } = read(
    ...message(2219, 0, 'SANY finished.'),
    '@!@!@STARTMSG 2111:1 @!@!@',
    'Evaluating invariant Safe failed.',
    'because: @!@!@STARTMSG 2132:0 @!@!@',
    'The first argument of Assert evaluated to FALSE; the second argument was:',
    '"boom"',
    '@!@!@ENDMSG 2132 @!@!@',
    '@!@!@ENDMSG 2111 @!@!@',
    '"printed"',
  );
  assert.is(errors.length, 1);
  assert.match(errors[0]!, /^Evaluating invariant Safe failed\.\nbecause: \nThe first .*\n"boom"$/);
  assert.equal(prints, ['"printed"']);
});

test('printed values may be wrapped; what the parser says is none', () => {
  const { prints } = read(
    ...message(2220, 0, 'Starting SANY...'),
    'Parsing file /a/folder/Counter.tla',
    ...message(2219, 0, 'SANY finished.'),
    '<<"first [",',
    '  [ a |-> 1,',
    '    b |-> "\\"<<" ] >>',
    'TRUE',
    '<<"unfinished"',
    ...message(2189, 0, 'Computing initial states...'),
  );
  assert.equal(prints, ['<<"first [", [ a |-> 1, b |-> "\\"<<" ] >>', 'TRUE', '<<"unfinished"']);
});

test('coverage adds the parts of an action, and only the last report counts', () => {
  const report = [
    ...message(2201, 0, 'The coverage statistics at ...'),
    ...message(2773, 0, '<Init line 6, col 1 to line 6, col 4 of module M>: 1:1'),
    ...message(2772, 0, '<Up line 7, col 1 to line 7, col 2 of module M>: 3:1,012'),
    ...message(2772, 0, '<Up line 7, col 1 to line 7, col 2 of module M (8 3 9 4)>: 4:5'),
  ];
  const { coverage } = read(...report, ...report);
  assert.equal(coverage.get('Up'), { distinct: 7, generated: 1017 });
});

test('only the beginning of endless errors is kept', () => {
  const { errors } = read(...Array.from({ length: 50 }, () => message(1000, 1, 'x'.repeat(1000))).flat());
  assert.is(errors.length, 20);
});

test('running out of memory is a limit', () => {
  assert.ok(read(...message(1001, 1, 'Java ran out of memory.')).outOfMemory);
});

test('the version of Java is read, old and new', () => {
  assert.is(majorVersion('openjdk version "17.0.15" 2025-04-15'), 17);
  assert.is(majorVersion('java version "1.8.0_402"'), 8);
  assert.is(majorVersion('openjdk version "21" 2023-09-19'), 21);
});

test('of a state only what changed is told', () => {
  const before = '/\\ x = <<[mode |-> "up", n |-> {1}], TRUE>>\n/\\ y = << >>';
  const after = '/\\ x = <<[mode |-> "off", n |-> {1, 2}], TRUE>>\n/\\ y = <<(0 :> 5)>>';
  assert.equal(changesBetween(before, after), ['x[1].mode = "off"', 'x[1].n = {1, 2}', 'y = <<(0 :> 5)>>']);
  assert.equal(changesBetween(before, before), []);
});

/** Runs TLC on a toy of test/fixtures/tla. */
async function tlc(module: string, config: string, more: Partial<TlcOptions> = {}): Promise<TlcResult> {
  return runTlc({ jar: await findJar(), ...toy(module, config), memoryMegabytes: 256, ...more });
}

function toy(module: string, config: string, max = 3) {
  const file = join(folder, `${module}.cfg`);
  writeFileSync(file, `CONSTANT Max = ${max}\n${config}\n`);
  return { folder: modules, module: join(modules, `${module}.tla`), config: file };
}

/** The exit code of the command for what TLC found. */
function exitFor(result: TlcResult): number {
  return codeOfCheck({ result } as TlcCheck);
}

java('a model that is fine: counts, prints, coverage, with two workers', async () => {
  const result = await tlc('Counter', 'SPECIFICATION Spec\nINVARIANT TypeOK', { workers: 2, coverage: true });
  const { exitCode, completed, generated, distinct, depth, left, initial, prints, coverage, errors } = result;
  assert.equal([exitCode, completed, exitFor(result)], [0, true, 0]);
  assert.equal([generated, distinct, depth, left, initial], [38, 16, 5, 0, 1]);
  assert.equal(prints, ['<<"start \\"<<", 0>>']);
  assert.equal([coverage.get('Jump')!.generated, coverage.get('Init')!.distinct], [24, 1]);
  assert.is(
    [...coverage.values()].reduce((sum, { distinct }) => sum + distinct, 0),
    16,
  );
  assert.equal([errors, result.violation, result.stopped], [[], undefined, undefined]);
});

java('a violated invariant, with the shortest way there', async () => {
  const prints: string[] = [];
  const result = await tlc('Counter', 'SPECIFICATION Spec\nINVARIANT Low', {
    onPrint: (value) => prints.push(value),
  });
  const { kind, name, actions, trace } = result.violation!;
  assert.equal([result.exitCode, exitFor(result)], [12, 12]);
  assert.equal([kind, name, trace.at(-1)], ['invariant', 'Low', '/\\ x = 2\n/\\ y = 3']);
  assert.equal(actions, ['Initial predicate', 'Up', 'Up', 'Jump']);
  assert.equal([result.prints.length, prints.length > 0], [0, true]);
});

java('an invariant that the initial state violates', async () => {
  const result = await tlc('Counter', 'SPECIFICATION Spec\nINVARIANT NotZero');
  assert.equal([result.violation!.name, result.violation!.trace], ['NotZero', ['/\\ x = 0\n/\\ y = 0']]);
  assert.is(exitFor(result), 12);
});

java('a bad step is a violation of safety, whatever TLC calls it', async () => {
  const result = await tlc('Counter', 'SPECIFICATION Spec\nPROPERTY Grows');
  assert.equal([result.violation!.kind, result.violation!.name], ['action property', 'Grows']);
  assert.equal([result.exitCode, exitFor(result)], [13, 12]);
});

java('violated liveness: a loop', async () => {
  const result = await tlc('Counter', 'SPECIFICATION FairSpec\nPROPERTY Leaves');
  assert.equal([result.violation!.kind, result.exitCode, exitFor(result)], ['temporal', 13, 13]);
  assert.equal(result.violation!.forever, { backTo: 1, by: 'Restart' });
});

java('violated liveness: nothing more happens', async () => {
  const result = await tlc('Counter', 'SPECIFICATION Spec\nPROPERTY Arrives');
  assert.is(result.violation!.forever, 'stuttering');
  assert.is((await tlc('Counter', 'SPECIFICATION FairSpec\nPROPERTY Passes')).completed, true);
});

java('a deadlock, unless it is allowed', async () => {
  const result = await tlc('Counter', 'SPECIFICATION Stuck');
  assert.equal([result.violation!.kind, result.exitCode, exitFor(result)], ['deadlock', 11, 11]);
  const dump = join(folder, 'graph.dot');
  assert.is(exitFor(await tlc('Counter', 'SPECIFICATION Stuck', { deadlock: false, dump })), 0);
  assert.is(readFileSync(dump, 'utf8').match(/ -> .*label="Up"/g)!.length, 12);
});

java('random runs', async () => {
  const file = join(folder, 'run');
  const simulate = { traces: 2, depth: 5, seed: 1, file };
  assert.is((await tlc('Counter', 'SPECIFICATION Spec', { simulate })).exitCode, 0);
  assert.is(readdirSync(folder).filter((name) => name.startsWith('run_')).length, 2);
});

java('errors of the model come in the words of TLC', async () => {
  const odd = await tlc('Counter', 'SPECIFICATION Spec\nINVARIANT Odd');
  assert.match(odd.errors.join('\n'), /Attempted to check equality of integer 2 with non-integer:\n"two"/);
  const undefinedName = await tlc('Counter', 'SPECIFICATION Spec\nINVARIANT Nope');
  assert.match(undefinedName.errors.join('\n'), /Nope .*\nis not defined/);
  const broken = await tlc('Broken', 'INIT Init\nNEXT Init');
  assert.match(broken.errors.join('\n'), /line 3, col 13 .*\n\nUnknown operator: `missing'/);
  assert.equal(
    [odd, undefinedName, broken].map(({ exitCode }) => exitCode),
    [76, 151, 150],
  );
  assert.equal([odd, undefinedName, broken].map(exitFor), [70, 70, 70]);
});

java('errors of the command line and of Java come in their own words', async () => {
  assert.match(
    (await tlc('Counter', '', { extra: ['-nonsense'] })).errors[0]!,
    /unrecognized option: -nonsense/i,
  );
  assert.match((await tlc('Counter', '', { memoryMegabytes: 1 })).errors[0]!, /heap/);
});

java('a run that has printed enough is stopped', async () => {
  const result = await tlc('Counter', 'SPECIFICATION Spec', { isEnough: (value) => value.includes('start') });
  assert.equal([result.stopped, result.prints.length], [ENOUGH, 1]);
});

java('a limit of time stops TLC', async () => {
  const config = 'SPECIFICATION Spec\nCHECK_DEADLOCK FALSE';
  const result = await runTlc({ jar: await findJar(), ...toy('Grid', config, 200), seconds: 1.5 });
  assert.equal([result.exitCode, result.stopped, exitFor(result)], [null, 'the limit of 1.5 seconds', 2]);
});

/** Runs TLC's distributed server on a toy, with two workers here. */
async function distributed(config: string, more: Partial<DistributedOptions> = {}): Promise<TlcResult> {
  const here = { host: '127.0.0.1', spawnWorkers: 2, deadlock: false, memoryMegabytes: 256, seconds: 60 };
  return runDistributed({ jar: await findJar(), ...toy('Grid', config), ...here, ...more });
}

java('distributed: two workers count every state', async () => {
  let command = '';
  const onReady = (text: string) => {
    command = text;
  };
  const result = await distributed('SPECIFICATION Spec\nINVARIANT TypeOK', { onReady });
  assert.equal([result.distinct, result.completed, exitFor(result)], [256, true, 0]);
  assert.match(
    command,
    /^java .* -D\S+port=\d+ -cp tla2tools.jar tlc2.tool.distributed.TLCWorker 127.0.0.1$/,
  );
});

java('distributed: a violation has no name, and TLC says that all is well', async () => {
  const result = await distributed('SPECIFICATION Spec\nINVARIANT Low');
  assert.equal(result.violation, { kind: 'unknown', trace: [], actions: [] });
  assert.equal([result.exitCode, exitFor(result)], [0, 12]);
});

java('distributed: without workers it waits until its time is up', async () => {
  const result = await distributed('SPECIFICATION Spec', { spawnWorkers: 0, seconds: 1 });
  assert.equal([result.stopped, exitFor(result)], ['the limit of 1 seconds', 2]);
});

java('distributed: a worker that cannot reach the server ends the run', async () => {
  const run = distributed('SPECIFICATION Spec', { host: 'nowhere.invalid', spawnWorkers: 1 });
  const error = await run.catch((error: unknown) => error);
  assert.instance(error, MissingProgram);
  assert.match((error as Error).message, /did not come together at nowhere\.invalid, .*nowhere\.invalid$/);
});

test('nothing is left behind', () => {
  assert.equal(readdirSync(scratch), []);
});

test.run();
