import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { transitions } from '../../src/model/protocol.ts';
import { enabled } from '../../src/model/step.ts';
import { labelOf } from '../../src/schedule/label.ts';
import { viewOf } from '../../src/words/states.ts';
import { type At, arrayWith, BOOT, MIRRORED_WRITE, QUEUED_WRITE, run } from '../support/arrays.ts';

const mirror = arrayWith('mirror-only');
const fifo = arrayWith('partner-fed');
const battery = arrayWith('battery');

/** Actions that some test below takes; the last test asks for all of them. */
const tested = new Set<string>();

function can({ model, state }: At): string[] {
  return enabled(model, state).map((action) => labelOf(model, action));
}

function view({ model, state }: At) {
  return viewOf(model, state);
}

function action(name: string, body: () => void): void {
  test(name, body);
  tested.add(name.split(':')[0]!);
}

/** K2 is granted the device of K1, and device and switch have learned of it. */
const FENCED = ['Fence K2', 'Confirm D1', 'Route D1'];

/** K1 is gone after an acknowledged write, and K2 has fenced it. */
function takenOver(design: Design, write: readonly string[]): At {
  return run(design, ...BOOT, ...write, 'PowerOff P1', 'Suspect K2', ...FENCED);
}

action('NotifySize: once, over the node channel', () => {
  const at = run(mirror, 'NotifySize K1');
  assert.is(view(at).controllers['K1']!.mode, 'notified');
  assert.not.ok(can(at).includes('NotifySize K1'));
  assert.not.ok(can(run(mirror, 'ChannelDown')).includes('NotifySize K1'));
});

action('AllocateMirror: only when both sizes are known', () => {
  assert.not.ok(can(run(mirror, 'NotifySize K1')).includes('AllocateMirror K1'));
  const at = run(mirror, 'NotifySize K1', 'NotifySize K2', 'AllocateMirror K1');
  assert.is(view(at).controllers['K1']!.mode, 'allocated');
});

action('CreateTable: only when the partner has its mirror area, and no write is mirrored before', () => {
  const at = run(mirror, 'NotifySize K1', 'NotifySize K2', 'AllocateMirror K1');
  assert.not.ok(can(at).includes('CreateTable K1'));
  assert.not.ok(can(at).some((label) => label.startsWith('HostWrite')));
  const booted = run(at, 'AllocateMirror K2', 'CreateTable K1');
  assert.ok(can(booted).includes('HostWrite K1 b1'));
});

action('HostWrite: takes a read/write page and a mirror page at once, and waits when either is short', () => {
  const at = run(mirror, ...BOOT, 'HostWrite K1 b1');
  assert.equal(view(at).caches['C1'], { 'page 1': 'read/write filling b1 v1' });
  assert.equal(view(at).controllers['K1']!.table, { m1: 'b1 v1' });
  assert.not.ok(can(at).includes('HostWrite K1 b1'), 'one write of a block at a time');
  const small = arrayWith('mirror-only', { bounds: { cachePages: { C1: 3, C2: 2 }, writes: 4 } });
  const full = run(small, ...BOOT, ...MIRRORED_WRITE);
  assert.not.ok(can(full).includes('HostWrite K1 b1'), 'the one mirror page is taken');
});

action('HostWrite: several pages are one request, on one device', () => {
  const wide = arrayWith('mirror-only', { bounds: { blocks: 2, pagesPerWrite: 2, writes: 4 } });
  const labels = can(run(wide, ...BOOT));
  assert.ok(labels.includes('HostWrite K1 b1-b2'));
  assert.not.ok(labels.includes('HostWrite K1 b2-b3'));
  const at = run(wide, ...BOOT, 'HostWrite K1 b1-b2', 'WritePage K1 b1', 'Copy K1 b1');
  assert.ok(can(at).includes('WritePage K1 b2'), 'A6: the next page is written during the copy');
  const done = run(at, 'Copy K1 b1', 'WritePage K1 b2', 'Copy K1 b2');
  assert.not.ok(can(done).includes('Acknowledge K1 b1'), 'not before every page is copied');
  const answered = run(done, 'Copy K1 b2', 'Acknowledge K1 b1');
  assert.is(view(answered).blocks['b2 on D1']!.acknowledged, 1);
});

action('WritePage: the pages of a request in their order', () => {
  const wide = arrayWith('mirror-only', { bounds: { blocks: 2, pagesPerWrite: 2 } });
  const at = run(wide, ...BOOT, 'HostWrite K1 b1-b2');
  assert.not.ok(can(at).includes('WritePage K1 b2'));
  assert.match(view(run(at, 'WritePage K1 b1')).caches['C1']!['page 1']!, /dirty/);
});

action('Copy: sub-block by sub-block, committed with the last, and on while its board hangs', () => {
  const at = run(mirror, ...BOOT, 'HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1');
  assert.equal(view(at).caches['C2'], { 'page 3': 'mirror copying b1 v1' });
  assert.not.ok(can(at).includes('Acknowledge K1 b1'));
  const hung = run(at, 'BoardHang K1', 'Copy K1 b1');
  assert.equal(view(hung).caches['C2'], { 'page 3': 'mirror committed b1 v1' });
  assert.not.ok(can(run(at, 'ChannelDown')).includes('Copy K1 b1'));
});

action('Enqueue: sub-block by sub-block, and never into a full FIFO', () => {
  const at = run(fifo, ...BOOT, 'HostWrite K1 b1', 'WritePage K1 b1', 'Enqueue K1 b1');
  assert.equal(view(at).fifos['F1'], {
    state: 'holding',
    indicator: 'on',
    entries: ['b1 v1 for m1, filling'],
  });
  assert.not.ok(can(at).includes('Drain K1'), 'an unverified entry does not drain');
  const full = run(at, 'Enqueue K1 b1', 'Acknowledge K1 b1', 'HostWrite K1 b1', 'WritePage K1 b1');
  assert.not.ok(can(full).includes('Enqueue K1 b1'));
});

action('Enqueue: not for a mirror page that is released, whatever rules fail', () => {
  const flawed = arrayWith('partner-fed', { weaken: ['R0_verified', 'R4_invalidated', 'R5_fence'] });
  const drained = run(
    flawed,
    ...BOOT,
    ...QUEUED_WRITE,
    'Drain K1',
    'Drain K1',
    'FalseSuspicion K2',
    ...FENCED,
  );
  const destaged = ['DrainDone K2', 'LinkPage K2 m1', 'TakeCharge K2', 'Destage K2 p3', 'DestageDone K2 b1'];
  const released = run(drained, ...destaged, 'Release K1 m1');
  assert.match(view(released).caches['C1']!['page 1']!, /dirty b1 v1/);
  assert.not.ok(can(released).includes('Enqueue K1 b1'));
});

