import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compileModel } from '../../src/model/model.ts';
import { step } from '../../src/model/step.ts';
import { actionsByLabel } from '../../src/schedule/label.ts';
import { whyAbsent } from '../../src/words/absent.ts';
import { drawingOf } from '../../src/words/actions.ts';
import { tellFate } from '../../src/words/sentences.ts';
import { arrayWith, BOOT, MIRRORED_WRITE, run } from '../support/arrays.ts';

test('a device write under way is told among what is left of a version, until it has landed', () => {
  const design = arrayWith('mirror-only', { bounds: { faults: 2 } });
  const fateAfter = (...labels: string[]) => {
    const { model, state } = run(design, ...BOOT, ...MIRRORED_WRITE, ...labels);
    return tellFate(model, state, 0, 'stranded');
  };
  const gone = ['PowerOff P1', 'CacheLost C2'] as const;
  assert.match(fateAfter('Destage K1 p1', ...gone), / is left in a device write under way, which no working/);
  assert.match(
    fateAfter('Destage K1 p1', ...gone, 'DeviceWriteLate K1 b1'),
    / is left in D1, which no working/,
  );
});

const direct = arrayWith('mirror-only', { path: 'direct', bounds: { faults: 2 }, weaken: ['R5_lease'] });
const WRITTEN = [...BOOT, ...MIRRORED_WRITE] as const;

function fateIn(block: number, ...labels: string[]): string {
  const { model, state } = run(direct, ...WRITTEN, ...labels);
  return tellFate(model, state, block, 'stranded');
}

test('of two controllers whose answers get to the host, the one is told of that answers something else', () => {
  const taken = [
    'FalseSuspicion K2',
    'Fence K2',
    'Confirm D1',
    'DrainDone K2',
    'LinkPage K2 m1',
    'TakeCharge K2',
  ];
  const anew = [
    'HostWrite K2 b1',
    'WritePage K2 b1',
    'Destage K2 p1',
    'DestageDone K2 b1',
    'Acknowledge K2 b1',
  ];
  assert.match(fateIn(0, ...taken, ...anew), /K1, whose answers still get through, does not answer with it$/);
});

test('that a lease is over is told of an owner that works, and of one that is gone that nobody can follow it', () => {
  assert.match(
    fateIn(0, 'ArbiterDown', 'Expire D1'),
    /left in C1 and C2, and the lease of K1 for D1 is over$/,
  );
  const gone = fateIn(0, 'ArbiterDown', 'BoardCrash K1', 'Expire D1');
  assert.match(gone, /left in C2, and no arbiter works that would grant K2 a takeover$/);
});

test('once the arbiter has failed, the survivor tells the device of its epoch', () => {
  const lanesWith = (...labels: string[]) => {
    const { model: m, state: before } = run(direct, ...WRITTEN, 'FalseSuspicion K2', 'Fence K2', ...labels);
    const confirm = actionsByLabel(m).get('Confirm D1')!;
    return drawingOf(confirm, { m, before, after: step(m, before, confirm).state }).map(({ from }) => from);
  };
  assert.equal(lanesWith(), ['arbiter']);
  assert.equal(lanesWith('ArbiterDown'), ['K2']);
});

test('why an array has no action of a name is told of every name that only some arrays have', () => {
  const [mirror, fifo] = [compileModel(arrayWith('mirror-only')), compileModel(arrayWith('partner-fed'))];
  assert.match(whyAbsent(fifo, 'Copy')!, /"ack": "fifo"/);
  for (const name of ['Enqueue', 'Drain']) assert.match(whyAbsent(mirror, name)!, /"ack": "mirror"/);
  assert.match(whyAbsent(compileModel(direct), 'Route')!, /"path": "direct"/);
  assert.match(whyAbsent(mirror, 'Expire')!, /"path": "switch"/);
  for (const name of ['SetMark', 'ClearMark']) assert.match(whyAbsent(mirror, name)!, /R7_writeThrough/);
  for (const name of ['Copy', 'Route', 'Hover']) assert.is(whyAbsent(mirror, name), undefined);
});

test.run();
