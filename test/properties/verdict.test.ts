import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import { rankOfBlock, rankOfRun, verdictOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import { type Design, verdicts } from '../../spec/design.ts';
import {
  arrayWith,
  BOOT,
  MIRRORED_WRITE,
  QUEUED_WRITE,
  run,
  TAKEOVER,
  WRITTEN_THROUGH,
} from '../support/arrays.ts';

const two = { bounds: { faults: 2 } };
const mirror = arrayWith('mirror-only', two);
const fifo = arrayWith('partner-fed', two);
const onBoard = arrayWith('partner-fed', { ...two, fifo: { onBoard: true }, crashLosesMemory: false });
const darkEngine = arrayWith('partner-fed', {
  ...two,
  power: { P1: ['K1', 'C1', 'F2', 'E1'], P2: ['K2', 'C2', 'F1', 'E2'] },
});
const keeping = arrayWith('independent', { ...two, fifo: { keepUntilDestage: true } });

/** Block 1 after a write through K1 that was answered, and what came then. */
const cases: [what: string, verdict: string, design: Design, ...labels: string[]][] = [
  ['nothing written', 'safe', mirror],
  ['nothing written, and nobody works', 'stranded', mirror, 'PowerOff P1', 'PowerOff P2'],
  ['in both caches', 'safe', mirror, ...MIRRORED_WRITE],
  ['in the mirror area, the writer is gone', 'safe', mirror, ...MIRRORED_WRITE, 'PowerOff P1'],
  ['both caches gone', 'lost', mirror, ...MIRRORED_WRITE, 'PowerOff P1', 'PowerOff P2'],
  ['on the device, nobody works', 'stranded', mirror, ...destaged(), 'PowerOff P1', 'PowerOff P2'],
  [
    'a device write on its way',
    'stranded',
    mirror,
    ...MIRRORED_WRITE,
    'Destage K1 p1',
    'PowerOff P1',
    'PowerOff P2',
  ],
  ['in the FIFO, which drains', 'safe', fifo, ...QUEUED_WRITE, 'PowerOff P1'],
  ['in the FIFO, its partner is gone', 'stranded', fifo, ...QUEUED_WRITE, 'BoardCrash K1', 'BoardCrash K2'],
  ['in the FIFO, its engine is dark', 'stranded', darkEngine, ...QUEUED_WRITE, 'PowerOff P1'],
  ['in the FIFO, on a board that is down', 'stranded', onBoard, ...QUEUED_WRITE, 'BoardCrash K1'],
  [
    'kept in the FIFO only',
    'stranded',
    keeping,
    ...QUEUED_WRITE,
    'Drain K1',
    'Drain K1',
    'PowerOff P1',
    'PowerOff P2',
  ],
  ['with a hung writer', 'safe', mirror, ...MIRRORED_WRITE, 'BoardHang K1'],
  ['with a hung writer alone', 'stranded', mirror, ...MIRRORED_WRITE, 'BoardHang K1', 'PowerOff P2'],
];

function destaged(): string[] {
  return [...MIRRORED_WRITE, 'Destage K1 p1', 'DestageDone K1 b1'];
}

for (const [what, verdict, design, ...labels] of cases) {
  test(`${what}: ${verdict}`, () => {
    const { state } = run(design, ...BOOT, ...labels);
    assert.is(verdictOf(rankOfBlock(wiringOf(design), state, 0)), verdict);
  });
}

const IN_CHARGE = [...TAKEOVER, 'TakeCharge K2'];
const half = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1'];

/** The same for arrays that do not follow a rule. */
const weak: [what: string, verdict: string, design: Design, ...labels: string[]][] = [
  [
    'an older page of the controller in charge hides what the device holds',
    'stranded',
    arrayWith('mirror-only', { weaken: ['R3_media'] }),
    ...[...MIRRORED_WRITE, ...WRITTEN_THROUGH, ...TAKEOVER, 'LinkPage K2 m1', 'TakeCharge K2'],
  ],
  [
    'a takeover under way has linked an older copy, and links no other',
    'stranded',
    arrayWith('mirror-only', { weaken: ['R3_highest'] }),
    ...[...MIRRORED_WRITE, ...MIRRORED_WRITE, 'PowerOff P1', ...TAKEOVER, 'LinkPage K2 m1'],
  ],
  [
    'a newer write of the survivor is not in effect yet, the acknowledged one is left in the cache that it does not reach',
    'stranded',
    arrayWith('mirror-only', { weaken: ['R5_link'] }),
    ...[...MIRRORED_WRITE, 'BoardHang K1', ...IN_CHARGE, 'HostWrite K2 b1', 'WritePage K2 b1'],
  ],
  [
    'a newer write of the survivor is not in effect yet, the acknowledged one is gone',
    'lost',
    arrayWith('mirror-only', { weaken: ['R5_link'] }),
    ...[...MIRRORED_WRITE, 'PowerOff P1', ...IN_CHARGE, 'HostWrite K2 b1', 'WritePage K2 b1'],
  ],
  [
    'half a page is linked, and nobody is in charge yet',
    'stranded',
    arrayWith('mirror-only', { weaken: ['R1_commit'] }),
    ...[...half, 'PowerOff P1', ...TAKEOVER, 'LinkPage K2 m1'],
  ],
  [
    'half a page is answered',
    'torn',
    arrayWith('mirror-only', { weaken: ['R1_commit'] }),
    ...[...half, 'PowerOff P1', ...TAKEOVER, 'LinkPage K2 m1', 'TakeCharge K2'],
  ],
];

for (const [what, verdict, design, ...labels] of weak) {
  test(`${what}: ${verdict}`, () => {
    const { state } = run(design, ...BOOT, ...labels);
    assert.is(verdictOf(rankOfBlock(wiringOf(design), state, 0)), verdict);
  });
}

test('where two serve a device, the worse answer counts, whichever side gives it', () => {
  const split = (old: string, survivor: string, block: string) => [
    ...[
      `HostWrite ${old} ${block}`,
      `WritePage ${old} ${block}`,
      `Copy ${old} ${block}`,
      `Copy ${old} ${block}`,
    ],
    ...[`Acknowledge ${old} ${block}`, `FalseSuspicion ${survivor}`, `Fence ${survivor}`],
    ...[`Confirm D${old[1]}`, `DrainDone ${survivor}`, `LinkPage ${survivor} m1`, `TakeCharge ${survivor}`],
    ...[`HostWrite ${survivor} ${block}`, `WritePage ${survivor} ${block}`, `Destage ${survivor} p1`],
    ...[`DestageDone ${survivor} ${block}`, `Acknowledge ${survivor} ${block}`],
  ];
  const design = arrayWith('mirror-only', { weaken: ['R5_route'] });
  const verdictIn = (labels: readonly string[], block: number) => {
    const { state } = run(design, ...BOOT, ...labels);
    return verdictOf(rankOfBlock(wiringOf(design), state, block));
  };
  assert.is(verdictIn(split('K1', 'K2', 'b1'), 0), 'stranded');
  assert.is(verdictIn(split('K2', 'K1', 'b2'), 1), 'stranded');
});

test('what was lost or answered on the way stays in the verdict of a run, what is out of reach goes by how it ends', () => {
  const [safe, stranded, lost, stale, torn] = verdicts.map((_, rank) => rank) as [
    number,
    number,
    number,
    number,
    number,
  ];
  assert.is(rankOfRun([]), safe);
  assert.is(rankOfRun([safe, stranded, safe]), safe);
  assert.is(rankOfRun([safe, lost, stranded, safe]), lost);
  assert.is(rankOfRun([safe, lost, stranded]), lost);
  assert.is(rankOfRun([safe, stale, safe]), stale);
  assert.is(rankOfRun([torn, stale, lost]), torn);
});

test('an older value in effect is stale, whatever else holds', () => {
  const weak = arrayWith('self-fed', { weaken: ['R12'] });
  const labels = [...QUEUED_WRITE, 'PowerOff P1', ...IN_CHARGE, 'HostRead K2 b1'];
  const { state } = run(weak, ...BOOT, ...labels);
  assert.is(verdictOf(rankOfBlock(wiringOf(weak), state, 0)), 'stale');
});

test('L1 awaits a device that nobody serves while a controller works, and L6 an open request', () => {
  const awaited = (...labels: string[]) =>
    invariantsOf(mirror)
      .filter((property) => property.kind === 'deadlock' && property.awaits(run(mirror, ...labels).state))
      .map(({ id }) => id);
  assert.equal(awaited(), ['L1']);
  assert.equal(awaited(...BOOT), []);
  assert.equal(awaited(...BOOT, 'HostWrite K1 b1'), ['L6']);
  assert.equal(awaited(...BOOT, 'PowerOff P1', 'PowerOff P2'), []);
  assert.equal(awaited(...BOOT, 'BoardHang K1'), ['L1']);
});

test.run();
