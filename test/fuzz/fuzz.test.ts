import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Judge, type PolicyName, plans, run, scheduler } from '../../properties/schedules.ts';
import { type Bounds, type Design, presets } from '../../spec/design.ts';
import type { RuleName } from '../../spec/rules.ts';
import { questionFor } from '../../src/check/assess.ts';
import { type FuzzOptions, type FuzzResult, fuzz, fuzzRuns } from '../../src/fuzz/fuzz.ts';
import { reachOf } from '../../src/fuzz/reach.ts';
import { systemOf } from '../../src/fuzz/system.ts';
import type { Action, ActionName } from '../../src/model/action.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { type Property, VIOLATED } from '../../src/model/property.ts';
import { cardOf, transitions } from '../../src/model/protocol.ts';
import type { State } from '../../src/model/state.ts';
import { initialState } from '../../src/model/state.ts';
import { enabled, NotEnabled, step } from '../../src/model/step.ts';
import { arrayWith, type Changes, type Wiring } from '../support/arrays.ts';

/** Far more than an exploration could hold. */
const BEYOND: Bounds = {
  ...presets.large,
  cachePages: { C1: 8, C2: 8 },
  blocks: 4,
  writes: 10,
  fifoDepth: 4,
  faults: 3,
};

const options = (changes: Partial<FuzzOptions>): FuzzOptions => {
  return { seed: 1, runs: 1000, length: 60, policy: 'both', ...changes };
};

function fuzzed(design: Design, changes: Partial<FuzzOptions>): FuzzResult {
  return fuzz(compileModel(design), questionFor(design).properties, options(changes));
}

const beyond = (wiring: Wiring, changes: Changes = {}) => arrayWith(wiring, { ...changes, bounds: BEYOND });
const weakened = (wiring: Wiring, rule: RuleName) => beyond(wiring, { weaken: [rule] });

test('with every rule in force no schedule violates anything, and every premise fires', () => {
  const fired = new Set<string>();
  const taken = new Set<ActionName>();
  const inForce = new Set<ActionName>();
  const known = new Set<string>();
  const shipped = (['mirror-only', 'partner-fed', 'independent', 'battery', 'self-fed'] as const).map(
    (wiring) => beyond(wiring),
  );
  for (const design of [...shipped, beyond('mirror-only', { path: 'direct' })]) {
    const { failure, findings, actions, policies } = fuzzed(design, { seed: 2026, runs: 1000 });
    const { name } = design;
    assert.is(failure, undefined, `${name}: ${failure?.property.id} after ${failure?.foundAfterRuns} runs`);
    assert.ok(policies.random > 300 && policies.pct > 300);
    for (const { property, fired: times } of findings) {
      if (property.kind !== 'sometimes') known.add(property.id);
      if (times > 0) fired.add(property.id);
    }
    for (const [name, times] of actions) {
      inForce.add(name);
      if (times > 0) taken.add(name);
    }
  }
  assert.equal(
    [...known].filter((id) => !fired.has(id)),
    [],
  );
  assert.equal(
    [...inForce].filter((name) => !taken.has(name)),
    [],
  );
  const never = Object.keys(transitions).filter((name) => !inForce.has(name as ActionName));
  assert.equal(never, ['SetMark'], 'what only a weakened rule lets happen');
});

