import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import type { Design } from '../../spec/design.ts';
import { HOLDS, type Outcome, VACUOUS, VIOLATED } from '../../src/model/property.ts';
import { cardOf } from '../../src/model/protocol.ts';
import type { State } from '../../src/model/state.ts';
import { actionsByLabel } from '../../src/schedule/label.ts';
import { arrayWith, BOOT, MIRRORED_WRITE, QUEUED_WRITE, run, type Wiring } from '../support/arrays.ts';

/* Clauses of step properties that no shipped design comes to: a step in which that clause alone decides, and its twin. */

/** What is changed in a state by hand, where no rule that is weakened leads there. */
type Edit = (state: State) => unknown;

/** What a property says of the last of these steps after boot, with the same edit made before and after it. */
function outcomeOf(id: string, design: Design, labels: readonly string[], edit: Edit = () => {}): Outcome {
  const before = run(design, ...BOOT, ...labels.slice(0, -1));
  const { state: after } = run(before, labels.at(-1)!);
  const [was, is] = [structuredClone(before.state), structuredClone(after)];
  edit(was);
  edit(is);
  const property = invariantsOf(design).find((each) => each.id === id)!;
  if (property.kind !== 'step') throw new Error(`${id} does not speak of steps`);
  const action = actionsByLabel(before.model).get(labels.at(-1)!)!;
  return property.check(was, { action, card: cardOf(action) }, is);
}

const survivesAll = { declares: { survives: ['*'], fails: {} } } as const;
const onBoard = { fifo: { onBoard: true }, ...survivesAll } as const;

const answers: readonly [
  what: string,
  outcome: Outcome,
  wiring: Wiring,
  changes: Parameters<typeof arrayWith>[1],
][] = [
  ['a FIFO on the board of its writer goes with the cache', VIOLATED, 'partner-fed', onBoard],
  ['a FIFO apart from the boards stays', HOLDS, 'partner-fed', survivesAll],
  [
    'a FIFO on a board whose memory outlives a crash stays',
    HOLDS,
    'partner-fed',
    { ...onBoard, crashLosesMemory: false },
  ],
  [
    'a crash that is not declared survivable may take both',
    HOLDS,
    'partner-fed',
    { ...onBoard, declares: { survives: ['PowerOff *'], fails: {} } },
  ],
  [
    'a crash that no design allows takes nothing',
    HOLDS,
    'partner-fed',
    { ...onBoard, faultKinds: ['PowerOff'] },
  ],
  ['a FIFO on the unit of its writer goes with the cache', VIOLATED, 'self-fed', survivesAll],
  ['a battery keeps a FIFO that is on the unit of its writer', HOLDS, 'battery', survivesAll],
  ['a second unit keeps a cache', HOLDS, 'self-fed', { ...survivesAll, power: twice('C1') }],
  ['a second unit keeps a FIFO', HOLDS, 'self-fed', { ...survivesAll, power: twice('F1') }],
];

function twice(part: 'C1' | 'F1'): Design['power'] {
  return { P1: ['K1', 'C1', 'F1', 'E1'], P2: ['K2', 'C2', 'F2', 'E2', part] };
}

for (const [what, outcome, wiring, changes] of answers) {
  test(`I6: ${what}`, () => {
    assert.is(outcomeOf('I6', arrayWith(wiring, changes), QUEUED_WRITE), outcome);
  });
}

const mirror = arrayWith('mirror-only', { bounds: { blocks: 2 } });
const secondCopy = [...MIRRORED_WRITE, 'HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1'];
const committed = (state: State) => state.caches[1].find((page) => page.state === 'committed')!;

test('I12: a copy that is newer than what the mirror area has is in order', () => {
  assert.is(outcomeOf('I12', mirror, secondCopy), HOLDS);
});

test('I12: a copy that is older than what is committed beside it is not', () => {
  const newer: Edit = (state) => Object.assign(committed(state), { version: 3 });
  assert.is(outcomeOf('I12', mirror, secondCopy, newer), VIOLATED);
});

test('I12: a newer version of another block is no reason', () => {
  const elsewhere: Edit = (state) => Object.assign(committed(state), { version: 3, block: 1 });
  assert.is(outcomeOf('I12', mirror, secondCopy, elsewhere), HOLDS);
});

test('I12: of a copy that does not go on it says nothing, though it is older', () => {
  const newer: Edit = (state) => Object.assign(committed(state), { version: 3 });
  assert.is(outcomeOf('I12', mirror, [...secondCopy, 'HostRead K1 b1'], newer), VACUOUS);
});

test('I4: a read is judged once something is in effect, and not before', () => {
  assert.is(outcomeOf('I4', mirror, ['HostWrite K1 b1', 'HostRead K1 b1']), VACUOUS);
  assert.is(outcomeOf('I4', mirror, [...MIRRORED_WRITE, 'HostRead K1 b1']), HOLDS);
});

const E1 = { faultKinds: [], weaken: ['R11_charge'] } as const;
const holding = (hold: number, feeds: readonly ('F1' | 'E1')[] = ['E1']) =>
  arrayWith('independent', {
    ...E1,
    batteries: { B1: { feeds, hold } },
    fifo: { keepUntilDestage: true },
    bounds: { fifoDepth: 2, blocks: 2 },
  });
const another = QUEUED_WRITE.map((label) => label.replace('b1', 'b2'));

for (const feeds of [['E1'], ['F1']] as const) {
  test(`I15: a battery of ${feeds} alone must have the charge for all that is queued`, () => {
    assert.is(outcomeOf('I15', holding(1, feeds), QUEUED_WRITE), VIOLATED);
    assert.is(outcomeOf('I15', holding(2, feeds), QUEUED_WRITE), HOLDS);
    assert.is(outcomeOf('I15', holding(3, feeds), [...QUEUED_WRITE, ...another]), VIOLATED);
    assert.is(outcomeOf('I15', holding(4, feeds), [...QUEUED_WRITE, ...another]), HOLDS);
  });
}

test('I15: what is drained needs no charge, and of an entry under way only the rest does', () => {
  const half = [...QUEUED_WRITE, 'Drain K1', ...another];
  assert.is(outcomeOf('I15', holding(2), half), VIOLATED);
  assert.is(outcomeOf('I15', holding(3), half), HOLDS);
  const kept = [...QUEUED_WRITE, 'Drain K1', 'Drain K1', ...another];
  assert.is(outcomeOf('I15', holding(1), kept), VIOLATED);
  assert.is(outcomeOf('I15', holding(2), kept), HOLDS);
});

test('I15: a battery behind both FIFOs must have the charge for both', () => {
  const shared = (hold: number) =>
    arrayWith('independent', { ...E1, batteries: { B1: { feeds: ['F1', 'E2'], hold } } });
  const both = [...QUEUED_WRITE, ...QUEUED_WRITE.map((label) => label.replace('K1 b1', 'K2 b2'))];
  assert.is(outcomeOf('I15', shared(3), both), VIOLATED);
  assert.is(outcomeOf('I15', shared(4), both), HOLDS);
});

test('I15: a FIFO that nothing feeds is no second copy', () => {
  const dark = arrayWith('independent', { weaken: ['R0_verified'] });
  const unverified = [...QUEUED_WRITE.slice(0, 2), 'PowerOff P3', 'Acknowledge K1 b1'];
  assert.is(outcomeOf('I15', dark, unverified), VIOLATED);
});

test.run();
