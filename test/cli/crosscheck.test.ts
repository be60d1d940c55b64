import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { codeFor } from '../../src/cli/verbs/crosscheck.ts';
import { judgeTraces, NotJudged } from '../../src/crosscheck/judge-traces.ts';
import type { RecordedTrace } from '../../src/crosscheck/record-traces.ts';
import { inParallel } from '../../src/tasks/parallel.ts';
import type { TlcResult } from '../../src/tlc/run/run.ts';
import { needsJava } from '../support/java.ts';
import { alter } from '../support/tla.ts';

/* The verbs that compare the two engines, as a user runs them; crosscheck.test.ts tests what they compare. */

const java = needsJava(test);
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-test-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

/** The smallest of the shipped designs. */
const SMALL = ['mirror-only', '--faults', '0'];
// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with one
const COLOUR = /\u001b/;

function run(args: readonly string[], from = root, env: NodeJS.ProcessEnv = {}) {
  const main = join(from, 'src', 'cli', 'main.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', main, ...args], {
    cwd: from,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

/** The package with one module of TLA+ changed. */
function packageWith(from: string, to: string): string {
  const copy = join(folder, 'package');
  for (const name of ['spec', 'src', 'properties', 'tla', 'package.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  alter(join(copy, 'tla'), { module: 'Rules', from, to });
  return copy;
}

test('a command line that compares nothing, or makes no sense, is refused', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const nonsense = [
    [['crosscheck', ...SMALL, '--parts', 'grph'], /--parts: .*graph.*found "grph"/],
    [['crosscheck', ...SMALL, '--rules', 'R99'], /--rules: .*found "R99"/],
    [
      ['crosscheck', ...SMALL, '--parts', 'traces', '--traces', '0'],
      /--traces: expected at least 1, found 0/,
    ],
    [['mutants', ...SMALL, '--rules', 'none'], /--rules: expected all or a rule to weaken/],
    [['tlc', ...SMALL, '--keep', join(file, 'x')], /cannot write .*: it is below a file/],
    [['tlc', 'battery', 'battery', '--keep', join(folder, 'kept')], /--keep: two .* share .*kept\/battery/],
  ] as const;
  for (const [args, says] of nonsense) {
    const { status, stderr } = run(args);
    assert.is(status, 64, `${args.join(' ')}: ${stderr}`);
    assert.match(stderr, says);
  }
});

java('crosscheck compares all that it is asked for once, and finds the engines in agreement', () => {
  const parts = ['--parts', 'graph,graph,verdicts,traces', '--rules', 'R9,R9_version'];
  const { status, stdout, stderr } = run(
    ['crosscheck', ...SMALL, ...parts, '--traces', '8', '--seed', '1', '--json'],
    root,
    { CI: 'true' },
  );
  assert.is(status, 0, stderr);
  const { agree, seed, missing, designs, comparisons } = JSON.parse(stdout);
  assert.equal([agree, seed, missing], [true, 1, 0]);
  assert.equal([designs.length, designs[0].design, designs[0].bounds.faults], [1, 'mirror-only', 0]);
  assert.equal(
    comparisons.map(({ part }: { part: string }) => part),
    ['graph', 'verdicts', 'traces'],
  );
  const [graph, verdicts, traces] = comparisons;
  assert.equal([graph.exact, graph.counts.tlc], [true, graph.counts.reference]);
  assert.ok(graph.paths > 100 && graph.covered <= graph.run);
  assert.is(verdicts.weakened, 'R9_version');
  const caught = verdicts.properties.find(({ property }: { property: string }) => property === 'I11');
  assert.equal(caught, { property: 'I11', kind: 'step', reference: 14, tlc: 14 });
  assert.equal(
    traces.traces.map(({ traces }: { traces: number }) => traces),
    [2, 6],
  );
});

java('a limit leaves it undecided, at bounds that are stated for each design', () => {
  const other = join(folder, 'other.json');
  const power = { P1: ['K1', 'C1'], P2: ['K2', 'C2'] };
  writeFileSync(
    other,
    JSON.stringify({ name: 'other', ack: 'mirror', power, bounds: { writes: 3 }, declares: {} }),
  );
  const { status, stdout } = run([
    'crosscheck',
    ...SMALL,
    other,
    '--parts',
    'verdicts,traces',
    '--rules',
    'none',
    '--seconds',
    '0',
  ]);
  assert.is(status, 2);
  assert.match(stdout, /^Bounds of mirror-only: .* 2 writes .*\.\nBounds of other: .* 3 writes .*\.$/m);
  assert.match(stdout, /^Traces: three quarters at the bounds of large, .*\nSeed of the traces: \d+\.$/m);
  assert.match(stdout, /^Undecided: 4 comparisons did not come to an end\.$/m);
});

java('a difference of the engines is found, and the command is given that shows where it is', () => {
  const copy = packageWith(
    'InForce("R9_version") => ~IsNewer(blocks[page.block], page.version, media)',
    'page.version <= media + 1',
  );
  const args = ['--parts', 'verdicts', '--rules', 'R8_protected', '--json'];
  const verdicts = run(['crosscheck', ...SMALL, ...args], copy, { CI: 'true' });
  assert.is(verdicts.status, 12, verdicts.stderr);
  const [{ agree, told }] = JSON.parse(verdicts.stdout).comparisons;
  assert.is(agree, false);
  assert.not.match(told.join('\n'), COLOUR);
  const command = /^The graphs differ\. Where they part: (?:npx mirrorproof|node .*main\.ts) (.*)$/.exec(
    told.at(-1),
  )![1]!;
  assert.is(command, 'crosscheck mirror-only --parts graph --faults 0 --weaken R8_protected');
  const graph = run(command.split(' '), copy);
  assert.is(graph.status, 12, graph.stderr);
  assert.match(graph.stdout, /^mirror-only without R8_protected +.*DIFFERENT/m);
  assert.match(graph.stdout, /R9_version \(src\/model\/rules\.ts\)/);
});

java('mutants shows that both engines catch a weakened rule', () => {
  const args = ['mutants', ...SMALL, '--rules', 'R9'];
  const { status, stdout, stderr } = run([...args, '--json']);
  assert.is(status, 0, stderr);
  const { missing, rules } = JSON.parse(stdout);
  assert.is(missing, 0);
  assert.is(rules.length, 1);
  const [{ rule, says, caught, design, properties }] = rules;
  assert.equal([rule, caught, design, typeof says], ['R9_version', true, 'mirror-only', 'string']);
  const first = properties.find(({ property }: { property: string }) => property === 'I11');
  assert.equal([first.reference, first.tlc], [14, 14]);
});

/** A PATH whose `java` is new enough for TLC, and does what the shell is told instead of running it. */
function javaThat(does: string, first = 'true'): string {
  const bin = mkdtempSync(join(folder, 'bin-'));
  const version = `${first}; echo 'openjdk version "17"' >&2`;
  writeFileSync(
    join(bin, 'java'),
    `#!/bin/sh\ncase "$*" in -version) ${version};; *-help) ;; *) ${does};; esac\n`,
  );
  chmodSync(join(bin, 'java'), 0o755);
  return `${bin}:${process.env['PATH']}`;
}

/** A file that passes for a jar of TLC. */
function ownJar(): string {
  const jar = join(folder, 'own.jar');
  writeFileSync(jar, 'tlc2/TLC.class');
  return jar;
}

/** Runs a verb until it runs TLC, or asks which Java there is, and interrupts it then. */
async function interrupt(args: readonly string[], when: 'TLC' | 'Java' = 'TLC') {
  const pidFile = join(mkdtempSync(join(folder, 'pid-')), 'pid');
  const main = join(root, 'src', 'cli', 'main.ts');
  const tell = `echo $$ > '${pidFile}'`;
  const java = when === 'TLC' ? javaThat(`${tell}; exec sleep 100`) : javaThat('exit 1', `${tell}; sleep 1`);
  const env = { ...process.env, PATH: java, TLA2TOOLS_JAR: ownJar() };
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], { env });
  process.once('exit', () => child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') {
    assert.is(child.exitCode, null, `it ended before ${when} ran: ${stderr}`);
    await setTimeout(50);
  }
  child.kill('SIGINT');
  const [status, signal] = await once(child, 'close');
  assert.is.not(stdout, '', `it ended with ${status ?? signal}: ${stderr}`);
  return { status, document: JSON.parse(stdout) };
}

const TWO_RULES = [...SMALL, '--rules', 'R9,R8_protected', '--jobs', '1', '--json'];

test('mutants that are interrupted begin no further rule, and say what was done', async () => {
  const { status, document } = await interrupt(['mutants', ...TWO_RULES]);
  const { missing, rules } = document;
  assert.equal([status, missing, rules.length, rules[0].rule], [2, 1, 1, 'R9_version']);
  assert.match(rules[0].undecided, /interrupted/);
});

test('a crosscheck that is interrupted begins no further comparison, and says what was done', async () => {
  const { status, document } = await interrupt(['crosscheck', ...TWO_RULES, '--parts', 'verdicts']);
  const { missing, comparisons } = document;
  assert.equal([status, missing, comparisons.length], [2, 1, 1]);
  assert.match(comparisons[0].undecided, /interrupted/);
});

test('a signal that comes before there is anything to end is heeded as soon as there is', async () => {
  const mutants = await interrupt(['mutants', 'battery', '--rules', 'R9', '--json'], 'Java');
  assert.equal([mutants.status, mutants.document.missing, mutants.document.rules], [2, 1, []]);
  assert.match(mutants.document.undecided, /interrupted/);
  const crosscheck = await interrupt(['crosscheck', ...TWO_RULES, '--parts', 'graph'], 'Java');
  assert.equal([crosscheck.status, crosscheck.document.comparisons.length], [2, 1]);
  assert.match(crosscheck.document.comparisons[0].undecided, /interrupted/);
});

test('a rule that was not put to the test leaves it undecided; one that nothing misses is a finding', () => {
  const env = { PATH: javaThat('exit 1'), TLA2TOOLS_JAR: ownJar() };
  const idle = run(['mutants', ...SMALL, '--rules', 'R11_charge'], root, env);
  assert.is(idle.status, 2, idle.stderr);
  assert.match(idle.stdout, /R11_charge: weakening it leaves every graph as it is/);
  const missed = run(['mutants', ...SMALL, '--rules', 'R11_charge,R5_detect'], root, env);
  assert.is(missed.status, 12, missed.stderr);
  assert.match(
    missed.stdout,
    /R5_detect: weakening it changes what mirror-only can do, and violates nothing/,
  );
});

test('a TLC that finds far too many states is stopped, and that is a difference', () => {
  const progress =
    'Progress(9) at 2026-11-21: 99999 states generated, 99999 distinct states found, 9 states left on queue.';
  const many = ['@!@!@STARTMSG 2200:0 @!@!@', progress, '@!@!@ENDMSG 2200 @!@!@'];
  const endless = javaThat(`printf '%s\\n' ${many.map((line) => `'${line}'`).join(' ')}; exec sleep 100`);
  const env = { PATH: endless, TLA2TOOLS_JAR: ownJar() };
  const { status, stdout, stderr } = run(
    ['crosscheck', ...SMALL, '--parts', 'graph', '--seconds', '60', '--json'],
    root,
    env,
  );
  assert.is(status, 12, stderr);
  const [{ agree, counts }] = JSON.parse(stdout).comparisons;
  assert.equal([agree, counts.tlc.states], [false, 99_999]);
});

test('a difference outweighs what is undecided', () => {
  assert.is(codeFor({ isDifferent: true, isUndecided: true }), 12);
  assert.is(codeFor({ isDifferent: false, isUndecided: true }), 2);
  assert.is(codeFor({ isDifferent: false, isUndecided: false }), 0);
});

test('tasks run so many at a time, and their results keep the order of the tasks', async () => {
  let running = 0;
  let most = 0;
  const results = await inParallel([40, 5, 20, 1], 2, async (delay) => {
    most = Math.max(most, ++running);
    await setTimeout(delay);
    running--;
    return delay * 2;
  });
  assert.equal(results, [80, 10, 40, 2]);
  assert.is(most, 2);
});

test('no task begins after one that failed, or that is the last', async () => {
  const begun: number[] = [];
  const failing = async (task: number) => {
    begun.push(task);
    await setTimeout(task === 2 ? 1 : 20);
    if (task === 2) throw new Error('no');
    return task;
  };
  const error = await inParallel([1, 2, 3, 4, 5], 2, failing).catch(({ message }: Error) => message);
  await setTimeout(60);
  assert.equal([error, begun], ['no', [1, 2]]);
  const until = await inParallel(
    [1, 2, 3],
    1,
    async (task) => task,
    (result) => result === 2,
  );
  assert.equal(until, [1, 2]);
});

const STEP = { action: { name: 'NotifySize', side: 0 }, changes: [] } as const;
const LATER = { action: { name: 'NotifySize', side: 1 }, changes: [] } as const;
const TRACES: readonly RecordedTrace[] = [[STEP], [STEP, LATER]];

function resultWith(changes: Partial<TlcResult>): TlcResult {
  const counts = { generated: 0, distinct: 0, depth: 0, left: 0, initial: 2, seconds: 1 };
  const empty = { prints: [], coverage: new Map(), errors: [] };
  return { exitCode: 0, version: '2.18', completed: true, ...counts, ...empty, ...changes };
}

test('traces are accepted when TLC saw each of their states, and no others', () => {
  assert.equal(judgeTraces(TRACES, resultWith({ distinct: 5 })), { traces: 2, steps: 3 });
  assert.throws(() => judgeTraces(TRACES, resultWith({ distinct: 4 })), /saw 4 states of traces, not 5/);
});

test('a trace is rejected at its step, whatever else Java prints', () => {
  const trace = ['/\\ trace = 1\n/\\ taken = 0', '/\\ trace = 2\n/\\ taken = 1'];
  const actions = ['Initial predicate', 'Follow'];
  const prints = [
    '[0.003s][info][gc] Using Serial',
    '<<1, 2',
    '<<"differs", 1, 1, {<<"epoch", 3, 4>>}>>',
    '<<"differs", 2, 2, {<<"blocks", <<[media |-> 1, acknowledged |-> 0]>>, <<[media |-> 2, acknowledged |-> 0]>> >>}>>',
  ];
  const violation = { kind: 'deadlock', trace, actions } as const;
  const { rejected } = judgeTraces(TRACES, resultWith({ exitCode: 11, completed: false, violation, prints }));
  assert.equal([rejected!.trace, rejected!.step, rejected!.action], [2, 2, LATER.action]);
  assert.equal(rejected!.before, [STEP.action]);
  assert.equal(rejected!.fields, [{ path: 'blocks[1].media', tlc: '1', trace: '2' }]);
});

test('a run of TLC that says nothing of the traces judges none', () => {
  const ended = (changes: Partial<TlcResult>) => {
    try {
      judgeTraces(TRACES, resultWith({ exitCode: null, completed: false, ...changes }));
    } catch (error) {
      assert.instance(error, NotJudged);
      return (error as Error).message;
    }
    return 'judged';
  };
  assert.is(ended({ stopped: 'interrupted', errors: ['half a sentence'] }), 'interrupted');
  assert.is(ended({ exitCode: 150, errors: ['Parsing failed'] }), 'Parsing failed');
  assert.is(ended({ exitCode: 1 }), 'TLC ended with 1');
});

test.run();
