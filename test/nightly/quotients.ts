import fc from 'fast-check';
import type { Design } from '../../spec/design.ts';
import { ruleNames } from '../../spec/rules.ts';
import { loadDesign } from '../../src/design/load.ts';
import { shippedDesigns } from '../../src/files/package.ts';
import { unshipped } from '../support/arrays.ts';
import { compareWithBounded, compareWithQuotient } from '../support/quotients.ts';
import { smallWiring } from '../support/small-wirings.ts';
import { narrowlyWeakened } from '../support/weakened.ts';

/* Searches that fold against those that do not, where `npm test` has no time for it. */

const WIRINGS = 2000;

/** What the comparisons so far add up to. */
interface Sum {
  compared: number;
  states: number;
  folded: number;
}

/** Throws at the first difference. */
export function compareQuotients(tell: (text: string) => void): string {
  const sum: Sum = { compared: 0, states: 0, folded: 0 };
  for (const design of wholeDesigns()) {
    add(sum, design);
    tell(`${design.name} ${design.weakened.join(' ')}: ${sum.folded} for ${sum.states} states so far`);
  }
  const seed = Date.now() % 2 ** 31;
  tell(`${WIRINGS} wirings, seed ${seed}`);
  const isEqual = fc.property(smallWiring, (design) => add(sum, design));
  fc.assert(isEqual, { numRuns: WIRINGS, seed, endOnFailure: true, includeErrorInReport: true });
  for (const rule of ruleNames) {
    tell(`any number of writes, without ${rule}`);
    compareWithBounded(narrowlyWeakened(rule), 3);
    sum.compared++;
  }
  const count = (number: number) => number.toLocaleString('en-US');
  return `${count(sum.compared)} equal, ${count(sum.folded)} states for ${count(sum.states)}`;
}

function add(sum: Sum, design: Design): void {
  const { states, folded } = compareWithQuotient(design);
  sum.compared++;
  sum.states += states;
  sum.folded += folded;
}

/** At `tiny`: what is shipped, with each rule weakened and with none, and with two faults; and what is unlike it. */
function* wholeDesigns(): Generator<Design> {
  for (const name of shippedDesigns()) {
    const design = loadDesign(name, 'tiny');
    yield design;
    yield { ...design, bounds: { ...design.bounds, faults: 2 } };
    for (const rule of ruleNames) yield { ...design, weakened: [rule] };
  }
  yield* Object.values(unshipped);
}
