import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CountsWrites } from '../../src/explorer/fold/same-future.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { isNewer } from '../../src/model/numbers.ts';
import { HOLDS, type Property, VACUOUS, VIOLATED } from '../../src/model/property.ts';
import { fieldsOf } from '../../src/model/shape.ts';
import { shape } from '../../src/model/state.ts';
import { arrayWith, type Changes, run, type Wiring } from '../support/arrays.ts';
import { finished, learnedBy } from '../support/cores.ts';
import { NO_LIMITS, search } from '../support/search.ts';

/** What brings about a takeover, from owners that serve on and from ones that are gone. */
const KINDS = ['FalseSuspicion', 'BoardCrash', 'ChannelDown'] as const;

/** The design with every rule of numbers in force, and numbers in its states all the same. */
function numbered(wiring: Wiring, { weaken = [], ...changes }: Changes = {}): Model {
  const design = arrayWith(wiring, { faultKinds: [...KINDS], ...changes, weaken: [...weaken, 'R1_epoch'] });
  const m = compileModel(design);
  return { ...m, inForce: { ...m.inForce, R1_epoch: true } };
}

/** Whether every number that a survivor gave is beyond all that the old owner gave. */
function inOrderOfEpochs(m: Model): Property {
  return {
    id: 'numbers',
    says: 'The order of epochs and counts is that in which the host issued the writes of a block.',
    kind: 'always',
    reads: ['blocks.numbers'],
    check: ({ blocks }) => {
      let outcome = VACUOUS;
      blocks.forEach(({ numbers }, b) => {
        const owner = m.blocks[b]!;
        const [first, next] = [numbers[owner], numbers[1 - owner]!.filter((number) => number > 0)];
        if (next.length === 0) return;
        const isOrdered = next.every((number) => first.every((earlier) => earlier < number));
        outcome = isOrdered && outcome !== VIOLATED ? HOLDS : VIOLATED;
      });
      return outcome;
    },
  };
}

function findingIn(m: Model) {
  const question = { properties: [inOrderOfEpochs(m)], ranks: [] };
  return finished(learnedBy('WebAssembly')(m, question, NO_LIMITS, [])).findings[0]!;
}

const designs: readonly [Wiring, Changes][] = [
  ['mirror-only', {}],
  ['mirror-only', { path: 'direct' }],
  ['partner-fed', {}],
  ['battery', {}],
];
for (const [wiring, changes] of designs) {
  test(`${wiring} ${JSON.stringify(changes)}: a survivor counts on beyond all that the old owner gave (D79)`, () => {
    const { schedule, fired } = findingIn(numbered(wiring, changes));
    assert.is(schedule, undefined);
    assert.ok(fired);
  });
}

test('where nothing keeps the old owner from hosts, its numbers are not in their order (D79)', () => {
  assert.ok(findingIn(numbered('mirror-only', { weaken: ['R5_route'] })).schedule);
});

/** K1 writes version 1 and destages it; K2, which may hold a copy, takes over wrongly, and writes version 2. */
function survivorsFirst(weaken: readonly string[], ...released: readonly string[]) {
  const of = arrayWith('mirror-only', { bounds: { writes: 3 }, weaken });
  const boot = ['NotifySize K1', 'NotifySize K2', 'AllocateMirror K1', 'AllocateMirror K2', 'CreateTable K1'];
  const first = ['HostWrite K1 b1', 'WritePage K1 b1', 'Copy K1 b1', 'Copy K1 b1', 'Acknowledge K1 b1'];
  const taken = ['FalseSuspicion K2', 'Fence K2', 'Confirm D1', 'Route D1', 'DrainDone K2'];
  const linked = released.length === 0 ? ['LinkPage K2 m1'] : [];
  return run(of, ...boot, ...first, ...released, ...taken, ...linked, 'TakeCharge K2', 'HostWrite K2 b1');
}

const RELEASED = ['Destage K1 p1', 'DestageDone K1 b1', 'Release K1 m1'];

test('without R1_epoch a survivor counts on from the page that it holds, and from 1 where it holds none (H56)', () => {
  const { state: holding } = survivorsFirst(['R1_epoch']);
  assert.equal(holding.blocks[0]!.numbers, [
    [1, 0, 0],
    [0, 2, 0],
  ]);
  assert.ok(isNewer(holding, 0, 2, 1));
  const { state: bare } = survivorsFirst(['R1_epoch'], ...RELEASED);
  assert.equal(bare.blocks[0]!.numbers, [
    [1, 0, 0],
    [0, 1, 0],
  ]);
  assert.not.ok(isNewer(bare, 0, 2, 1) || isNewer(bare, 0, 1, 2));
  assert.ok(isNewer(bare, 0, 2, 0) && isNewer(bare, 0, 1, 0));
});

test('without R1_epoch a survivor counts on from what it has handed out, though it holds that no more', () => {
  const written = ['WritePage K2 b1', 'Destage K2 p1', 'DestageDone K2 b1', 'Acknowledge K2 b1'];
  const { state } = run(survivorsFirst(['R1_epoch'], ...RELEASED), ...written, 'HostWrite K2 b1');
  assert.equal(state.blocks[0]!.numbers[1], [0, 1, 2]);
});

test('with R1_epoch a state holds no numbers, and a version stands for its own', () => {
  const names = (weaken: readonly string[]) =>
    fieldsOf(shape, compileModel(arrayWith('mirror-only', { weaken }))).map(({ name }) => name);
  assert.not.ok(names([]).includes('blocks.numbers'));
  assert.ok(names(['R1_epoch']).includes('blocks.numbers'));
  const { state } = survivorsFirst([], ...RELEASED);
  assert.ok(isNewer(state, 0, 2, 1) && !isNewer(state, 0, 1, 1));
});

test('any number of writes is not explored without R1_epoch, for gaps between numbers decide', () => {
  const endless = arrayWith('mirror-only', { bounds: { writes: 'any', faults: 0 }, weaken: ['R1_epoch'] });
  assert.throws(
    () => search(endless),
    (error: unknown) => error instanceof CountsWrites && /give a number of writes/.test(error.message),
  );
});

test.run();
