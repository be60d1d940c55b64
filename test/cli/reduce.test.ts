import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Action } from '../../src/model/action.ts';
import { compileModel } from '../../src/model/model.ts';
import { cardOf } from '../../src/model/protocol.ts';
import { initialState } from '../../src/model/state.ts';
import { enabled, step } from '../../src/model/step.ts';
import { labelOf } from '../../src/schedule/label.ts';
import { arrayWith } from '../support/arrays.ts';
import { file, folder, json, mirrorproof } from '../support/command.ts';
import { needsJava } from '../support/java.ts';

/* What counts as one state: `--reduce`, and any number of writes. */

const java = needsJava(test);

/** A design with as few states as any, and its own mirror image. */
const small = {
  name: 'small',
  ack: 'mirror',
  power: { P1: ['K1', 'C1'], P2: ['K2', 'C2'] },
  bounds: { writes: 2, faults: 1 },
  faultKinds: ['PowerOff'],
  declares: { survives: ['*'] },
};
const mine = file('small.json', small);
const lopsided = file('lopsided.json', {
  ...small,
  name: 'lopsided',
  declares: { survives: ['PowerOff P1'] },
});

test('reductions change how many states there are, and nothing that is said of the design', () => {
  const [plain] = json('explore', mine, '--reduce', 'off').document.designs;
  const kinds = ['slots', 'sides', 'slots,sides', 'on'];
  for (const kind of kinds) {
    const [reduced] = json('explore', mine, '--reduce', kind).document.designs;
    assert.ok(reduced.states < plain.states, kind);
    for (const said of ['verdict', 'faultSets', 'violations', 'neverTaken', 'mismatches', 'properties'])
      assert.equal(reduced[said], plain[said], `${said} with ${kind}`);
  }
  assert.equal(plain.folds, []);
  assert.is(json('check', mine).document.reduce, 'on', 'by default');
});

test('what was folded is told in a line, and none where nothing was', () => {
  const told = (...options: string[]) => {
    const { stdout } = mirrorproof('check', mine, ...options);
    return stdout.match(/^Reduced: states that differ only in .*$/m)?.[0] ?? '';
  };
  const fewer = /count once: \d\.\d times fewer than with --reduce off, in a short search\.$/;
  assert.is(told('--reduce', 'off'), '');
  assert.match(told('--reduce', 'slots'), / only in page slots count once: /);
  assert.match(told('--reduce', 'slots'), fewer);
  const both = told('--reduce', 'slots,sides');
  assert.match(both, / only in page slots or in an exchange of the two sides count once: /);
  assert.match(both, fewer);
  const mixed = mirrorproof('explore', mine, lopsided, '--reduce', 'on').stdout;
  assert.match(mixed, /^Reduced, for small: .* page slots or in an exchange of the two sides count once: /m);
  assert.match(mixed, /^Reduced, for lopsided: states that differ only in page slots count once: /m);
});

test('a kind that there is not is refused, with those that there are: 64', () => {
  for (const [list, found] of [
    ['Slots', '"Slots" (did you mean "slots"?)'],
    ['slots,mirrors', '"mirrors"'],
    ['on,sides', '"on"'],
    ['slots,', '""'],
  ] as const) {
    const { status, stderr } = mirrorproof('check', mine, '--reduce', list);
    assert.is(status, 64, list);
    assert.match(stderr, /--reduce: expected on, off or a list of slots, .*sides, found /);
    assert.ok(stderr.includes(`found ${found}`), stderr);
  }
});

test('a reduction that is asked for by name is refused where the design does not carry it, and says why: 64', () => {
  for (const verb of ['check', 'explore']) {
    const { status, stderr } = mirrorproof(verb, mine, lopsided, '--reduce', 'slots,sides');
    assert.is(status, 64);
    assert.match(stderr, /--reduce: lopsided does not carry sides: .* its own mirror image: .* declarations/);
    const blocks = mirrorproof(verb, mine, '--reduce', 'blocks');
    assert.is(blocks.status, 64);
    assert.match(
      blocks.stderr,
      /--reduce: small does not carry blocks: .* has several of them and no write spans/,
    );
  }
});

