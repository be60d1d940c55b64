import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { codecFor } from '../../src/explorer/codec.ts';
import { packerOf } from '../../src/explorer/fold/stand-in.ts';
import { TooManyVersions } from '../../src/explorer/fold/versions.ts';
import { compileModel, MOST_VERSIONS } from '../../src/model/model.ts';
import { initialState, type State } from '../../src/model/state.ts';
import { arrayWith } from '../support/arrays.ts';

const m = compileModel(
  arrayWith('mirror-only', { bounds: { writes: 'any', cachePages: { C1: 32, C2: 32 } } }),
);

/** A state in which pages hold these versions of the first block. */
function holding(versions: readonly number[]): State {
  const state = initialState(m);
  versions.forEach((version, i) => {
    Object.assign(state.caches[0][i]!, { state: 'dirty', block: 0, version });
  });
  state.blocks[0]!.issued = Math.max(...versions);
  return state;
}

function renumbered(state: State): State {
  codecFor(m).decoder(state)(packerOf(m, ['versions'], state)(), 0);
  return state;
}

const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

test('versions keep their order and lose their gaps, block by block', () => {
  const state = holding([7, 2, 5]);
  Object.assign(state.caches[0][3]!, { state: 'dirty', block: 1, version: 4 });
  renumbered(state);
  const versions = state.caches[0].slice(0, 4).map(({ version }) => version);
  assert.equal(versions, [3, 1, 2, 1]);
  assert.is(state.blocks[0]!.issued, 3);
  assert.is(state.blocks[0]!.media, 0);
});

test('as many versions at a time as can be told apart are renumbered, one more is refused with what to do', () => {
  const most = holding(upTo(MOST_VERSIONS + 1).slice(1));
  assert.is(renumbered(most).blocks[0]!.issued, MOST_VERSIONS);
  assert.throws(
    () => renumbered(holding(upTo(MOST_VERSIONS + 1))),
    (error: unknown) =>
      error instanceof TooManyVersions &&
      /^15 versions of one block at a time, at most 14 .*: give a number of writes, or smaller caches and FIFOs$/.test(
        error.message,
      ),
  );
});

test.run();
