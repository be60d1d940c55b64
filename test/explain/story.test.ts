import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import type { Design } from '../../spec/design.ts';
import { isTurn, type Story, storiesOf } from '../../src/explain/story.ts';
import { tellEnd, tellTurn } from '../../src/explain/tell.ts';
import { compileModel } from '../../src/model/model.ts';
import { actionsByLabel } from '../../src/schedule/label.ts';
import { replay } from '../../src/schedule/replay.ts';
import { arrayWith, BOOT, MIRRORED_WRITE, QUEUED_WRITE, TAKEOVER } from '../support/arrays.ts';

/* Which copy saved a block, step by step, and what took it in the end. */

const faults = { bounds: { faults: 2 } };

/** The turns of block 1 and its end, as they are told. */
function told(design: Design, ...labels: readonly string[]): string[] {
  return toldOf(design, 0, ...labels);
}

function toldOf(design: Design, block: number, ...labels: readonly string[]): string[] {
  const m = compileModel(design);
  const known = actionsByLabel(m);
  const actions = [...BOOT, ...labels].map((label) => known.get(label)!);
  const story: Story = storiesOf(m, replay(m, actions, invariantsOf(design)))[block]!;
  const turns = story.chapters.flatMap((chapter, i) => {
    const before = story.chapters[i - 1];
    if (before === undefined || !isTurn(chapter, before)) return [];
    return [`${chapter.step}: ${tellTurn(m, block, chapter, before)}`];
  });
  return [...turns, tellEnd(m, story)];
}

test('a copy that is left saves the block, until the last one is taken', () => {
  assert.equal(told(arrayWith('mirror-only', faults), ...MIRRORED_WRITE, 'PowerOff P1', 'PowerOff P2'), [
    '11: the host is told that version 1 is safe',
    '12: C1 is gone; C2 saves it',
    '13: C2 is gone; nothing has it any more',
    'lost: step 12, PowerOff P1, took C1; step 13, PowerOff P2, took C2',
  ]);
});

test('a step that moves a copy takes none', () => {
  const drained = [...QUEUED_WRITE, 'Drain K1', 'Drain K1', 'PowerOff P1'];
  assert.equal(told(arrayWith('partner-fed', faults), ...drained), [
    '11: the host is told that version 1 is safe',
    '13: C2 has it, and F1 no more',
    '14: C1 is gone; C2 saves it',
    'safe: version 1 is in C2',
  ]);
});

test('a copy that nobody gets to saves nothing, and the end says since when', () => {
  const crash = [...QUEUED_WRITE, 'PowerOff P1', 'BoardHang K2'];
  assert.equal(told(arrayWith('partner-fed', faults), ...crash), [
    '11: the host is told that version 1 is safe',
    '12: C1 is gone; F1 saves it',
    '13: stranded from here on',
    'stranded: version 1 is left in F1, and not answered since step 13, BoardHang K2',
  ]);
});

test('an older value that was answered is told with the step that answered it', () => {
  const design = arrayWith('self-fed', { weaken: ['R12_suspect'] });
  const takeover = ['PowerOff P1', ...TAKEOVER, 'TakeCharge K2', 'HostRead K2 b1'];
  const lines = told(design, ...QUEUED_WRITE, ...takeover);
  assert.equal(lines.at(-1)!.split('; '), [
    'stale: an older value than version 1 was answered at step 19, HostRead K2 b1',
    'version 1 was lost at step 12, PowerOff P1',
    'at step 19, HostRead K2 b1, the host is answered the initial content, although version 1 was in effect',
  ]);
  assert.is(lines.at(1), '12: C1 and F1 are gone; nothing has it any more');
});

test('what nothing kept from the first was taken by nobody', () => {
  const design = arrayWith('mirror-only', { weaken: ['R0'] });
  assert.equal(told(design, 'HostWrite K1 b1', 'Acknowledge K1 b1'), [
    '8: the host is told that version 1 is safe',
    'lost: nothing kept version 1 when the host was told, at step 8, Acknowledge K1 b1',
  ]);
});

test('the first wrong answer stays the one that is told, whatever follows', () => {
  const design = arrayWith('mirror-only', { weaken: ['R0', 'R12_suspect'] });
  const wrong = ['HostWrite K1 b1', 'Acknowledge K1 b1', 'HostRead K1 b1'];
  const again = ['HostWrite K1 b1', 'Acknowledge K1 b1', 'HostRead K1 b1'];
  const end = told(design, ...wrong, ...again)
    .at(-1)!
    .split('; ');
  assert.equal(end.slice(0, 3), [
    'stale: an older value than version 1 was answered at step 9, HostRead K1 b1',
    'nothing kept version 1 when the host was told, at step 8, Acknowledge K1 b1',
    'nothing kept version 2 when the host was told, at step 11, Acknowledge K1 b1',
  ]);
});

