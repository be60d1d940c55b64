import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import type { Design } from '../../spec/design.ts';
import { explore } from '../../src/explorer/explore.ts';
import { isAmong } from '../../src/model/card.ts';
import { compileModel } from '../../src/model/model.ts';
import { type Deed, type EveryStep, type Property, VACUOUS } from '../../src/model/property.ts';
import { type State, type StateField, shape } from '../../src/model/state.ts';
import { arrayWith } from '../support/arrays.ts';
import { NO_LIMITS } from '../support/search.ts';
import { changedFields } from '../support/touches.ts';

/*
 * A step property is asked only of steps that change what it reads. It must have nothing to say of the others, and what
 * it reads must be what lets it speak.
 */

const designs: readonly Design[] = [
  arrayWith('mirror-only'),
  arrayWith('battery', { fifo: { keepUntilDestage: true } }),
  arrayWith('partner-fed', { weaken: ['R0', 'R5', 'R12'] }),
  arrayWith('mirror-only', { weaken: ['R1', 'R2', 'R3'] }),
  arrayWith('mirror-only', { weaken: ['R6'] }),
  arrayWith('mirror-only', {
    bounds: { blocks: 2, subBlocks: 1, cachePages: { C1: 2, C2: 2 } },
    faultKinds: ['FalseSuspicion'],
    weaken: ['R5_fence', 'R4_invalidated'],
  }),
];

/** What a step property has said so far. */
interface Heard {
  /** Actions of steps that it judged although they changed something else alone. */
  readonly unread: Set<string>;
  /** Fields that changed in the steps that it judged. */
  readonly decided: Set<string>;
}

const heard = new Map<string, Heard>();
const reading = new Map<string, readonly StateField[]>();
for (const design of designs) listenTo(design);

function listenTo(design: Design): void {
  const m = compileModel(design);
  const changed = changedFields(m);
  const steps = invariantsOf(design).filter((property): property is EveryStep => property.kind === 'step');
  const properties = steps.map((property): Property => {
    const of = heard.get(property.id) ?? { unread: new Set(), decided: new Set() };
    heard.set(property.id, of);
    reading.set(property.id, property.reads);
    return {
      ...property,
      reads: Object.keys(shape.fields) as StateField[],
      check: (before: State, deed: Deed, after: State) => {
        const outcome = property.check(before, deed, after);
        if (outcome === VACUOUS) return outcome;
        const fields = changed(before, after);
        if (![...fields].some((field) => isAmong(property.reads, field))) of.unread.add(deed.action.name);
        for (const field of fields) of.decided.add(field);
        return outcome;
      },
    };
  });
  const run = explore(m, { properties, rank: () => 0 }, NO_LIMITS);
  while (!run.next().done);
}

for (const [id, { unread, decided }] of heard) {
  test(`${id} says nothing of a step that changes nothing that it reads`, () => {
    // A read is an act, and what it answers is observed: I4 and I5 are asked of it though nothing changes.
    assert.equal([...unread], ['I4', 'I5'].includes(id) ? ['HostRead'] : []);
  });

  test(`${id} reads nothing that it never decides by`, () => {
    const idle = reading.get(id)!.filter((field) => ![...decided].some((name) => isAmong([field], name)));
    assert.equal(idle, []);
  });
}

test.run();
