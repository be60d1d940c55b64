import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { witnessesOf } from '../../properties/witnesses.ts';
import { type FaultKind, faultKinds } from '../../spec/design.ts';
import { actionsByLabel } from '../../src/schedule/label.ts';
import { arrayWith, BOOT, QUEUED_WRITE, run, type Wiring } from '../support/arrays.ts';

const design = arrayWith('partner-fed', { bounds: { writes: 3 }, fifo: { keepUntilDestage: true } });
const truncated = witnessesOf(design).find(({ id }) => id === 'truncated entry')!;

/** Whether the last of the actions lets a witness of a truncated entry be seen. */
function showsTruncation(...labels: string[]): boolean {
  const before = run(design, ...BOOT, ...labels.slice(0, -1));
  const action = actionsByLabel(before.model).get(labels.at(-1)!)!;
  return truncated.check(before.state, action, run(before, labels.at(-1)!).state);
}

test('a half entry that a fault discards was truncated', () => {
  const half = ['HostWrite K1 b1', 'WritePage K1 b1', 'Enqueue K1 b1'];
  assert.is(showsTruncation(...half, 'PowerOff P1'), true);
  assert.is(showsTruncation(...half, 'Enqueue K1 b1', 'PowerOff P1'), false);
});

test('an entry that is kept until destage, and then leaves, was not truncated', () => {
  const kept = [...QUEUED_WRITE, 'Drain K1', 'Drain K1', 'Destage K1 p1'];
  assert.is(showsTruncation(...kept, 'HostWrite K1 b1', 'DestageDone K1 b1'), false);
});

test('witnesses of requests of several pages are looked for where a request may have them', () => {
  const ids = (pagesPerWrite: number) =>
    witnessesOf(arrayWith('mirror-only', { bounds: { blocks: 3, pagesPerWrite } })).map(({ id }) => id);
  const several = ids(3).filter((id) => !ids(1).includes(id));
  assert.equal(several, ['several pages at once', 'pipelined']);
  assert.equal(ids(2), ids(3));
});

test('witnesses of how a write ends are looked for where it may end so', () => {
  const ids = (wiring: Wiring, leftOut: readonly FaultKind[]) => {
    const kinds = faultKinds.filter((kind) => !leftOut.includes(kind));
    return witnessesOf(arrayWith(wiring, { faultKinds: kinds })).map(({ id }) => id);
  };
  const lost = (wiring: Wiring, ...leftOut: FaultKind[]) => {
    const left = ids(wiring, leftOut);
    return ids(wiring, []).filter((id) => !left.includes(id));
  };
  assert.equal(lost('mirror-only', 'Abort'), ['given up and completed', 'given up and discarded']);
  assert.equal(lost('mirror-only', 'CopyError'), ['told failed']);
  assert.equal(lost('partner-fed', 'FifoError'), ['told failed']);
  assert.equal(lost('partner-fed', 'CopyError', 'DrainError', 'DestageError'), []);
});

test.run();