test('what the host gave up is told, and how it was resolved', () => {
  const copied = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1', 'Copy K1 b1', 'Abort K1 b1'];
  const half = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1', 'Abort K1 b1'];
  const takeover = ['PowerOff P1', ...TAKEOVER, 'TakeCharge K2'];
  assert.equal(told(arrayWith('mirror-only'), ...copied, 'Destage K1 p1', 'DestageDone K1 b1'), [
    '11: the host gives up version 1',
    '13: version 1 is in effect: D1 holds it',
    'safe: version 1, in effect, is in D1 and C2',
  ]);
  assert.equal(told(arrayWith('mirror-only'), ...half, 'Discard K1 b1'), [
    '10: the host gives up version 1',
    '11: version 1 is discarded',
    'safe: the initial content is in D1',
  ]);
  assert.equal(
    told(arrayWith('mirror-only'), ...copied, ...takeover.with(6, 'LinkPage K2 m1'), 'TakeCharge K2').slice(
      0,
      2,
    ),
    ['11: the host gives up version 1', '19: version 1 is in effect: the takeover brings it'],
  );
  assert.equal(told(arrayWith('mirror-only'), ...half, ...takeover).slice(0, 2), [
    '10: the host gives up version 1',
    '17: the takeover does not bring version 1 into effect',
  ]);
  assert.is(
    told(arrayWith('mirror-only'), ...half).at(-1),
    'safe: the initial content is in D1; version 1, which the host gave up, is not resolved',
  );
});

test('a read that goes back is told, and no block ends with safe alone', () => {
  const read = ['HostWrite K1 b1', 'WritePage K1 b1', 'HostRead K1 b1'];
  const takeover = ['PowerOff P1', ...TAKEOVER, 'TakeCharge K2', 'HostRead K2 b1'];
  const lines = told(arrayWith('mirror-only', { weaken: ['R8_protected'] }), ...read, ...takeover);
  const wrong = 'the host is answered the initial content, although version 1 was in effect';
  assert.equal(lines.slice(0, -1), [
    '9: version 1 is in effect: a read was answered with it',
    '10: C1 is gone; nothing has it any more',
    '16: the takeover does not bring back version 1, which was in effect',
    `17: ${wrong}`,
  ]);
  assert.equal(lines.at(-1)!.split('; '), [
    'safe: the initial content is in D1',
    'version 1, in effect, was lost at step 10, PowerOff P1',
    `at step 17, HostRead K2 b1, ${wrong}`,
  ]);
});

test('a write that its controller leaves unanswered is told, and what a takeover makes of it', () => {
  const half = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1'];
  assert.equal(told(arrayWith('mirror-only'), ...half, 'BoardCrash K1'), [
    '10: the host is not told what becomes of version 1',
    'safe: the initial content is in D1; the host does not know what becomes of version 1',
  ]);
});

test('what ended with an error is told although it took no copy, and what was done about it', () => {
  const copying = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1', 'CopyError K1'];
  assert.equal(told(arrayWith('mirror-only'), ...copying, 'Copy K1 b1', 'Copy K1 b1', 'Acknowledge K1 b1'), [
    '10: the copy of version 1 ends with an error',
    '11: version 1 is copied again',
    '13: the host is told that version 1 is safe',
    'safe: version 1 is in C1 and C2',
  ]);
  const open = 'the copy of version 1, which ended with an error, is not tried again';
  assert.is(told(arrayWith('mirror-only'), ...copying).at(-1), `safe: the initial content is in D1; ${open}`);
  assert.is(
    told(arrayWith('mirror-only', { weaken: ['R15_error'] }), ...copying).at(0),
    '10: the copy of version 1 ends with an error, and is taken for done',
  );
  const queueing = ['HostWrite K1 b1', 'WritePage K1 b1', 'Enqueue K1 b1', 'FifoError F1'];
  assert.equal(told(arrayWith('partner-fed'), ...queueing, 'Discard K1 b1'), [
    '10: the FIFO write of version 1 ends with an error',
    '11: version 1 is discarded, and the host is told that it failed',
    'safe: the initial content is in D1',
  ]);
  assert.is(
    told(arrayWith('partner-fed'), ...queueing, 'Enqueue K1 b1').at(1),
    '11: version 1 goes to the FIFO again',
  );
  assert.equal(
    told(arrayWith('partner-fed'), ...QUEUED_WRITE, 'Drain K1', 'DrainError E1', 'Drain K1').slice(1, 3),
    ['13: the drain of version 1 ends with an error', '14: version 1 drains again'],
  );
  const destaged = [...MIRRORED_WRITE, 'Destage K1 p1', 'DestageError K1', 'Destage K1 p1'];
  assert.equal(told(arrayWith('mirror-only'), ...destaged).slice(2, 4), [
    '13: the device write of version 1 ends with an error; a write on its way to D1 is gone; C1 and C2 save it',
    '14: version 1 is written to the device again; a write on its way to D1 has it',
  ]);
});