test('a sample says what it came across and what never, and when anything was last new', () => {
  const design = beyond('partner-fed');
  const m = compileModel(design);
  const result = fuzzed(design, { runs: 300 });
  const { actions, faults, faultSets, clauses, witnesses } = reachOf(m, result);
  assert.is(actions.reached.length + actions.never.length, result.actions.size);
  for (const name of actions.reached) assert.ok(result.actions.get(name as ActionName)! > 0, name);
  assert.is(faults.reached.length + faults.never.length, m.faults.length);
  assert.ok(faultSets.reached.includes('none') && faultSets.reached.length <= faultSets.within);
  assert.is(faultSets.within, 1 + 20 + 190 + 1140, 'of 20 faults at most 3');
  const small = faultSets.reached.filter((set) => set !== 'none' && set.split(' + ').length < 3);
  assert.is(small.length + faultSets.never.length, 20 + 190, 'each set of one or two, reached or never');
  assert.equal(
    small.filter((set) => faultSets.never.includes(set)),
    [],
  );
  assert.ok(clauses.never.includes('I13 "it is on the device"'), 'too rare for so few runs');
  assert.ok(clauses.reached.length > 20 && witnesses.reached.length > 10);
  assert.is(result.longest, 60);
  assert.ok(result.lastNews > 1 && result.lastNews <= result.runs);
  const again = fuzzed(design, { runs: result.lastNews });
  assert.equal(reachOf(m, again), reachOf(m, result), 'nothing was new after that run');
  const fewer = fuzzed(design, { runs: result.lastNews - 1 });
  assert.not.equal(reachOf(m, fewer), reachOf(m, result), 'something was new in it');
});

test('a sample without faults names what it never came across', () => {
  const design = arrayWith('partner-fed', { bounds: { ...BEYOND, faults: 0 } });
  const { faults, actions, faultSets } = reachOf(compileModel(design), fuzzed(design, { runs: 100 }));
  assert.equal(faults.reached, []);
  assert.ok(actions.never.includes('PowerOff') && !actions.never.includes('HostWrite'));
  assert.equal(faultSets, { reached: ['none'], never: [], within: 1 });
});

test('a sample of a weakened design says in how many runs that made a difference', () => {
  const departed = (design: Design) => fuzzed(design, { runs: 300 }).departed;
  assert.is(departed(beyond('partner-fed')), 0, 'nothing is weakened');
  assert.is(departed(weakened('partner-fed', 'R11_charge')), 0, 'there is no battery');
  const harmless = departed(weakened('partner-fed', 'R2_fresh'));
  assert.ok(harmless > 10 && harmless < 300, `${harmless} runs`);
});

test('that a state has more fields where a rule is weakened makes no difference by itself', () => {
  for (const rule of ['R1_epoch', 'R16_destage'] as const) {
    const { departed, actions } = fuzzed(weakened('mirror-only', rule), { runs: 40, length: 6 });
    assert.ok(actions.get('HostWrite')! > 0);
    assert.is(departed, 0, rule);
  }
});

test('a host that writes without end is sampled however high versions count, and what departs is told', () => {
  const endless = (weaken: readonly RuleName[], bounds: Partial<Bounds> = {}) =>
    arrayWith('partner-fed', { weaken, bounds: { ...BEYOND, writes: 'any', ...bounds } });
  const whole = fuzzed(endless([]), { runs: 40, length: 1500 });
  assert.is(whole.failure, undefined);
  const writes = whole.actions.get('HostWrite')!;
  assert.ok(writes > 40 * 80, `${writes} writes in 40 runs`);
  const of = (weaken: RuleName, runs: number) => fuzzed(endless([weaken]), { runs, length: 400 }).departed;
  assert.is(of('R11_charge', 20), 0, 'there is no battery');
  const harmless = of('R2_fresh', 60);
  assert.ok(harmless > 2 && harmless <= 60, `${harmless} runs`);
});

