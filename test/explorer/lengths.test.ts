import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import { faultSet } from '../../spec/faults.ts';
import { ruleNames } from '../../spec/rules.ts';
import { questionFor } from '../../src/check/assess.ts';
import type { Exploration } from '../../src/explorer/explore.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { replay } from '../../src/schedule/replay.ts';
import { naiveSearch } from '../support/naive.ts';
import { search } from '../support/search.ts';
import { narrowed, narrowlyWeakened, violatedIn } from '../support/weakened.ts';

/* Counterexamples are shortest, and of the state that they claim: a search with nothing in common finds the same lengths. */

/** By property, the length of the schedule that an exploration gives for it. */
function lengthsIn({ findings }: Exploration): [string, number][] {
  return findings.flatMap(({ property, schedule }) =>
    schedule === undefined ? [] : [[property.id, schedule.length] as [string, number]],
  );
}

/** By fault set and grade, the same; the way itself must have struck these faults and no others. */
function gradesIn(m: Model, { faultSets }: Exploration): [string, number][] {
  return faultSets.flatMap(({ faults, schedules }) =>
    [...schedules].map(([rank, scheduleTo]): [string, number] => {
      const schedule = scheduleTo();
      const labels = faultSet(m.faults, faults).join(' + ');
      const struck = schedule.flatMap((action) => ('fault' in action ? [action.fault] : []));
      assert.is(
        struck
          .map((fault) => m.faults[fault]!.label)
          .sort()
          .join(' + '),
        [...labels.split(' + ')].sort().join(' + '),
      );
      return [`${labels}: ${rank}`, schedule.length];
    }),
  );
}

for (const rule of ruleNames) {
  test(`${rule} weakened: no way to a violation, a witness or a verdict is longer than the naive search's`, () => {
    const design = narrowlyWeakened(rule);
    const m = compileModel(design);
    const found = search(design);
    const naive = naiveSearch(m, questionFor(design));
    assert.equal(lengthsIn(found).sort(), [...naive.lengths].sort());
    assert.equal(gradesIn(m, found).sort(), [...naive.grades].sort());
    assert.is(found.terminal, naive.terminal);
    assert.is(violatedIn(found), narrowed[rule].violates);
    for (const { property, schedule } of found.findings) {
      if (schedule === undefined || property.kind === 'sometimes' || property.kind === 'deadlock') continue;
      const last = replay(m, schedule, invariantsOf(design)).steps.at(-1)!;
      assert.ok(
        last.violated.some(({ id }) => id === property.id),
        `${property.id} does not replay`,
      );
    }
  });
}

test.run();
