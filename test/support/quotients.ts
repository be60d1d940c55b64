import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { keyOf } from '../../spec/faults.ts';
import { type Assessment, assess, questionFor } from '../../src/check/assess.ts';
import type { Exploration } from '../../src/explorer/explore.ts';
import { gradeOf } from '../../src/explorer/findings.ts';
import { type Reduction, reductions } from '../../src/explorer/fold/fold.ts';
import type { Action } from '../../src/model/action.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import type { Property } from '../../src/model/property.ts';
import { initialState } from '../../src/model/state.ts';
import { step } from '../../src/model/step.ts';
import { replay } from '../../src/schedule/replay.ts';
import { NO_LIMITS } from './search.ts';

/* A bounded model against its quotients: what a search that folds says must be what one says that does not. */

export interface Quotient {
  readonly states: number;
  readonly folded: number;
  readonly folds: Exploration['folds'];
}

/** Explores a design without folds and with these, as far as it carries them, and throws where they come out otherwise. */
export function compareWithQuotient(design: Design, wished: readonly Reduction[] = reductions): Quotient {
  const whole = assessed(design);
  const quotient = assessed(design, wished);
  const { folds } = quotient.exploration;
  assert.equal(quotient.dropped, [], JSON.stringify(design));
  assert.equal(accountOf(quotient), accountOf(whole), `${folds.join()} of ${JSON.stringify(design)}`);
  schedulesReplay(quotient);
  return { states: whole.exploration.states, folded: quotient.exploration.states, folds };
}

export function assessed(design: Design, wished: readonly Reduction[] = []): Assessment {
  const run = assess(design, NO_LIMITS, wished);
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value;
}

/** All that an assessment says but counts of states and the schedules themselves: of these the lengths. */
function accountOf(found: Assessment): object {
  const { exploration, mismatches } = found;
  return {
    verdict: found.verdict,
    worst: found.worst && { verdict: found.worst.verdict, length: found.worst.schedule().length },
    findings: exploration.findings.map(({ property, fired, clauses, schedule }) => ({
      id: property.id,
      fired,
      clauses,
      length: schedule?.length,
    })),
    faultSets: exploration.faultSets
      .map((set) => [keyOf(set.faults), set.rank, ...lengthsOf(set)].join(' '))
      .sort(),
    vacuous: found.vacuous.map(({ property }) => property.id),
    undecided: found.undecided,
    neverTaken: found.neverTaken,
    mismatches: mismatches.map(({ says, example }) => `${says} ${example?.schedule().length}`).sort(),
    weakenedIdle: found.weakenedIdle,
    unexercised: found.unexercised,
  };
}

/** By grade, how soon a fault set comes to it. */
function lengthsOf({ schedules }: Exploration['faultSets'][number]): string[] {
  return [...schedules].map(([rank, schedule]) => `${rank}: ${schedule().length}`).sort();
}

/** Each schedule is one of the model itself, and shows at its last step, and for a witness there, what it is said to. */
export function schedulesReplay({ model, exploration }: Assessment): void {
  for (const { property, schedule } of exploration.findings) {
    if (schedule !== undefined) assert.ok(shows(model, schedule, property), `${property.id} does not replay`);
  }
  const { ranks } = questionFor(model.design);
  for (const { faults, schedules } of exploration.faultSets) {
    for (const [grade, schedule] of schedules) {
      const last = schedule().reduce(
        (state, action) => step(model, state, action).state,
        initialState(model),
      );
      assert.equal([last.faults, gradeOf(ranks, last)], [[...faults], grade]);
    }
  }
}

function shows(m: Model, schedule: readonly Action[], property: Property): boolean {
  const last = replay(m, schedule, [property]).steps.at(-1);
  if (last === undefined) return false;
  if (property.kind === 'sometimes') return property.check(last.before, last.action, last.after);
  return last.violated.length > 0;
}

/**
 * Holds a search with any number of writes against one with so many: whatever so many writes come to, a property violated,
 * a witness, a verdict, any number of them come to, and no later; where what they show takes no more writes, no sooner. Its
 * schedules are those of a design with as many writes as they have. Returns how many there were.
 */
export function compareWithBounded(
  design: Design,
  writes: number,
  wished: readonly Reduction[] = reductions,
): number {
  const bounded = endsOf(assessed(withWrites(design, writes), wished));
  const unbounded = endsOf(assessed(withWrites(design, 'any'), wished));
  for (const [what, schedule] of bounded) {
    const other = unbounded.get(what);
    assert.ok(other !== undefined && other.length <= schedule.length, `${design.name}: ${what}`);
  }
  for (const [what, schedule] of unbounded) {
    const written = versionsIn(schedule);
    replay(compileModel(withWrites(design, Math.max(written, 1))), schedule, []);
    if (written <= writes) assert.is(bounded.get(what)?.length, schedule.length, `${design.name}: ${what}`);
  }
  return unbounded.size;
}

function withWrites(design: Design, writes: number | 'any'): Design {
  return { ...design, bounds: { ...design.bounds, writes } };
}

/** All that an assessment has a schedule to. */
function endsOf(found: Assessment): Map<string, readonly Action[]> {
  schedulesReplay(found);
  const { findings, faultSets } = found.exploration;
  return new Map([
    ...findings.flatMap(({ property, schedule }) =>
      schedule === undefined ? [] : [[property.id, schedule] as const],
    ),
    ...faultSets.flatMap(({ faults, schedules }) =>
      [...schedules].map(([rank, schedule]) => [`rank ${rank} after ${faults}`, schedule()] as const),
    ),
  ]);
}

function versionsIn(schedule: readonly Action[]): number {
  return schedule.reduce((sum, action) => (action.name === 'HostWrite' ? sum + action.pages : sum), 0);
}
