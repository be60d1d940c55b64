import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { file, folder, json, mirrorproof } from '../support/command.ts';

/* `explore --estimate`. */

test('what a design would cost is said in words, with what that rests on', () => {
  const { status, stdout } = mirrorproof('explore', 'mirror-only', '--preset', 'large', '--estimate');
  assert.is(status, 0);
  const [title, costs, rests, steps, ...limits] = stdout.trimEnd().split('\n');
  assert.match(title!, /^mirror-only \(4 blocks a device, 8 writes .*, up to 3 faults\)$/);
  assert.match(
    costs!,
    /^ {2}[\d,.e+]+ to [\d,.e+]+ states, .* [MG]B, .*, at the [\d,]+ states a second of now\.$/,
  );
  assert.match(
    rests!,
    /^ {2}Rests on \d+ smaller explorations of [\d,]+ states in all; it starts from \d fault/,
  );
  assert.match(steps!, /^ {2}From there: .*2 to 3 faults, .* times as many; .*7 to 8 writes, .*\.$/);
  assert.match(
    limits.join('\n'),
    /--states 50,000,000 would end it .*\n.*--memory 4096 would be used up: the rest/,
  );
});

test('what ends an exploration is told, and what goes on on disk', () => {
  const asked = [
    'explore',
    'mirror-only',
    '--reduce',
    'off',
    '--estimate',
    '--states',
    '10',
    '--memory',
    '0',
  ];
  const { stdout } = mirrorproof(...asked);
  assert.match(
    stdout,
    /^ {2}--states 10 would end it before the last state: the result would be undecided\.$/m,
  );
  assert.match(stdout, /^ {2}--memory 0 would be used up: the rest would go to disk\.$/m);
  const plain = mirrorproof(...asked, '--core', 'plain').stdout;
  assert.match(
    plain,
    /^ {2}--memory 0 would end it before the last state: the result would be undecided\.$/m,
  );
});

test('what is small enough is counted, as explore counts it', () => {
  const options = ['explore', 'mirror-only', '--faults', '0'];
  const [{ states }] = json(...options).document.designs;
  const [counted] = json(...options, '--estimate').document.designs;
  assert.ok(counted.counted);
  assert.equal(counted.states, { from: states, to: states });
  const { stdout } = mirrorproof(...options, '--estimate');
  assert.match(
    stdout,
    new RegExp(`^ {2}Counted, with all that is smaller: ${states} states, .* MB, .* s\\.$`, 'm'),
  );
});

test('the JSON has the range, what it rests on, and null for what has no end', () => {
  const asked = ['explore', 'mirror-only', '--writes', 'any', '--states', '70000', '--estimate'];
  const { status, document } = json(...asked);
  assert.is(status, 0);
  assert.is(document.reduce, 'on');
  const [{ bounds, folds, counted, states, bytes, seconds, restsOn, steps }] = document.designs;
  assert.equal(folds, ['versions', 'slots', 'sides']);
  assert.is(bounds.writes, 'any');
  assert.not.ok(counted);
  for (const { from, to } of [states, bytes, seconds]) {
    assert.ok(from > 0);
    assert.is(to, null);
  }
  assert.ok(restsOn.some(({ writes }: { writes: unknown }) => writes === 'any'));
  assert.ok(restsOn.some(({ writes }: { writes: unknown }) => writes === 2));
  assert.equal(
    steps.map(({ bound, level }: { bound: string; level: number }) => [bound, level]),
    [['faults', 1]],
  );
  const { stdout } = mirrorproof(...asked);
  assert.match(
    stdout,
    /^ {2}Reduced: states that differ only in the numbers of versions, page slots or in .* count once\.$/m,
  );
  assert.match(stdout, / states, [\d.]+ MB or more, .* or more, at the /);
  assert.match(
    stdout,
    /^ {2}At least: with any number of writes there is an end, but no number of writes that were /m,
  );
});

test('an estimate writes nothing, and says so: 64', () => {
  for (const option of ['--write', '--report']) {
    const { status, stderr } = mirrorproof('explore', 'mirror-only', '--estimate', option, folder);
    assert.is(status, 64);
    assert.match(
      stderr,
      new RegExp(`--estimate: finds nothing that ${option} could keep; give one of the two`),
    );
  }
});

test('what does not pack is refused as explore refuses it: 65', () => {
  const large = {
    name: 'large',
    ack: 'mirror',
    power: { P1: ['K1', 'C1'], P2: ['K2', 'C2'] },
    bounds: { cachePages: { C1: 64, C2: 64 }, blocks: 16, writes: 32 },
    declares: {},
  };
  const path = file('too-large.json', large);
  const refused = mirrorproof('explore', path, '--estimate');
  assert.is(refused.status, 65);
  assert.match(
    refused.stderr,
    /bounds: expected sizes whose states fit into 48 words of 32 bits, found \d+ words/,
  );
  assert.is(refused.stderr, mirrorproof('explore', path).stderr);
});

test.run();
