import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { type Advising, advise } from '../../src/check/advice.ts';
import { type Assessment, assess } from '../../src/check/assess.ts';
import { arbiterApart, fedFrom, type Variant } from '../../src/check/variants.ts';
import { arrayWith, arrayWithFewKinds } from '../support/arrays.ts';

const LIMITS = { states: 5_000_000, bytes: 2 ** 31 };

/* What is advised is asked of designs with few kinds of fault but once: every change that is tried is explored. */

/** FIFOs on their boards, on the power of their own side, with a battery for one side. */
const onBoard = {
  fifo: { onBoard: true },
  power: { P1: ['K1', 'C1', 'F1', 'E1'], P2: ['K2', 'C2', 'F2', 'E2'], P3: ['E1', 'E2'] },
  batteries: { B1: { feeds: ['C1', 'F1'], hold: 4 } },
} as const;

const partnerFed = {
  P1: ['K1', 'C1', 'F2', 'E2'],
  P2: ['K2', 'C2', 'F1', 'E1'],
  P3: [],
} as const;

function assessed(design: Design): Assessment {
  return finished(assess(design, LIMITS));
}

function advised(design: Design): Advising {
  return finished(advise(assessed(design), LIMITS));
}

function finished<T>(running: Generator<unknown, T, undefined>): T {
  for (;;) {
    const { done, value } = running.next();
    if (done) return value;
  }
}

function harmIn(design: Design): string[] {
  const harmful = assessed(design).faultSets.filter(({ verdict }) => verdict !== 'safe');
  return harmful.map(({ faults, verdict }) => `${faults.join(' + ')} (${verdict})`);
}

const APART = 'put the FIFOs apart from the boards';
const PARTNER = 'feed F1 and E1 from P2, F2 and E2 from P1 (B2, B11)';

test('a change that mends only some of what is not declared is not enough; two together are', () => {
  const { goal, faults, tried } = advised(
    arrayWithFewKinds('self-fed', { ...onBoard, declares: { survives: [], fails: {} } }),
  );
  assert.equal(goal, ['PowerOff P1', 'PowerOff P2', 'BoardCrash K1', 'BoardCrash K2']);
  assert.is(faults, 1);
  const apart = tried.find(({ change }) => change === APART)!;
  assert.is(apart.mends, false);
  assert.equal(apart.left, harmIn(arrayWithFewKinds('self-fed', { ...onBoard, fifo: {} })));
  assert.equal(tried.at(-1), { change: `${APART}, and ${PARTNER}`, mends: true, left: [] });
  assert.equal(harmIn(arrayWithFewKinds('self-fed', { ...onBoard, fifo: {}, power: partnerFed })), []);
});

test('what the design declares to fail may go on failing, and is named', () => {
  const oneUnit = { P1: ['K1', 'K2', 'C1', 'C2', 'F1', 'F2', 'E1', 'E2'] } as const;
  const declares = { survives: ['*'], fails: { 'PowerOff P1': 'lost' } } as const;
  const array = (onBoard: boolean) =>
    arrayWithFewKinds('self-fed', { fifo: { onBoard }, power: oneUnit, declares });
  const { goal, tried } = advised(array(true));
  assert.equal(goal, ['BoardCrash K1', 'BoardCrash K2']);
  assert.equal(tried.at(-1), { change: APART, mends: true, left: ['PowerOff P1 (lost)'] });
  assert.equal(harmIn(array(false)), ['PowerOff P1 (lost)']);
});

test('where all is as declared, what it declares to fail is to be mended', () => {
  const declares = { survives: ['*'], fails: { 'PowerOff *': 'lost' } } as const;
  const { goal, tried } = advised(arrayWith('self-fed', { declares }));
  assert.equal(goal, ['PowerOff P1', 'PowerOff P2']);
  assert.equal(tried.at(-1), { change: PARTNER, mends: true, left: [] });
});

test('a safe design, and one that only two faults together harm, get no advice', () => {
  assert.equal(advised(arrayWithFewKinds('partner-fed')), { goal: [], faults: 0, tried: [] });
  const { goal, tried } = advised(arrayWithFewKinds('mirror-only', { bounds: { faults: 2 } }));
  assert.equal([goal, tried], [[], []]);
});