const caught: readonly { wiring: Wiring; rule: RuleName; policy: PolicyName; seed: number }[] = [
  { wiring: 'partner-fed', rule: 'R0_verified', policy: 'random', seed: 1 },
  { wiring: 'mirror-only', rule: 'R1_header', policy: 'pct', seed: 1 },
  { wiring: 'mirror-only', rule: 'R1_commit', policy: 'random', seed: 1 },
  { wiring: 'mirror-only', rule: 'R2_fresh', policy: 'pct', seed: 1 },
  { wiring: 'partner-fed', rule: 'R3_highest', policy: 'pct', seed: 1 },
  { wiring: 'partner-fed', rule: 'R5_fence', policy: 'random', seed: 1 },
  { wiring: 'partner-fed', rule: 'R5_drain', policy: 'pct', seed: 1 },
  { wiring: 'partner-fed', rule: 'R6_arbiter', policy: 'random', seed: 1 },
  { wiring: 'partner-fed', rule: 'R7_writeThrough', policy: 'random', seed: 1 },
  { wiring: 'mirror-only', rule: 'R8_protected', policy: 'pct', seed: 1 },
  { wiring: 'partner-fed', rule: 'R9_version', policy: 'random', seed: 1 },
  { wiring: 'battery', rule: 'R11_charge', policy: 'pct', seed: 1 },
  { wiring: 'partner-fed', rule: 'R12_suspect', policy: 'random', seed: 1 },
  { wiring: 'partner-fed', rule: 'R13_committed', policy: 'pct', seed: 1 },
];

for (const { wiring, rule, policy, seed } of caught) {
  test(`${policy} schedules catch ${rule} weakened, and the schedule found is minimal`, () => {
    const design = weakened(wiring, rule);
    const model = compileModel(design);
    const { failure } = fuzzed(design, { seed, policy, runs: 5000 });
    assert.ok(failure, 'nothing found');
    const { property, schedule, originalLength } = failure;
    assert.ok(schedule.length <= originalLength);
    assert.is(outcomeOf(model, property, schedule), 'violated at the end');
    schedule.forEach((_, place) => {
      const shorter = outcomeOf(model, property, schedule.toSpliced(place, 1));
      assert.ok(
        ['holds', 'not executable'].includes(shorter),
        `action ${place + 1} can be spared: ${shorter}`,
      );
    });
  });
}

test('a deadlock is found, and no action is kept that it does not need', () => {
  const deadlock: Property = {
    kind: 'deadlock',
    id: 'somebody works',
    says: 'The two controllers never stop both.',
    awaits: (s) => s.controllers.every(({ mode }) => mode === 'stopped'),
  };
  const { failure } = fuzz(compileModel(beyond('partner-fed')), [deadlock], options({}));
  assert.is(failure?.property, deadlock);
  assert.is(failure?.schedule.length, 2);
});

test('what the initial state violates takes no action at all', () => {
  const never: Property = {
    kind: 'always',
    id: 'never',
    says: 'Nothing is.',
    reads: ['faults'],
    check: () => VIOLATED,
  };
  const { failure, runs } = fuzz(compileModel(beyond('mirror-only')), [never], options({}));
  assert.equal(failure?.schedule, []);
  assert.is(runs, 1);
});

test('the same seed gives the same result, another one other runs', () => {
  const design = weakened('mirror-only', 'R3_highest');
  const result = (seed: number) => JSON.stringify(withoutFunctions(fuzzed(design, { seed, runs: 3000 })));
  assert.is(result(7), result(7));
  assert.is.not(result(7), result(8));
  const clean = (seed: number) => fuzzed(beyond('partner-fed'), { seed, runs: 200 });
  assert.equal([...clean(1).actions], [...clean(1).actions]);
  assert.not.equal([...clean(1).actions], [...clean(2).actions]);
});

test('a run stays within its length, and the runs within their number', () => {
  // With faults a run may come to rest before its end.
  const calm = arrayWith('partner-fed', { bounds: { ...BEYOND, faults: 0 } });
  const { runs, steps, stopped } = fuzzed(calm, { runs: 75, length: 5 });
  assert.is(stopped, undefined);
  assert.is(runs, 75);
  assert.is(steps, 75 * 5);
  assert.is(fuzzed(beyond('partner-fed'), { runs: 0 }).runs, 0);
});

