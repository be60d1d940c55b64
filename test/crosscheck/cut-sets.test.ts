import { test as always } from 'uvu';
import * as assert from 'uvu/assert';
import { cutSetsPart, strikesPart } from '../../src/crosscheck/parts.ts';
import {
  compareStrikes,
  referenceStrikes,
  type StrikeComparison,
  tlcStrikes,
} from '../../src/crosscheck/strikes.ts';
import { firstLevelIn } from '../../src/crosscheck/verdicts.ts';
import { findJar } from '../../src/tlc/run/jar.ts';
import { runTlc } from '../../src/tlc/run/run.ts';
import { writeStrikesModel } from '../../src/tlc/write/model.ts';
import { arrayWith } from '../support/arrays.ts';
import { LIMITS, toEnd } from '../support/engines.ts';
import { needsJava } from '../support/java.ts';
import { type Alteration, alter, inFolder } from '../support/tla.ts';

/* Both engines find the same cut sets. `npm run nightly -- cutsets` does it for the shipped designs. */

const test = needsJava(always);

const design = arrayWith('partner-fed', {
  bounds: { writes: 1, subBlocks: 1, faults: 2 },
  faultKinds: ['PowerOff', 'FalseSuspicion'],
});

test('both engines find the same sets, verdicts, orders, phases and lengths', async () => {
  const setup = { jar: await findJar(), memoryMegabytes: 512, seconds: 600, limits: LIMITS };
  const { agree, minimal, sets } = await cutSetsPart(design, setup);
  assert.ok(agree);
  assert.equal(minimal.map((set) => set.toSorted().join(' + ')).sort(), [
    'FalseSuspicion K1 + PowerOff P1',
    'FalseSuspicion K2 + PowerOff P2',
    'PowerOff P1 + PowerOff P2',
  ]);
  assert.ok(sets.length > 10, `${sets.length} sets`);
  const { agree: alsoAgree, sets: told, strikes } = await strikesPart(design, setup);
  assert.ok(alsoAgree);
  assert.is(told, minimal.length);
  assert.ok(strikes.length > 50, `${strikes.length} strikes`);
  const lost = strikes.filter(
    ({ verdict, strikes: [first] }) => verdict === 'lost' && first === 'PowerOff P1 (undrained)',
  );
  assert.ok(lost.length > 0);
});

test('a phase that TLA+ tells otherwise is found, and an order that it leaves out', async () => {
  const phase = {
    module: 'Strikes',
    from: 'dirty + mirrored + waiting < 2',
    to: 'dirty + mirrored + waiting < 1',
  };
  const differing = await differencesWith(phase);
  assert.ok(differing.some(({ strikes }) => strikes.some((strike) => strike.endsWith('(single copy)'))));
  const order = { module: 'Strikes', from: 'Append(strikes, ', to: 'Append(<< >>, ' };
  assert.ok(
    (await differencesWith(order)).some(({ strikes, tlc }) => strikes.length === 2 && tlc === undefined),
  );
});

/** What the two engines do not agree in, once a module is altered. */
async function differencesWith(alteration: Alteration): Promise<StrikeComparison[]> {
  const among = [['PowerOff P1', 'PowerOff P2']];
  return inFolder(async (folder) => {
    const model = writeStrikesModel(design, folder, 0, among, []);
    alter(folder, alteration);
    const run = await runTlc({ jar: await findJar(), folder, ...model, workers: 1 });
    assert.ok(run.completed, run.errors.join('\n'));
    const { found } = toEnd(referenceStrikes(design, 0, among, LIMITS));
    const all = compareStrikes(0, found, tlcStrikes(run.prints, firstLevelIn(run)));
    return all.filter(({ reference, tlc }) => reference !== tlc);
  });
}

always.run();
