import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design, FaultKind } from '../../spec/design.ts';
import { faultsOf } from '../../spec/faults.ts';
import { ANYTHING } from '../../src/explorer/changes.ts';
import { Expander } from '../../src/explorer/expand.ts';
import { explore } from '../../src/explorer/explore.ts';
import { foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { type Card, isAmong } from '../../src/model/card.ts';
import { compileModel, type Model, notingModel } from '../../src/model/model.ts';
import { type EveryStep, HOLDS } from '../../src/model/property.ts';
import { cardOf, transitions } from '../../src/model/protocol.ts';
import { type StateField, shape } from '../../src/model/state.ts';
import { arrayWith, fewKinds } from '../support/arrays.ts';
import { NO_LIMITS, search } from '../support/search.ts';
import { changedFields, changesOnlyWhatItTouches } from '../support/touches.ts';

const small = { bounds: { writes: 2 }, faultKinds: fewKinds };
const keeping = { ...small, fifo: { keepUntilDestage: true, onBoard: true } };
const wide = { bounds: { blocks: 2, pagesPerWrite: 2, faults: 0 } };
const joined = (...faultKinds: FaultKind[]) => ({ bounds: { blocks: 2, pagesPerWrite: 2 }, faultKinds });
const batteryOfBoard = { B1: { feeds: ['F1', 'K1', 'C1'], hold: 4 } } as const;

/** Designs that let every action change all that it can. */
const designs: readonly Design[] = [
  arrayWith('mirror-only', small),
  arrayWith('mirror-only', { bounds: { writes: 1 } }),
  arrayWith('battery', { bounds: { writes: 1 } }),
  arrayWith('mirror-only', { ...joined('FalseSuspicion', 'Abort'), path: 'direct' }),
  arrayWith('mirror-only', {
    path: 'direct',
    bounds: { writes: 1, subBlocks: 1, faults: 2 },
    faultKinds: ['ArbiterDown', 'CacheLost'],
  }),
  arrayWith('mirror-only', { bounds: { writes: 2 }, faultKinds: ['DestageError'], weaken: ['R16_destage'] }),
  arrayWith('mirror-only', { bounds: { writes: 1 }, weaken: ['R7_writeThrough'] }),
  arrayWith('mirror-only', {
    arbiter: 'fed',
    power: { P1: ['K1', 'C1', 'A'], P2: ['K2', 'C2'] },
    batteries: { B1: { feeds: ['A'], hold: 2 } },
    bounds: { writes: 1, faults: 2 },
    faultKinds: ['PowerOff', 'BatteryDead', 'BatteryElapse'],
  }),
  arrayWith('mirror-only', wide),
  // Linked pages are taken for later writes, once these destaged.
  arrayWith('mirror-only', { bounds: { writes: 4, subBlocks: 1 }, faultKinds: ['BoardCrash'] }),
  arrayWith('mirror-only', { ...small, weaken: ['R1_epoch'] }),
  arrayWith('mirror-only', { ...small, weaken: ['R2'] }),
  arrayWith('mirror-only', { ...small, weaken: ['R16_destage'] }),
  arrayWith('partner-fed', { ...small, weaken: ['R4'] }),
  arrayWith('battery', { ...keeping, faultKinds: [...fewKinds, 'Abort', 'DestageError'] }),
  arrayWith('battery', { ...keeping, batteries: batteryOfBoard }),
  arrayWith('partner-fed', { ...keeping, bounds: { writes: 2, subBlocks: 1 }, faultKinds: ['BoardHang'] }),
  arrayWith('partner-fed', { ...keeping, bounds: { writes: 2, subBlocks: 1 }, faultKinds: ['ChannelDown'] }),
  arrayWith('mirror-only', joined('PowerOff', 'BoardCrash', 'CacheLost', 'FalseSuspicion')),
  arrayWith('partner-fed', { faultKinds: ['FalseSuspicion', 'Abort'], weaken: ['R5_fence'] }),
  arrayWith('mirror-only', { ...joined('FalseSuspicion'), weaken: ['R5_fence'] }),
  arrayWith('battery', { ...joined('PowerOff', 'BatteryElapse'), batteries: batteryOfBoard }),
  arrayWith('battery', {
    bounds: { faults: 2, blocks: 2, pagesPerWrite: 2 },
    faultKinds: ['PowerOff', 'BatteryDead'],
    batteries: batteryOfBoard,
  }),
  arrayWith('battery', {
    bounds: { faults: 2, writes: 1 },
    faultKinds: ['PowerOff', 'BatteryDead', 'BatteryElapse', 'Abort'],
    batteries: batteryOfBoard,
  }),
  arrayWith('mirror-only', joined('CopyError')),
  arrayWith('mirror-only', {
    bounds: { writes: 1 },
    faultKinds: ['CopyError', 'DestageError'],
    weaken: ['R15'],
  }),
  // Writes go through once the partner is gone, and the device write of one fails.
  arrayWith('mirror-only', {
    bounds: { writes: 1, faults: 2 },
    faultKinds: ['BoardCrash', 'DestageError'],
    weaken: ['R15'],
  }),
];

/** Models in which strikes are noted: each fault strikes alone. */
const noting: readonly Model[] = [
  arrayWith('mirror-only', { bounds: { writes: 1, subBlocks: 2 } }),
  arrayWith('battery', { bounds: { writes: 1 } }),
].map((design) => ({
  ...notingModel(
    design,
    faultsOf(design).map(({ label }) => label),
    0,
  ),
  maxFaults: 1,
}));

/** By action, the fields that its steps change. */
function changesIn(m: Model): Map<string, Set<string>> {
  const changed = changedFields(m);
  const found = new Map<string, Set<string>>();
  const note: EveryStep = {
    kind: 'step',
    id: 'note',
    says: 'note',
    reads: Object.keys(shape.fields) as StateField[],
    check: (before, { action: { name } }, after) => {
      const names = found.get(name) ?? new Set();
      found.set(name, names);
      for (const field of changed(before, after)) names.add(field);
      return HOLDS;
    },
  };
  const run = explore(m, { properties: [note], ranks: [] }, NO_LIMITS, foldsFor(m, reductions));
  while (!run.next().done);
  return found;
}

test('every field that a card names is changed by some step of its action', () => {
  const found = [...designs.map((design) => compileModel(design)), ...noting].map(changesIn);
  const idle = Object.values(transitions).flatMap(({ name, touches }) =>
    touches
      .filter(
        (touched) =>
          !found.some((changes) => [...(changes.get(name) ?? [])].some((field) => isAmong([touched], field))),
      )
      .map((touched) => `${name}: ${touched}`),
  );
  assert.equal(idle, []);
});

test('a card that leaves out what its action changes is found out', () => {
  const design = arrayWith('mirror-only', { bounds: { writes: 1, faults: 0 } });
  const m = compileModel(design);
  const lying = ({ name, touches }: Card) =>
    name === 'Release' ? touches.filter((field) => field !== 'controllers.table') : touches;
  const question = { properties: [changesOnlyWhatItTouches(m, lying)], ranks: [] };
  const [finding] = search(design, question).findings;
  assert.is(finding!.schedule?.at(-1)?.name, 'Release');
});

// The lie is to be found where it is one of several fields, and where it is the only one.
for (const [name, left, step] of [
  ['Release', 'caches.mirror', 'Release K1 m1'],
  ['WritePage', 'caches.readWrite.state', 'WritePage K1 b1'],
  ['NotifySize', 'controllers.mode', 'NotifySize K1'],
] as const) {
  test(`an exploration of the tests finds out that the card of ${name} leaves out ${left}`, () => {
    const { touches } = cardOf({ name });
    const card = transitions[name] as { touches: readonly StateField[] };
    card.touches = touches.filter((field) => field !== left);
    try {
      assert.throws(
        () => search(arrayWith('mirror-only', { bounds: { writes: 1, faults: 0 } })),
        new RegExp(`${step} changes more than its card says`),
      );
    } finally {
      card.touches = touches;
    }
  });
}

test('with every fault and any number of writes, too, no step changes more than its card says', () => {
  for (const wiring of ['mirror-only', 'battery'] as const) {
    const m = compileModel(
      arrayWith(wiring, { bounds: { writes: 'any', subBlocks: 1 }, faultKinds: ['BoardCrash'] }),
    );
    const question = { properties: [changesOnlyWhatItTouches(m)], ranks: [] };
    const run = explore(m, question, NO_LIMITS, foldsFor(m, reductions));
    let next = run.next();
    while (!next.done) next = run.next();
    const [finding] = next.value.findings;
    assert.is(finding!.schedule, undefined);
    assert.ok(next.value.states > 10_000, `${next.value.states}`);
  }
});

test('who needs the successors of a state gets all of them, each once', () => {
  const expander = new Expander(compileModel(arrayWith('battery', { bounds: { faults: 2 } })));
  const modes = new Set<string>();
  for (let i = 0; i < 4000; i++) {
    const visited: number[] = [];
    expander.expand(({ index }) => {
      visited.push(index);
      return ANYTHING;
    });
    const enabled = expander.instances.filter((instance) => expander.isEnabled(instance));
    assert.equal(visited.sort(), enabled.map(({ index }) => index).sort());
    for (const { board, mode } of expander.before.controllers) modes.add(`${board} ${mode}`);
    if (enabled.length === 0 || i % 60 === 59) expander.reset();
    else expander.take(enabled[(i * 7919) % enabled.length]!);
    expander.advance();
  }
  assert.ok(modes.size > 12, [...modes].join());
});

test.run();
