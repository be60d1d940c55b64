import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from '../support/markdown.ts';
import { type Mutant, mutantsOf, mutated, mutatedSources, sampleOf } from './mutants.ts';
import { type Tried, Workshop } from './run.ts';
import { identityOf, reasonsIn, summaryOf, unexplained, withRun } from './survivors.ts';

const DECLARATION = 'spec/declaration.ts';
const source = readFileSync(join(root, DECLARATION), 'utf8');
const all = mutantsOf(mutatedSources());
const mutants = all.filter(({ file }) => file === DECLARATION);

/** What the line of a mutant is changed to, for every mutant of a line. */
function changesOf(line: string): string[] {
  const of = mutants.filter(({ was }) => was === line);
  assert.ok(of.length > 0, `no mutant of ${line}`);
  return of.map(({ is }) => is);
}

/** A mutant made by hand: a text that is there once becomes another. */
function planted(from: string, to: string): Mutant {
  const start = source.indexOf(from);
  assert.ok(start >= 0 && source.indexOf(from, start + 1) < 0, `"${from}" is not there once`);
  return { file: DECLARATION, start, end: start + from.length, to, line: 1, was: from, is: to };
}

test('operators, numbers, conditions, names of a union and early returns are changed, one at a time', () => {
  assert.equal(changesOf('if (labels.length === 0) return NO_FAULT;'), [
    'if (!(labels.length === 0)) return NO_FAULT;',
    ';',
    'if (labels.length !== 0) return NO_FAULT;',
    'if (labels.length === 1) return NO_FAULT;',
  ]);
  assert.equal(changesOf("const NO_FAULT: Declaration = { pattern: 'none', verdict: 'safe' };"), [
    "const NO_FAULT: Declaration = { pattern: 'none', verdict: 'stale' };",
  ]);
  assert.equal(changesOf('return !isOrdered(best.pattern) || rankOf(next) > rankOf(best);'), [
    'return !isOrdered(best.pattern) && rankOf(next) > rankOf(best);',
    'return isOrdered(best.pattern) || rankOf(next) > rankOf(best);',
    'return !isOrdered(best.pattern) || rankOf(next) >= rankOf(best);',
    'return !isOrdered(best.pattern) || rankOf(next) <= rankOf(best);',
  ]);
});

test('a state is named for another that may stand there, a loop runs once, a step is taken out', () => {
  const changed = (was: string, is: string) => all.some((each) => each.was === was && each.is === is);
  assert.ok(
    changed(
      'if (queued.version !== 0 && !queued.drained && queued.page === entry) return false;',
      'if (queued.version !== 0 && queued.drained && queued.page === entry) return false;',
    ),
  );
  assert.ok(all.some(({ was, is }) => was.includes("=== 'acquired'") && is.includes("=== 'free'")));
  assert.ok(
    changed(
      'while (end < s.blocks.length && s.blocks[end]!.joined) end++;',
      'if (end < s.blocks.length && s.blocks[end]!.joined) end++;',
    ),
  );
  assert.ok(changed('battery.charge = 0;', ';'));
});

test('a mutant says where it is, and differs from the source in that place alone', () => {
  const lines = source.split('\n');
  for (const mutant of mutants) {
    assert.is(lines[mutant.line - 1]!.trim(), mutant.was);
    const text = mutated(source, mutant);
    assert.is.not(text, source);
    assert.is(text.slice(0, mutant.start), source.slice(0, mutant.start));
    assert.is(text.slice(text.length - (source.length - mutant.end)), source.slice(mutant.end));
  }
  assert.is(new Set(mutants.map((mutant) => mutated(source, mutant))).size, mutants.length);
});

test('types, imports and the words of properties are left alone', () => {
  const files = new Set(all.map(({ file }) => file));
  assert.ok(
    ['src/model/rules.ts', 'properties/fifo.ts', 'src/explorer/visited.ts', 'src/check/assess.ts'].every(
      (file) => files.has(file),
    ),
  );
  const strays = all.filter(({ was }) => /^(import|says:|id:|throw|type|interface)\b/.test(was));
  assert.equal(strays, []);
});

test('a sample is the same for the same seed, another for another, and takes no mutant twice', () => {
  const sample = sampleOf(mutants, 8, 1);
  assert.equal(sampleOf(mutants, 8, 1), sample);
  assert.is.not(JSON.stringify(sampleOf(mutants, 8, 2)), JSON.stringify(sample));
  assert.is(new Set(sample).size, 8);
  assert.is(new Set(sampleOf(mutants, 1000, 1)).size, mutants.length);
});

test('a fault is killed by a test that it names, and what changes nothing survives', async () => {
  const workshop = new Workshop(fileURLToPath(new URL('../fixtures/mutate/oracle.ts', import.meta.url)));
  try {
    await workshop.calibrate();
    const held = async (from: string, to: string) => {
      const { fate, by } = await workshop.try(planted(from, to));
      return [fate, by];
    };
    assert.equal(await held('rankOf(next) > rankOf(best)', 'rankOf(next) < rankOf(best)'), [
      'killed',
      'which fault struck first is not known of a set: of patterns that name an order the worst speaks',
    ]);
    assert.equal(await held('(sum, term) => sum +', '(sum, term) => 0 + sum +'), ['survived', undefined]);
    assert.equal(await held('  if (labels.length === 0)', '  for (;;);\n  if (labels.length === 0)'), [
      'timeout',
      undefined,
    ]);
    const [fate, by] = await held(
      '  const matching = declarationsOf(design).filter(({ pattern }) => m',
      '  const const matching = declarationsOf(design).filter(({ pattern }) => m',
    );
    assert.is(fate, 'does not compile');
    assert.match(by!, /Build failed/);
    const broken = await held(
      "import { isOrdered, matchesFaultSet, matchesOrder, termsOf } from './faults.ts';",
      "throw new RangeError('no');",
    );
    assert.equal(broken, ['killed', 'RangeError: no']);
  } finally {
    workshop.close();
  }
});