test('any number of writes: what is said holds for histories of any length, and says so', () => {
  const { status, stdout } = mirrorproof('check', mine, '--writes', 'any');
  assert.is(status, 0);
  assert.match(stdout, /^Bounds: 1 block a device, any number of writes of up to 1 page, /m);
  assert.match(stdout, /^Reduced: states that differ only in the numbers of versions, page slots or in /m);
  assert.match(
    stdout,
    /^Any number of writes: what is said holds however long the history is, at the other bounds/m,
  );
  const stopped = mirrorproof('check', 'battery', '--writes', 'any', '--states', '5000');
  assert.is(stopped.status, 2);
  assert.not.match(stopped.stdout, /however long/);
  assert.not.match(mirrorproof('check', mine).stdout, /however long/);
});

test('without reductions versions are folded all the same where writes have no end', () => {
  const [design] = json('explore', mine, '--writes', 'any', '--reduce', 'off').document.designs;
  assert.equal(design.folds, ['versions']);
  assert.is(design.bounds.writes, 'any');
  assert.ok(design.exhaustive);
});

test('the writes of the command line go before those of the design, in either way', () => {
  const endless = file('endless.json', { ...small, name: 'endless', bounds: { writes: 'any', faults: 0 } });
  const boundsOf = (...options: string[]) => json('check', endless, ...options).document.designs[0].bounds;
  assert.is(boundsOf().writes, 'any');
  assert.is(boundsOf('--writes', '1').writes, 1);
  const [fuzzed] = json('fuzz', endless, '--runs', '5', '--length', '300').document.designs;
  assert.is(fuzzed.bounds.writes, 'any');
  assert.is(json('fuzz', endless, '--runs', '1', '--writes', '3').document.designs[0].bounds.writes, 3);
});

test('what does not pack with so many writes is the fault of --writes: 64', () => {
  const bounds = { cachePages: { C1: 20, C2: 20 }, blocks: 16, writes: 1 };
  const large = file('large.json', { ...small, name: 'large', bounds });
  assert.is(mirrorproof('explore', large, '--writes', '1', '--states', '1').status, 0, 'it packs by itself');
  const { status, stderr } = mirrorproof('explore', large, '--writes', 'any');
  assert.is(status, 64);
  assert.match(stderr, /--writes: expected sizes whose states fit into 48 words of 32 bits, found \d+ words/);
});

test('a counterexample with any number of writes is a schedule that replays and can be drawn', () => {
  const out = join(folder, 'endless');
  const { status } = mirrorproof(
    'check',
    'self-fed',
    '--writes',
    'any',
    '--faults',
    '1',
    '--states',
    '20000',
    '--write',
    out,
  );
  assert.is(status, 2, 'stopped, with the loss found');
  const schedule = join(out, 'self-fed.schedule');
  const [replayed] = json('replay', schedule).document;
  assert.is(replayed.verdict, 'lost');
  assert.is(replayed.actions.length, 11);
  assert.match(mirrorproof('trace', schedule).stdout, /^lost: no copy of version 1 of block 1 remains$/m);
  assert.match(mirrorproof('trace', schedule, '--format', 'svg').stdout, /^<svg/);
});

test('a schedule may write a block more often than a packed state could count', () => {
  const m = compileModel(arrayWith('mirror-only', { bounds: { writes: 'any' } }));
  const labels: string[] = [];
  let state = initialState(m);
  while (state.blocks[0]!.issued < 40) {
    const ways = enabled(m, state);
    const next = ways.find((action) => cardOf(action).by === 'array') ?? ways.find(isWriteOfFirst)!;
    labels.push(labelOf(m, next));
    ({ state } = step(m, state, next));
  }
  const schedule = file('long.schedule', `design mirror-only\nbounds writes=any\n${labels.join('\n')}\n`);
  const { status, stdout } = mirrorproof('trace', schedule);
  assert.is(status, 0, stdout);
  assert.match(stdout, /the host writes block 1 version 40 through K1/);
  assert.match(mirrorproof('trace', schedule, '--format', 'svg').stdout, /b1 v40/);
  assert.is(json('replay', schedule).document[0].verdict, 'safe');
});

