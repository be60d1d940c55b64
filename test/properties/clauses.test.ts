import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { arrayWith, type Changes, fewKinds, type Wiring } from '../support/arrays.ts';
import { search } from '../support/search.ts';

/** What one exploration says of each clause of each property. */
function clausesOf(wiring: Wiring, changes: Changes = {}): Map<string, boolean> {
  const { findings } = search(arrayWith(wiring, changes));
  const clauses = findings.flatMap(({ property, clauses }) =>
    clauses.map(({ says, decided }) => [`${property.id}: ${says}`, decided] as const),
  );
  return new Map(clauses);
}

/** The smallest design in which a controller that hung finds its entry in the FIFO, and its write on the device. */
const late: Changes = {
  bounds: { writes: 1, faults: 2 },
  faultKinds: ['BoardHang', 'FifoLost', 'ChannelDown'],
};

const few: Changes = { faultKinds: fewKinds };

const explorations: readonly (readonly [Wiring, Changes?])[] = [
  ['mirror-only', { bounds: { writes: 1 } }],
  ['mirror-only', few],
  ['partner-fed', { bounds: { writes: 1 } }],
  ['battery', few],
  ['partner-fed', { ...few, fifo: { onBoard: true, keepUntilDestage: true } }],
  ['partner-fed', late],
  [
    'battery',
    { ...few, batteries: { B1: { feeds: ['F1', 'E1'], hold: 4 }, B2: { feeds: ['F2', 'E2'], hold: 4 } } },
  ],
];

const found = explorations.map(([wiring, changes]) => clausesOf(wiring, changes));
const clauses = [...new Set(found.flatMap((each) => [...each.keys()]))];

test('there are clauses to judge', () => {
  assert.ok(clauses.length > 30, `${clauses.length} clauses`);
});

for (const clause of clauses) {
  test(`${clause} decides something in some design`, () => {
    assert.ok(found.some((each) => each.get(clause)));
  });
}

test.run();