action('Acknowledge: B15, before the duplicate reaches the partner', () => {
  const at = run(fifo, ...BOOT, ...QUEUED_WRITE);
  assert.is(view(at).blocks['b1 on D1']!.acknowledged, 1);
  assert.equal(view(at).caches['C2'], {});
});

action('Acknowledge: an older dirty version is superseded', () => {
  const at = run(mirror, ...BOOT, ...MIRRORED_WRITE, ...MIRRORED_WRITE);
  assert.equal(view(at).caches['C1'], { 'page 2': 'read/write dirty b1 v2' });
});

action(
  'Drain: to the mirror page of the entry, whose header it sets, and out of the FIFO after the commit',
  () => {
    const half = run(fifo, ...BOOT, ...QUEUED_WRITE, 'Drain K1');
    assert.is(view(half).fifos['F1']!.state, 'draining');
    const done = run(half, 'Drain K1');
    assert.equal(view(done).fifos['F1'], { state: 'empty', indicator: 'off', entries: [] });
    assert.equal(view(done).caches['C2'], { 'page 3': 'mirror committed b1 v1' });
  },
);

action('Drain: on battery each step costs charge', () => {
  const at = run(battery, ...BOOT, ...QUEUED_WRITE, 'PowerOff P1');
  assert.is(view(at).power['B1'], 'feeding, charge 4');
  assert.not.ok(can(at).includes('BatteryElapse B1'), 'no time passes beside a drain that goes forward');
  assert.is(view(run(at, 'Drain K1')).power['B1'], 'feeding, charge 3');
});

action('Drain: a kept entry stays until its version is on the device', () => {
  const keeping = arrayWith('partner-fed', { fifo: { keepUntilDestage: true } });
  const at = run(keeping, ...BOOT, ...QUEUED_WRITE, 'Drain K1', 'Drain K1');
  assert.equal(view(at).fifos['F1']!.entries, ['b1 v1 for m1, kept']);
  assert.is(view(at).fifos['F1']!.indicator, 'off');
  assert.equal(view(run(at, 'Destage K1 p1', 'DestageDone K1 b1')).fifos['F1']!.entries, []);
});

action('Destage: one device write of a block at a time', () => {
  const at = run(mirror, ...BOOT, ...MIRRORED_WRITE, 'Destage K1 p1', ...MIRRORED_WRITE);
  assert.not.ok(can(at).includes('Destage K1 p2'));
  assert.ok(can(run(at, 'DestageDone K1 b1')).includes('Destage K1 p2'));
});

action('DestageDone: the device holds the version, and dirty is cleared for that version only (R9)', () => {
  const at = run(mirror, ...BOOT, ...MIRRORED_WRITE, 'Destage K1 p1', ...MIRRORED_WRITE, 'DestageDone K1 b1');
  assert.is(view(at).blocks['b1 on D1']!.device, 1);
  assert.equal(view(at).caches['C1'], { 'page 2': 'read/write dirty b1 v2' });
});

action('Release: after the destage, and the partner invalidates its page', () => {
  const at = run(mirror, ...BOOT, ...MIRRORED_WRITE);
  assert.not.ok(can(at).includes('Release K1 m1'));
  const released = run(at, 'Destage K1 p1', 'DestageDone K1 b1', 'Release K1 m1');
  assert.equal(view(released).caches['C2'], {});
  assert.equal(view(released).controllers['K1']!.table, {});
});

action('Release: not while the FIFO still holds an entry for the page (R4)', () => {
  const at = run(fifo, ...BOOT, ...QUEUED_WRITE, 'Destage K1 p1', 'DestageDone K1 b1');
  assert.not.ok(can(at).includes('Release K1 m1'));
  assert.ok(can(run(at, 'Drain K1', 'Drain K1')).includes('Release K1 m1'));
});

action('HostRead: what is protected, and not the write under way (R8)', () => {
  const at = run(mirror, ...BOOT, 'HostWrite K1 b1', 'WritePage K1 b1', 'HostRead K1 b1');
  assert.is(view(at).blocks['b1 on D1']!.settled, 0);
});

action('HostRead: a block that may miss its newest version is reported suspect, not answered (R12)', () => {
  const at = run(takenOver(arrayWith('self-fed'), QUEUED_WRITE), 'DrainDone K2', 'TakeCharge K2');
  const { blocks } = view(run(at, 'HostRead K2 b1'));
  assert.equal(blocks['b1 on D1'], { acknowledged: 1, settled: 1, device: 0, suspect: true });
});

action('Degrade: when the partner, the channel, the FIFO or its engine is gone', () => {
  for (const fault of ['BoardCrash K2', 'ChannelDown', 'FifoLost F1']) {
    assert.ok(can(run(fifo, ...BOOT, fault)).includes('Degrade K1'), fault);
  }
  assert.not.ok(can(run(fifo, ...BOOT)).includes('Degrade K1'));
  const at = run(fifo, ...BOOT, 'HostWrite K1 b1', 'WritePage K1 b1', 'FifoLost F1', 'Degrade K1');
  assert.not.ok(can(at).includes('Acknowledge K1 b1'));
  const written = run(at, 'Destage K1 p1', 'DestageDone K1 b1', 'Acknowledge K1 b1');
  assert.is(view(written).blocks['b1 on D1']!.acknowledged, 1);
});

action('Suspect: a partner that is down, hangs, has stopped, or is not heard', () => {
  for (const fault of ['BoardCrash K1', 'BoardHang K1', 'CacheLost C1', 'ChannelDown']) {
    assert.ok(can(run(fifo, ...BOOT, fault)).includes('Suspect K2'), fault);
  }
  assert.not.ok(can(run(fifo, ...BOOT)).includes('Suspect K2'));
});

action('Fence: one controller only, and not without the arbiter (R6)', () => {
  const at = run(
    mirror,
    ...BOOT,
    ...MIRRORED_WRITE,
    'Destage K1 p1',
    'ChannelDown',
    'Suspect K1',
    'Suspect K2',
  );
  const fenced = run(at, 'Fence K2');
  assert.not.ok(can(fenced).includes('Fence K1'));
  const alone = run(
    arrayWith('mirror-only', { bounds: { faults: 2 } }),
    ...BOOT,
    'ArbiterDown',
    'ChannelDown',
  );
  assert.not.ok(can(run(alone, 'Suspect K2')).includes('Fence K2'));
});

