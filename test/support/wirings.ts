import fc from 'fast-check';
import { arbiters, type Design, faultKinds, type Part, parts, paths } from '../../spec/design.ts';

/** Arrays that nobody would build, and some that somebody will: any wiring, any batteries, any small sizes. */
export const anyWiring: fc.Arbitrary<Design> = fc
  .record({
    ack: fc.constantFrom('mirror' as const, 'fifo' as const),
    arbiter: fc.constantFrom(...arbiters),
    path: fc.constantFrom(...paths),
    feeds: fc.array(fc.subarray(['P1', 'P2', 'P3'], { minLength: 1, maxLength: 2 }), {
      minLength: parts.length,
      maxLength: parts.length,
    }),
    backed: fc.array(fc.subarray(['B1', 'B2'], { maxLength: 1 }), {
      minLength: parts.length,
      maxLength: parts.length,
    }),
    hold: fc.integer({ min: 1, max: 6 }),
    onBoard: fc.boolean(),
    keepUntilDestage: fc.boolean(),
    crashLosesMemory: fc.boolean(),
    C1: fc.integer({ min: 2, max: 6 }),
    C2: fc.integer({ min: 2, max: 6 }),
    blocks: fc.integer({ min: 1, max: 3 }),
    subBlocks: fc.integer({ min: 1, max: 3 }),
    fifoDepth: fc.integer({ min: 1, max: 3 }),
  })
  .map((choice) => {
    const needed = parts.filter((part) =>
      part === 'A' ? choice.arbiter === 'fed' : choice.ack === 'fifo' || /^[KC]/.test(part),
    );
    const fedBy = (names: readonly string[][], name: string): Part[] =>
      needed.filter((part) => names[parts.indexOf(part)]!.includes(name));
    const batteries = ['B1', 'B2']
      .map((name) => [name, { feeds: fedBy(choice.backed, name), hold: choice.hold }] as const)
      .filter(([, { feeds }]) => feeds.length > 0);
    return {
      name: 'any',
      about: '',
      ack: choice.ack,
      arbiter: choice.arbiter,
      path: choice.arbiter === 'none' ? 'switch' : choice.path,
      power: Object.fromEntries(['P1', 'P2', 'P3'].map((unit) => [unit, fedBy(choice.feeds, unit)])),
      batteries: Object.fromEntries(batteries),
      fifo: { onBoard: choice.onBoard, keepUntilDestage: choice.keepUntilDestage },
      crashLosesMemory: choice.crashLosesMemory,
      bounds: {
        cachePages: { C1: choice.C1, C2: choice.C2 },
        blocks: choice.blocks,
        writes: 6,
        pagesPerWrite: Math.min(2, choice.blocks),
        subBlocks: choice.subBlocks,
        fifoDepth: choice.fifoDepth,
        faults: 3,
      },
      faultKinds,
      weakened: [],
      declares: { survives: [], fails: {} },
    };
  });
