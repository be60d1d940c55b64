import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import type { Design } from '../../spec/design.ts';
import { explore } from '../../src/explorer/explore.ts';
import { isAmong } from '../../src/model/card.ts';
import { compileModel } from '../../src/model/model.ts';
import { type Always, type Deed, type EveryStep, HOLDS, VACUOUS } from '../../src/model/property.ts';
import { type State, type StateField, shape } from '../../src/model/state.ts';
import { arrayWith, arrayWithFewKinds } from '../support/arrays.ts';
import { NO_LIMITS } from '../support/search.ts';
import { changedFields } from '../support/touches.ts';

/*
 * A property is asked only of steps that change what it reads. One that judges steps must have nothing to say of the
 * others, one that judges states must say after them what it said before; and what it reads must be what lets it speak.
 */

const one = { writes: 1 } as const;

const designs: readonly Design[] = [
  arrayWith('mirror-only', { bounds: one }),
  arrayWithFewKinds('mirror-only'),
  arrayWithFewKinds('battery', { fifo: { keepUntilDestage: true } }),
  arrayWithFewKinds('partner-fed', { bounds: one, weaken: ['R0', 'R5', 'R12'] }),
  arrayWithFewKinds('mirror-only', { weaken: ['R1', 'R2', 'R3'] }),
  arrayWith('mirror-only', { bounds: one, weaken: ['R6'] }),
  arrayWith('battery', { bounds: { writes: 1, faults: 2 }, faultKinds: ['PowerOff'] }),
  arrayWith('mirror-only', {
    bounds: { writes: 1, faults: 2 },
    faultKinds: ['ArbiterDown', 'ChannelDown', 'FalseSuspicion'],
    declares: { survives: ['* + *'], fails: {} },
    weaken: ['R7_writeThrough', 'R5_fence'],
  }),
  arrayWith('mirror-only', {
    bounds: { blocks: 2, subBlocks: 1, cachePages: { C1: 2, C2: 2 } },
    faultKinds: ['FalseSuspicion'],
    weaken: ['R5_fence', 'R4_invalidated'],
  }),
  arrayWith('partner-fed', {
    bounds: { writes: 2, subBlocks: 1, faults: 2 },
    faultKinds: ['FifoLost', 'BoardCrash'],
    declares: { survives: ['* + *'], fails: {} },
    weaken: ['R7_writeThrough'],
  }),
];

/** What was heard of a property so far. */
interface Heard {
  readonly reads: readonly StateField[];
  /** Actions of steps that it had something to say of although they changed something else alone. */
  readonly unread: Set<string>;
  /** Fields that changed in the steps that it had something to say of. */
  readonly decided: Set<string>;
}

type Reader = Always | EveryStep;

const heard = new Map<string, Heard>();
for (const design of designs) listenTo(design, readersOf(design), heard);

function readersOf(design: Design): Reader[] {
  return invariantsOf(design).filter((property): property is Reader => 'reads' in property);
}

function listenTo(design: Design, readers: readonly Reader[], heard: Map<string, Heard>): void {
  const m = compileModel(design);
  const changed = changedFields(m);
  const properties = readers.map((property): EveryStep => {
    const { id, says, reads } = property;
    const of = heard.get(id) ?? { reads, unread: new Set(), decided: new Set() };
    heard.set(id, of);
    const speaks = (before: State, deed: Deed, after: State) =>
      property.kind === 'step'
        ? property.check(before, deed, after) !== VACUOUS
        : property.check(before) !== property.check(after);
    return {
      kind: 'step',
      id,
      says,
      reads: Object.keys(shape.fields) as StateField[],
      ...(property.kind === 'step' && property.deeds !== undefined ? { deeds: property.deeds } : {}),
      check: (before, deed, after) => {
        if (!speaks(before, deed, after)) return VACUOUS;
        const fields = changed(before, after);
        if (![...fields].some((field) => isAmong(reads, field))) of.unread.add(deed.action.name);
        for (const field of fields) of.decided.add(field);
        return HOLDS;
      },
    };
  });
  const run = explore(m, { properties, ranks: [] }, NO_LIMITS);
  while (!run.next().done);
}

for (const [id, { reads, unread, decided }] of heard) {
  test(`${id} says nothing of a step that changes nothing that it reads`, () => {
    // A read is an act, and what it answers is observed: I4 and I5 are asked of it though nothing changes.
    assert.equal([...unread], ['I4', 'I5'].includes(id) ? ['HostRead'] : []);
  });

  test(`${id} reads nothing that it never decides by`, () => {
    const idle = reads.filter((field) => ![...decided].some((name) => isAmong([field], name)));
    assert.equal(idle, []);
  });
}

test('a property that does not say all that it reads is found out', () => {
  const design = designs[0]!;
  const lies: Readonly<Record<string, StateField>> = {
    I7: 'controllers.table',
    I11: 'caches.readWrite.state',
    I16: 'controllers.mode',
    refinement: 'blocks.settled',
  };
  const lying = readersOf(design)
    .filter(({ id }) => id in lies)
    .map((property) => ({
      ...property,
      reads: property.reads.filter((field) => field !== lies[property.id]),
    }));
  const found = new Map<string, Heard>();
  listenTo(design, lying, found);
  const caught = [...found].filter(([, { unread }]) => unread.size > 0).map(([id]) => id);
  assert.equal(caught.sort(), Object.keys(lies).sort());
});

test.run();