action('Confirm: from then on what the old owner has under way to the device is void (R5)', () => {
  const at = run(mirror, ...BOOT, ...MIRRORED_WRITE, 'Destage K1 p1', 'FalseSuspicion K2');
  assert.not.ok(can(at).includes('Confirm D1'), 'nothing is granted yet');
  const granted = run(at, 'Fence K2', 'DrainDone K2');
  assert.ok(can(granted).includes('DestageDone K1 b1'));
  assert.not.ok(can(granted).includes('LinkPage K2 m1'), 'nothing is linked before');
  const confirmed = run(granted, 'Confirm D1');
  assert.not.ok(can(confirmed).includes('DestageDone K1 b1'));
  assert.ok(can(confirmed).includes('LinkPage K2 m1'));
  assert.not.ok(can(confirmed).includes('Confirm D1'), 'it knows');
});

action('Route: the old owner serves until then, and its partner does not (R5, B9)', () => {
  const at = run(mirror, ...BOOT, ...MIRRORED_WRITE, 'FalseSuspicion K2', 'Fence K2', 'Confirm D1');
  const linked = run(at, 'DrainDone K2', 'LinkPage K2 m1');
  assert.ok(can(linked).includes('HostRead K1 b1'));
  assert.not.ok(can(linked).includes('TakeCharge K2'));
  const routed = run(linked, 'Route D1');
  assert.not.ok(can(routed).includes('HostRead K1 b1'));
  assert.ok(can(routed).includes('TakeCharge K2'));
});

action(
  'Expire: without a switch the old owner serves until its lease is over, and its partner does not (R5)',
  () => {
    const direct = arrayWith('mirror-only', { path: 'direct' });
    const at = run(direct, ...BOOT, ...MIRRORED_WRITE, 'FalseSuspicion K2', 'Fence K2', 'Confirm D1');
    const linked = run(at, 'DrainDone K2', 'LinkPage K2 m1');
    assert.ok(can(linked).includes('HostRead K1 b1') && !can(linked).includes('Route D1'));
    assert.not.ok(can(linked).includes('TakeCharge K2'));
    const expired = run(linked, 'Expire D1');
    assert.not.ok(can(expired).includes('HostRead K1 b1'));
    assert.ok(can(expired).includes('TakeCharge K2'));
    const solo = run(expired, 'TakeCharge K2', 'HostRead K2 b1');
    assert.ok(!can(solo).includes('Expire D1') && !can(solo).includes('Expire D2'));
  },
);

action('Expire: leases run out where no arbiter renews them, and then nobody serves the device (R5)', () => {
  const direct = arrayWith('mirror-only', { path: 'direct', bounds: { faults: 2 } });
  const served = run(direct, ...BOOT, ...MIRRORED_WRITE);
  assert.not.ok(can(served).includes('Expire D1'));
  const down = run(served, 'ArbiterDown');
  assert.ok(can(down).includes('HostRead K1 b1'));
  const over = run(down, 'Expire D1');
  for (const label of ['HostRead K1 b1', 'HostWrite K1 b1', 'Expire D1', 'Fence K2'])
    assert.not.ok(can(over).includes(label), label);
  assert.ok(can(over).includes('Destage K1 p1'), 'its device takes what it has');
  const open = run(direct, ...BOOT, 'HostWrite K1 b1', 'WritePage K1 b1', 'ArbiterDown', 'Expire D1');
  assert.is(open.state.blocks[0]!.ending, 'aborted', 'nobody waits for it any more');
  for (const label of ['Destage K1 p1', 'Discard K1 b1']) assert.ok(can(open).includes(label), label);
  const takenOver = run(served, 'FalseSuspicion K2', 'Fence K2', 'Confirm D1', 'ArbiterDown', 'Expire D1');
  const solo = run(takenOver, 'DrainDone K2', 'LinkPage K2 m1', 'TakeCharge K2');
  assert.ok(can(solo).includes('HostRead K2 b1'));
  assert.not.ok(can(run(solo, 'Expire D1')).includes('HostRead K2 b1'));
  const late = run(takenOver, 'Expire D1', 'DrainDone K2', 'LinkPage K2 m1');
  assert.ok(can(late).includes('TakeCharge K2'), 'its own lease, too, was over before');
});

action('SetMark: before the host is answered with a single copy (R12)', () => {
  const alone = run(
    arrayWith('mirror-only', { bounds: { faults: 2 }, weaken: ['R7_writeThrough'] }),
    ...[...BOOT, 'PowerOff P2', 'Degrade K1', 'HostWrite K1 b1', 'WritePage K1 b1'],
  );
  assert.not.ok(can(alone).includes('Acknowledge K1 b1'));
  assert.not.ok(can(run(alone, 'ArbiterDown')).includes('SetMark K1 b1'));
  const marked = run(alone, 'SetMark K1 b1');
  assert.is(view(marked).devices['D1']!.mark, 'one');
  assert.ok(can(marked).includes('Acknowledge K1 b1'));
  assert.not.ok(can(marked).includes('SetMark K1 b1'), 'it is on record');
});

action('ClearMark: once the device holds all that was answered (R12)', () => {
  const lost = run(fifo, ...BOOT, ...QUEUED_WRITE, 'FifoLost F1', 'Degrade K1');
  assert.not.ok(can(lost).includes('ClearMark K1'));
  const held = run(lost, 'Destage K1 p1', 'DestageDone K1 b1');
  assert.ok(can(held).includes('ClearMark K1'));
  const cleared = run(held, 'ClearMark K1');
  assert.is(view(cleared).devices['D1']!.mark, 'nothing');
  assert.not.ok(can(cleared).includes('ClearMark K1'), 'it is on record');
  const down = run(arrayWith('partner-fed', { bounds: { faults: 2 } }), ...BOOT, ...QUEUED_WRITE);
  const unasked = run(down, 'FifoLost F1', 'Degrade K1', 'ArbiterDown', 'Destage K1 p1', 'DestageDone K1 b1');
  assert.not.ok(can(unasked).includes('ClearMark K1'), 'nobody notes it');
  const empty = run(fifo, ...BOOT, ...QUEUED_WRITE, 'Drain K1', 'Drain K1', 'FifoLost F1', 'Degrade K1');
  const unneeded = run(empty, 'Destage K1 p1', 'DestageDone K1 b1');
  assert.not.ok(can(unneeded).includes('ClearMark K1'), 'a survivor can show that it has all');
});

