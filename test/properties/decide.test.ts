import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import type { Design } from '../../spec/design.ts';
import {
  HOLDS,
  holdsBy,
  type Outcome,
  partOf,
  together,
  VACUOUS,
  VIOLATED,
} from '../../src/model/property.ts';
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
  return property.check(was, { action, card: cardOf(action) }, is) & (HOLDS | VIOLATED);
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

/** As if the partner had fenced K1, and everybody but K1 knew: whatever it does now is an act of an old epoch. */
const fenced: Edit = (state) => Object.assign(state.devices[0], { granted: 1, confirmed: 1, routed: 1 });

/** The device has what is under way to it already. */
const landsNothingNew: Edit = (state) => {
  fenced(state);
  state.blocks[0]!.media = 1;
};

const late = ['Destage K1 p1', 'BoardHang K1', 'DeviceWriteLate K1 b1', 'Wake K1', 'DestageDone K1 b1'];
const queue = arrayWith('partner-fed');
const acts: readonly [
  what: string,
  outcome: Outcome,
  design: Design,
  labels: readonly string[],
  edit?: Edit,
][] = [
  ['an acknowledgement', VIOLATED, mirror, MIRRORED_WRITE],
  ['an acknowledgement of a controller that is not fenced', HOLDS, mirror, MIRRORED_WRITE, () => {}],
  ['a sub-block copied', VIOLATED, mirror, MIRRORED_WRITE.slice(0, 3)],
  ['the last sub-block copied', VIOLATED, mirror, MIRRORED_WRITE.slice(0, 4)],
  ['a sub-block queued', VIOLATED, queue, QUEUED_WRITE.slice(0, 3)],
  ['a read', VIOLATED, mirror, [...MIRRORED_WRITE, 'HostRead K1 b1']],
  ['a device write', VIOLATED, mirror, [...MIRRORED_WRITE, 'Destage K1 p1', 'DestageDone K1 b1']],
  [
    'a device write of what the device holds',
    VIOLATED,
    mirror,
    [...MIRRORED_WRITE, 'Destage K1 p1', 'DestageDone K1 b1'],
    landsNothingNew,
  ],
  [
    'a device write that lands while its board hangs, of what the device holds',
    VIOLATED,
    mirror,
    [...MIRRORED_WRITE, ...late.slice(0, 3)],
    landsNothingNew,
  ],
  ['word of a device write that landed before', VIOLATED, mirror, [...MIRRORED_WRITE, ...late]],
  ['a write that is accepted', VACUOUS, mirror, ['HostWrite K1 b1']],
  ['data that come to the cache', VACUOUS, mirror, ['HostWrite K1 b1', 'WritePage K1 b1']],
  ['a drain of what was accepted before', VACUOUS, queue, [...QUEUED_WRITE, 'Drain K1']],
];

for (const [what, outcome, design, labels, edit = fenced] of acts) {
  test(`I5: ${what}`, () => {
    assert.is(outcomeOf('I5', design, labels, edit), outcome);
  });
}

const drained = [...QUEUED_WRITE, 'Drain K1', 'Drain K1'];

test('I13: an entry leaves once it is in its mirror page, also where there are batteries', () => {
  const battery = arrayWith('battery');
  assert.is(outcomeOf('I13', battery, drained), HOLDS);
  const early = arrayWith('battery', { weaken: ['R13_committed'] });
  assert.is(outcomeOf('I13', early, [...QUEUED_WRITE, 'Drain K1']), VIOLATED);
});

test('I13: what a fault takes is no matter of it, nor what goes with a battery', () => {
  assert.is(outcomeOf('I13', queue, [...QUEUED_WRITE, 'FifoLost F1']), VACUOUS);
  const battery = arrayWith('battery', { bounds: { faults: 2 } });
  assert.is(outcomeOf('I13', battery, [...QUEUED_WRITE, 'PowerOff P1', 'BatteryDead B1']), VACUOUS);
});

const tables: readonly [mode: string, outcome: Outcome][] = [
  ['mirrored', VIOLATED],
  ['writeThrough', VIOLATED],
  ['suspecting', VIOLATED],
  ['draining', VIOLATED],
  ['allocated', VACUOUS],
  ['linking', VACUOUS],
  ['solo', VACUOUS],
  ['stopped', VACUOUS],
];

for (const [mode, outcome] of tables) {
  test(`I7, I8: a free entry of a ${mode} controller, and a page that is still committed or on its way`, () => {
    const at = structuredClone(run(mirror, ...BOOT).state);
    Object.assign(at.controllers[0], { mode });
    const page = at.caches[1].find((each) => each.state === 'blank')!;
    const judged = (id: string) => {
      const property = invariantsOf(mirror).find((each) => each.id === id)!;
      return property.kind === 'always' ? property.check(at) : undefined;
    };
    Object.assign(page, { state: 'committed', version: 1, written: 2 });
    Object.assign(at.controllers[1], { mode: 'solo' });
    assert.is(judged('I8'), VACUOUS, 'the mirror area is disabled');
    Object.assign(at.controllers[1], { mode: 'mirrored' });
    if (outcome === VIOLATED) assert.is(judged('I8'), VIOLATED);
    Object.assign(page, { state: 'copying', written: 1 });
    if (outcome === VIOLATED) assert.is(judged('I7'), VIOLATED);
    else assert.is(judged('I7'), VACUOUS);
  });
}

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

test('I15, R11_charge: of several batteries behind one part one that suffices is enough', () => {
  const holds = (...hold: readonly [number, number]) =>
    arrayWith('independent', {
      faultKinds: [],
      batteries: { B1: { feeds: ['F1'], hold: hold[0] }, B2: { feeds: ['F1'], hold: hold[1] } },
    });
  assert.is(outcomeOf('I15', holds(1, 2), QUEUED_WRITE), HOLDS);
  assert.is(outcomeOf('I15', holds(2, 1), QUEUED_WRITE), HOLDS);
  assert.throws(() => outcomeOf('I15', holds(1, 1), QUEUED_WRITE), /not enabled/);
});

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

test('what several parts say is violated if one is, and else holds by whatever one holds by', () => {
  const [LEFT, RIGHT] = holdsBy(['left', 'right']);
  const { state } = run(arrayWith('mirror-only'), ...BOOT);
  const saying = (...outcomes: Outcome[]) =>
    together(
      outcomes.map((outcome) => partOf(16, () => outcome)),
      state,
    );
  assert.is(saying(VACUOUS, VACUOUS), VACUOUS);
  assert.is(saying(LEFT, VACUOUS, RIGHT), LEFT | RIGHT);
  assert.is(saying(LEFT, VIOLATED), VIOLATED);
});

test.run();
