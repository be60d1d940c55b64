import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import type { FaultKind } from '../../spec/design.ts';
import { faultSet } from '../../spec/faults.ts';
import { type RuleName, ruleNames } from '../../spec/rules.ts';
import { questionFor } from '../../src/check/assess.ts';
import type { Exploration } from '../../src/explorer/explore.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { replay } from '../../src/schedule/replay.ts';
import { arrayWith } from '../support/arrays.ts';
import { naiveSearch } from '../support/naive.ts';
import { search } from '../support/search.ts';
import { caught } from '../support/weakened.ts';

/* Counterexamples are shortest, and of the state that they claim: a search with nothing in common finds the same lengths. */

/** What a design with this rule weakened is narrowed to here, so that the naive search ends in seconds. */
const narrowed: Readonly<Record<RuleName, readonly [kind: FaultKind, writes: number]>> = {
  R0_verified: ['PowerOff', 2],
  R1_header: ['PowerOff', 2],
  R1_commit: ['PowerOff', 2],
  R2_fresh: ['PowerOff', 2],
  R3_highest: ['CacheLost', 2],
  R3_media: ['PowerOff', 2],
  R4_invalidated: ['ChannelDown', 1],
  R4_untargeted: ['PowerOff', 2],
  R5_fence: ['FalseSuspicion', 2],
  R5_drain: ['PowerOff', 2],
  R5_link: ['FalseSuspicion', 1],
  R6_arbiter: ['ChannelDown', 1],
  R7_writeThrough: ['ChannelDown', 1],
  R8_protected: ['BoardHang', 1],
  R9_version: ['CacheLost', 2],
  R11_charge: ['BatteryDead', 2],
  R12_lost: ['PowerOff', 1],
  R13_committed: ['PowerOff', 2],
};

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
    const { wiring, changes, by } = caught[rule];
    const [kind, writes] = narrowed[rule];
    const few = { faultKinds: [kind], bounds: { ...changes?.bounds, writes } };
    const design = arrayWith(wiring, { ...changes, ...few, weaken: [rule] });
    const m = compileModel(design);
    const found = search(design);
    const naive = naiveSearch(m, questionFor(design));
    assert.equal(lengthsIn(found).sort(), [...naive.lengths].sort());
    assert.equal(gradesIn(m, found).sort(), [...naive.grades].sort());
    assert.ok(naive.lengths.has(by), `${by} is not violated`);
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