action(
  'TakeCharge: what cannot be shown to be complete is suspect, also where it is, until it is written anew (R12)',
  () => {
    const two = arrayWith('partner-fed', { bounds: { faults: 2 } });
    const queued = run(two, ...BOOT, ...QUEUED_WRITE, 'FifoLost F1', 'Destage K1 p1', 'DestageDone K1 b1');
    const solo = run(queued, 'BoardCrash K1', 'Suspect K2', ...FENCED, 'DrainDone K2', 'TakeCharge K2');
    const blockIn = (at: At) => at.state.blocks[0]!;
    assert.equal([blockIn(solo).media, blockIn(solo).acknowledged, blockIn(solo).suspect], [1, 1, true]);
    const anew = run(solo, 'HostWrite K2 b1', 'WritePage K2 b1', 'Destage K2 p1', 'DestageDone K2 b1');
    assert.ok(blockIn(anew).suspect);
    assert.not.ok(blockIn(run(anew, 'Acknowledge K2 b1')).suspect);
  },
);

action('Trust: a suspicion that was not granted is taken back', () => {
  const at = run(mirror, ...BOOT, 'FalseSuspicion K2');
  const trusting = run(at, 'Trust K2');
  assert.is(view(trusting).controllers['K2']!.mode, 'writeThrough');
  assert.not.ok(can(run(at, 'Fence K2')).includes('Trust K2'), 'it is granted');
  const hung = run(
    arrayWith('mirror-only', { bounds: { faults: 2 } }),
    ...BOOT,
    'FalseSuspicion K2',
    'BoardHang K1',
  );
  assert.not.ok(can(hung).includes('Trust K2'), 'the partner is not heard');
  assert.ok(can(run(hung, 'Wake K1')).includes('Trust K2'));
});

action('ArbiterDown: nobody is fenced any more, and all serve on', () => {
  const at = run(arrayWith('mirror-only', { bounds: { faults: 2 } }), ...BOOT, 'ArbiterDown');
  assert.is(view(at).arbiter, 'down');
  const labels = can(run(at, 'FalseSuspicion K2'));
  assert.not.ok(labels.includes('Fence K2'));
  assert.ok(labels.includes('HostWrite K1 b1') && labels.includes('HostWrite K2 b2'));
});

action('DrainDone: not before the FIFO of the partner is empty (R5, B14)', () => {
  const at = takenOver(fifo, QUEUED_WRITE);
  assert.not.ok(can(at).includes('DrainDone K2'));
  assert.ok(can(run(at, 'Drain K1', 'Drain K1')).includes('DrainDone K2'));
});

action('LinkPage: the highest committed version, newer than the device (R3)', () => {
  const at = run(
    mirror,
    ...BOOT,
    ...MIRRORED_WRITE,
    ...MIRRORED_WRITE,
    'BoardCrash K1',
    'Suspect K2',
    ...FENCED,
    'DrainDone K2',
  );
  assert.equal(
    can(at).filter((label) => label.startsWith('LinkPage')),
    ['LinkPage K2 m2'],
  );
  assert.match(view(run(at, 'LinkPage K2 m2')).caches['C2']!['page 4']!, /read\/write linked b1 v2/);
});

action('TakeCharge: only after every page is linked, and the rest of the mirror area is dropped', () => {
  const at = run(takenOver(mirror, MIRRORED_WRITE), 'DrainDone K2');
  assert.not.ok(can(at).includes('TakeCharge K2'));
  const solo = run(at, 'LinkPage K2 m1', 'TakeCharge K2');
  assert.ok(can(solo).includes('HostRead K2 b1'));
  assert.ok(can(run(solo, 'HostWrite K2 b1', 'WritePage K2 b1')).includes('Destage K2 p1'));
});

action('StandDown: a fenced controller stops serving', () => {
  const at = run(mirror, ...BOOT, 'FalseSuspicion K2', 'Fence K2');
  assert.ok(can(at).includes('HostWrite K1 b1'), 'it does not know yet');
  const told = run(at, 'StandDown K1');
  assert.not.ok(can(told).includes('HostWrite K1 b1'));
  assert.is(view(told).controllers['K1']!.mode, 'fenced');
});

action('Wake: a hung controller acts again', () => {
  const at = run(mirror, ...BOOT, 'BoardHang K1');
  assert.not.ok(can(at).includes('HostWrite K1 b1'));
  assert.ok(can(run(at, 'Wake K1')).includes('HostWrite K1 b1'));
});

action(
  'DeviceWriteLate: the write of a hung or dead controller lands, until the device confirms a fence',
  () => {
    const at = run(mirror, ...BOOT, ...MIRRORED_WRITE, 'Destage K1 p1', 'BoardCrash K1');
    assert.is(view(run(at, 'DeviceWriteLate K1 b1')).blocks['b1 on D1']!.device, 1);
    const fenced = run(at, 'Suspect K2', 'Fence K2');
    assert.ok(can(fenced).includes('DeviceWriteLate K1 b1'));
    assert.not.ok(can(run(fenced, 'Confirm D1')).includes('DeviceWriteLate K1 b1'));
  },
);

action('BatteryElapse: while nothing drains, until the battery is flat and the content gone', () => {
  const stuck = arrayWith('battery', {
    power: { P1: ['K1', 'C1', 'F1', 'E1'], P2: ['K2', 'C2', 'F2', 'E2'] },
    batteries: { B1: { feeds: ['F1'], hold: 2 } },
  });
  const at = run(stuck, ...BOOT, ...QUEUED_WRITE, 'PowerOff P1', 'BatteryElapse B1');
  assert.is(view(at).power['B1'], 'feeding, charge 1');
  const flat = run(at, 'BatteryElapse B1');
  assert.is(view(flat).power['B1'], 'flat, charge 0');
  assert.equal(view(flat).fifos['F1'], { state: 'failed', indicator: 'off', entries: [] });
});

action(
  'BatteryElapse: where a battery keeps nothing but content of a cache, or a drain that has work',
  () => {
    const cache = arrayWith('mirror-only', { batteries: { B1: { feeds: ['C1'], hold: 1 } } });
    const kept = run(cache, ...BOOT, ...MIRRORED_WRITE, 'PowerOff P1');
    assert.equal(view(run(kept, 'BatteryElapse B1')).caches['C1'], {});
    assert.not.ok(
      can(run(cache, ...BOOT, 'PowerOff P1')).includes('BatteryElapse B1'),
      'there is no content',
    );
    const caches = arrayWith('mirror-only', { batteries: { B1: { feeds: ['C1', 'C2'], hold: 1 } } });
    assert.not.ok(can(run(caches, ...BOOT, 'PowerOff P1')).includes('BatteryElapse B1'), 'P2 keeps C2');
    const engine = arrayWith('battery', {
      power: { P1: ['K1', 'C1', 'E1'], P2: ['K2', 'C2', 'F1', 'F2', 'E2'] },
      batteries: { B1: { feeds: ['E1'], hold: 1 } },
      weaken: ['R11'],
    });
    const spent = run(engine, ...BOOT, ...QUEUED_WRITE, 'PowerOff P1', 'Drain K1');
    assert.is(view(spent).power['B1'], 'feeding, charge 0');
    assert.not.ok(can(run(spent, 'BatteryElapse B1')).includes('Drain K1'), 'nothing drives the engine');
    assert.not.ok(can(run(spent, 'Drain K1')).includes('BatteryElapse B1'), 'nothing is left to drain');
  },
);

