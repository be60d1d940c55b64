import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import type { Design } from '../../spec/design.ts';
import { explore } from '../../src/explorer/explore.ts';
import { compileModel } from '../../src/model/model.ts';
import { type Deed, type EveryStep, HOLDS, VACUOUS } from '../../src/model/property.ts';
import { type State, type StateField, shape } from '../../src/model/state.ts';
import { arrayWithFewKinds } from '../support/arrays.ts';
import { NO_LIMITS } from '../support/search.ts';

/*
 * What a step leaves alone may be the same object before and after it, or another that is equal. A property of steps says
 * the same of both: the plain search shows it the one, the core that learns the other.
 */

const designs: readonly Design[] = [
  arrayWithFewKinds('mirror-only'),
  arrayWithFewKinds('battery', { fifo: { keepUntilDestage: true } }),
  arrayWithFewKinds('mirror-only', { weaken: ['R5_fence', 'R8_protected'] }),
  arrayWithFewKinds('partner-fed', { bounds: { writes: 1 }, weaken: ['R0', 'R5', 'R12'] }),
];
const LIMITS = { ...NO_LIMITS, states: 12_000 };

type Part = Readonly<Record<string, unknown>>;

/** The same state, with what is equal in another taken from there. */
function sharing(was: State, is: State): State {
  return shared(was, is) as State;
}

function shared(was: unknown, is: unknown): unknown {
  if (typeof is !== 'object' || is === null) return is;
  const [before, after] = [was as Part, is as Part];
  const parts = Object.keys(after).map((name) => [name, shared(before[name], after[name])] as const);
  if (parts.every(([name, part]) => part === before[name])) return was;
  return Array.isArray(is) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

/** The actions of steps of which a property says something else where what stays is shared. */
function told(property: EveryStep, design: Design): { readonly apart: Set<string>; readonly heard: number } {
  const apart = new Set<string>();
  let heard = 0;
  const check = (before: State, deed: Deed, after: State) => {
    const said = property.check(before, deed, after);
    if (said !== VACUOUS) heard++;
    if (said !== property.check(before, deed, sharing(before, after))) apart.add(deed.action.name);
    return HOLDS;
  };
  const reads = Object.keys(shape.fields) as StateField[];
  const run = explore(
    compileModel(design),
    { properties: [{ ...property, reads, check }], ranks: [] },
    LIMITS,
  );
  while (!run.next().done);
  return { apart, heard };
}

const ids = ['I3', 'I4', 'I5', 'I6', 'I9', 'I10', 'I11', 'I12', 'I13', 'I15', 'refinement'];

for (const id of ids) {
  test(`${id} says the same of a step, whether what it leaves alone is shared or not`, () => {
    let all = 0;
    for (const design of designs) {
      for (const property of invariantsOf(design)) {
        if (property.id !== id || property.kind !== 'step') continue;
        const { apart, heard } = told(property, design);
        assert.equal([...apart], []);
        all += heard;
      }
    }
    assert.ok(all > 0);
  });
}

test('every property of steps is asked', () => {
  const steps = designs.flatMap((design) => invariantsOf(design)).filter(({ kind }) => kind === 'step');
  assert.equal([...new Set(steps.map(({ id }) => id))].toSorted(), ids.toSorted());
});

test('a property that takes a part for unchanged of which it reads more is found out', () => {
  const hasty: EveryStep = {
    kind: 'step',
    id: 'hasty',
    says: 'Whatever the blocks say.',
    reads: ['blocks', 'controllers'],
    check: (before, _, after) => (before.blocks === after.blocks ? VACUOUS : HOLDS),
  };
  const { apart } = told(hasty, designs[0]!);
  assert.ok(apart.size > 5);
});

test.run();