test('it reports as it goes, and stops when told', () => {
  const design = beyond('partner-fed');
  const { properties } = questionFor(design);
  const endless = fuzzRuns(compileModel(design), properties, options({ runs: Number.POSITIVE_INFINITY }));
  assert.ok(!endless.next().done);
  assert.ok(!endless.next().done);
  const { done, value } = endless.next('enough');
  assert.ok(done);
  assert.is(value.stopped, 'enough');
  assert.is(value.runs, 100);

  const seen: number[] = [];
  const hooked = fuzz(compileModel(design), properties, options({ runs: 1000 }), {
    onProgress: ({ runs }) => seen.push(runs),
    shouldStop: () => (seen.length === 3 ? 'interrupted' : undefined),
  });
  assert.is(hooked.stopped, 'interrupted');
  assert.equal(seen, [50, 100, 150]);
});

test('long runs report in between', () => {
  const design = beyond('self-fed');
  const { properties } = questionFor(design);
  const runs = fuzzRuns(compileModel(design), properties, options({ runs: 5, length: 10_000 }));
  const seen = [...runs].map(({ steps }) => steps);
  const strides = seen.map((steps, i) => steps - (seen[i - 1] ?? 0));
  assert.ok(seen.length > 1 && Math.max(...strides) < 20_000, strides.join(' '));
});

test('a run in place goes through the states that step goes through', () => {
  const design = arrayWith('battery', { bounds: BEYOND, fifo: { keepUntilDestage: true } });
  const model = compileModel(design);
  const system = systemOf(model);
  let state = initialState(model);
  const compare: Judge = {
    arrive: (instance) => {
      const before = state;
      state =
        instance === undefined
          ? initialState(model)
          : step(model, state, system.instances[instance]!.action).state;
      if (instance !== undefined) assert.equal(system.before, { ...before, moves: null });
      assert.equal(system.state, { ...state, moves: null });
      return undefined;
    },
    rest: () => undefined,
  };
  const schedules = fc.sample(plans(system, 'both', 60, 3), { seed: 3, numRuns: 40, unbiased: true });
  for (const plan of schedules) run(system, scheduler(system)(plan), 60, compare);
});

test('PCT finds the bug that takes a certain order in fewer runs than random does', () => {
  const design = weakened('mirror-only', 'R3_highest');
  const runsOf = (policy: PolicyName) =>
    [1, 2, 3, 4, 5].map((seed) => fuzzed(design, { seed, policy, runs: 500 }).runs);
  const sum = (runs: number[]) => runs.reduce((a, b) => a + b);
  const pct = runsOf('pct');
  const random = runsOf('random');
  assert.ok(sum(pct) * 2 < sum(random), `${pct} against ${random}`);
});

type Replayed = 'violated at the end' | 'violated before' | 'holds' | 'not executable';

/** What the pure `step` makes of a schedule: an opinion apart from that of the runs in place. */
function outcomeOf(m: Model, property: Property, schedule: readonly Action[]): Replayed {
  let state = initialState(m);
  try {
    for (const [place, action] of schedule.entries()) {
      const before = state;
      state = step(m, before, action).state;
      if (!isViolated(m, property, before, action, state)) continue;
      return place === schedule.length - 1 ? 'violated at the end' : 'violated before';
    }
    return 'holds';
  } catch (error) {
    if (error instanceof NotEnabled) return 'not executable';
    throw error;
  }
}

function isViolated(m: Model, property: Property, before: State, action: Action, after: State): boolean {
  if (property.kind === 'always') return property.check(after) === VIOLATED;
  if (property.kind === 'deadlock') {
    return property.awaits(after) && !enabled(m, after).some((each) => cardOf(each).by === 'array');
  }
  if (property.kind === 'sometimes') return false;
  return property.check(before, { action, card: cardOf(action) }, after) === VIOLATED;
}

function withoutFunctions({ findings, actions, failure, ...result }: FuzzResult): object {
  const fired = findings.map(({ property, fired }) => [property.id, fired]);
  return { ...result, fired, actions: [...actions], failure: { ...failure, property: failure?.property.id } };
}

test.run();
