import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { arrayWith, type Changes, fewKinds, type Wiring } from '../support/arrays.ts';
import { search } from '../support/search.ts';

/**
 * No rule weakened: nothing may be violated, and nothing unsafe that is declared to be survived, at any size. Those whose
 * point is a wiring or a battery have no endings; pools, sub-blocks and kept entries, which endings give back, have them.
 */
const cases: [what: string, wiring: Wiring, changes: Changes][] = [
  ['the smallest pools', 'mirror-only', { bounds: { cachePages: { C1: 2, C2: 2 }, fifoDepth: 1 } }],
  ['the smallest pools', 'battery', { bounds: { cachePages: { C1: 2, C2: 2 }, fifoDepth: 1 } }],
  ['unequal caches', 'partner-fed', { faultKinds: fewKinds, bounds: { cachePages: { C1: 2, C2: 7 } } }],
  ['unequal caches', 'mirror-only', { bounds: { cachePages: { C1: 5, C2: 3 } } }],
  ['one sub-block', 'battery', { bounds: { subBlocks: 1 } }],
  ['three sub-blocks', 'mirror-only', { bounds: { subBlocks: 3 } }],
  ['a battery that holds too little', 'battery', { faultKinds: fewKinds, batteries: battery(1) }],
  [
    'a battery that holds just one entry',
    'battery',
    { faultKinds: fewKinds, batteries: battery(2), bounds: { fifoDepth: 2 } },
  ],
  ['kept entries', 'battery', { fifo: { keepUntilDestage: true } }],
  [
    'kept entries, more pages than places',
    'partner-fed',
    { fifo: { keepUntilDestage: true }, bounds: { blocks: 2, pagesPerWrite: 2, fifoDepth: 1, faults: 0 } },
  ],
  [
    'a tail that charge no longer covers',
    'battery',
    { faultKinds: fewKinds, batteries: battery(2), bounds: { ...wide(3), faults: 0 } },
  ],
  [
    'a battery that dies under half an entry',
    'battery',
    { faultKinds: ['BatteryDead'], bounds: { ...wide(2), blocks: 2 } },
  ],
  [
    'kept entries and a dead battery',
    'battery',
    {
      fifo: { keepUntilDestage: true },
      faultKinds: ['BatteryDead', 'PowerOff'],
      bounds: { writes: 1, faults: 2 },
    },
  ],
  [
    'one battery for both FIFOs and engines',
    'independent',
    {
      batteries: { B1: { feeds: ['F1', 'F2', 'E1', 'E2'], hold: 2 } },
      faultKinds: ['PowerOff'],
      bounds: { ...wide(3), subBlocks: 1 },
    },
  ],
  [
    'every part on two units',
    'mirror-only',
    {
      faultKinds: fewKinds,
      power: { P1: ['K1', 'C1', 'K2', 'C2'], P2: ['K1', 'C1', 'K2', 'C2'] },
    },
  ],
  ['a cache and its board on different units', 'partner-fed', { faultKinds: fewKinds, power: apart() }],
];

function battery(hold: number) {
  return { B1: { feeds: ['F1'], hold }, B2: { feeds: ['F2'], hold } } as const;
}

function wide(writes: number) {
  return { cachePages: { C1: 6, C2: 6 }, blocks: 2, writes, pagesPerWrite: 2, fifoDepth: 2 };
}

function apart() {
  return { P1: ['C1', 'F2', 'E2'], P2: ['C2', 'F1', 'E1'], P3: ['K1'], P4: ['K2'] } as const;
}

for (const [what, wiring, changes] of cases) {
  test(`${wiring} with ${what} violates nothing`, () => {
    const { findings, states } = search(arrayWith(wiring, changes));
    const violated = findings.filter(({ property, schedule }) => property.kind !== 'sometimes' && schedule);
    assert.equal(
      violated.map(({ property }) => property.id),
      [],
    );
    assert.ok(states > 1000);
  });
}

test.run();