test('a request of two pages is given up, and discarded, in both blocks', () => {
  const design = arrayWith('mirror-only', { bounds: { blocks: 2, pagesPerWrite: 2 } });
  const lines = (block: number) =>
    toldOf(design, block, 'HostWrite K1 b1-b2', 'Abort K1 b1', 'WritePage K1 b2', 'Discard K1 b2');
  assert.equal(lines(1).slice(0, 2), ['8: the host gives up version 1', '10: version 1 is discarded']);
  assert.is(
    lines(0).at(-1),
    'safe: the initial content is in D1; version 1, which the host gave up, is not resolved',
  );
});

const GIVEN_UP = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1', 'Copy K1 b1', 'Abort K1 b1'];

test('what a takeover left out and lands late takes effect after all, given up or not', () => {
  const weak = arrayWith('mirror-only', { ...faults, weaken: ['R5_fence'] });
  const [read, late] = ['HostRead K2 b1', 'DeviceWriteLate K1 b1'];
  const rest = ['BoardHang K1', ...TAKEOVER, 'TakeCharge K2', read, late, read];
  const half = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1', 'Abort K1 b1', 'Destage K1 p1'];
  assert.equal(told(weak, ...half, ...rest), [
    '10: the host gives up version 1',
    '18: the takeover does not bring version 1 into effect',
    '20: version 1 takes effect after all: D1 holds it',
    'safe: version 1, in effect, is in D1 and C1',
  ]);
  const alone = ['ChannelDown', 'Degrade K1', 'HostWrite K1 b1', 'WritePage K1 b1', 'Destage K1 p1'];
  assert.equal(told(weak, ...alone, ...rest), [
    '18: the takeover does not bring version 1 into effect',
    '20: D1 holds version 1 after all',
    '21: version 1 takes effect after all: a read was answered with it',
    'safe: version 1, in effect, is in D1 and C1',
  ]);
  assert.is(
    told(weak, ...alone, ...rest.slice(0, -1)).at(-1),
    'safe: version 1, newer than the initial content, is in D1',
  );
});

test('nothing is said to take effect never that may where rules are weakened', () => {
  const discarded = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1', 'Abort K1 b1', 'Discard K1 b1'];
  const linked = ['PowerOff P1', ...TAKEOVER, 'LinkPage K2 m1', 'TakeCharge K2'];
  const lines = told(
    arrayWith('mirror-only', { weaken: ['R4_invalidated', 'R1_commit'] }),
    ...discarded,
    ...linked,
  );
  assert.equal(lines, [
    '10: the host gives up version 1',
    '11: version 1 is discarded',
    '18: stranded from here on',
    '19: version 1 takes effect after all: the takeover brings half of it; torn from here on',
    'torn: what was never written whole is answered since step 19, TakeCharge K2',
  ]);
});

test('a device that an older write overwrites goes back, and is not gone', () => {
  const twice = [
    ...['PowerOff P2', 'Degrade K1', 'HostWrite K1 b1', 'WritePage K1 b1', 'Destage K1 p1', 'Abort K1 b1'],
    ...['HostWrite K1 b1', 'WritePage K1 b1', 'Destage K1 p2', 'DestageDone K1 b1', 'Acknowledge K1 b1'],
    ...['DestageDone K1 b1', 'HostRead K1 b1'],
  ];
  assert.equal(told(arrayWith('mirror-only', { weaken: ['R14_resolve', 'R16_destage'] }), ...twice), [
    '12: the host gives up version 1',
    '17: version 2 takes effect over version 1; the host is told that version 2 is safe',
    '18: D1 goes back to version 1; nothing has version 2 any more',
    '19: the host is answered version 1, although version 2 was in effect; stale from here on',
    'stale: an older value than version 2 was answered at step 19, HostRead K1 b1; ' +
      'version 2 was lost at step 18, DestageDone K1 b1; ' +
      'at step 19, HostRead K1 b1, the host is answered version 1, although version 2 was in effect',
  ]);
});

test('a write that was given up, and whose number is on the device, is in effect and nowhere (R1_epoch weakened)', () => {
  const written = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1', 'Copy K1 b1', 'Acknowledge K1 b1'];
  const released = ['Destage K1 p1', 'DestageDone K1 b1', 'Release K1 m1'];
  const taken = ['FalseSuspicion K2', 'Fence K2', 'Confirm D1', 'Route D1', 'DrainDone K2', 'TakeCharge K2'];
  const lines = told(
    arrayWith('mirror-only', { weaken: ['R1_epoch'], bounds: { faults: 2 } }),
    ...[...written, ...released, ...taken, 'HostWrite K2 b1', 'Abort K2 b1'],
  );
  assert.match(lines.join('\n'), /version 2 is in effect: what D1 holds passes for it, by its number/);
});