action('BatteryElapse: a battery behind no drain is flat in one step, whatever its hold', () => {
  const board = arrayWith('mirror-only', { batteries: { B1: { feeds: ['K1', 'C1'], hold: 4 } } });
  const at = run(board, ...BOOT, ...MIRRORED_WRITE, 'PowerOff P1', 'BatteryElapse B1');
  assert.is(view(at).power['B1'], 'flat, charge 0');
});

action('PowerOff: what nothing else feeds loses its content or stops', () => {
  const at = run(fifo, ...BOOT, ...QUEUED_WRITE, 'PowerOff P1');
  const { controllers, caches, fifos } = view(at);
  assert.is(controllers['K1']!.mode, 'stopped');
  assert.equal(caches['C1'], {});
  assert.is(fifos['F2']!.state, 'failed');
  assert.equal(fifos['F1']!.entries, ['b1 v1 for m1, verified']);
});

action('PowerOff: a part with two units stands the loss of one', () => {
  const twice = arrayWith('mirror-only', { power: { P1: ['K1', 'C1'], P2: ['K1', 'C1', 'K2', 'C2'] } });
  assert.is(view(run(twice, ...BOOT, 'PowerOff P1')).controllers['K1']!.mode, 'mirrored');
});

action('BatteryDead: unnoticed while the unit is on, but it ends write-back (R11)', () => {
  const at = run(battery, ...BOOT, ...QUEUED_WRITE.slice(0, -1), 'BatteryDead B1');
  assert.not.ok(can(at).includes('Acknowledge K1 b1'));
  assert.ok(can(run(at, 'Destage K1 p1', 'DestageDone K1 b1')).includes('Acknowledge K1 b1'));
});

action('BoardCrash: with its memory or without, and with a FIFO on the board', () => {
  const crash = (changes: object) =>
    view(run(arrayWith('partner-fed', changes), ...BOOT, ...QUEUED_WRITE, 'BoardCrash K1'));
  assert.equal(crash({}).caches['C1'], {});
  assert.equal(crash({}).fifos['F1']!.entries.length, 1);
  assert.equal(crash({ crashLosesMemory: false }).caches['C1'], { 'page 1': 'read/write dirty b1 v1' });
  assert.is(crash({ fifo: { onBoard: true } }).fifos['F1']!.state, 'failed');
});

action('BoardHang: the controller does nothing, its partner takes it for dead', () => {
  const at = run(mirror, ...BOOT, ...MIRRORED_WRITE, 'BoardHang K1');
  assert.not.ok(can(at).some((label) => /^(HostWrite|Destage|Acknowledge|Release|HostRead) K1/.test(label)));
});

action('CacheLost: a controller without its cache stops on a board that is still up', () => {
  const { controllers } = view(run(mirror, ...BOOT, 'CacheLost C1'));
  assert.equal([controllers['K1']!.board, controllers['K1']!.mode], ['up', 'stopped']);
});

action('FifoLost: the FIFO is out of service', () => {
  const at = run(fifo, ...BOOT, ...QUEUED_WRITE, 'FifoLost F1');
  assert.is(view(at).fifos['F1']!.state, 'failed');
  assert.not.ok(can(at).includes('Drain K1'));
});

action('ChannelDown: the FIFO drains on its own path, pages are no longer released', () => {
  const at = run(
    fifo,
    ...BOOT,
    ...QUEUED_WRITE,
    'ChannelDown',
    'Drain K1',
    'Drain K1',
    'Destage K1 p1',
    'DestageDone K1 b1',
  );
  assert.not.ok(can(at).includes('Release K1 m1'));
});

action('FalseSuspicion: only of a partner that works', () => {
  assert.ok(can(run(mirror, ...BOOT)).includes('FalseSuspicion K2'));
  const two = arrayWith('mirror-only', { bounds: { faults: 2 } });
  assert.not.ok(can(run(two, ...BOOT, 'BoardHang K1')).includes('FalseSuspicion K2'));
});

action('faults stay within their budget, and strike once', () => {
  const at = run(mirror, ...BOOT, 'ChannelDown');
  assert.not.ok(can(at).some((label) => /^(PowerOff|Board|Cache|Channel|False)/.test(label)));
});

action('Drain: not from a FIFO on a board that is down, nor by an engine without power', () => {
  const onBoard = arrayWith('partner-fed', { fifo: { onBoard: true }, crashLosesMemory: false });
  assert.not.ok(can(run(onBoard, ...BOOT, ...QUEUED_WRITE, 'BoardCrash K1')).includes('Drain K1'));
  const dark = arrayWith('partner-fed', {
    power: { P1: ['K1', 'C1', 'F2', 'E1'], P2: ['K2', 'C2', 'F1', 'E2'] },
  });
  const at = run(dark, ...BOOT, ...QUEUED_WRITE, 'PowerOff P1', 'Suspect K2', 'Fence K2');
  assert.not.ok(can(at).includes('Drain K1'));
  assert.ok(can(at).includes('DrainDone K2'), 'the survivor does not wait for what cannot drain');
});

action('Degrade: when the engine of its FIFO has no power', () => {
  const apart = arrayWith('partner-fed', {
    power: { P1: ['K1', 'C1', 'F2', 'E2'], P2: ['K2', 'C2', 'F1'], P3: ['E1'] },
  });
  assert.ok(can(run(apart, ...BOOT, 'PowerOff P3')).includes('Degrade K1'));
});

action('PowerOff: a board without power stops, and its cache keeps what another unit feeds', () => {
  const apart = arrayWith('mirror-only', { power: { P1: ['C1'], P2: ['K2', 'C2'], P3: ['K1'] } });
  const { controllers, caches } = view(run(apart, ...BOOT, ...MIRRORED_WRITE, 'PowerOff P3'));
  assert.equal([controllers['K1']!.board, controllers['K1']!.mode], ['down', 'stopped']);
  assert.equal(caches['C1'], { 'page 1': 'read/write dirty b1 v1' });
});

