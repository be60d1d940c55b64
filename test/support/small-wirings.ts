import fc from 'fast-check';
import {
  type AckRule,
  type Bounds,
  type Design,
  type FaultKind,
  type Part,
  parts,
} from '../../spec/design.ts';
import { faultsOf, matchesFault, termsOf } from '../../spec/faults.ts';
import { type RuleName, ruleNames } from '../../spec/rules.ts';

/*
 * Arrays at random that are explored twice in a moment: one fault, and one or two writes. Of three, two are their own
 * mirror images: what feeds a part of one side, or its mirror image, feeds that part of the other.
 */

/** What feeds a part: the supply of its own side, that of the other side, or one that is for both. */
type Feeding = 'own' | 'other' | 'shared';

const kinds = ['K', 'C', 'F', 'E'] as const;
type PartKind = (typeof kinds)[number];

type Feedings = Readonly<Record<PartKind, Feeding | undefined>>;

function feedings(...among: readonly (Feeding | undefined)[]): fc.Arbitrary<Feedings> {
  const one = fc.constantFrom(...among);
  return fc.record({ K: one, C: one, F: one, E: one });
}

type Size = Omit<Bounds, 'cachePages'>;

/** Sizes that go together: more of one is less of another. */
const sizes: readonly Size[] = [
  { blocks: 1, writes: 1, pagesPerWrite: 1, subBlocks: 2, fifoDepth: 1, faults: 1 },
  { blocks: 1, writes: 1, pagesPerWrite: 1, subBlocks: 1, fifoDepth: 2, faults: 2 },
  { blocks: 1, writes: 2, pagesPerWrite: 1, subBlocks: 1, fifoDepth: 1, faults: 1 },
  { blocks: 1, writes: 3, pagesPerWrite: 1, subBlocks: 1, fifoDepth: 1, faults: 0 },
  { blocks: 2, writes: 2, pagesPerWrite: 1, subBlocks: 1, fifoDepth: 2, faults: 0 },
  { blocks: 2, writes: 2, pagesPerWrite: 2, subBlocks: 1, fifoDepth: 2, faults: 0 },
];

/** Seldom, for it is large even with two pages in a cache and one kind of fault. */
const large: Size = { blocks: 2, writes: 2, pagesPerWrite: 1, subBlocks: 1, fifoDepth: 1, faults: 1 };

const narrow: readonly FaultKind[] = [
  'PowerOff',
  'BatteryDead',
  'BoardCrash',
  'BoardHang',
  'CacheLost',
  'FifoLost',
  'ChannelDown',
  'FalseSuspicion',
  'CopyError',
  'FifoError',
  'DrainError',
  'DestageError',
  'BatteryElapse',
  'Abort',
];

const patterns = [
  '*',
  'PowerOff P1',
  'PowerOff *',
  'BoardCrash K1',
  'BoardHang K2',
  'CacheLost C1',
  'ChannelDown',
] as const;

export const smallWiring: fc.Arbitrary<Design> = fc
  .record({
    ack: fc.constantFrom<AckRule>('mirror', 'fifo'),
    arbiter: fc.constantFrom('apart' as const, 'apart' as const, 'none' as const),
    path: fc.constantFrom('switch' as const, 'switch' as const, 'direct' as const),
    isMirrored: fc.constantFrom(true, true, false),
    power: feedings('own', 'own', 'other', 'shared'),
    backed: feedings(undefined, undefined, undefined, 'own', 'other', 'shared'),
    /** Where it is no mirror image: a part that another unit feeds as well, and sizes of the second side. */
    astray: fc.constantFrom('K1', 'C2', 'F1', 'E2', undefined),
    hold: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    pages: fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 })),
    onBoard: fc.boolean(),
    keepUntilDestage: fc.boolean(),
    crashLosesMemory: fc.boolean(),
    size: fc.oneof(
      { weight: 15, arbitrary: fc.constantFrom(...sizes) },
      { weight: 1, arbitrary: fc.constant(large) },
    ),
    faultKinds: fc.subarray([...narrow], { minLength: 1, maxLength: 2 }),
    survives: fc.subarray([...patterns], { maxLength: 2 }),
    weakened: fc.oneof(
      fc.constant<readonly RuleName[]>([]),
      fc.constantFrom(...ruleNames).map((rule) => [rule]),
    ),
  })
  .map((choice): Design => {
    const { ack, arbiter, isMirrored, onBoard, keepUntilDestage, crashLosesMemory, faultKinds, weakened } =
      choice;
    const power = suppliesOf('P', choice.power, ack);
    if (!isMirrored && choice.astray !== undefined && isNeeded(choice.astray, ack))
      power['P3'] = [...new Set([...(power['P3'] ?? []), choice.astray])];
    const [hold, otherHold] = choice.hold;
    const batteries = Object.entries(suppliesOf('B', choice.backed, ack)).map(
      ([name, feeds]) => [name, { feeds, hold: isMirrored || name === 'B1' ? hold : otherHold }] as const,
    );
    const isLarge = choice.size === large;
    const [C1, C2] = choice.pages.map((pages) => (isLarge ? 2 : pages)) as [number, number];
    const design: Design = {
      name: 'any',
      about: '',
      ack,
      arbiter,
      path: arbiter === 'none' ? 'switch' : choice.path,
      power,
      batteries: Object.fromEntries(batteries),
      fifo: { onBoard, keepUntilDestage },
      crashLosesMemory,
      bounds: {
        cachePages: { C1, C2: isMirrored ? C1 : C2 },
        ...choice.size,
      },
      faultKinds: isLarge ? faultKinds.filter((kind) => kind !== 'ChannelDown').slice(0, 1) : faultKinds,
      weakened,
      declares: { survives: [], fails: {} },
    };
    const survives = isMirrored ? choice.survives.flatMap(withMirrorImage) : choice.survives;
    return { ...design, declares: { survives: survives.filter(isSaidOf(design)), fails: {} } };
  });

/** Supplies named P1 to P3, or B1 to B3, with the parts that they feed; those that feed none are left out. */
function suppliesOf(letter: 'P' | 'B', feedings: Feedings, ack: AckRule): Record<string, Part[]> {
  const feeds: Part[][] = [[], [], []];
  for (const part of parts) {
    const feeding = feedings[part[0] as PartKind];
    if (feeding === undefined || !isNeeded(part, ack)) continue;
    const side = part.endsWith('1') ? 0 : 1;
    feeds[feeding === 'shared' ? 2 : feeding === 'own' ? side : 1 - side]!.push(part);
  }
  return Object.fromEntries(
    feeds.flatMap((each, i) => (each.length === 0 ? [] : [[`${letter}${i + 1}`, each]])),
  );
}

function isNeeded(part: Part, ack: AckRule): boolean {
  return ack === 'fifo' || /^[KC]/.test(part);
}

/** P1 and P2 are mirror images of each other in whatever is a mirror image of itself here. */
function withMirrorImage(pattern: string): string[] {
  const image = pattern.replace(/[12]$/, (side) => (side === '1' ? '2' : '1'));
  return image === pattern ? [pattern] : [pattern, image];
}

function isSaidOf(design: Design): (pattern: string) => boolean {
  const labels = faultsOf(design).map(({ label }) => label);
  return (pattern) => termsOf(pattern).every((term) => labels.some((label) => matchesFault(term, label)));
}