test('what a takeover brought into effect is kept, and lost, though the host was never told', () => {
  const brought = [...GIVEN_UP, 'PowerOff P1', ...TAKEOVER, 'LinkPage K2 m1', 'TakeCharge K2'];
  const design = arrayWith('mirror-only', faults);
  assert.equal(told(design, ...brought), [
    '11: the host gives up version 1',
    '19: version 1 is in effect: the takeover brings it',
    'safe: version 1, in effect, is in C2',
  ]);
  assert.equal(told(design, ...brought, 'HostRead K2 b1', 'PowerOff P2').slice(2), [
    '21: C2 is gone; nothing has it any more',
    'stranded: the initial content is left in D1, and not answered since step 21, PowerOff P2; ' +
      'version 1, in effect, was lost at step 21, PowerOff P2',
  ]);
});

test('a read brings into effect what a takeover then does not bring back', () => {
  const read = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1', 'Abort K1 b1', 'HostRead K1 b1'];
  const design = arrayWith('mirror-only', { weaken: ['R8_protected'] });
  assert.equal(told(design, ...read, 'PowerOff P1', ...TAKEOVER, 'TakeCharge K2').slice(1), [
    '11: version 1 is in effect: a read was answered with it',
    '12: C1 is gone; nothing has it any more',
    '18: the takeover does not bring back version 1, which was in effect',
    'safe: the initial content is in D1; version 1, in effect, was lost at step 12, PowerOff P1',
  ]);
});

test('a version that was lost stays told, whatever newer one is kept, and so does the error that the host saw', () => {
  const lost = [...QUEUED_WRITE, 'PowerOff P1', ...TAKEOVER, 'TakeCharge K2', 'HostRead K2 b1'];
  const anew = ['HostWrite K2 b1', 'WritePage K2 b1', 'Destage K2 p1'];
  const error = 'the host was answered an error at step 19, HostRead K2 b1';
  assert.equal(told(arrayWith('self-fed'), ...lost, ...anew).slice(2), [
    '19: the host is answered an error: version 1 is out of reach',
    '22: a write on its way to D1 has version 2',
    'lost: version 1: step 12, PowerOff P1, took C1 and F1; ' +
      `version 2, newer than version 1, is in a write on its way to D1; ${error}`,
  ]);
  assert.equal(
    told(arrayWith('self-fed'), ...lost, ...anew, 'DestageDone K2 b1', 'Acknowledge K2 b1').slice(4),
    [
      '23: D1 has version 2, and a write on its way to D1 no more',
      '24: the host is told that version 2 is safe',
      `lost: version 1: step 12, PowerOff P1, took C1 and F1; version 2 is in D1; ${error}`,
    ],
  );
});

test('what the host gave up is resolved once it is in effect, whoever brought that', () => {
  const read = ['HostWrite K1 b1', 'WritePage K1 b1', 'HostRead K1 b1', 'Abort K1 b1'];
  assert.equal(told(arrayWith('mirror-only', { weaken: ['R8_protected'] }), ...read), [
    '9: version 1 is in effect: a read was answered with it',
    '10: the host gives up version 1',
    'safe: version 1, in effect, is in C1',
  ]);
});

test('what the device takes of an unresolved write is told, also where it does not take effect', () => {
  const twice = ['HostWrite K1 b1', 'WritePage K1 b1', 'Abort K1 b1', 'Destage K1 p1', 'HostWrite K1 b1'];
  assert.equal(
    told(arrayWith('mirror-only', { weaken: ['R14_resolve'] }), ...twice, 'DestageDone K1 b1').slice(1),
    [
      '12: D1 holds version 1',
      'safe: version 1, newer than the initial content, is in D1; version 1, which the host gave up, is not resolved',
    ],
  );
});

test('many reads that end with an error are counted in the end', () => {
  const lost = [...QUEUED_WRITE, 'PowerOff P1', ...TAKEOVER, 'TakeCharge K2'];
  const reads = ['HostRead K2 b1', 'HostRead K2 b1', 'HostRead K2 b1'];
  assert.is(
    told(arrayWith('self-fed'), ...lost, ...reads).at(-1),
    'lost: step 12, PowerOff P1, took C1 and F1; ' +
      'the host was answered an error at step 19, HostRead K2 b1 and at 2 later reads',
  );
});

test('of what the host was never told nothing is told but a bad end', () => {
  assert.equal(told(arrayWith('mirror-only'), 'HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1'), [
    'safe: the initial content is in D1',
  ]);
});

test.run();
