import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { conditions } from '../../spec/conditions.ts';
import type { Design } from '../../spec/design.ts';
import { type RuleName, ruleNames, rules } from '../../spec/rules.ts';
import { explore } from '../../src/explorer/explore.ts';
import type { Action } from '../../src/model/action.ts';
import type { Guard } from '../../src/model/guard.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { actionsOf } from '../../src/model/protocol.ts';
import type { State } from '../../src/model/state.ts';
import { closedAt, isEnabled, NotEnabled, step } from '../../src/model/step.ts';
import { labelOf } from '../../src/schedule/label.ts';
import { refusalOf, tellRefusal } from '../../src/words/refusals.ts';
import { arrayWith, BOOT, run, unshipped } from '../support/arrays.ts';
import { NO_LIMITS } from '../support/search.ts';

/* What keeps an action from happening: the first guard that is closed, and the fact that closes it. */

/** Rules that decide what an action does, and keep none from happening. */
const ofEffects: readonly RuleName[] = [
  'R1_header',
  'R1_epoch',
  'R2_fresh',
  'R8_protected',
  'R9_version',
  'R12_suspect',
  'R13_committed',
];

/** Designs that come across every guard. */
const designs: readonly Design[] = [
  arrayWith('mirror-only', { path: 'direct', bounds: { writes: 1 }, faultKinds: ['FalseSuspicion'] }),
  arrayWith('mirror-only', { faultKinds: ['PowerOff', 'ChannelDown', 'FalseSuspicion', 'BoardHang'] }),
  arrayWith('mirror-only', {
    bounds: { blocks: 2, pagesPerWrite: 2, cachePages: { C1: 6, C2: 4 }, writes: 3 },
    faultKinds: ['PowerOff'],
  }),
  arrayWith('partner-fed', { bounds: { blocks: 2, fifoDepth: 2 }, faultKinds: ['FifoLost'] }),
  arrayWith('mirror-only', { weaken: ['R1_header', 'R3_highest'], faultKinds: ['PowerOff'] }),
  unshipped['kept entries and a battery for one of them'],
  unshipped['FIFOs on the boards'],
  arrayWith('mirror-only', {
    bounds: { faults: 2 },
    faultKinds: ['ChannelDown', 'FalseSuspicion', 'PowerOff', 'BoardCrash'],
  }),
  arrayWith('mirror-only', { weaken: ['R4_needed'], faultKinds: ['PowerOff'] }),
  arrayWith('mirror-only', { faultKinds: ['Abort', 'CopyError', 'DestageError'] }),
  arrayWith('mirror-only', {
    bounds: { faults: 2 },
    weaken: ['R7_writeThrough'],
    faultKinds: ['PowerOff', 'ArbiterDown'],
  }),
];

interface Told {
  readonly text: string;
  readonly isOwn: boolean;
}

const told = new Map<Guard, Told>();

/** Rules of endings that would let an action happen where another guard is named. */
const unnamed = new Set<string>();

for (const design of designs) listenTo(design);

/** Asks every action in each of some thousand states of a design. */
function listenTo(design: Design): void {
  const m = compileModel(design);
  const actions = actionsOf(m);
  const look = {
    id: 'look',
    says: 'look',
    kind: 'always',
    reads: ['caches', 'fifos', 'blocks', 'controllers'],
  } as const;
  let seen = 0;
  const check = (s: State) => {
    if (seen++ % 7 === 0) for (const action of actions) tell(m, s, action);
    return 0;
  };
  const search = explore(
    m,
    { properties: [{ ...look, check }], ranks: [] },
    { ...NO_LIMITS, states: 12_000 },
  );
  while (!search.next().done);
}

function tell(m: Model, s: State, action: Action): void {
  const refusal = refusalOf(m, s, action);
  if (refusal === undefined) return;
  const text = tellRefusal(refusal);
  if (/undefined|NaN|[:,] *$/.test(text)) throw new Error(`${labelOf(m, action)}: ${text}`);
  for (const rule of ['R14_resolve', 'R15_error'] as const)
    if (rule !== refusal.guard && isEnabled({ ...m, inForce: { ...m.inForce, [rule]: false } }, s, action))
      unnamed.add(`${action.name}: ${refusal.guard}, not ${rule}`);
  if (told.has(refusal.guard)) return;
  told.set(refusal.guard, { text, isOwn: isRefusedBy(m, s, action, refusal.guard) });
}

/** Whether the guard that is named is what stands in the way: a rule that is weakened closes nothing. */
function isRefusedBy(m: Model, s: State, action: Action, guard: Guard): boolean {
  if (isEnabled(m, s, action)) return false;
  if (!(guard in rules)) return true;
  if (!m.inForce[guard as RuleName]) return false;
  return closedAt({ ...m, inForce: { ...m.inForce, [guard]: false } }, s, action) !== guard;
}

test('every guard refuses something somewhere, and says what closed it', () => {
  const guards = [...ruleNames.filter((rule) => !ofEffects.includes(rule)), ...Object.keys(conditions)];
  const silent = guards.filter((guard) => !told.has(guard as Guard));
  assert.equal(silent, []);
});

test('a rule is told with its name, what is no rule by the fact alone', () => {
  for (const [guard, { text }] of told) assert.is(text.startsWith(`${guard}: `), guard in rules, text);
});

test('the guard that is named is the one in the way: weakened, a rule refuses nothing', () => {
  const others = [...told].filter(([, { isOwn }]) => !isOwn).map(([guard]) => guard);
  assert.equal(others, []);
});

