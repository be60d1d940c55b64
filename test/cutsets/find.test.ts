import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Design, verdicts } from '../../spec/design.ts';
import { faultSet } from '../../spec/faults.ts';
import { type CutSet, nameOf } from '../../src/cutsets/cut-set.ts';
import { deviceHarm } from '../../src/cutsets/device-harm.ts';
import { cutSetsOf } from '../../src/cutsets/find.ts';
import type { History } from '../../src/cutsets/histories.ts';
import { explore } from '../../src/explorer/explore.ts';
import { compileModel } from '../../src/model/model.ts';
import { actionsByLabel } from '../../src/schedule/label.ts';
import { replay } from '../../src/schedule/replay.ts';
import { finalVerdict } from '../../src/schedule-files/outcome.ts';
import { arrayWith } from '../support/arrays.ts';
import { learnedBy } from '../support/cores.ts';
import { cutSetsIn, ordered, PLAIN, withSingles } from '../support/cut-sets.ts';
import { NO_LIMITS, search } from '../support/search.ts';

const inOrdered = cutSetsIn(ordered);
const inSingles = cutSetsIn(withSingles);

/* Which sets are minimal is worked out here anew, from an exploration that notes no order and no phase. */

for (const [what, design, cutSets] of [
  ['order decides', ordered, inOrdered],
  ['one fault is enough', withSingles, inSingles],
] as const) {
  test(`the sets, their verdicts and shortest schedules are those that an exploration finds, where ${what}`, () => {
    const { found } = cutSets;
    const told = new Map(
      found.flatMap((set) => [set.faults, ...set.alike].map((faults) => [keyOf(faults), set] as const)),
    );
    const expected = minimalIn(design);
    assert.equal([...told.keys()].sort(), [...expected.keys()].sort());
    for (const [key, { rank, length }] of expected) {
      const { verdict, devices } = told.get(key)!;
      assert.is(verdict, verdicts[rank], key);
      assert.is(devices[0]!.schedule.length, length, key);
    }
  });

  test(`each schedule comes to its verdict, struck by the faults of its row in their order, where ${what}`, () => {
    const { found, model } = cutSets;
    const actions = actionsByLabel(model);
    assert.ok(found.length > 1);
    for (const set of found) {
      for (const { schedule, verdict, strikes } of set.devices) {
        const trace = replay(
          model,
          schedule.map((label) => actions.get(label)!),
          [],
        );
        assert.is(finalVerdict({ model, trace }), verdict, nameOf(set));
        const struck = schedule.filter((label) => set.faults.includes(label));
        assert.equal(
          struck,
          strikes.map(({ fault }) => fault),
        );
        assert.equal(
          set.isOrdered ? struck : struck.toSorted(),
          set.isOrdered ? set.faults : set.faults.toSorted(),
        );
      }
    }
  });
}

test('order is told where it decides: which comes to harm, and what comes of the others', () => {
  const { found } = inOrdered;
  const row = (name: string): CutSet => found.find((set) => nameOf(set) === name)!;
  const cut = row('ChannelDown > PowerOff P1');
  assert.equal([cut.verdict, cut.isOrdered], ['stranded', true]);
  assert.equal(cut.otherwise, [{ order: ['PowerOff P1', 'ChannelDown'], verdict: 'safe' }]);
  assert.equal(cut.alike, [['ChannelDown', 'PowerOff P2']]);
  const suspected = row('FalseSuspicion K1 > PowerOff P1');
  assert.equal(suspected.otherwise, [
    { order: ['PowerOff P1', 'FalseSuspicion K1'], verdict: 'cannot happen' },
  ]);
  const both = row('PowerOff P1 + PowerOff P2');
  assert.equal([both.isOrdered, both.otherwise, both.alike], [false, [], []]);
});

test('of two orders that both do harm each is a row with its own verdict', () => {
  const design = arrayWith('battery', {
    bounds: { writes: 1, subBlocks: 1 },
    faultKinds: ['PowerOff', 'BoardHang', 'BatteryElapse'],
  });
  const { found, model } = cutSetsIn(design);
  const rows = found.filter(({ faults }) => faults.toSorted().join() === 'BoardHang K2,PowerOff P1');
  const [lost, stranded] = [
    ['BoardHang K2', 'PowerOff P1'],
    ['PowerOff P1', 'BoardHang K2'],
  ] as const;
  assert.equal(
    rows.map(({ faults, verdict, otherwise }) => [faults, verdict, otherwise]),
    [
      [lost, 'lost', [{ order: stranded, verdict: 'stranded' }]],
      [stranded, 'stranded', [{ order: lost, verdict: 'lost' }]],
    ],
  );
  assert.equal(
    found.map(({ verdict }) => verdict).toSorted(),
    found.map(({ verdict }) => verdict),
  );
  for (const { devices, verdict } of rows) {
    const actions = actionsByLabel(model);
    const trace = replay(
      model,
      devices[0]!.schedule.map((label) => actions.get(label)!),
      [],
    );
    assert.is(finalVerdict({ model, trace }), verdict);
  }
});