test('a rule that is not followed is advised alone, or with the others', () => {
  const { goal, faults, tried } = advised(arrayWithFewKinds('mirror-only', { weaken: ['R3_highest'] }));
  assert.ok(goal.length > 0 && faults === 1);
  assert.equal(tried, [{ change: 'follow R3_highest', mends: true, left: [] }]);
});

test('a rule whose weakening harms nothing and violates properties is advised, whatever is declared to fail', () => {
  const { goal, tried } = advised(
    arrayWith('mirror-only', { bounds: { faults: 0 }, weaken: ['R14_resolve'] }),
  );
  assert.equal([goal, tried], [[], [{ change: 'follow R14_resolve', mends: true, left: [] }]]);
  const declares = { survives: ['*'], fails: { 'PowerOff *': 'lost' } } as const;
  const faultKinds = ['PowerOff', 'Abort'] as const;
  const selfFed = advised(arrayWith('self-fed', { weaken: ['R14_resolve'], faultKinds, declares }));
  assert.equal(selfFed.goal, []);
  assert.equal(selfFed.tried, [
    { change: 'follow R14_resolve', mends: true, left: ['PowerOff P1 (lost)', 'PowerOff P2 (lost)'] },
  ]);
});

test('an arbiter that goes down with a board, or is not there, is given a supply of its own', () => {
  const power = { P1: ['K1', 'C1', 'A'], P2: ['K2', 'C2'] } as const;
  const fed = arrayWith('mirror-only', {
    arbiter: 'fed',
    power,
    bounds: { writes: 1 },
    faultKinds: ['PowerOff'],
  });
  const mended = { mends: true, left: [] };
  assert.equal(advised(fed).tried, [{ change: 'give the arbiter a supply of its own', ...mended }]);
  const none = arrayWith('mirror-only', {
    arbiter: 'none',
    bounds: { writes: 1 },
    faultKinds: ['ChannelDown'],
  });
  assert.equal(advised(none).tried, [
    { change: 'let an arbiter with a supply of its own decide', ...mended },
  ]);
  const [{ design }] = arbiterApart(none) as [Variant];
  assert.equal(design.faultKinds, ['ChannelDown', 'ArbiterDown'], 'its failure is tried, too');
  assert.equal(arbiterApart(design), []);
});

test('a part that is fed from one unit is fed from no other', () => {
  const { power } = fedFrom(arrayWithFewKinds('self-fed'), ['F1', 'E1'], 'P2');
  assert.equal(power, { P1: ['K1', 'C1'], P2: ['K2', 'C2', 'F2', 'E2', 'F1', 'E1'] });
  assert.equal(fedFrom(arrayWithFewKinds('self-fed'), ['F1'], 'P9').power['P9'], ['F1']);
});

test('a change that leaves a property violated is not enough, though nothing is harmed any more', () => {
  const weaken = ['R1_header', 'R4_invalidated'];
  const { tried } = advised(arrayWithFewKinds('mirror-only', { weaken }));
  assert.equal(
    tried.map(({ change, mends }) => [change, mends]),
    [
      ['follow R1_header', false],
      ['follow R4_invalidated', false],
      ['follow R1_header, R4_invalidated', true],
    ],
  );
  assert.equal(tried[0]!.left, []);
});

test('what changes nothing is not tried', () => {
  const all = ['K1', 'K2', 'C1', 'C2', 'F1', 'F2', 'E1', 'E2'] as const;
  const { tried } = advised(
    arrayWithFewKinds('self-fed', { power: { P1: all }, declares: { survives: ['*'], fails: {} } }),
  );
  assert.ok(tried.length > 0);
  assert.not.ok(tried.some(({ change }) => /^feed (the drain engines|F1 and E1) /.test(change)));
});

test('power units of their own are new ones, whatever the units of the design are called', () => {
  for (const [one, two] of [
    ['P1', 'P2'],
    ['P8', 'P9'],
  ] as const) {
    const power = { [one]: ['K1', 'C1', 'F1', 'E1', 'C2'], [two]: ['K2', 'C2', 'F2', 'E2'] } as const;
    const declares = { survives: ['*'], fails: { [`PowerOff ${two}`]: 'lost' } } as const;
    const { change, mends } = advised(arrayWithFewKinds('self-fed', { power, declares })).tried.at(-1)!;
    assert.match(change, /from power units of their own/);
    assert.is(mends, true);
  }
});

test.run();
