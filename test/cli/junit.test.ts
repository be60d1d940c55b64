import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import { loadDesign } from '../../src/design/load.ts';
import { command, file, folder, json, mirrorproof, oneUnit } from '../support/command.ts';
import { root } from '../support/markdown.ts';
import { noReaders, pythonWithReaders } from '../support/python.ts';

/* What build servers are told: test results in the form of JUnit, and annotations and a summary on GitHub. */

interface Case {
  readonly group: string;
  readonly name: string;
  readonly outcome: string;
  readonly message: string | null;
  readonly text: string | null;
}

interface Results {
  readonly name: string;
  readonly counts: readonly number[];
  readonly suites: readonly {
    readonly name: string;
    readonly counts: readonly number[];
    readonly properties: Readonly<Record<string, string>>;
    readonly cases: readonly Case[];
  }[];
}

if (noReaders !== undefined) console.log(`skipped: ${noReaders}`);
const tried = noReaders === undefined ? test : test.skip;

const kept = {
  ...oneUnit,
  name: 'kept',
  declares: { survives: ['CacheLost *'], fails: { '*': 'lost', '* + *': 'lost' } },
};
const keptFile = file('kept.json', JSON.stringify(kept));
const brokenFile = file('one-unit.json', `${JSON.stringify(oneUnit, null, 2)}\n`);

function resultsOf(path: string): Results {
  new DOMParser({ onError: onErrorStopParsing }).parseFromString(readFileSync(path, 'utf8'), 'text/xml');
  const program = join(root, 'test', 'fixtures', 'junit.py');
  return JSON.parse(execFileSync(pythonWithReaders(), [program, path], { encoding: 'utf8' }));
}

const namesOf = (cases: readonly Case[], is: string) =>
  cases.filter(({ outcome }) => outcome === is).map(({ name }) => name);

tried(
  'declarations, fault sets and properties are cases, and fail where the design is not as declared',
  () => {
    const path = join(folder, 'results', 'all.xml');
    const { status, document } = json('check', brokenFile, keptFile, '--junit', path);
    assert.is(status, 12);
    const { name, counts, suites } = resultsOf(path);
    assert.is(name, 'mirrorproof check');
    assert.equal(
      suites.map((suite) => suite.name),
      ['one-unit', 'kept'],
    );
    for (const [i, { name: design, cases, counts: own, properties }] of suites.entries()) {
      const found = document.designs[i];
      const groupOf = (group: string) => cases.filter((one) => one.group === `${design}.${group}`);
      const sets = found.faultSets.map(
        ({ faults }: { faults: string[] }) => faults.join(' + ') || 'no fault',
      );
      assert.equal(
        groupOf('fault sets').map((one) => one.name),
        sets,
      );
      const invariants = invariantsOf(loadDesign(i === 0 ? brokenFile : keptFile, 'tiny'));
      assert.equal(
        groupOf('properties').map((one) => one.name),
        invariants.map(({ id, says }) => `${id}. ${says}`),
      );
      assert.is(properties['verdict'], found.verdict);
      const outcomes = ['failed', 'undecided', 'untried'].map((is) => namesOf(cases, is).length);
      assert.equal(own, [cases.length, ...outcomes]);
      assert.is(namesOf(cases, 'failed').length === 0, found.asDeclared === true, design);
    }
    assert.equal(
      counts,
      suites[0]!.counts.map((count, i) => count + suites[1]!.counts[i]!),
    );

    const [broken, asDeclared] = suites.map(({ cases }) => cases);
    assert.equal(namesOf(broken!, 'failed').slice(0, 2), ['survives *', 'PowerOff P1']);
    const [first] = broken!.filter(({ outcome }) => outcome === 'failed');
    assert.match(first!.message!, /\* is declared safe, and PowerOff P1, the worst of it, came out lost/);
    assert.match(first!.text!, /Acknowledge K1 b1\nPowerOff P1$/);
    assert.equal(namesOf(asDeclared!, 'untried').includes('* + * fails: lost'), true);
    assert.ok(namesOf(asDeclared!, 'passed').includes('PowerOff P1'));
  },
);

tried('what a limit kept from being decided is an error, and no success', () => {
  const path = join(folder, 'stopped.xml');
  assert.is(mirrorproof('check', keptFile, '--states', '10', '--faults', '2', '--junit', path).status, 2);
  const [suite] = resultsOf(path).suites;
  const undecided = namesOf(suite!.cases, 'undecided');
  assert.ok(undecided.includes('survives CacheLost *') && undecided.some((name) => name.startsWith('I2.')));
  assert.equal(namesOf(suite!.cases, 'passed'), []);
});

tried('a declaration that names an order is not judged, and not passed', () => {
  const path = join(folder, 'ordered.xml');
  const order = 'PowerOff P1 > CacheLost C2';
  const ordered = file('ordered.json', {
    ...kept,
    name: 'ordered',
    faultKinds: ['PowerOff', 'CacheLost'],
    declares: { survives: ['CacheLost *', order], fails: { '*': 'lost', '* + *': 'lost' } },
  });
  const { stdout } = mirrorproof('check', ordered, '--faults', '2', '--junit', path);
  assert.ok(stdout.includes(`Declared of an order, which this does not know: "${order}" (ordered).`), stdout);
  assert.ok(namesOf(resultsOf(path).suites[0]!.cases, 'untried').includes(`survives ${order}`));
  assert.equal(json('check', ordered, '--faults', '2').document.designs[0].ordersNotJudged, [order]);
});