test('both directions are told: whose data, which copies go with which fault, and in which phase that is harm', () => {
  const { found } = inOrdered;
  const set = found.find((one) => nameOf(one) === 'PowerOff P1 + CacheLost C2')!;
  const told = set.devices.map(({ device, writer, strikes }) => [device, writer, strikes]);
  const both = ['not destaged', 'single copy', 'takeover'];
  assert.equal(told, [
    [
      'D2',
      'K2',
      [
        { fault: 'PowerOff P1', phases: ['undrained', ...both], takes: ['F2'] },
        { fault: 'CacheLost C2', phases: ['undrained', ...both], takes: ['C2'] },
      ],
    ],
    [
      'D1',
      'K1',
      [
        { fault: 'PowerOff P1', phases: ['undrained', ...both], takes: ['C1'] },
        { fault: 'CacheLost C2', phases: both, takes: ['C2'] },
      ],
    ],
  ]);
});

test('of a fault in the FIFO alone the phase is told, and not one in which the copy is in the mirror area', () => {
  const [single] = cutSetsIn(withSingles, 1).found;
  assert.equal([nameOf(single!), single!.verdict, single!.alike], ['PowerOff P1', 'lost', [['PowerOff P2']]]);
  assert.equal(
    single!.devices.map(({ device, strikes }) => [device, strikes]),
    [['D1', [{ fault: 'PowerOff P1', phases: ['undrained'], takes: ['C1', 'F1'] }]]],
  );
});

test('rows are told by number of faults, the worst first, while the search goes on', () => {
  const order: string[] = [];
  const together = function* (...of: Parameters<typeof explore>): ReturnType<typeof explore> {
    yield { states: 1, transitions: 0, depth: 0, waiting: 1 };
    return yield* explore(...of);
  };
  for (const told of cutSetsOf(withSingles, 2, NO_LIMITS, { ...PLAIN, together })) {
    order.push(told.kind === 'cut set' ? `${told.found.faults.length} ${told.found.verdict}` : told.doing);
  }
  const rows = order.filter((one) => /^\d (lost|stranded)$/.test(one));
  const place = (one: string) => 10 * Number(one[0]) - verdicts.indexOf(one.slice(2) as 'lost');
  assert.equal(
    rows,
    rows.toSorted((a, b) => place(a) - place(b)),
  );
  assert.ok(order.indexOf('1 lost') < order.indexOf('2 faults'), order.join());
});

test('an array that looks another from the other side has each set in a row of its own', () => {
  const power = { P1: ['K1', 'C1', 'F1', 'E1'], P2: ['K2', 'C2'], P3: ['F2', 'E2'] } as const;
  const lopsided = { ...withSingles, power };
  const { found } = cutSetsIn(lopsided);
  assert.ok(found.every(({ alike }) => alike.length === 0));
  assert.equal(found.filter(({ faults }) => faults.length === 1).map(nameOf), ['PowerOff P1']);
  assert.equal(found.map(({ faults }) => keyOf(faults)).sort(), [...minimalIn(lopsided).keys()].sort());
});

test('what is declared folds no sides apart, and changes nothing', () => {
  const declares = { survives: [], fails: { 'PowerOff P1': 'lost' } } as const;
  const names = (design: typeof withSingles) => cutSetsIn(design).found.map(nameOf);
  assert.equal(
    names({ ...withSingles, declares }),
    names({ ...withSingles, declares: { survives: [], fails: {} } }),
  );
});

test('a set with a milder one above it is said to be such, with both schedules', () => {
  const together = (...of: Parameters<typeof explore>) => withOneMilder(explore(...of));
  const { found } = cutSetsIn(withSingles, 2, { ...PLAIN, together });
  const [single] = found;
  assert.equal(
    single!.milder.map(({ faults, verdict }) => [faults, verdict]),
    [[['PowerOff P1', 'CacheLost C1'], 'safe']],
  );
  assert.equal(single!.milder[0]!.schedule.filter((label) => label === 'CacheLost C1').length, 1);
  assert.equal(
    inSingles.found.flatMap(({ milder }) => milder),
    [],
  );
});

test('an error that takes the only write leaves none for the harm: that set is milder, and its schedule says so', () => {
  const design = arrayWith('partner-fed', {
    bounds: { writes: 1 },
    fifo: { onBoard: true },
    power: { P1: ['K1', 'C1', 'F2', 'E1'], P2: ['K2', 'C2', 'F1', 'E2'] },
    faultKinds: ['BoardCrash', 'FifoError'],
  });
  const [crash] = cutSetsIn(design).found;
  assert.equal([crash!.faults, crash!.verdict], [['BoardCrash K1'], 'lost']);
  const [milder] = crash!.milder;
  assert.equal([milder!.faults, milder!.verdict], [['BoardCrash K1', 'FifoError F2'], 'safe']);
  assert.equal(milder!.schedule.filter((label) => milder!.faults.includes(label)).length, 2);
});

