import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import { fuzz } from '../../src/fuzz/fuzz.ts';
import { compileModel } from '../../src/model/model.ts';
import { labelOf } from '../../src/schedule/label.ts';
import { anyWiring } from '../support/wirings.ts';

test('whatever the wiring, a loss is never answered with an older value, and nothing else is violated', () => {
  const holds = fc.property(anyWiring, fc.nat(), (design, seed) => {
    const model = compileModel(design);
    const { failure } = fuzz(model, invariantsOf(design), { seed, runs: 40, length: 80, policy: 'both' });
    if (failure === undefined) return;
    const schedule = failure.schedule.map((action) => labelOf(model, action)).join(', ');
    throw new Error(`${failure.property.id}: ${schedule}`);
  });
  fc.assert(holds, { numRuns: Number(process.env['WIRINGS'] ?? 100), seed: 20, includeErrorInReport: true });
  assert.ok(true);
});

test.run();
