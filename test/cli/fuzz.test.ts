import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { designFile } from '../../src/files/package.ts';
import { file, folder, json, mirrorproof } from '../support/command.ts';

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
  assert.match(stdout, /no property was violated\. A sample, not a proof\./);
  assert.match(stdout, /--seed 1 to reproduce/);
  assert.match(stdout, /^ {2}Came across \d+ of 40 actions, .* and \d+ of 1,794 fault sets\.$/m);
  assert.match(stdout, /^ {2}The longest run took 120 actions; nothing new came up after run \d+\.$/m);
  assert.match(stdout, /^ {2}Never, of clauses: .*I13 "it is on the device".*\.$/m);
  assert.is(mirrorproof('fuzz', 'battery', '--runs', '0').status, 2, 'nothing was checked');
});

test('fuzz ends when its time is up, however long its runs are', () => {
  const { status, stdout } = mirrorproof(
    'fuzz',
    'self-fed',
    '--length',
    '10000',
    '--runs',
    '1000000',
    '--seconds',
    '1',
  );
  assert.is(status, 2);
  assert.match(stdout, /stopped: the limit of 1 seconds/);
});

test('fuzz tells how its runs ended, and after which undeclared faults they did not end safe', () => {
  const shipped = JSON.parse(readFileSync(designFile('self-fed'), 'utf8'));
  const { $schema: _, ...design } = { ...shipped, declares: {} };
  const silent = file('silent.json', JSON.stringify(design));
  const args = ['fuzz', silent, '--faults', '1', '--runs', '600', '--seed', '1'];
  assert.match(mirrorproof(...args).stdout, /^ {2}Not safe, and nothing is declared of it: .*PowerOff P1/m);
  const [found] = json(...args).document.designs;
  const { safe, lost } = found.verdicts;
  assert.ok(safe > 0 && lost > 0);
  assert.ok(found.undeclared.some((faults: string[]) => faults.join() === 'PowerOff P2'));
  const [declared] = json('fuzz', 'self-fed', '--faults', '1', '--runs', '600', '--seed', '1').document
    .designs;
  assert.equal(declared.undeclared, []);
});

test('fuzz counts a run that violates a property as that, and says how many writes a run has room for', () => {
  const args = ['fuzz', 'mirror-only', '--weaken', 'R8', '--seed', '1', '--writes', 'any', '--length', '80'];
  const { stdout } = mirrorproof(...args);
  assert.match(stdout, /^mirror-only \(.* as many writes as 80 actions allow of up to /m);
  assert.not.match(stdout, /any number of writes/);
  assert.match(stdout, /^ {2}Runs that ended (.*, )?with (I4|refinement) violated: 1\.$/m);
  const [{ verdicts, runs }] = json(...args).document.designs;
  const ended = Object.values(verdicts as Record<string, number>).reduce((sum, some) => sum + some, 0);
  assert.is(ended, runs - 1);
});

test('fuzz tells of a weakened rule that nothing was violated though it made a difference', () => {
  const args = ['fuzz', 'partner-fed', '--weaken', 'R7_degrade', '--runs', '100', '--seed', '1'];
  assert.match(
    mirrorproof(...args).stdout,
    /^ {2}Weakening R7_degrade made a difference in \d+ of 100 runs\.$/m,
  );
  const [design] = json(...args).document.designs;
  assert.ok(design.departed > 0 && design.departed < 100);
  assert.ok(design.reach.actions.reached.includes('HostWrite'));
});

test.run();