function isWriteOfFirst(action: Action): boolean {
  return action.name === 'HostWrite' && action.block === 0;
}

java(
  "TLC folds by a view what the explorer folds, any number of writes and a design of one's own included",
  () => {
    const bounds = { ...small.bounds, subBlocks: 1 };
    const least = file('least.json', { ...small, name: 'least', bounds });
    const asked = [least, '--writes', 'any', '--faults', '0', '--reduce', 'on'];
    const { document } = json('crosscheck', ...asked, '--parts', 'graph');
    assert.ok(document.agree);
    assert.equal(document.designs[0].folds, ['versions', 'slots', 'sides']);
    const [{ counts, exact }] = document.comparisons;
    assert.is(exact, false);
    const [checked] = json('tlc', ...asked).document.checks;
    const [explored] = json('explore', ...asked).document.designs;
    assert.equal([checked.result, checked.states, checked.folds], ['holds', explored.states, explored.folds]);
    assert.is(counts.tlc.states, explored.states);
    assert.match(
      mirrorproof('crosscheck', ...asked, '--parts', 'graph').stdout,
      /^Reduced: states that differ only in the numbers of versions, page slots or in an exchange .* count once\.$/m,
    );
  },
);

java('a rule is caught with any number of writes as soon as by TLC with a view', () => {
  const { document } = json('mutants', mine, '--writes', 'any', '--faults', '0', '--rules', 'R9_version');
  assert.ok(document.rules[0].caught, JSON.stringify(document.rules));
});

java(
  'undecided: a rule that needs a number of writes without one, and a rule that no design follows as it is',
  () => {
    const asked = ['--faults', '0', '--rules', 'R1_epoch'];
    const endless = json('mutants', mine, '--writes', 'any', ...asked);
    assert.is(endless.status, 2);
    assert.match(endless.document.rules[0].undecided, /needs a number of writes/);
    const weak = file('weak.json', { ...small, weakened: ['R1_epoch'] });
    const known = json('mutants', weak, ...asked);
    assert.is(known.status, 2);
    assert.match(known.document.rules[0].undecided, /no design follows it as it is/);
  },
);

test('what both engines fold must be carried by the design, and is no matter for liveness: 64', () => {
  for (const verb of ['tlc', 'crosscheck']) {
    const { status, stderr } = mirrorproof(verb, lopsided, '--reduce', 'sides');
    assert.is(status, 64, verb);
    assert.match(stderr, /--reduce: lopsided does not carry sides/);
  }
  for (const options of [
    ['--writes', 'any'],
    ['--reduce', 'slots'],
  ]) {
    const { status, stderr } = mirrorproof('tlc', mine, '--liveness', ...options);
    assert.is(status, 64, options.join(' '));
    assert.match(
      stderr,
      /--liveness: TLC asks it of every state: leave out --reduce, and give a number of writes/,
    );
  }
});

test('edges are counted with any number of writes, too', () => {
  const power = { P1: ['K1', 'C1', 'F2', 'E2'], P2: ['K2', 'C2', 'F1', 'E1'] };
  const partnerFed = file('queue.json', { ...small, name: 'queue', ack: 'fifo', power });
  const asked = ['fifo', '--coverage', partnerFed, '--writes', 'any', '--faults', '0'];
  const { status, stdout } = mirrorproof('diagram', ...asked);
  assert.is(status, 0);
  assert.match(stdout, /writes=any, up to 0 faults/);
  assert.is(mirrorproof('diagram', 'fifo', '--writes', '2').status, 64);
});

test.run();