action(
  'Enqueue: only while the charge covers all FIFOs that may rely on it, and what is to come (R11)',
  () => {
    const shared = arrayWith('independent', { batteries: { B1: { feeds: ['F1', 'F2'], hold: 3 } } });
    const at = run(shared, ...BOOT, ...QUEUED_WRITE, 'HostWrite K2 b2', 'WritePage K2 b2');
    assert.not.ok(can(at).includes('Enqueue K2 b2'));
    assert.ok(can(at).includes('Destage K2 p1'), 'the device takes the write first');
    assert.ok(can(run(at, 'Drain K1')).includes('Enqueue K2 b2'));
  },
);

action('Enqueue: of two batteries one that suffices is enough', () => {
  const feeds = ['F1'] as const;
  const twice = arrayWith('battery', { batteries: { B1: { feeds, hold: 4 }, B2: { feeds, hold: 4 } } });
  const at = run(
    twice,
    ...BOOT,
    ...QUEUED_WRITE.slice(0, 2),
    'BatteryDead B2',
    'Enqueue K1 b1',
    'Enqueue K1 b1',
  );
  assert.ok(can(at).includes('Acknowledge K1 b1'));
});

action('DestageDone: what the device holds needs no half entry, also behind a whole one', () => {
  const deep = arrayWith('battery', { bounds: { fifoDepth: 2 } });
  const half = run(deep, ...BOOT, ...QUEUED_WRITE, ...QUEUED_WRITE.slice(0, 3), 'BatteryDead B1');
  assert.equal(view(half).fifos['F1']!.entries, ['b1 v1 for m1, verified', 'b1 v2 for m2, filling']);
  const landed = run(half, 'Destage K1 p2', 'DestageDone K1 b1');
  assert.equal(view(landed).fifos['F1']!.entries, ['b1 v1 for m1, verified']);
});

action('BatteryElapse: spent charge still feeds, until the battery fails', () => {
  const two = arrayWith('battery', {
    batteries: { B1: { feeds: ['F1', 'C2'], hold: 2 } },
    power: {
      P1: ['K1', 'C1', 'F1', 'E2'],
      P2: ['K2', 'C2', 'F2', 'E1'],
    },
  });
  const at = run(two, ...BOOT, ...QUEUED_WRITE, 'PowerOff P1', 'Drain K1', 'Drain K1');
  assert.is(view(at).power['B1'], 'feeding, charge 0');
});

action('Drain: an entry is not kept when its version is on the device, or superseded', () => {
  const keeping = arrayWith('partner-fed', {
    fifo: { keepUntilDestage: true },
    bounds: { fifoDepth: 2, writes: 3 },
  });
  const destaged = run(
    keeping,
    ...BOOT,
    ...QUEUED_WRITE,
    'Destage K1 p1',
    'DestageDone K1 b1',
    'Drain K1',
    'Drain K1',
  );
  assert.equal(view(destaged).fifos['F1']!.entries, []);
  const superseded = run(keeping, ...BOOT, ...QUEUED_WRITE, ...QUEUED_WRITE, 'Drain K1', 'Drain K1');
  assert.equal(view(superseded).fifos['F1']!.entries, ['b1 v2 for m2, verified']);
  const kept = run(keeping, ...BOOT, ...QUEUED_WRITE, 'Drain K1', 'Drain K1', ...QUEUED_WRITE);
  assert.equal(view(kept).fifos['F1']!.entries, ['b1 v2 for m2, verified']);
});

action('Copy: the node channel copies one page at a time in each direction', () => {
  const wide = arrayWith('mirror-only', { bounds: { blocks: 2 } });
  const writes = ['HostWrite K1 b1', 'WritePage K1 b1', 'HostWrite K1 b2', 'WritePage K1 b2'];
  assert.not.ok(can(run(wide, ...BOOT, ...writes, 'Copy K1 b1')).includes('Copy K1 b2'));
});

action('Copy: a disabled mirror area takes none (A5), even where nothing fences the writer', () => {
  const unfenced = arrayWith('mirror-only', { weaken: ['R5_fence'] });
  const at = run(unfenced, ...BOOT, 'HostWrite K1 b1', 'WritePage K1 b1', 'FalseSuspicion K2', 'Fence K2');
  assert.ok(can(at).includes('Copy K1 b1'));
  assert.not.ok(can(run(at, 'DrainDone K2')).includes('Copy K1 b1'));
});

action('Release: a kept entry does not hold its mirror page', () => {
  const keeping = arrayWith('partner-fed', { fifo: { keepUntilDestage: true }, bounds: { fifoDepth: 2 } });
  const drains = ['Drain K1', 'Drain K1'] as const;
  const unanswered = QUEUED_WRITE.slice(0, -1);
  const at = run(keeping, ...BOOT, ...QUEUED_WRITE, ...drains, ...unanswered, ...drains);
  assert.equal(view(at).fifos['F1']!.entries, ['b1 v1 for m1, kept', 'b1 v2 for m2, kept']);
  assert.ok(can(at).includes('Release K1 m1'), 'superseded in the mirror');
});

action('Enqueue: a kept entry asks for no charge, for it drains no more (R11)', () => {
  const keeping = arrayWith('battery', {
    fifo: { keepUntilDestage: true },
    batteries: { B1: { feeds: ['F1'], hold: 2 }, B2: { feeds: ['F2'], hold: 2 } },
    bounds: { fifoDepth: 2 },
  });
  const queued = run(keeping, ...BOOT, ...QUEUED_WRITE, 'HostWrite K1 b1', 'WritePage K1 b1');
  assert.not.ok(can(queued).includes('Enqueue K1 b1'), 'the charge is for the entry before');
  const kept = run(queued, 'Drain K1', 'Drain K1');
  assert.equal(view(kept).fifos['F1']!.entries, ['b1 v1 for m1, kept']);
  assert.ok(can(kept).includes('Enqueue K1 b1'));
  const half = run(queued, 'Drain K1');
  assert.not.ok(can(half).includes('Enqueue K1 b1'), 'what is still to arrive counts');
});

