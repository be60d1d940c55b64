import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Design, faultKinds, type Part, parts } from '../../spec/design.ts';
import { foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { mirrorImageOf } from '../../src/explorer/fold/mirror-image.ts';
import { compileModel } from '../../src/model/model.ts';
import { arrayWith, unshipped, type Wiring } from '../support/arrays.ts';
import { smallWiring } from '../support/small-wirings.ts';

/* Sides are exchanged only where the whole design is its own mirror image: one difference anywhere switches that off. */

const shipped: readonly Wiring[] = ['mirror-only', 'partner-fed', 'independent', 'battery', 'self-fed'];

const symmetric: readonly Design[] = [
  ...shipped.map((wiring) => arrayWith(wiring)),
  unshipped['kept entries and a battery for one of them'],
  arrayWith('independent', { batteries: { B7: { feeds: ['F1', 'F2', 'E1', 'E2'], hold: 3 } } }),
  arrayWith('battery', {
    power: { P3: ['K1', 'K2'], P1: ['C1', 'F2', 'E2'], P2: ['C2', 'F1', 'E1'] },
    declares: {
      survives: ['PowerOff P3', 'PowerOff P1 + CacheLost C2', 'PowerOff P2 + CacheLost C1', 'ChannelDown'],
      fails: { 'PowerOff *': 'lost', 'BatteryDead B1': 'stranded', 'BatteryDead B2': 'stranded' },
    },
  }),
];

function isExchanged(design: Design): boolean {
  const m = compileModel(design);
  assert.is(foldsFor(m, reductions).includes('sides'), mirrorImageOf(m) !== undefined);
  return mirrorImageOf(m) !== undefined;
}

test('a design that is its own mirror image says what each thing of it becomes, and twice is none', () => {
  for (const design of symmetric) {
    const m = compileModel(design);
    const image = mirrorImageOf(m)!;
    for (const becomes of Object.values(image))
      becomes.forEach((other: number, i: number) => {
        assert.is(becomes[other], i);
      });
    assert.equal(image.fault.length, m.faults.length);
    assert.ok(image.block.every((other, b) => m.blocks[other] !== m.blocks[b]));
  }
});

/** The design with a part put in, or taken out, of what a supply feeds. */
function toggled(feeds: readonly Part[], part: Part): Part[] {
  return feeds.includes(part) ? feeds.filter((other) => other !== part) : [...feeds, part];
}

/** Every change of one wire, one hold, one size. */
function* changesOf(design: Design): Generator<[string, Design]> {
  const { power, batteries, bounds } = design;
  // The arbiter is on neither side: what feeds it makes no difference between them.
  for (const part of parts.filter((part) => part !== 'A')) {
    for (const [unit, feeds] of Object.entries(power))
      yield [`${unit} ${part}`, { ...design, power: { ...power, [unit]: toggled(feeds, part) } }];
    for (const [name, { feeds, hold }] of Object.entries(batteries)) {
      const other = { feeds: toggled(feeds, part), hold };
      yield [`${name} ${part}`, { ...design, batteries: { ...batteries, [name]: other } }];
    }
  }
  for (const [name, battery] of Object.entries(batteries)) {
    if (battery.feeds.length === 4) continue;
    const other = { ...battery, hold: battery.hold + 1 };
    yield [`${name} hold`, { ...design, batteries: { ...batteries, [name]: other } }];
  }
  yield ['P9', { ...design, power: { ...power, P9: ['K1'] } }];
  yield ['B9', { ...design, batteries: { ...batteries, B9: { feeds: ['E2'], hold: 2 } } }];
  for (const cache of ['C1', 'C2'] as const) {
    const cachePages = { ...bounds.cachePages, [cache]: bounds.cachePages[cache] + 1 };
    yield [`${cache} pages`, { ...design, bounds: { ...bounds, cachePages } }];
  }
}

for (const design of symmetric) {
  test(`${design.name}: one wire more or less, one hold, one size, and the sides are not exchanged`, () => {
    assert.ok(isExchanged(design));
    for (const [what, changed] of changesOf(design)) assert.not(isExchanged(changed), what);
  });
}

test('one declaration that is for one side only, and the sides are not exchanged', () => {
  const declaring = (declares: Partial<Design['declares']>) =>
    arrayWith('battery', { declares: { survives: [], fails: {}, ...declares } });
  const oneSided: Partial<Design['declares']>[] = [
    { survives: ['PowerOff P1'] },
    { survives: ['*', 'BoardCrash K2'] },
    { survives: ['BatteryDead B1'] },
    { survives: ['PowerOff P1 + CacheLost C2', 'PowerOff P2 + CacheLost C2'] },
    { survives: ['BoardHang K1', 'BoardHang K2 + BoardHang K2'] },
    { survives: ['FifoLost F1'], fails: { 'FifoLost F2': 'lost' } },
    { fails: { 'CacheLost C1': 'lost' } },
    { fails: { 'CacheLost C1': 'lost', 'CacheLost C2': 'stranded' } },
  ];
  for (const declares of oneSided) assert.not(isExchanged(declaring(declares)), JSON.stringify(declares));
  const forBoth: Partial<Design['declares']>[] = [
    {},
    { survives: ['*', '* + *', 'ChannelDown'] },
    { survives: ['PowerOff P1', 'PowerOff P2'] },
    { survives: ['PowerOff P1+CacheLost C2', 'CacheLost C1 +  PowerOff P2'] },
    { survives: ['PowerOff P1 + PowerOff P2', 'PowerOff P1 + *', '* + PowerOff P2'] },
    { fails: { 'BatteryDead B2': 'lost', 'BatteryDead B1': 'lost' } },
  ];
  for (const declares of forBoth) assert.ok(isExchanged(declaring(declares)), JSON.stringify(declares));
});

test('a wire that moves from one unit to another leaves no mirror image', () => {
  for (const wiring of shipped) {
    const design = arrayWith(wiring);
    for (const [from, feeds] of Object.entries(design.power)) {
      for (const part of feeds) {
        for (const to of Object.keys(design.power).filter((unit) => unit !== from)) {
          const power = {
            ...design.power,
            [from]: toggled(feeds, part),
            [to]: toggled(design.power[to]!, part),
          };
          assert.not(isExchanged({ ...design, power }), `${wiring}: ${part} from ${from} to ${to}`);
        }
      }
    }
  }
});

test('kinds of fault, weakened rules and how FIFOs are built are the same for both sides', () => {
  for (const kind of faultKinds) {
    const others = faultKinds.filter((other) => other !== kind);
    assert.ok(isExchanged(arrayWith('battery', { faultKinds: others })), kind);
    assert.ok(isExchanged(arrayWith('battery', { faultKinds: [kind] })), kind);
  }
  assert.ok(isExchanged(arrayWith('battery', { fifo: { onBoard: true, keepUntilDestage: true } })));
  assert.ok(isExchanged(arrayWith('battery', { weaken: ['R5', 'R8'], crashLosesMemory: false })));
});

/** Tries every way to pair units and batteries: slow, and obvious. */
function isItsOwnImage({ power, batteries, bounds }: Design): boolean {
  const supplies = [
    ...Object.values(power).map((feeds) => ['unit', ...feeds]),
    ...Object.values(batteries).map(({ feeds, hold }) => [`battery for ${hold}`, ...feeds]),
  ];
  const isPaired = (left: readonly string[][]): boolean => {
    const [first, ...rest] = left;
    if (first === undefined) return true;
    const image = first.map(exchanged).sort().join();
    if (image === first.toSorted().join() && isPaired(rest)) return true;
    return rest.some(
      (other, i) => image === other.toSorted().join() && isPaired(rest.filter((_, j) => j !== i)),
    );
  };
  return bounds.cachePages.C1 === bounds.cachePages.C2 && isPaired(supplies);
}

function exchanged(part: string): string {
  if (!/^[KCFE][12]$/.test(part)) return part;
  return part[0] + (part[1] === '1' ? '2' : '1');
}

test('of wirings at random those have a mirror image that a plain look at every pair finds to have one', () => {
  let found = 0;
  const isEqual = fc.property(smallWiring, (wiring) => {
    const design = { ...wiring, declares: { survives: [], fails: {} } };
    if (isExchanged(design)) found++;
    assert.is(isExchanged(design), isItsOwnImage(design));
  });
  fc.assert(isEqual, { numRuns: 1000, seed: 13 });
  assert.ok(found > 500 && found < 900);
});

test.run();
