import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import { compileModel } from '../../src/model/model.ts';
import { judge } from '../../src/page/analysis/property-results.ts';
import { type Run, runLabels } from '../../src/page/analysis/run.ts';
import { arrayWith, BOOT } from '../support/arrays.ts';

/* What the explorer page says of a property that is violated. */

const design = arrayWith('mirror-only');
const run = runLabels(compileModel(design), BOOT);

/** What broke a property of this kind at step 3 of a run that violates it in steps 2 and 3. */
function brokenBy(kind: 'step' | 'always'): string {
  const property = invariantsOf(design).find((each) => each.kind === kind)!;
  const steps = run.steps.map((step) => ({
    ...step,
    violated: [2, 3].includes(step.number) ? [property] : [],
  }));
  const judgement = judge({ ...run, steps } as Run, 3).find((each) => each.property.id === property.id)!;
  assert.is(judgement.truth, 'violated');
  return judgement.reasons.at(-1)!;
}

test('a step breaks what it breaks; a state was broken where that began', () => {
  assert.match(brokenBy('step'), /^Broken by step 3, AllocateMirror K1 /);
  assert.match(brokenBy('always'), /^Broken by step 2, NotifySize K2 /);
});

test.run();