action('Enqueue: a battery of the engine alone must have the charge, too (R11)', () => {
  const onEngine = arrayWith('independent', {
    batteries: { B1: { feeds: ['E1'], hold: 2 } },
    bounds: { blocks: 2, fifoDepth: 2 },
  });
  const one = run(onEngine, ...BOOT, ...QUEUED_WRITE);
  const two = run(one, 'HostWrite K1 b2', 'WritePage K1 b2');
  assert.not.ok(can(two).includes('Enqueue K1 b2'));
  assert.ok(can(run(two, 'Drain K1', 'Drain K1')).includes('Enqueue K1 b2'));
  const dead = run(onEngine, ...BOOT, ...QUEUED_WRITE.slice(0, -1), 'BatteryDead B1');
  assert.not.ok(can(dead).includes('Acknowledge K1 b1'));
});

action('BatteryElapse: not for a board alone whose controller has stopped: nothing is kept by it', () => {
  const power = { P1: ['K1'], P2: ['K2', 'C2'], P3: ['C1'] } as const;
  const onBoard = arrayWith('mirror-only', {
    power,
    batteries: { B1: { feeds: ['K1'], hold: 2 } },
    bounds: { faults: 2 },
  });
  const at = run(onBoard, ...BOOT, 'PowerOff P1');
  assert.is(view(at).power['B1'], 'feeding, charge 2');
  assert.ok(can(at).includes('BatteryElapse B1'));
  assert.not.ok(can(run(at, 'CacheLost C1')).includes('BatteryElapse B1'));
});

const THREE_PAGES = { blocks: 3, pagesPerWrite: 3, writes: 6, cachePages: { C1: 6, C2: 6 } } as const;

action('Acknowledge: a request of three pages when all three are copied, and for all of them at once', () => {
  const wide = arrayWith('mirror-only', { bounds: THREE_PAGES });
  const page = (block: string) => [`WritePage K1 ${block}`, `Copy K1 ${block}`, `Copy K1 ${block}`];
  const at = run(wide, ...BOOT, 'HostWrite K1 b1-b3', ...page('b1'), ...page('b2'));
  assert.not.ok(can(at).includes('Acknowledge K1 b1'), 'the third page is not even written');
  const copied = run(at, ...page('b3'));
  assert.not.ok(can(copied).includes('Acknowledge K1 b2'), 'a request is answered once');
  const { blocks } = view(run(copied, 'Acknowledge K1 b1'));
  assert.equal(
    ['b1 on D1', 'b2 on D1', 'b3 on D1'].map((name) => blocks[name]!.acknowledged),
    [1, 1, 1],
  );
});

action(
  'Acknowledge: a request ends where the next begins, and another block may be written beside it',
  () => {
    const wide = arrayWith('mirror-only', { bounds: THREE_PAGES });
    const page = (block: string) => [`WritePage K1 ${block}`, `Copy K1 ${block}`, `Copy K1 ${block}`];
    const at = run(wide, ...BOOT, 'HostWrite K1 b1-b2', 'HostWrite K1 b3', ...page('b1'), ...page('b2'));
    const { blocks } = view(run(at, 'Acknowledge K1 b1'));
    assert.is(blocks['b2 on D1']!.acknowledged, 1);
    assert.is(blocks['b3 on D1']!.acknowledged, 0);
  },
);

action('Acknowledge: a copy of another block with the same number is no copy of this one', () => {
  const untold = arrayWith('mirror-only', { weaken: ['R4_invalidated'], bounds: { blocks: 2 } });
  const destaged = run(
    untold,
    ...BOOT,
    ...MIRRORED_WRITE,
    'Destage K1 p1',
    'DestageDone K1 b1',
    'Release K1 m1',
  );
  const other = run(destaged, 'HostWrite K1 b2', 'WritePage K1 b2');
  assert.equal(view(other).caches['C2'], { 'page 3': 'mirror committed b1 v1' });
  assert.not.ok(can(other).includes('Acknowledge K1 b2'));
  assert.ok(can(run(other, 'Copy K1 b2', 'Copy K1 b2')).includes('Acknowledge K1 b2'));
});

action('CreateTable: also beside a partner that lost its redundancy in the meantime', () => {
  const [first, second, third, fourth] = BOOT;
  const at = run(fifo, first, second, third, fourth, 'CreateTable K2', 'FifoLost F2', 'Degrade K2');
  assert.ok(can(at).includes('CreateTable K1'));
});

action('Abort: by the host alone, whatever the board does, and once a write', () => {
  const at = run(mirror, ...BOOT, 'HostWrite K1 b1');
  assert.ok(can(run(at, 'BoardHang K1')).includes('Abort K1 b1'), 'a time-out asks nobody');
  assert.not.ok(can(run(mirror, ...BOOT, ...MIRRORED_WRITE)).includes('Abort K1 b1'), 'it is answered');
  const given = run(at, 'Abort K1 b1');
  assert.is(view(given).blocks['b1 on D1']!.ending, 'v1 aborted');
  assert.not.ok(can(given).includes('Abort K1 b1'));
  assert.not.ok(can(given).includes('HostWrite K1 b1'), 'R14: it is not resolved');
});

action('Abort: a write on which its controller goes on, and that it answers no more', () => {
  const given = run(
    mirror,
    ...BOOT,
    'HostWrite K1 b1',
    'Abort K1 b1',
    'WritePage K1 b1',
    'Copy K1 b1',
    'Copy K1 b1',
  );
  assert.not.ok(can(given).includes('Acknowledge K1 b1'));
  assert.ok(can(given).includes('Destage K1 p1'), 'the device may have it');
  const done = run(given, 'Destage K1 p1', 'DestageDone K1 b1');
  assert.equal(view(done).blocks['b1 on D1'], { acknowledged: 0, settled: 1, device: 1 });
  assert.ok(can(done).includes('HostWrite K1 b1'), 'it is complete');
});

action('Abort: what the device has is complete, and in effect', () => {
  const through = run(mirror, ...BOOT, 'ChannelDown', 'Degrade K1', 'HostWrite K1 b1', 'WritePage K1 b1');
  const given = run(through, 'Destage K1 p1', 'DestageDone K1 b1', 'Abort K1 b1');
  assert.equal(view(given).blocks['b1 on D1'], { acknowledged: 0, settled: 1, device: 1 });
});

action('Abort: a request of several pages falls apart, and each is resolved by itself (H38)', () => {
  const wide = arrayWith('mirror-only', { bounds: THREE_PAGES });
  const at = run(wide, ...BOOT, 'HostWrite K1 b1-b2', 'WritePage K1 b1', 'Copy K1 b1', 'Copy K1 b1');
  assert.not.ok(can(at).includes('Abort K1 b2'), 'the host gives up its request, and no page of it');
  const given = run(at, 'Abort K1 b1');
  assert.equal(
    can(given).filter((label) => label.startsWith('Discard')),
    ['Discard K1 b2'],
  );
  const half = run(given, 'Discard K1 b2', 'Destage K1 p1', 'DestageDone K1 b1');
  assert.equal(view(half).blocks['b1 on D1'], { acknowledged: 0, settled: 1, device: 1 });
  assert.equal(view(half).blocks['b2 on D1'], {
    acknowledged: 0,
    settled: 0,
    device: 0,
    ending: 'v1 failed',
  });
});