test('with a rule weakened harm may need no fault at all, and then no set does more', () => {
  const design = arrayWith('partner-fed', {
    bounds: { subBlocks: 1 },
    faultKinds: ['DestageError'],
    weaken: ['R16_destage'],
  });
  const { found } = cutSetsIn(design, 1);
  assert.equal(
    found.map((set) => [nameOf(set), set.verdict, set.isOrdered]),
    [['none', 'stale', false]],
  );
  assert.equal(
    found[0]!.devices.map(({ device, strikes }) => [device, strikes]),
    [
      ['D1', []],
      ['D2', []],
    ],
  );
});

test('of a device with two blocks what becomes of the worse one is told', () => {
  const two = arrayWith('self-fed', {
    bounds: { writes: 1, subBlocks: 1, blocks: 2 },
    faultKinds: ['PowerOff'],
  });
  const [set] = cutSetsIn(two, 1).found;
  const { schedule, strikes } = set!.devices[0]!;
  assert.ok(schedule.includes('HostWrite K1 b1') || schedule.includes('HostWrite K1 b2'));
  assert.equal(
    strikes.map(({ takes }) => takes.toSorted()),
    [['C1', 'F1']],
    'the copies of the block that was written, and none of the other',
  );
  const second: Design = { ...two, weakened: [] };
  assert.equal(
    deviceHarmOf(
      second,
      schedule.map((label) => label.replace('b1', 'b2')),
    ),
    ['C1', 'F1'],
  );
});

test('the core that learns finds the same', () => {
  const learned = { together: learnedBy('JavaScript'), alone: learnedBy('JavaScript') };
  assert.equal(cutSetsIn(ordered, 2, learned).found, inOrdered.found);
});

test('a search that is stopped says so, and tells what it has explored to the end', () => {
  const run = cutSetsOf(ordered, 2, { states: 2000, bytes: 1e12 }, PLAIN);
  let next = run.next();
  while (!next.done) next = run.next();
  const { stopped, faults, found } = next.value;
  assert.is(stopped, 'the limit of 2000 states');
  assert.ok(faults < 2);
  assert.ok(found.every((set) => set.faults.length <= Math.max(0, faults + 1)));
});

test('orders that are declared are judged one by one', () => {
  const declared = (fails: (typeof ordered)['declares']['fails'], survives: readonly string[] = []) =>
    cutSetsIn({ ...ordered, declares: { survives, fails } }).undeclared;
  const [right, wrong] = ['ChannelDown > PowerOff P1', 'PowerOff P1 > ChannelDown'];
  assert.equal(declared({ [right!]: 'stranded' }, [wrong!]), []);
  assert.equal(declared({ [wrong!]: 'stranded' }, [right!]), [
    { order: ['ChannelDown', 'PowerOff P1'], pattern: right, declared: 'safe', found: 'stranded' },
    { order: ['PowerOff P1', 'ChannelDown'], pattern: wrong, declared: 'stranded', found: 'safe' },
  ]);
  const kind = 'ChannelDown > PowerOff *';
  assert.equal(declared({ [kind]: 'stranded' }), []);
  assert.equal(declared({ 'FalseSuspicion * > PowerOff *': 'stranded' }), [], 'others of it come out safe');
  assert.equal(
    declared({ [kind]: 'lost' }).map(({ pattern, found }) => [pattern, found]),
    [[kind, 'stranded']],
    'the worst of all that it speaks for',
  );
});

/** The copies that the last fault of a schedule takes. */
function deviceHarmOf(design: Design, schedule: readonly string[]): string[] {
  const m = compileModel(design);
  const order = schedule.slice(-1);
  const history = { device: 0, order, phases: [['undrained']], rank: 2, schedule: () => schedule } as const;
  return deviceHarm(m, 0, 'lost', [history as unknown as History]).strikes[0]!.takes.toSorted();
}

/** The minimal sets of an exploration without any folds, by their names. */
function minimalIn(design: typeof ordered): Map<string, { readonly rank: number; readonly length: number }> {
  const asked = { ...design, bounds: { ...design.bounds, faults: 2 } };
  const all = compileModel(asked).faults;
  const sets = search(asked).faultSets.map(({ faults, rank, schedules }) => {
    return { faults: faultSet(all, faults), rank, length: schedules.get(rank)!().length };
  });
  const isPart = (part: readonly string[], whole: readonly string[]) =>
    part.length < whole.length && part.every((fault) => whole.includes(fault));
  const minimal = sets.filter(
    ({ faults, rank }) =>
      rank > 0 && !sets.some((other) => other.rank >= rank && isPart(other.faults, faults)),
  );
  return new Map(minimal.map((set) => [keyOf(set.faults), set]));
}

/** The same search, which takes two faults together for harmless. */
function* withOneMilder(run: ReturnType<typeof explore>): ReturnType<typeof explore> {
  const exploration = yield* run;
  const faultSets = exploration.faultSets.map((set) => {
    const isPicked =
      faultSet(compileModel(withSingles).faults, set.faults).join() === 'PowerOff P1,CacheLost C1';
    return isPicked ? { ...set, rank: 0 } : set;
  });
  return { ...exploration, faultSets };
}

function keyOf(faults: readonly string[]): string {
  return faults.toSorted().join(' + ');
}

test.run();
