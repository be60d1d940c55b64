import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type FaultSet,
  faultSet,
  faultsOf,
  isStruck,
  keyOf,
  sizeOf,
  strike,
  strikingNothing,
  withFault,
} from '../../spec/faults.ts';
import { arrayWith } from '../support/arrays.ts';

/* Sets of faults as flags, few and more than the bits of a number. */

const COUNT = 65;
const none = flags(COUNT);

function flags(count: number): boolean[] {
  return Array<boolean>(count).fill(false);
}

/** The flags that something looks at. */
function readBy(look: (set: FaultSet) => unknown, set: FaultSet): string[] {
  const read: string[] = [];
  const get = (target: FaultSet, key: string | symbol) => {
    read.push(String(key));
    return Reflect.get(target, key);
  };
  look(new Proxy(set, { get }));
  return read;
}

test('what is struck is in the set, and nothing else', () => {
  for (let fault = 0; fault < COUNT; fault++) {
    const set = withFault(none, fault);
    const struck = Array.from({ length: COUNT }, (_, i) => i).filter((i) => isStruck(set, i));
    assert.equal(struck, [fault]);
    assert.is(sizeOf(set), 1);
    const inPlace = [...none];
    strike(inPlace, fault);
    assert.equal(inPlace, set);
  }
  assert.is(sizeOf(none), 0);
});

test('who asks for one fault looks at no other, and who adds one looks at none', () => {
  for (const fault of [0, 1, 30, 31, 64]) {
    assert.equal(
      readBy((set) => isStruck(set, fault), none),
      [String(fault)],
    );
    assert.equal(
      readBy((set) => strike(set as boolean[], fault), [...none]),
      [],
    );
  }
});

test('one more fault leaves the others, and the set that it comes to', () => {
  const chosen = [0, 1, 30, 31, 32, 61, 62, 64];
  const set = chosen.reduce<FaultSet>(withFault, none);
  assert.is(sizeOf(set), chosen.length);
  assert.ok(chosen.every((fault) => isStruck(set, fault)));
  assert.equal(withFault(set, 31), set);
  assert.equal(none, flags(COUNT));
});

test('equal sets have one key, and no others have it', () => {
  for (const count of [1, 30, 31, 32, COUNT]) {
    const empty = flags(count);
    const sets = [empty, ...empty.map((_, fault) => withFault(empty, fault)), empty.map(() => true)];
    const distinct = count === 1 ? 2 : sets.length;
    assert.is(new Set(sets.map(keyOf)).size, distinct, `${count} faults`);
    assert.equal(
      sets.map((set) => keyOf([...set])),
      sets.map(keyOf),
    );
  }
});

test('the key of a set of up to 31 faults is a number from 0 on', () => {
  assert.equal([keyOf([]), keyOf([true, false, true]), keyOf(Array(31).fill(true))], [0, 5, 2 ** 31 - 1]);
});

test('a set is told with the labels of its faults', () => {
  const faults = faultsOf(arrayWith('mirror-only', { faultKinds: ['PowerOff', 'ChannelDown'] }));
  const labels = faults.map(({ label }) => label);
  assert.equal(labels, ['PowerOff P1', 'PowerOff P2', 'ChannelDown']);
  assert.equal(faultSet(faults, [true, false, true]), ['PowerOff P1', 'ChannelDown']);
});

test('kinds that a design lists and that have nothing to strike are named, each with its reason', () => {
  const mirror = {
    ack: 'mirror',
    faultKinds: ['PowerOff', 'FifoLost', 'DrainError', 'BatteryElapse'],
  } as const;
  assert.equal(strikingNothing({ ...arrayWith('mirror-only', mirror), name: 'mine' }), [
    { kind: 'FifoLost', why: 'mine, with "ack": "mirror", has no FIFO for it' },
    { kind: 'DrainError', why: 'mine, with "ack": "mirror", has no engine for it' },
    { kind: 'BatteryElapse', why: 'mine has no battery for it' },
  ]);
  const fifo = arrayWith('battery', { faultKinds: ['BatteryDead', 'FifoLost', 'Abort', 'CopyError'] });
  assert.equal(
    strikingNothing(fifo).map(({ kind }) => kind),
    ['CopyError'],
  );
  assert.equal(strikingNothing(arrayWith('mirror-only')), []);
});

test.run();