test('where how a write ends closes a step, R14_resolve or R15_error is named', () => {
  assert.equal([...unnamed], []);
});

test('a late write that the fence made void is refused with the fence', () => {
  const { model, state } = run(
    arrayWith('mirror-only'),
    ...BOOT,
    ...[
      'HostWrite K1 b1',
      'WritePage K1 b1',
      'Copy K1 b1',
      'Copy K1 b1',
      'Acknowledge K1 b1',
      'Destage K1 p1',
    ],
    ...['BoardHang K1', 'Suspect K2', 'Fence K2', 'Confirm D1'],
  );
  const late = { name: 'DeviceWriteLate', side: 0 } as const;
  assert.is(
    tellRefusal(refusalOf(model, state, { ...late, block: 0 })!),
    'the fence of K2 (epoch 1 of D1) made its write of block 1 version 1 to D1 void',
  );
  assert.is(
    tellRefusal(refusalOf(model, state, { ...late, block: 1 })!),
    'K1 has no write of block 2 under way to D2',
  );
});

test('an abort of a write that nobody works on is refused with what became of it', () => {
  const fact = (changes: Parameters<typeof arrayWith>[1], ...labels: string[]) => {
    const { model, state } = run(arrayWith('mirror-only', changes), ...BOOT, ...labels);
    return tellRefusal(refusalOf(model, state, { name: 'Abort', side: 0, block: 0 })!);
  };
  const copying = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1'];
  const takeover = ['Suspect K2', 'Fence K2', 'Confirm D1', 'Route D1', 'DrainDone K2'];
  assert.is(fact({}), 'the host has not written block 1');
  assert.is(
    fact({}, ...copying, 'Copy K1 b1', 'Acknowledge K1 b1'),
    'block 1 version 1 is acknowledged already',
  );
  assert.is(fact({}, ...copying, 'Abort K1 b1'), 'the host gave up block 1 version 1');
  assert.is(fact({}, ...copying, 'Abort K1 b1', 'Discard K1 b1'), 'block 1 version 1 is discarded already');
  assert.is(fact({}, ...copying, 'CopyError K1', 'Discard K1 b1'), 'block 1 version 1 is discarded already');
  assert.is(
    fact({}, ...copying, 'Abort K1 b1', 'Destage K1 p1', 'DestageDone K1 b1'),
    'block 1 version 1 is in effect already, though it was never acknowledged',
  );
  assert.is(fact({}, ...copying, 'BoardCrash K1'), 'block 1 version 1 ended unanswered, for K1 is stopped');
  const fenced = ['BoardHang K1', 'Suspect K2', 'Fence K2', 'Route D1', 'Wake K1'];
  assert.is(fact({}, ...copying, ...fenced), 'block 1 version 1 ended unanswered, for K2 has fenced K1');
  assert.is(
    fact({}, ...copying, 'PowerOff P1', ...takeover, 'TakeCharge K2', 'HostWrite K2 b1'),
    'K2 works on block 1 version 2, not K1',
  );
});

test('a step that is refused tells the guard to whoever takes it', () => {
  const { model, state } = run(
    arrayWith('mirror-only'),
    ...BOOT,
    'HostWrite K1 b1',
    'WritePage K1 b1',
    'PowerOff P2',
  );
  const { model: m, state: alone } = run({ model, state }, 'Degrade K1');
  const answer: Action = { name: 'Acknowledge', side: 0, block: 0 };
  assert.is(tellRefusal(refusalOf(m, alone, answer)!), 'R7_writeThrough: one copy only, in C1');
  assert.is(refusalOf(m, alone, answer)!.says, rules.R7_writeThrough.says);
  assert.throws(
    () => step(m, alone, answer),
    (error: unknown) =>
      error instanceof NotEnabled && error.guard === 'R7_writeThrough' && error.action === answer,
  );
  const { state: answered } = run({ model: m, state: alone }, 'Destage K1 p1', 'DestageDone K1 b1');
  assert.is(refusalOf(m, answered, answer), undefined);
});

test('what says more than one copy where there is more than one', () => {
  const copied = [...BOOT, 'HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1', 'Copy K1 b1'];
  const { model, state } = run(arrayWith('mirror-only'), ...copied, 'ChannelDown', 'Degrade K1');
  const refusal = refusalOf(model, state, { name: 'Acknowledge', side: 0, block: 0 })!;
  assert.is(tellRefusal(refusal), 'R7_writeThrough: K1 is writeThrough, and only D1 counts: C1 v1, C2 v1');
});

test('of batteries only those are named whose charge is too small', () => {
  const batteries = { B1: { feeds: ['F1'], hold: 4 }, B2: { feeds: ['E1'], hold: 1 } } as const;
  const { model, state } = run(
    arrayWith('battery', { batteries }),
    ...BOOT,
    'HostWrite K1 b1',
    'WritePage K1 b1',
  );
  assert.is(
    tellRefusal(refusalOf(model, state, { name: 'Enqueue', side: 0, block: 0 })!),
    'R11_charge: B2 has a charge of 1, less than what would be queued takes to drain',
  );
});

test('where no copy is whole that is said', () => {
  const { model, state } = run(
    arrayWith('mirror-only', { weaken: ['R0_written'] }),
    ...BOOT,
    'ChannelDown',
    'Degrade K1',
    'HostWrite K1 b1',
  );
  const refusal = refusalOf(model, state, { name: 'Acknowledge', side: 0, block: 0 })!;
  assert.is(
    tellRefusal(refusal),
    'R7_writeThrough: K1 is writeThrough, and only D1 counts: no copy is whole',
  );
});

test.run();
