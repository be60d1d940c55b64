import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Design, faultKinds } from '../../spec/design.ts';
import { ruleNames } from '../../spec/rules.ts';
import { questionFor } from '../../src/check/assess.ts';
import { type Exploration, type Explore, explore, type Limits } from '../../src/explorer/explore.ts';
import { type FoldName, foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { TooLittleMemory } from '../../src/explorer/learned/search.ts';
import type { Checkpointer, Kept } from '../../src/explorer/learned/snapshot.ts';
import { NotSetAside } from '../../src/explorer/learned/states.ts';
import { compileModel } from '../../src/model/model.ts';
import { arrayWith, arrayWithFewKinds } from '../support/arrays.ts';
import { checkpointerFrom } from '../support/checkpointers.ts';
import { finished, learnedBy, learnedByThreads, ShelfInMemory, told } from '../support/cores.ts';
import { NO_LIMITS } from '../support/search.ts';
import { smallWiring } from '../support/small-wirings.ts';
import { narrowlyWeakened } from '../support/weakened.ts';

/*
 * A search that sets states aside tells what one tells that has place for all of them in memory, to the last schedule,
 * wherever it ends and goes on.
 */

const design = arrayWith('mirror-only', { faultKinds: ['ChannelDown'] });

/** Less than half of what the states of the design take. They are set aside several times. */
const LITTLE = 700_000;

/** Sets aside whatever was expanded, level by level. Where there are more states than in a stride, that is too little. */
const NOTHING = 0;

interface Asked {
  readonly of?: Design;
  readonly folds?: readonly FoldName[];
  readonly limits?: Partial<Limits>;
}

function run(search: Explore, { of = design, folds = [], limits = {} }: Asked = {}): Exploration {
  return finished(search(compileModel(of), questionFor(of), { ...NO_LIMITS, ...limits }, folds));
}

/** Compares a search that has so little memory with the plain one. Returns how often it set states aside. */
function compareWith(
  bytes: number,
  { limits = {}, ...asked }: Asked = {},
  kind: 'WebAssembly' | 'JavaScript' = 'WebAssembly',
): number {
  const shelf = new ShelfInMemory();
  const found = run(learnedBy(kind, undefined, shelf), { ...asked, limits: { ...limits, bytes } });
  assert.equal(told(found), told(run(explore, { ...asked, limits })), JSON.stringify(asked.of));
  assert.is(shelf.closed, 1);
  return shelf.times;
}

const unbroken = told(run(explore));

test('the shipped designs come to the same', () => {
  for (const [of, bytes] of [
    [arrayWith('mirror-only', { bounds: { writes: 1 } }), 300_000],
    [arrayWithFewKinds('partner-fed'), 1_000_000],
    [arrayWithFewKinds('battery'), 1_200_000],
  ] as const) {
    const times = compareWith(bytes, { of });
    assert.ok(times > 2, `${of.name}: set aside ${times} times`);
  }
});

test('without WebAssembly the core tells the same', () => {
  assert.ok(compareWith(LITTLE, {}, 'JavaScript') > 2);
});

test('what is told of memory is what all states take, wherever they are', () => {
  const { bytes } = run(learnedBy('WebAssembly'));
  const limits = { bytes: LITTLE };
  assert.is(run(learnedBy('WebAssembly', undefined, new ShelfInMemory()), { limits }).bytes, bytes);
});

test('weakened rules are violated in the same places, though numbers moved in between', () => {
  for (const rule of ruleNames) {
    const of = narrowlyWeakened(rule);
    const { states, bytes } = run(learnedBy('WebAssembly'), { of });
    const times = compareWith(states < 4096 ? NOTHING : 0.6 * bytes, { of });
    assert.ok(times > 1, `${rule}: set aside ${times} times`);
  }
});

test('wirings at random, folded and not, come to the same where every level is set aside at once', () => {
  let most = 0;
  const isEqual = fc.property(smallWiring, fc.boolean(), (of, folds) => {
    const names = folds ? foldsFor(compileModel(of), reductions) : [];
    const { states } = run(explore, { of, folds: names });
    if (states < 4096) most = Math.max(most, compareWith(NOTHING, { of, folds: names }));
  });
  fc.assert(isEqual, { numRuns: 30, seed: 65, endOnFailure: true });
  assert.ok(most > 15, `${most} times`);
});

test('any number of writes comes to the same', () => {
  const kinds = faultKinds.filter((kind) => kind !== 'Abort');
  const of = arrayWith('mirror-only', { bounds: { writes: 'any', faults: 0 }, faultKinds: kinds });
  const folds = foldsFor(compileModel(of), reductions);
  assert.ok(folds.includes('versions'));
  assert.ok(compareWith(NOTHING, { of, folds }) > 5);
});

test('two threads tell what one tells, and so do three', async () => {
  const of = arrayWithFewKinds('partner-fed');
  const { bytes } = run(learnedBy('WebAssembly'), { of });
  const plain = told(run(explore, { of }));
  for (const threads of [1, 2, 3]) {
    const search = await learnedByThreads(threads);
    assert.equal(told(run(search, { of, limits: { bytes: bytes / 3 } })), plain);
  }
});

/** How many states a search has found at the end of each part. */
function foundIn(search: Explore, limits: Partial<Limits> = {}): number[] {
  const found: number[] = [];
  const going = search(compileModel(design), questionFor(design), { ...NO_LIMITS, ...limits }, []);
  for (let next = going.next(); !next.done; next = going.next()) found.push(next.value.states);
  return found;
}

test('a limit on states is judged by those that are new, wherever in a level it comes', () => {
  const known = foundIn(explore);
  const found = foundIn(learnedBy('WebAssembly', undefined, new ShelfInMemory()), { bytes: LITTLE });
  const between = known.filter((states, i) => found[i]! > states).map((states) => states + 1);
  const { states: all } = run(explore);
  assert.ok(between.length > 1, 'nothing was found twice in the midst of a level');
  for (const states of [1, all - 1, all, ...between.slice(0, 3)]) compareWith(LITTLE, { limits: { states } });
});

test('whoever ends it in the midst of a level is told the same', () => {
  for (const part of [6, 7, 9, 11]) {
    const [plain, learned] = [explore, learnedBy('WebAssembly', undefined, new ShelfInMemory())].map(
      (search) => {
        const limits = { ...NO_LIMITS, ...(search === explore ? {} : { bytes: LITTLE }) };
        const going = search(compileModel(design), questionFor(design), limits, []);
        for (let i = 0; i < part; i++) assert.not(going.next().done);
        const { done, value } = going.next('interrupted');
        assert.ok(done);
        return told(value as Exploration);
      },
    );
    assert.equal(learned, plain, `in part ${part}`);
  }
});

test('who asks for all states is shown each once, those that were set aside as well when it goes on', () => {
  const seen = (search: Explore, limits: Limits) => {
    const states: string[] = [];
    const visit = (words: Uint32Array, at: number) => states.push(words.subarray(at, at + 4).join());
    finished(search(compileModel(design), { ...questionFor(design), visit }, limits, []));
    return states;
  };
  const limits = { ...NO_LIMITS, bytes: LITTLE };
  const all = seen(explore, NO_LIMITS);
  const first = checkpointerFrom();
  assert.equal(seen(learnedBy('WebAssembly', first, new ShelfInMemory()), limits), all);
  const late = checkpointerFrom(first.all.at(-2));
  assert.equal(seen(learnedBy('WebAssembly', late, new ShelfInMemory()), limits), all);
});

function goesOn(kept: Kept, bytes: number, shelf?: ShelfInMemory): object {
  return told(run(learnedBy('WebAssembly', checkpointerFrom(kept), shelf), { limits: { bytes } }));
}

test('what was set aside is in each snapshot, and a search goes on with as much memory, less, or enough', () => {
  const first = checkpointerFrom();
  run(learnedBy('WebAssembly', first, new ShelfInMemory()), { limits: { bytes: LITTLE } });
  assert.ok(first.all.length > 10);
  for (const [i, kept] of first.all.entries()) {
    assert.equal(goesOn(kept, [LITTLE, 600_000, 1_200_000][i % 3]!, new ShelfInMemory()), unbroken, `${i}`);
    if (i % 4 === 0) assert.equal(goesOn(kept, NO_LIMITS.bytes), unbroken, `${i}, all in memory`);
  }
});

test('a snapshot of a search that has place for all goes on with less memory, in JavaScript and by threads', async () => {
  const first = checkpointerFrom();
  run(learnedBy('WebAssembly', first));
  const limits = { bytes: LITTLE };
  for (const i of [4, 8, 11]) {
    const inJavaScript = learnedBy('JavaScript', checkpointerFrom(first.all[i]), new ShelfInMemory());
    assert.equal(told(run(inJavaScript, { limits })), unbroken);
    assert.equal(told(run(await learnedByThreads(2, checkpointerFrom(first.all[i])), { limits })), unbroken);
  }
});

test('snapshots tell of states that are new, and of no others', () => {
  const sizes = (search: (checkpointer: Checkpointer) => Explore, bytes: number) => {
    const checkpointer = checkpointerFrom();
    run(search(checkpointer), { limits: { bytes } });
    return checkpointer.all.map(({ standing }) => [standing.counters.next, standing.extents.states.size]);
  };
  const aside = sizes((checkpointer) => learnedBy('WebAssembly', checkpointer, new ShelfInMemory()), LITTLE);
  assert.equal(
    aside,
    sizes((checkpointer) => learnedBy('WebAssembly', checkpointer), NO_LIMITS.bytes),
  );
});

test('memory in which what is to be expanded has no place ends the search: all that was found is told, and kept', () => {
  const checkpointer = checkpointerFrom();
  const limits = { bytes: 300_000 };
  const found = run(learnedBy('WebAssembly', checkpointer, new ShelfInMemory()), { limits });
  assert.is(found.stopped, 'the limit of 300000 bytes');
  assert.instance(found.failed, TooLittleMemory);
  assert.match(found.failed!.message, /^--memory: .* [\d,]+ states .*: give it more$/);
  const { failed: _, stopped: __, ...rest } = found;
  const { stopped: ___, ...plain } = run(explore, { limits: { states: found.states } });
  assert.equal(told(rest), told(plain));
  assert.equal(goesOn(checkpointer.all.at(-1)!, NO_LIMITS.bytes), unbroken);
});

test('a shelf that takes no more ends the search: all that was found is told, and kept', () => {
  for (const times of [0, 1, 3]) {
    const shelf = new ShelfInMemory(times);
    const checkpointer = checkpointerFrom();
    const found = run(learnedBy('WebAssembly', checkpointer, shelf), { limits: { bytes: LITTLE } });
    assert.is(found.stopped, 'no more');
    assert.instance(found.failed, NotSetAside);
    assert.is(shelf.times, times);
    const { failed: _, stopped: __, ...rest } = found;
    const { stopped: ___, ...plain } = run(explore, { limits: { states: found.states } });
    assert.equal(told(rest), told(plain));
    assert.equal(goesOn(checkpointer.all.at(-1)!, LITTLE, new ShelfInMemory()), unbroken);
  }
});

test.run();
