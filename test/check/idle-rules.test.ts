import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Design, type FaultKind, faultKinds } from '../../spec/design.ts';
import { type RuleName, ruleNames } from '../../spec/rules.ts';
import { assess } from '../../src/check/assess.ts';
import { neverAsked, tellIdle } from '../../src/check/idle-rules.ts';
import { compileModel } from '../../src/model/model.ts';
import { drive } from '../../src/tasks/drive.ts';
import { arrayWith, arrayWithFewKinds, type Changes, fewKinds, type Wiring } from '../support/arrays.ts';
import { learnedBy } from '../support/cores.ts';
import { toEnd } from '../support/engines.ts';
import { NO_LIMITS } from '../support/search.ts';

const learned = learnedBy('WebAssembly');
const NOTHING = { properties: [], ranks: [] };

/** How large the graph of a design is. Where weakening a rule changes a graph, it changes this in all that was tried. */
function graphOf(design: Design): string {
  const { states, transitions, depth, actions } = toEnd(
    learned(compileModel(design), NOTHING, NO_LIMITS, []),
  );
  const taken = [...actions].filter(([, counts]) => counts.taken > 0);
  return JSON.stringify([states, transitions, depth, taken]);
}

function idleIn(design: Design): RuleName[] {
  return ruleNames.filter((rule) => neverAsked({ ...design, weakened: [rule] }).length > 0);
}

const fewFaults: readonly FaultKind[] = ['BatteryElapse'];

/** Designs that are small enough to be explored with each rule weakened. */
const designs: readonly (readonly [wiring: Wiring, changes: Changes])[] = [
  ['mirror-only', { faultKinds: fewKinds }],
  ['mirror-only', { bounds: { faults: 0 } }],
  ['mirror-only', { bounds: { writes: 1 } }],
  ['partner-fed', { bounds: { writes: 1 } }],
  ['partner-fed', { bounds: { faults: 0 }, fifo: { keepUntilDestage: true } }],
  ['partner-fed', { bounds: { writes: 1 }, faultKinds: ['PowerOff'], fifo: { onBoard: true } }],
  ['independent', { bounds: { writes: 1 }, faultKinds: fewKinds }],
  ['battery', { bounds: { writes: 1 } }],
  ['battery', { faultKinds: fewFaults }],
  ['battery', { bounds: { faults: 0, blocks: 2, pagesPerWrite: 2 }, faultKinds: fewKinds }],
  [
    'battery',
    {
      batteries: { B1: { feeds: ['K1', 'C1'], hold: 2 } },
      bounds: { writes: 1 },
      faultKinds: fewKinds,
    },
  ],
  ['self-fed', { bounds: { writes: 1 }, faultKinds: fewKinds }],
];

for (const [wiring, changes] of designs) {
  test(`what ${wiring} with ${JSON.stringify(changes)} never asks leaves its graph as it is`, () => {
    const design = arrayWith(wiring, changes);
    const whole = graphOf(design);
    for (const rule of idleIn(design)) assert.is(graphOf({ ...design, weakened: [rule] }), whole, rule);
  });
}

test('a battery behind a drain engine alone is one whose charge is asked for', () => {
  const design = arrayWith('battery', { batteries: { B1: { feeds: ['E1'], hold: 2 } } });
  assert.not.ok(idleIn(design).includes('R11_charge'));
});

test('a design without FIFOs asks none of their rules, one whose batteries back no drain no charge', () => {
  assert.equal(idleIn(arrayWith('mirror-only')), [
    'R4_untargeted',
    'R5_lease',
    'R5_drain',
    'R11_charge',
    'R13_committed',
    'R16_entry',
    'R17_order',
  ]);
  const wide = { bounds: { blocks: 2, pagesPerWrite: 2, fifoDepth: 2 } };
  assert.equal(idleIn(arrayWith('partner-fed', wide)), ['R5_lease', 'R11_charge', 'R16_copy']);
  assert.equal(idleIn(arrayWith('battery', wide)), ['R5_lease', 'R16_copy']);
  assert.equal(idleIn(arrayWith('battery', { ...wide, faultKinds })), ['R5_lease', 'R16_copy']);
});

test('only rules that are weakened are named, and each with its reason', () => {
  const design = arrayWith('mirror-only', { weaken: ['R5', 'R11'] });
  assert.equal(neverAsked(design).map(tellIdle), [
    'Weakening R5_lease changes nothing: a switch is between hosts and controllers.',
    'Weakening R5_drain changes nothing: there is no FIFO.',
    'Weakening R11_charge changes nothing: there is no FIFO.',
  ]);
  assert.equal(neverAsked(arrayWith('mirror-only')), []);
  const alone = arrayWith('mirror-only', { arbiter: 'none', weaken: ['R6_arbiter', 'R12'] });
  assert.equal(
    neverAsked(alone).map(({ rule, why }) => `${rule}: ${why}`),
    ['R6_arbiter', 'R12_mark', 'R12_clear'].map(
      (rule) => `${rule}: there is no arbiter, and each controller decides by itself`,
    ),
  );
});

test('a rule that only a fault lets ask is not called idle where another one is weakened that lets happen the same', () => {
  for (const weakened of [
    ['R5_detect', 'R5_fence'],
    ['R5_detect', 'R6_arbiter'],
    ['R7_degrade', 'R7_writeThrough'],
    ['R5_detect', 'R5_link'],
  ] as const) {
    const design = { ...arrayWith('mirror-only', { bounds: { faults: 0 } }), weakened };
    const last = weakened.at(-1)!;
    const without = { ...design, weakened: weakened.filter((rule) => rule !== last) };
    assert.equal(neverAsked({ ...design, weakened: [last] }).length, 1, last);
    assert.equal(neverAsked(design), [], weakened.join());
    assert.is.not(graphOf(design), graphOf(without), weakened.join());
  }
});

for (const design of [
  arrayWith('mirror-only', { bounds: { writes: 1 } }),
  arrayWithFewKinds('battery', { bounds: { writes: 1 } }),
  arrayWithFewKinds('self-fed', { bounds: { writes: 1, subBlocks: 1 } }),
]) {
  test(`${design.name}: exactly the rules that leave its graph as it is are found to make no difference`, async () => {
    const whole = graphOf(design);
    let idle = 0;
    for (const rule of ruleNames) {
      const weakened: Design = { ...design, weakened: [rule] };
      const found = (await drive(assess(weakened, NO_LIMITS, [], learned))).weakenedIdle;
      const isIdle = graphOf(weakened) === whole;
      if (isIdle) idle++;
      assert.equal(
        found.map(({ rule }) => rule),
        isIdle ? [rule] : [],
        rule,
      );
    }
    assert.ok(idle > 0 && idle < ruleNames.length);
  });
}

test('of an exploration that was stopped, only what the design shows by itself is said', async () => {
  const design = arrayWith('mirror-only', { weaken: ['R11_charge', 'R12_suspect'] });
  const idleAfter = async (states: number) => {
    const { weakenedIdle } = await drive(assess(design, { ...NO_LIMITS, states }));
    return weakenedIdle.map(({ rule }) => rule);
  };
  assert.equal(await idleAfter(1), ['R11_charge']);
  assert.equal(await idleAfter(1e9), ['R11_charge', 'R12_suspect']);
});

test.run();
