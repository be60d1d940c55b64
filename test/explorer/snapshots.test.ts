import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { questionFor } from '../../src/check/assess.ts';
import { type Explore, explore, type Limits } from '../../src/explorer/explore.ts';
import { type FoldName, foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import type { Checkpointer, Kept } from '../../src/explorer/learned/snapshot.ts';
import { compileModel } from '../../src/model/model.ts';
import { arrayWith } from '../support/arrays.ts';
import { checkpointerFrom } from '../support/checkpointers.ts';
import { finished, learnedBy, learnedByThreads, told } from '../support/cores.ts';
import { NO_LIMITS } from '../support/search.ts';
import { narrowlyWeakened } from '../support/weakened.ts';

/*
 * A search that goes on from a snapshot tells what one tells that was never interrupted, wherever the snapshot was taken,
 * by whom, and whoever goes on.
 */

const design = arrayWith('mirror-only', { faultKinds: ['ChannelDown'] });

function run(
  search: Explore,
  of: Design = design,
  limits: Limits = NO_LIMITS,
  folds: readonly FoldName[] = [],
) {
  return finished(search(compileModel(of), questionFor(of), limits, folds));
}

const unbroken = told(run(explore));

test('from each of its snapshots a search comes to the same, to the last schedule', () => {
  const first = checkpointerFrom();
  assert.equal(told(run(learnedBy('WebAssembly', first))), unbroken);
  assert.ok(first.all.length > 10);
  for (const kept of first.all)
    assert.equal(told(run(learnedBy('WebAssembly', checkpointerFrom(kept)))), unbroken);
});

test('it takes as much memory as one that was never interrupted', () => {
  const first = checkpointerFrom();
  const { bytes } = run(learnedBy('WebAssembly', first));
  assert.is(run(learnedBy('WebAssembly', checkpointerFrom(first.all[3]))).bytes, bytes);
});

test('a search may go on again and again, one step each time, in JavaScript as in WebAssembly', () => {
  let kept: Kept | undefined;
  let last: object = {};
  for (let part = 0; ; part++) {
    const checkpointer = checkpointerFrom(kept);
    const search = learnedBy(part % 2 === 0 ? 'WebAssembly' : 'JavaScript', checkpointer);
    const going = search(compileModel(design), questionFor(design), NO_LIMITS, []);
    const { done, value } = going.next();
    if (done) {
      last = told(value);
      break;
    }
    kept = checkpointer.all.at(-1);
  }
  assert.equal(last, unbroken);
});

test('other numbers of threads than before come to the same', async () => {
  for (const [before, after] of [
    [1, 3],
    [3, 1],
    [4, 2],
  ] as const) {
    const first = checkpointerFrom();
    assert.equal(told(run(await learnedByThreads(before, first))), unbroken);
    const places = [...first.all.keys()].filter((i) => i % 3 === 2);
    for (const i of places) {
      const search = await learnedByThreads(after, checkpointerFrom(first.all[i]));
      assert.equal(told(run(search)), unbroken, `${before} threads, then ${after} from snapshot ${i}`);
    }
  }
});

test('halves that one thread of many wrote in vain are nobody else’s, however few threads go on', () => {
  const first = checkpointerFrom();
  run(learnedBy('WebAssembly', first));
  const { standing, fill } = first.all[2]!;
  const halves = standing.extents.halves.map(({ size, slots }) => ({
    size: size + 3,
    slots,
    holes: [size, size + 1, size + 2],
  }));
  // As if three more threads had each lost a race for what came to be the first half.
  const kept: Kept = {
    standing: { ...standing, extents: { ...standing.extents, halves } },
    fill: (pieces) => {
      const own = pieces.map((piece, i) => {
        const half = standing.extents.halves[i - 2];
        if (half === undefined) return piece;
        const [words] = piece.parts() as [Int32Array];
        const part = words.subarray(0, (piece.length / (half.size + 3)) * half.size);
        return { length: part.length, parts: () => [part] };
      });
      fill(own);
      for (const [i, piece] of pieces.entries()) {
        const words = piece.length - own[i]!.length;
        if (words === 0) continue;
        const [part] = piece.parts() as [Int32Array];
        for (let at = 0; at < 3; at++) part.copyWithin(own[i]!.length + (at * words) / 3, 0, words / 3);
      }
    },
  };
  const second = checkpointerFrom(kept);
  assert.equal(told(run(learnedBy('WebAssembly', second))), unbroken);
  assert.ok(second.all.at(-1)!.standing.extents.halves.every(({ holes }) => holes.length >= 2));
  assert.equal(told(run(learnedBy('WebAssembly', checkpointerFrom(second.all[2])))), unbroken);
});

test('what is weakened and violated, two faults, and any number of properties go on as they were', () => {
  const designs = [
    narrowlyWeakened('R8_protected'),
    narrowlyWeakened('R5_fence'),
    arrayWith('mirror-only', { bounds: { faults: 2, writes: 1 } }),
  ];
  for (const of of designs) {
    const first = checkpointerFrom();
    const whole = told(run(learnedBy('WebAssembly', first), of));
    for (const i of [0, Math.floor(first.all.length / 2), first.all.length - 1])
      assert.equal(told(run(learnedBy('WebAssembly', checkpointerFrom(first.all[i])), of)), whole);
  }
});

test('folded states go on as they were, with any number of writes, too', async () => {
  const designs = [
    design,
    arrayWith('partner-fed', { bounds: { writes: 1 } }),
    arrayWith('mirror-only', { bounds: { writes: 'any', faults: 0 } }),
  ];
  for (const of of designs) {
    const folds = foldsFor(compileModel(of), reductions);
    assert.ok(folds.length > 1);
    const plain = told(run(explore, of, { ...NO_LIMITS, states: 40_000 }, folds));
    const limits = { ...NO_LIMITS, states: 40_000 };
    const first = checkpointerFrom();
    assert.equal(told(run(learnedBy('WebAssembly', first), of, limits, folds)), plain);
    for (const i of [0, Math.floor(first.all.length / 2), first.all.length - 1]) {
      const search = await learnedByThreads(2, checkpointerFrom(first.all[i]));
      assert.equal(told(run(search, of, limits, folds)), plain, `${folds} from snapshot ${i}`);
    }
  }
});

test('who asks for all states is shown those, too, that were expanded before', () => {
  const seen = (checkpointer: Checkpointer) => {
    const states: string[] = [];
    const visit = (words: Uint32Array, at: number) => states.push(words.subarray(at, at + 4).join());
    finished(
      learnedBy('WebAssembly', checkpointer)(
        compileModel(design),
        { ...questionFor(design), visit },
        NO_LIMITS,
        [],
      ),
    );
    return states;
  };
  const first = checkpointerFrom();
  const all = seen(first);
  assert.equal(seen(checkpointerFrom(first.all[4])), all);
  assert.equal(seen(checkpointerFrom(first.all.at(-1))), all);
});

test('a limit that was reached stops where it stopped, and a larger one goes on', () => {
  const first = checkpointerFrom();
  const limits = { ...NO_LIMITS, states: 20_000 };
  const stopped = run(learnedBy('WebAssembly', first), design, limits);
  assert.is(stopped.stopped, 'the limit of 20000 states');
  for (const kept of [first.all[0], first.all.at(-1)])
    assert.equal(told(run(learnedBy('WebAssembly', checkpointerFrom(kept)), design, limits)), told(stopped));
  assert.equal(told(run(learnedBy('WebAssembly', checkpointerFrom(first.all.at(-1))))), unbroken);
});

test.run();
