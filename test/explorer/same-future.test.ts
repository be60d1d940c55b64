import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Bounds } from '../../spec/design.ts';
import { ruleNames } from '../../spec/rules.ts';
import { questionFor } from '../../src/check/assess.ts';
import type { Question } from '../../src/explorer/findings.ts';
import { type FoldName, foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { differenceOf } from '../../src/explorer/fold/same-future.ts';
import type { Action, ActionName } from '../../src/model/action.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { HOLDS, type Property, VIOLATED } from '../../src/model/property.ts';
import { type AnyTransition, transitions } from '../../src/model/protocol.ts';
import type { State } from '../../src/model/state.ts';
import { enabled, step } from '../../src/model/step.ts';
import { arrayWith, type Wiring } from '../support/arrays.ts';
import { smallWiring } from '../support/small-wirings.ts';

/* What a search tries before it folds: it must see whatever tells two states apart that a fold takes for one. */

const NOTHING: Question = { properties: [], ranks: [] };
const wirings: readonly Wiring[] = ['mirror-only', 'partner-fed', 'independent', 'battery', 'self-fed'];

/** Any number of writes, and two blocks a device: what a design must have for every fold to have something to do. */
const wide: Partial<Bounds> = { writes: 'any', blocks: 2, fifoDepth: 2 };

function modelOf(wiring: Wiring, bounds: Partial<Bounds> = wide): Model {
  return compileModel(arrayWith(wiring, { bounds }));
}

function told(m: Model, question: Question, folds: readonly FoldName[] = foldsFor(m, reductions)): string {
  const found = differenceOf(m, question, folds);
  return found === undefined ? 'none' : `${found.fold} ${found.by}`;
}

for (const wiring of wirings) {
  test(`${wiring} carries each fold: nothing that is asked of it tells apart what they take for one`, () => {
    for (const bounds of [{}, { writes: 'any' }, { blocks: 2 }, wide] as const) {
      const m = modelOf(wiring, bounds);
      assert.is(told(m, questionFor(m.design)), 'none', JSON.stringify(bounds));
    }
  });
}

for (const wiring of ['mirror-only', 'battery'] as const) {
  test(`${wiring}, any number of writes: no weakened rule tells apart what a fold takes for one`, () => {
    // Without R1_epoch gaps between numbers decide, and any number of writes is refused.
    for (const rule of ruleNames.filter((name) => name !== 'R1_epoch')) {
      const m = compileModel(arrayWith(wiring, { bounds: { writes: 'any' }, weaken: [rule] }));
      assert.is(told(m, questionFor(m.design)), 'none', rule);
    }
  });
}

test('wirings at random carry each fold, with any number of writes, too', () => {
  const isNone = fc.property(smallWiring, fc.boolean(), (design, isAny) => {
    const { writes, ...bounds } = design.bounds;
    const m = compileModel({ ...design, bounds: { ...bounds, writes: isAny ? 'any' : writes } });
    assert.is(told(m, questionFor(m.design)), 'none');
  });
  const numRuns = Number(process.env['FUTURES'] ?? 25);
  fc.assert(isNone, { numRuns, seed: Number(process.env['FUTURES_SEED'] ?? 13), includeErrorInReport: true });
  assert.ok(numRuns > 0);
});

/** What somebody could ask that a fold hides, by the fold. */
const hidden: Readonly<Record<FoldName, Readonly<Record<string, (s: State) => boolean>>>> = {
  versions: {
    'a block is at version 4': (s) => s.blocks.some(({ issued }) => issued === 4),
    'a block is at version 9': (s) => s.blocks.some(({ issued }) => issued === 9),
    'a block has more than a hundred versions': (s) => s.blocks.some(({ issued }) => issued > 100),
    'the version on a device is odd': (s) => s.blocks[0]!.media % 2 === 1,
    'the device is two versions behind': (s) => s.blocks.some(({ issued, media }) => issued - media > 2),
    'one device is further than the other': ({ blocks: [one, other] }) => one!.media > other!.media,
    'a page of a cache has version 4': (s) => s.caches[1].some(({ version }) => version === 4),
    'a version is three times another': (s) => s.blocks.some((b) => b.media > 0 && b.issued === 3 * b.media),
  },
  slots: {
    'the first page is dirty': (s) => s.caches[0][0]!.state === 'dirty',
    'the second page is destaging': (s) => s.caches.some((pages) => pages[1]!.state === 'destaging'),
    'the first mirror page is committed': (s) => s.caches[0][2]!.state === 'committed',
    'the second mirror page is being copied to': (s) => s.caches[1][3]!.state === 'copying',
    'the second entry is acquired': (s) => s.controllers[0].table[1]!.state === 'acquired',
    'entries are in the order of their versions': ({ controllers: [{ table }] }) =>
      table[0]!.version < table[1]!.version,
  },
  blocks: {
    'the second block is at its first version': (s) => s.blocks[1]!.issued > 0,
    'the first block of the second device is read': (s) => s.blocks[2]!.settled > 0,
    'a page holds the second block': (s) => s.caches[0].some(({ block }) => block === 1),
  },
  sides: {
    'K1 serves alone': (s) => s.controllers[0].mode === 'solo',
    'K2 links': (s) => s.controllers[1].mode === 'linking',
    'a copy in C2 is whole': (s) => s.caches[1].some(({ state }) => state === 'committed'),
    'P1 is off': (s) => s.units[0] === 'off',
    'the second device is written': (s) => s.blocks.at(-1)!.media > 0,
    'the first of all faults has struck': (s) => s.faults[0]!,
    'K1 is fenced': (s) => s.devices[0].granted > 0,
  },
};

/** Where each of them is asked: of two blocks for blocks, and with pages in order there, for blocks that are alike. */
const asked: Readonly<Record<FoldName, [FoldName[], Partial<Bounds>]>> = {
  versions: [['versions'], { writes: 'any' }],
  slots: [['versions', 'slots'], { writes: 'any' }],
  blocks: [['versions', 'blocks', 'slots'], wide],
  sides: [['versions', 'sides'], { writes: 'any' }],
};

for (const fold of Object.keys(hidden) as FoldName[]) {
  const [folds, bounds] = asked[fold];
  for (const [says, is] of Object.entries(hidden[fold])) {
    test(`${fold}: seen is whoever asks whether ${says}: of states and steps, by rank, as a witness or a wait`, () => {
      const m = modelOf('battery', bounds);
      for (const question of questionsOf(is))
        assert.is(told(m, question, folds), `${fold} ${question.properties[0]?.id ?? 'rank'}`);
    });
  }
}

/** The same asked in every way that there is. */
function questionsOf(is: (s: State) => boolean): Question[] {
  const named = { id: 'X', says: '' } as const;
  const outcome = (s: State) => (is(s) ? VIOLATED : HOLDS);
  const properties: Property[] = [
    { ...named, kind: 'always', reads: [], check: outcome },
    { ...named, kind: 'step', reads: [], check: (_, __, after) => outcome(after) },
    { ...named, kind: 'sometimes', check: (_, __, after) => is(after) },
    { ...named, kind: 'deadlock', awaits: is },
  ];
  return [
    ...properties.map((property) => ({ ...NOTHING, properties: [property] })),
    { properties: [], ranks: [(s) => Number(is(s))] },
  ];
}

test('seen is a property that asks an action for its page, its side or its block', () => {
  const asking = (is: (action: Action) => boolean): Question => ({
    ...NOTHING,
    properties: [
      { kind: 'step', id: 'X', says: '', reads: [], check: (_, { action }) => Number(is(action)) },
    ],
  });
  const isFirstPage = asking((action) => action.name === 'Destage' && action.page === 0);
  const isSecondSide = asking((action) => action.name === 'Acknowledge' && action.side === 1);
  const isSecondBlock = asking((action) => action.name === 'HostWrite' && action.block === 1);
  assert.is(told(modelOf('battery', asked.slots[1]), isFirstPage, asked.slots[0]), 'slots X');
  assert.is(told(modelOf('battery', asked.sides[1]), isSecondSide, asked.sides[0]), 'sides X');
  assert.is(told(modelOf('battery', asked.blocks[1]), isSecondBlock, asked.blocks[0]), 'blocks X');
});

test('what a fold hides is told with a state in which, or one step behind which, it is', () => {
  const m = modelOf('mirror-only', {});
  const [question] = questionsOf((s) => s.units[0] === 'off');
  const { state } = differenceOf(m, question!, ['sides'])!;
  const near = [state, ...enabled(m, state).map((action) => step(m, state, action).state)];
  assert.ok(near.some(({ units }) => units[0] !== units[1]));
});

/** Asks with another guard for one action, and puts the guard back. */
function toldWith(m: Model, name: ActionName, guard: Guard, folds: readonly FoldName[]): string {
  const transition = transitions[name] as { closed: AnyTransition['closed'] };
  const original = transition.closed;
  transition.closed = (model, s, action) => (guard(s, action) ? original(model, s, action) : 'pages');
  try {
    return told(m, NOTHING, folds);
  } finally {
    transition.closed = original;
  }
}

type Guard = (s: State, action: Action & Partial<Record<'side' | 'page' | 'block', number>>) => boolean;

for (const { name, over, only } of Object.values(transitions)) {
  test(`${name}: a guard of it that favours a side or a page is seen`, () => {
    const m = modelOf('battery', { writes: 'any' });
    if (only?.(m) === false) return assert.ok(over.length > 0);
    const favours: [string, FoldName, Guard][] = [
      ['side', 'sides', (_, { side }) => side === 0],
      ['block', 'sides', (_, { block }) => block === 0],
      ['page', 'slots', (_, { page }) => page !== 0],
      ['mirrorPage', 'slots', (_, { page }) => page !== 0],
    ];
    const tried = favours.filter(([parameter]) => (over as readonly string[]).includes(parameter));
    for (const [parameter, fold, guard] of tried)
      assert.is(toldWith(m, name, guard, ['versions', fold]), `${fold} successors`, parameter);
    assert.is(
      toldWith(m, name, () => true, ['versions', 'slots', 'sides']),
      'none',
    );
  });
}

test('a guard that counts is seen', () => {
  const m = modelOf('battery', { writes: 'any' });
  const isFourth: Guard = (s) => s.blocks.every(({ issued }) => issued < 4);
  const isEven: Guard = (s) => s.blocks[0]!.media % 2 === 0;
  assert.is(toldWith(m, 'HostWrite', isFourth, ['versions']), 'versions successors');
  assert.is(toldWith(m, 'Destage', isEven, ['versions']), 'versions successors');
});

test('a model whose sides differ although its design does not say so is seen', () => {
  const m = modelOf('battery', {});
  const { supplies } = m;
  const uneven: Partial<Model>[] = [
    { supplies: { ...supplies, F1: supplies.F2 } },
    { supplies: { ...supplies, K2: supplies.K1 } },
    { supplies: { ...supplies, E1: supplies.K1 } },
    { batteryParts: [['F1'], ['F2', 'K1']] },
  ];
  for (const change of uneven) {
    const { fold } = differenceOf({ ...m, ...change }, NOTHING, ['sides']) ?? {};
    assert.is(fold, 'sides', JSON.stringify(change));
  }
});

test.run();
