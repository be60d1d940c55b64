import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { file, json, mirrorproof } from '../support/command.ts';

/* `explain`, and what `replay` says of a step that is refused. */

const LOSS = 'test/scenarios/B4_FIFO-without-its-battery-loses-both-copies.schedule';

test('explain tells of each block what kept it, step by step, and what took it', () => {
  const { status, stdout } = mirrorproof('explain', LOSS);
  assert.is(status, 0);
  assert.match(stdout, /^b1 on D1:\n.*step +action +what it does +kept by +verdict/m);
  assert.match(stdout, /^ +11 +Acknowledge K1 b1 +the host is told that version 1 is safe +C1, F1 +safe$/m);
  assert.match(stdout, /^ +12 +PowerOff P1 +C1 and F1 are gone; nothing has it any more +nothing +lost$/m);
  assert.match(
    stdout,
    /^ +19 +HostRead K2 b1 +the host is answered an error: version 1 is out of reach +nothing +lost$/m,
  );
  assert.match(
    stdout,
    /^lost: step 12, PowerOff P1, took C1 and F1; the host was answered an error at step 19, HostRead K2 b1$/m,
  );
  assert.match(stdout, /^b2 on D2:\nsafe: the initial content is in D2$/m);
});

test('explain tells the same to programs, of every step', () => {
  const { status, document } = json('explain', LOSS);
  assert.is(status, 0);
  const { blocks, verdict } = document;
  assert.is(verdict, 'lost');
  const [first, second] = blocks;
  assert.equal([first.block, first.end.verdict, first.end.takenBy], [1, 'lost', [12]]);
  assert.equal(first.steps[11].keptBy, [
    { in: 'read/write area', place: 'C1', version: 1, reached: true },
    { in: 'FIFO', place: 'F1', version: 1, reached: true },
  ]);
  assert.equal(first.steps[12].keptBy, []);
  assert.equal([first.steps[10].inEffect, first.steps[11].inEffect], [0, 1]);
  assert.equal(first.steps[19].endings, [{ kind: 'answered an error', version: 1 }]);
  assert.equal(first.end.losses, [{ step: 12, version: 1 }]);
  assert.equal([second.end.verdict, second.steps.length], ['safe', first.steps.length]);
});

test('explain refuses what replay refuses, in the same words', () => {
  const refused = file('refused.schedule', 'design self-fed\nFence K1\n');
  const [explained, replayed] = [mirrorproof('explain', refused), mirrorproof('replay', refused)];
  assert.equal([explained.status, replayed.status], [65, 65]);
  assert.is(explained.stderr, replayed.stderr);
  assert.match(
    explained.stderr,
    /refused\.schedule:2: Fence K1 is not enabled here: K1 is booting, and Fence needs/,
  );
  assert.is(mirrorproof('explain', 'self-fed').status, 64);
  assert.is(mirrorproof('explain').status, 64);
});

test('replay names the rule that refuses a step, and what closed it, also to programs', () => {
  const steps = [
    'NotifySize K1',
    'NotifySize K2',
    'AllocateMirror K1',
    'AllocateMirror K2',
    'CreateTable K1',
  ];
  const alone = [
    ...steps,
    'HostWrite K1 b1',
    'WritePage K1 b1',
    'PowerOff P2',
    'Degrade K1',
    'Acknowledge K1 b1',
  ];
  const refused = file('alone.schedule', `design mirror-only\n${alone.join('\n')}\n`);
  const { status, stderr, stdout } = mirrorproof('replay', refused, '--json');
  assert.is(status, 65);
  assert.match(
    stderr,
    /alone\.schedule:11: Acknowledge K1 b1 is not enabled here: R7_writeThrough: one copy only, in C1;/,
  );
  const [{ line, error, refused: step }] = JSON.parse(stdout);
  assert.match(error, /is not enabled here: R7_writeThrough/);
  assert.is(line, 11);
  const { enabled, ...why } = step;
  assert.equal(why, {
    action: 'Acknowledge K1 b1',
    guard: 'R7_writeThrough',
    says: 'With one copy only, the host is answered after the device write.',
    fact: 'one copy only, in C1',
  });
  assert.ok(enabled.includes('Destage K1 p1'));
});

test('replay tells programs of each file that cannot be run what is wrong with it', () => {
  const misspelt = file('misspelt.schedule', 'design self-fed\nNotifySise K1\n');
  const elsewhere = file('elsewhere.schedule', 'design nowhere.json\n');
  const { status, stdout, stderr } = mirrorproof(
    'replay',
    misspelt,
    LOSS,
    elsewhere,
    'no.schedule',
    '--json',
  );
  assert.is(status, 65);
  const [ran, ...bad] = JSON.parse(stdout);
  assert.is(ran.verdict, 'lost');
  assert.equal(
    bad.map((each: { file: string; line?: number }) => [each.file, each.line]),
    [
      [misspelt, 2],
      [elsewhere, 1],
      ['no.schedule', undefined],
    ],
  );
  assert.match(bad[0].error, /expected an action of self-fed, found "NotifySise K1" \(did you mean/);
  for (const { error } of bad) assert.ok(stderr.includes(error), error);
});

test.run();