test('an oracle that fails without a mutant is no oracle', async () => {
  const workshop = new Workshop(fileURLToPath(new URL('../fixtures/runner/fails.test.ts', import.meta.url)));
  try {
    await workshop.calibrate();
    assert.unreachable('it was believed');
  } catch (error) {
    assert.match((error as Error).message, /the oracle fails on the sources as they are/);
  } finally {
    workshop.close();
  }
});

const EMPTY = ['run', 'survivors'].map((name) => `<!-- generated: ${name} -->\n<!-- end -->\n`).join('\n');
const RUN = { day: new Date('2026-02-03T04:05:06Z'), seed: 7, of: 1234 };
const made = (line: number, was: string, is: string): Mutant => {
  return { file: 'src/model/x.ts', line, was, is, start: 0, end: 0, to: '' };
};
const [first, second, third] = [
  made(1, 'a || b', 'a && b'),
  made(2, 'c < 1', 'c <= 1'),
  made(3, 'd = `1`;', ';'),
];
const three = [first, second, third];
const survived = (mutant: Mutant): Tried => ({ mutant, fate: 'survived' });
const killed = (mutant: Mutant): Tried => ({ mutant, fate: 'killed', by: 'a test' });

/** The document as somebody leaves it who wrote why a mutant survives. */
function explained(document: string, mutant: Mutant, why: string): string {
  const row = document
    .split('\n')
    .find((line) => line.includes(identityOf(mutant).slice(mutant.file.length + 1)))!;
  return document.replace(row, row.replace(/ \| [^|]*\|$/, ` | ${why} |`));
}

test('survivors are listed with what was changed, and what somebody wrote of them stays', () => {
  const before = withRun(EMPTY, RUN, [survived(first), killed(second), survived(third)], three);
  assert.match(before, 'Last run: 2026-02-03, seed 7, 3 of 1,234 mutants: 1 killed, 2 survived.');
  assert.match(before, '| `src/model/x.ts` | 1 | `a \\|\\| b` → `a && b` |  |');
  assert.equal([...reasonsIn(before).keys()], [first, third].map(identityOf));
  assert.equal(unexplained(before, [survived(first), survived(third)]), [first, third]);
  const known = explained(before, first, 'a is never true here');
  assert.equal(unexplained(known, [survived(first), survived(third)]), [third]);
  const moved = [{ ...first, line: 41 }, second, third];
  const after = withRun(known, RUN, [survived(second)], moved);
  assert.match(after, '| `src/model/x.ts` | 41 | `a \\|\\| b` → `a && b` | a is never true here |');
  assert.equal([...reasonsIn(after).values()], ['a is never true here', '', '']);
});

test('a survivor that a run catches, or whose line is no more, is not listed any longer', () => {
  const before = withRun(EMPTY, RUN, three.map(survived), three);
  const caught = withRun(before, RUN, [killed(first)], three);
  assert.equal([...reasonsIn(caught).keys()], [second, third].map(identityOf));
  const gone = withRun(before, RUN, [], [second]);
  assert.equal([...reasonsIn(gone).keys()], [identityOf(second)]);
});

test('a run is told with how it ended for how many', () => {
  const timeout: Tried = { mutant: first, fate: 'timeout' };
  assert.is(
    summaryOf(RUN, [timeout, killed(second), killed(third)]),
    'Last run: 2026-02-03, seed 7, 3 of 1,234 mutants: 2 killed, 1 ran out of time, 0 survived.',
  );
});

const script = [
  '--disable-warning=ExperimentalWarning',
  '--import',
  'tsx',
  join(root, 'test/mutate/mutate.ts'),
];

test('what makes no sense is refused before anything is tried, and --help tells the options', () => {
  const mutate = (...args: string[]) =>
    spawnSync(process.execPath, [...script, ...args], { cwd: root, encoding: 'utf8' });
  const nonsense: [string[], RegExp][] = [
    [['--sample', '0'], /--sample: expected a whole number from 1 to \d+, found "0"/],
    [['--seed', '1e3'], /--seed: .*found "1e3"/],
    [['--jobs', '3'], /--jobs: expected a whole number from 1 to 2, found "3"/],
    [['--files', 'src/cli/**'], /--files: no source that is mutated matches "src\/cli\/\*\*"/],
    [['--frobnicate'], /--frobnicate/],
    [['more'], /more/],
  ];
  for (const [args, says] of nonsense) {
    const { status, stdout, stderr } = mutate(...args);
    assert.equal([status, stdout], [64, ''], stderr);
    assert.match(stderr, says);
  }
  const { status, stdout } = mutate('--help');
  assert.is(status, 0);
  for (const flag of ['--seed', '--sample', '--files', '--jobs', '--json']) assert.match(stdout, flag);
});

test('interrupted before the first mutant is tried, a run ends with 2 and leaves the list as it is', async () => {
  const list = join(root, 'spec/mutation.md');
  const before = readFileSync(list, 'utf8');
  const child = spawn(process.execPath, [...script, '--files', DECLARATION], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.setEncoding('utf8').on('data', (said: string) => {
    if (said.includes('mutants, seed')) child.kill('SIGINT');
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  assert.is(status, 2);
  assert.is(readFileSync(list, 'utf8'), before);
});

test.run();
