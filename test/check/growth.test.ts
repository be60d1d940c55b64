import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Counted, extrapolate, isBelow, type Place } from '../../src/check/growth.ts';

/** The counts of this law at all places below the corner. */
function countsOf(law: (place: Place) => number, corner: Place): Counted[] {
  const all: Counted[] = [];
  for (let faults = 0; faults <= corner.faults; faults++)
    for (let writes = 1; writes <= corner.writes; writes++)
      for (let blocks = 1; blocks <= corner.blocks; blocks++) {
        const place = { faults, writes, blocks };
        all.push({ ...place, states: Math.round(law(place)) });
      }
  return all;
}

const laws: readonly (readonly [string, (place: Place) => number])[] = [
  ['a factor for each bound', ({ faults, writes, blocks }) => 7 * 9 ** faults * 5 ** writes * 3 ** blocks],
  [
    'factors that fall',
    ({ faults, writes, blocks }) => 20 * 100 ** Math.sqrt(faults) * writes ** 3 * blocks ** 2,
  ],
  [
    'one bound that makes another grow',
    ({ faults, writes, blocks }) => 10 * (blocks * (1 + faults)) ** writes,
  ],
];

for (const [what, law] of laws) {
  test(`what was not counted lies in the range that follows from what was: ${what}`, () => {
    const to = { faults: 3, writes: 4, blocks: 3 };
    for (const corner of [
      { faults: 1, writes: 2, blocks: 2 },
      { faults: 2, writes: 3, blocks: 2 },
      { faults: 1, writes: 4, blocks: 3 },
    ]) {
      const { states, start, steps } = extrapolate(countsOf(law, corner), to)!;
      assert.ok(states.from <= law(to) && law(to) <= states.to, `${states.from} ${law(to)} ${states.to}`);
      assert.ok(isBelow(start, corner));
      assert.is(steps.length, 3 + 4 + 3 - (start.faults + start.writes + start.blocks));
    }
  });
}

test('what was counted is the count, whatever lies around it', () => {
  const counted = countsOf(laws[1]![1], { faults: 1, writes: 2, blocks: 2 });
  for (const one of counted) {
    const { states, steps } = extrapolate(counted, one)!;
    assert.equal([states, steps], [{ from: one.states, to: one.states }, []]);
  }
});

test('more that was counted leaves less room', () => {
  const room = (corner: Place) => {
    const { from, to } = extrapolate(countsOf(laws[0]![1], corner), {
      faults: 2,
      writes: 3,
      blocks: 2,
    })!.states;
    return to / from;
  };
  const few = room({ faults: 1, writes: 2, blocks: 2 });
  assert.ok(room({ faults: 2, writes: 2, blocks: 2 }) < few);
  assert.ok(room({ faults: 1, writes: 3, blocks: 2 }) < few);
});

test('where a bound never grew, nothing says how much it grows; from nothing nothing follows', () => {
  const one = { faults: 0, writes: 1, blocks: 1, states: 23 };
  const { states } = extrapolate([one], { faults: 1, writes: 1, blocks: 1 })!;
  assert.equal(states, { from: 23, to: Number.POSITIVE_INFINITY });
  assert.is(extrapolate([], one), undefined);
  assert.is(extrapolate([{ ...one, faults: 2 }], one), undefined, 'it is no smaller one');
});

test('with more faults there are never fewer states', () => {
  const flat = [0, 1].map((faults) => ({ faults, writes: 1, blocks: 1, states: 100 }));
  const { states, steps } = extrapolate(flat, { faults: 4, writes: 1, blocks: 1 }, 4)!;
  assert.is(states.from, 100);
  for (const { from } of steps) assert.ok(from >= 1, `${from}`);
});

test('any number of writes grows as much as some do at least, and nothing says how much at most', () => {
  const some = countsOf(laws[0]![1], { faults: 1, writes: 3, blocks: 1 });
  const endless = { faults: 0, writes: Number.POSITIVE_INFINITY, blocks: 1, states: 5000 };
  const to = { ...endless, faults: 1 };
  assert.is(extrapolate(some, to), undefined, 'no number of writes says how many any has');
  const { states } = extrapolate([...some, endless], to)!;
  assert.ok(states.from > 5000 * 7 && states.from <= 5000 * 9, `${states.from}`);
  assert.is(states.to, Number.POSITIVE_INFINITY);
});

test.run();