action('Discard: takes back all that there is of a write, and leaves the version before it', () => {
  const at = run(mirror, ...BOOT, ...MIRRORED_WRITE);
  const second = run(at, 'HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1');
  assert.not.ok(can(second).includes('Discard K1 b1'), 'the host waits for it, and nothing went wrong');
  const given = run(second, 'Abort K1 b1');
  assert.not.ok(
    can(run(given, 'ChannelDown')).includes('Discard K1 b1'),
    'K2 cannot be told of its half copy',
  );
  const gone = run(given, 'Discard K1 b1');
  assert.equal(view(gone).caches, view(at).caches);
  assert.equal(view(gone).controllers, view(at).controllers);
});

action('Discard: not once its copy is whole, for the one of the version before may be gone', () => {
  const given = run(mirror, ...BOOT, ...MIRRORED_WRITE, 'HostWrite K1 b1', 'WritePage K1 b1', 'Abort K1 b1');
  const whole = run(given, 'Copy K1 b1', 'Copy K1 b1');
  assert.ok(can(whole).includes('Release K1 m1'));
  assert.not.ok(can(whole).includes('Discard K1 b1'));
  const half = run(fifo, ...BOOT, 'HostWrite K1 b1', 'WritePage K1 b1', 'Abort K1 b1', 'Enqueue K1 b1');
  assert.ok(can(half).includes('Discard K1 b1'));
  assert.not.ok(can(run(half, 'Enqueue K1 b1')).includes('Discard K1 b1'), 'it drains by itself');
});

action('Discard: not while the device is about to have it', () => {
  const given = run(mirror, ...BOOT, 'HostWrite K1 b1', 'WritePage K1 b1', 'Abort K1 b1');
  assert.ok(can(given).includes('Discard K1 b1'));
  assert.not.ok(can(run(given, 'Destage K1 p1')).includes('Discard K1 b1'));
});

action('CopyError: of a copy that is under way, which begins again', () => {
  const at = run(mirror, ...BOOT, 'HostWrite K1 b1', 'WritePage K1 b1');
  assert.not.ok(can(at).includes('CopyError K1'), 'no copy is under way');
  const failed = run(at, 'Copy K1 b1', 'CopyError K1');
  assert.equal(view(failed).caches['C2'], {});
  assert.is(view(failed).blocks['b1 on D1']!.ending, 'v1 errored');
  assert.not.ok(can(failed).includes('Acknowledge K1 b1'), 'R15');
  assert.ok(can(failed).includes('Discard K1 b1'), 'the host may be told that it failed');
  const again = run(failed, 'Copy K1 b1');
  assert.is(view(again).blocks['b1 on D1']!.ending, undefined);
  assert.ok(can(run(again, 'Copy K1 b1')).includes('Acknowledge K1 b1'));
});

action('CopyError: the whole request is told failed, and only where all of it can be taken back', () => {
  const wide = arrayWith('mirror-only', { bounds: THREE_PAGES });
  const at = run(wide, ...BOOT, 'HostWrite K1 b1-b2', 'WritePage K1 b1', 'Copy K1 b1');
  const { blocks } = view(run(at, 'CopyError K1', 'Discard K1 b1'));
  assert.equal([blocks['b1 on D1']!.ending, blocks['b2 on D1']!.ending], ['v1 failed', 'v1 failed']);
  const second = run(at, 'Copy K1 b1', 'WritePage K1 b2', 'Copy K1 b2', 'CopyError K1');
  assert.not.ok(can(second).includes('Discard K1 b1'), 'the first page has its copy');
});

action('FifoError: of an entry that is not whole; the next takes its place', () => {
  const at = run(fifo, ...BOOT, 'HostWrite K1 b1', 'WritePage K1 b1', 'Enqueue K1 b1');
  assert.not.ok(can(run(at, 'Enqueue K1 b1')).includes('FifoError F1'), 'it is verified (B15)');
  const failed = run(at, 'FifoError F1');
  assert.equal(view(failed).fifos['F1'], { state: 'empty', indicator: 'off', entries: [] });
  assert.is(view(failed).blocks['b1 on D1']!.ending, 'v1 errored');
  const again = run(failed, 'Enqueue K1 b1', 'Enqueue K1 b1', 'Acknowledge K1 b1');
  assert.equal(view(again).blocks['b1 on D1'], { acknowledged: 1, settled: 1, device: 0 });
});

action('DrainError: the entry stays, the indicator on, and the drain begins again', () => {
  const at = run(fifo, ...BOOT, ...QUEUED_WRITE);
  assert.not.ok(can(at).includes('DrainError E1'), 'no drain is under way');
  const failed = run(at, 'Drain K1', 'DrainError E1');
  assert.equal(view(failed).fifos['F1'], {
    state: 'holding',
    indicator: 'on',
    entries: ['b1 v1 for m1, verified'],
  });
  assert.equal(view(failed).caches['C2'], {});
  assert.equal(view(run(failed, 'Drain K1', 'Drain K1')).caches['C2'], {
    'page 3': 'mirror committed b1 v1',
  });
});

action('DestageError: every device write that a controller has under way; the pages are dirty again', () => {
  const two = arrayWith('mirror-only', { bounds: { blocks: 2, cachePages: { C1: 8, C2: 8 }, writes: 4 } });
  const second = ['HostWrite K1 b2', 'WritePage K1 b2', 'Copy K1 b2', 'Copy K1 b2', 'Acknowledge K1 b2'];
  const at = run(two, ...BOOT, ...MIRRORED_WRITE, ...second, 'Destage K1 p1');
  assert.not.ok(can(run(at, 'DestageDone K1 b1')).includes('DestageError K1'), 'none is under way');
  const failed = run(at, 'Destage K1 p2', 'DestageError K1');
  assert.not.ok(can(failed).some((label) => label.startsWith('DestageDone')));
  assert.equal(
    ['Destage K1 p1', 'Destage K1 p2', 'Release K1 m1'].map((label) => can(failed).includes(label)),
    [true, true, false],
  );
});

test('every action of the protocol has a test above', () => {
  assert.equal(
    Object.keys(transitions).filter((name) => !tested.has(name)),
    [],
  );
});

test.run();