test('results that cannot be written: 64, before anything is explored, and no half of them', () => {
  const blocked = file('blocked', '');
  const before = mirrorproof('check', keptFile, '--junit', join(blocked, 'results.xml'));
  assert.is(before.status, 64);
  assert.is(before.stdout, '');
  const occupied = mirrorproof('check', keptFile, '--junit', folder);
  assert.equal([occupied.status, occupied.stdout], [64, '']);
  assert.match(occupied.stderr, /cannot write .*it is a folder/);
});

/** The command as GitHub runs it, in a checkout that is the folder of the tests. */
function onGitHub(...args: string[]) {
  const summary = join(folder, 'summary.md');
  const env = {
    ...process.env,
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: folder,
    GITHUB_STEP_SUMMARY: summary,
    FORCE_COLOR: '1',
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...args], {
    env,
    encoding: 'utf8',
  });
  return { status, stdout, annotations: stderr.split('\n').filter((line) => line.startsWith('::')), summary };
}

const lineOf = (text: string) =>
  readFileSync(brokenFile, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

test('on GitHub, what is not as declared stands at its line of the design file', () => {
  const { status, stdout, annotations } = onGitHub('check', brokenFile, '--json');
  assert.is(status, 12);
  assert.is(JSON.parse(stdout).asDeclared, false);
  const survives = `::error file=one-unit.json,line=${lineOf('"*"')},col=`;
  assert.ok(annotations[0]!.startsWith(survives), annotations[0]);
  assert.match(
    annotations[0]!,
    /title=one-unit%3A not as declared::\* is declared safe, .* lost: K1 acknowledges/,
  );
  const name = `::error file=one-unit.json,line=${lineOf('"name"')},`;
  const violated = annotations.filter((line) => line.startsWith(name));
  assert.equal(
    violated.map((line) => /title=one-unit%3A (\w+) violated/.exec(line)![1]),
    JSON.parse(stdout).designs[0].violated,
  );
});

test('on GitHub, the summary of a step has the table of verdicts, and is added to', () => {
  const { summary } = onGitHub('check', brokenFile);
  const first = readFileSync(summary, 'utf8');
  assert.match(first, /^## mirrorproof check\n\n\| design \| verdict \|/m);
  assert.match(first, /^\| one-unit \| lost, I6 and I1 violated \| no \| mirror \|/m);
  assert.match(first, /```text\none-unit \(.*\n {2}lost after PowerOff P1/);
  assert.not.match(first, '\u001b');
  onGitHub('check', keptFile);
  const second = readFileSync(summary, 'utf8');
  assert.ok(second.startsWith(first) && second.includes('| kept | lost | yes |'));
});

test('on GitHub, a limit is a warning, and what is no design an error at its line', () => {
  const stopped = onGitHub('check', keptFile, '--states', '10', '--faults', '2');
  assert.is(stopped.status, 2);
  assert.match(
    stopped.annotations[0]!,
    /^::warning file=kept\.json,line=1,.*::Stopped: the limit of 10 states/,
  );
  const text =
    '{\n  "name": "x",\n  "ack": "fifo",\n  "power": { "P1": ["K1", "C9"] },\n  "declares": {}\n}\n';
  const bad = onGitHub('check', file('bad.json', text));
  assert.is(bad.status, 65);
  assert.match(bad.annotations[0]!, /^::error file=bad\.json,line=4,col=27,title=Bad design::.*C9/);
  const torn = onGitHub('check', file('torn.json', '{\n  "name"\n}\n'));
  assert.match(torn.annotations[0]!, /^::error file=torn\.json,line=3,col=1,title=Bad design::/);
});

test('a design outside of the checkout has no line there', () => {
  const { annotations } = onGitHub('check', 'self-fed', '--states', '9');
  assert.match(annotations[0]!, /^::warning title=self-fed%3A undecided::/);
});

test('a summary that cannot be written is told with its file, and changes no exit code', () => {
  const env = { ...process.env, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: folder };
  const { status, stderr } = spawnSync(process.execPath, [...command, 'check', keptFile], {
    env,
    encoding: 'utf8',
  });
  assert.is(status, 0, stderr);
  assert.ok(stderr.includes(`the summary of the step is not written to ${folder}: it is a folder`), stderr);
});

test('elsewhere, nothing of that is said or written', () => {
  const summary = join(folder, 'nowhere.md');
  const env = { ...process.env, GITHUB_ACTIONS: '', GITHUB_STEP_SUMMARY: summary };
  const { stderr } = spawnSync(process.execPath, [...command, 'check', brokenFile], {
    env,
    encoding: 'utf8',
  });
  assert.not.match(stderr, '::error');
  assert.not.ok(existsSync(summary));
});

test.run();
