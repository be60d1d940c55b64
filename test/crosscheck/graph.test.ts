import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { ruleNames } from '../../spec/rules.ts';
import type { Difference, LoneStep } from '../../src/crosscheck/difference.ts';
import type { Cause } from '../../src/crosscheck/explain.ts';
import { type Comparison, compareGraphs } from '../../src/crosscheck/graph.ts';
import { type PathsRun, runPaths } from '../../src/crosscheck/paths.ts';
import { type Reporting, Stopped } from '../../src/crosscheck/progress.ts';
import { fileOf } from '../../src/crosscheck/source.ts';
import { tellDifference } from '../../src/crosscheck/tell-difference.ts';
import { tellComparison } from '../../src/crosscheck/tell-graph.ts';
import { readTlcGraph, type TlcGraph } from '../../src/crosscheck/tlc-graph.ts';
import type { ActionName } from '../../src/model/action.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { actionsOf, transitions } from '../../src/model/protocol.ts';
import { initialState } from '../../src/model/state.ts';
import { enabled, step } from '../../src/model/step.ts';
import { labelOf } from '../../src/schedule/label.ts';
import { BrokenDump } from '../../src/tlc/read/dump.ts';
import { StateReader, StrangeState, writeState } from '../../src/tlc/read/state.ts';
import { arrayWith, BOOT, QUEUED_WRITE } from '../support/arrays.ts';
import { dumpOf, type FakeDump, plantStep, render, stateAfter } from '../support/dumps.ts';
import { search } from '../support/search.ts';

/* The machinery that compares TLC's state graph with the explorer's, on dumps made from the reference. */

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Some hundred states, some thousand with a fault. */
const small = arrayWith('partner-fed', { bounds: { writes: 1, faults: 0 } });
const faulty = arrayWith('battery', {
  bounds: { writes: 1, faults: 1 },
  faultKinds: ['PowerOff', 'BatteryDead', 'BoardHang'],
});
const smallModel = compileModel(small);

function finish<R>(run: Reporting<R>): R {
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value;
}

function read(m: Model, dump: FakeDump): TlcGraph {
  return finish(readTlcGraph(m, [Buffer.from(render(dump))]));
}

function compare(m: Model, dump: FakeDump): Comparison {
  return finish(compareGraphs(m, read(m, dump)));
}

function paths(m: Model, dump: FakeDump): PathsRun {
  return finish(runPaths(m, read(m, dump)));
}

/** Compares a dump of `small` with something planted in it. */
function compareWith(plant: (dump: FakeDump) => void): Difference {
  const dump = dumpOf(smallModel);
  plant(dump);
  const { difference } = compare(smallModel, dump);
  assert.ok(difference, 'no difference found');
  return difference;
}

function labels(m: Model, { schedule }: Difference): string[] {
  return schedule.map((action) => labelOf(m, action));
}

function told(m: Model, difference: Difference): string {
  return tellDifference(m, difference).join('\n');
}

/** Checks that a text has these parts, in this order. */
function holds(text: string, ...parts: string[]): void {
  parts.reduce((from, part) => {
    const at = text.indexOf(part, from);
    assert.ok(at >= 0, `${JSON.stringify(part)} is missing from\n${text}`);
    return at + part.length;
  }, 0);
}

/** The one step that differs. */
function only({ steps }: Difference): LoneStep {
  assert.is(steps.length, 1, JSON.stringify(steps.map(({ by, name, cause }) => ({ by, name, cause }))));
  return steps[0]!;
}

function causeOf<K extends Cause['kind']>({ cause }: LoneStep, kind: K): Extract<Cause, { kind: K }> {
  assert.is(cause.kind, kind);
  return cause as Extract<Cause, { kind: K }>;
}

const WRITTEN = [...BOOT.slice(0, 5), 'HostWrite K1 b1'] as const;

for (const design of [small, faulty]) {
  test(`${design.name}: equal graphs compare equal, with the counts of the explorer`, () => {
    const m = compileModel(design);
    const comparison = compare(m, dumpOf(m));
    const { states, transitions: taken, terminal } = search(design);
    assert.is(comparison.difference, undefined);
    assert.equal(comparison.reference, comparison.tlc);
    const { reference } = comparison;
    assert.equal([reference.states, reference.taken, reference.terminal], [states, taken, terminal]);
    assert.is(comparison.common, states);
    const sum = [...reference.stepsByAction.values()].reduce((a, b) => a + b);
    assert.is(sum, reference.steps);
    assert.match(tellComparison(m, comparison).join('\n'), /The two graphs are equal\.$/);
  });
}

test('the order of a dump and repeated steps do not matter', () => {
  const dump = dumpOf(smallModel);
  dump.states.reverse();
  dump.steps.reverse();
  dump.steps.push(...dump.steps.slice(0, 50));
  assert.is(compare(smallModel, dump).difference, undefined);
});

test('paths cover every step of TLC and run on the reference', () => {
  const m = compileModel(faulty);
  const dump = dumpOf(m);
  const run = paths(m, dump);
  const distinct = new Set(dump.steps.map(({ from, to, label }) => `${from} ${to} ${label}`));
  assert.is(run.difference, undefined);
  assert.is(run.covered, distinct.size);
  assert.ok(run.paths > 1 && run.run > run.covered && run.longest > 20);
});

test('a step that only the reference takes', () => {
  const difference = compareWith((dump) => {
    const at = dump.steps.findIndex(({ label }) => label === 'WritePage');
    dump.steps.splice(at, 1);
  });
  assert.equal(labels(smallModel, difference), WRITTEN);
  const lone = only(difference);
  assert.is(lone.by, 'reference');
  assert.equal(causeOf(lone, 'refused').asked, ['R17_order']);
  holds(
    told(smallModel, difference),
    'after 6 steps that both take:',
    '6  HostWrite K1 b1    the host writes block 1 version 1 through K1',
    'The reference alone takes WritePage K1 b1.',
    'So a guard of WritePage is stronger in TLA+ than in src/model/actions/write.ts.',
    '.caches[0][0].state  filling  dirty             caches[1][1].state',
  );
});

test('a step that only the reference takes names the guards that were asked', () => {
  const difference = compareWith((dump) => {
    dump.steps = dump.steps.filter(({ label }) => label !== 'Release');
  });
  assert.is(difference.schedule.length, 14);
  const { asked } = causeOf(only(difference), 'refused');
  assert.equal(asked, ['R4_needed', 'R4_untargeted', 'R4_invalidated', 'R5_fence']);
});

test('a step that TLC alone takes, against a guard that is no rule', () => {
  const difference = compareWith((dump) => plantStep(smallModel, dump, WRITTEN, 'StandDown K1'));
  assert.equal(labels(smallModel, difference), WRITTEN);
  causeOf(only(difference), 'guard');
  holds(
    told(smallModel, difference),
    'TLC alone takes StandDown K1.',
    'forbids it, for nobody has fenced K1: see `closed` of StandDown in src/model/actions/takeover.ts.',
  );
});

test('a step that TLC alone takes, against the mode of the controller or its board', () => {
  const m = compileModel(faulty);
  const dump = dumpOf(m);
  plantStep(m, dump, [...WRITTEN, 'BoardHang K1'], 'WritePage K1 b1');
  const hung = compare(m, dump).difference!;
  assert.match(causeOf(only(hung), 'mode').says, /^the board of K1 is hung$/);
  const other = compareWith((dump) => plantStep(smallModel, dump, [], 'HostRead K1 b1'));
  assert.match(causeOf(only(other), 'mode').says, /^K1 is booting, and HostRead needs mirrored/);
  assert.match(told(smallModel, other), /^The graphs part in the initial state\./);
});

test('a step that TLC alone takes, against two rules together', () => {
  const design = arrayWith('partner-fed', { bounds: { writes: 1, faults: 1 }, faultKinds: ['ChannelDown'] });
  const m = compileModel(design);
  const dump = dumpOf(m);
  const destaged = [...BOOT, ...QUEUED_WRITE, 'Destage K1 p1', 'DestageDone K1 b1', 'ChannelDown'];
  plantStep(m, dump, destaged, 'Release K1 m1');
  const { difference } = compare(m, dump);
  assert.equal(causeOf(only(difference!), 'together').rules, ['R4_invalidated', 'R4_untargeted']);
  assert.match(told(m, difference!), /forbids it by R4_invalidated and R4_untargeted: without these/);
});

test('a step that leads elsewhere shows the fields', () => {
  const difference = compareWith((dump) => {
    const [after] = stateAfter(smallModel, dump, [...WRITTEN, 'WritePage K1 b1', 'Enqueue K1 b1']);
    after!.text = after!.text.replace('settled |-> 0', 'settled |-> 1');
  });
  assert.equal(labels(smallModel, difference), [...WRITTEN, 'WritePage K1 b1']);
  const lone = only(difference);
  assert.is(causeOf(lone, 'outcome').isBlocked, false);
  assert.equal(lone.fields, [{ path: '.blocks[0].settled', first: '0', second: '1' }]);
  holds(
    told(smallModel, difference),
    'Both take Enqueue K1 b1, and it leads to different states.',
    'before  reference  TLC',
    '.blocks[0].settled  0       0          1    blocks[1].settled',
  );
});

test('one more state that an action leads to in TLC alone', () => {
  const difference = compareWith((dump) => {
    const [from] = stateAfter(smallModel, dump, WRITTEN);
    dump.steps.push({ from: from!.id, to: dump.states[0]!.id, label: 'WritePage' });
  });
  assert.is(only(difference).isMore, true);
  holds(told(smallModel, difference), 'Both take WritePage K1 b1; TLC takes it to one more state.');
});

test('an action that TLC takes nowhere may be missing in Next', () => {
  const m = compileModel(faulty);
  const dump = dumpOf(m);
  dump.steps = dump.steps.filter(({ label }) => label !== 'BoardHang');
  const text = tellComparison(m, compare(m, dump)).join('\n');
  assert.match(
    text,
    /The reference alone takes BoardHang K1\.\n {2}TLC never takes BoardHang: is it in Next\?/,
  );
  assert.not.match(text, /stronger/);
});

test('a step to a state from elsewhere comes with the nearest outcome, or none', () => {
  const difference = compareWith((dump) => {
    const [from] = stateAfter(smallModel, dump, WRITTEN);
    dump.steps.push({ from: from!.id, to: dump.states[0]!.id, label: 'Acknowledge' });
  });
  const lone = only(difference);
  assert.is(causeOf(lone, 'outcome').isBlocked, true);
  assert.match(
    told(smallModel, difference),
    /TLC alone takes a step Acknowledge\.\n {2}Acknowledge K1 b\d of the reference comes closest/,
  );
  const senseless = compareWith((dump) => {
    dump.steps.push({ from: dump.states[0]!.id, to: dump.states[9]!.id, label: 'Drain' });
  });
  causeOf(only(senseless), 'guard');
});

test('renamed and unknown actions', () => {
  const renamed = compareWith((dump) => {
    dump.steps.find(({ label }) => label === 'WritePage')!.label = 'PageWritten';
  });
  assert.is(causeOf(only(renamed), 'renamed').as, 'WritePage');
  assert.match(told(smallModel, renamed), /the reference calls WritePage K1 b1; TLC calls it PageWritten\./);
  const unknown = compareWith((dump) => {
    dump.steps.push({ from: dump.states[0]!.id, to: dump.states[5]!.id, label: 'Teleport' });
  });
  causeOf(only(unknown), 'unknown');
  assert.match(
    told(smallModel, unknown),
    /TLC alone takes Teleport\.\n {2}The reference has no such action\./,
  );
});

test('a state that TLC misses', () => {
  const difference = compareWith((dump) => {
    const [gone] = stateAfter(smallModel, dump, [...WRITTEN, 'WritePage K1 b1']);
    dump.states = dump.states.filter((state) => state !== gone);
    dump.steps = dump.steps.filter(({ from, to }) => from !== gone!.id && to !== gone!.id);
  });
  assert.equal(labels(smallModel, difference), WRITTEN);
  causeOf(only(difference), 'refused');
});

test('a record that says "no block" in two ways is a difference, never merged', () => {
  for (const [half, problem] of [
    ['block |-> 2, version |-> 0', /controllers\[1\]\.table\[1\]: block 2 with version 0/],
    ['block |-> 0, version |-> 1', /controllers\[1\]\.table\[1\]: version 1 of block 0/],
  ] as const) {
    const difference = compareWith((dump) => {
      const [state] = stateAfter(smallModel, dump, [...BOOT.slice(0, 3)]);
      state!.text = state!.text.replace('block |-> 0, version |-> 0', half);
    });
    assert.is(difference.schedule.length, 2);
    const lone = only(difference);
    assert.match(causeOf(lone, 'strange').problem, problem);
    assert.is(labelOf(smallModel, lone.action!), 'AllocateMirror K1');
    assert.match(told(smallModel, difference), /TLC takes AllocateMirror K1 to a state .* cannot hold\.\n/);
  }
});

test('graphs that do not begin alike', () => {
  const other = compareWith((dump) => {
    dump.states[0]!.text = dump.states[0]!.text.replace('channelUp = TRUE', 'channelUp = FALSE');
  });
  assert.is(other.initial?.length, 1);
  assert.match(
    told(smallModel, other),
    /TLC has another initial state\.[\s\S]*\.channelUp +true +false +channelUp/,
  );
  const two = dumpOf(smallModel);
  two.states[7]!.initial = true;
  assert.match(told(smallModel, compare(smallModel, two).difference!), /TLC has 2 initial states\./);
  assert.is(paths(smallModel, two).difference?.initial?.length, 2);
});

/** Rules of guards and rules of effects. */
const weakened = [
  ['R0_verified', small, 'Acknowledge'],
  ['R4_untargeted', small, 'Release'],
  ['R13_committed', small, 'Drain'],
  ['R1_header', faulty, 'LinkPage'],
  ['R11_charge', faulty, 'Destage'],
] as const;

for (const [rule, design, action] of weakened) {
  test(`${rule} weakened on one side only is named`, () => {
    const strict = compileModel(design);
    const weak = compileModel({ ...design, weakened: [rule] } satisfies Design);
    for (const [m, other] of [
      [strict, weak],
      [weak, strict],
    ] as const) {
      const comparison = compare(m, dumpOf(other));
      const { settling, steps } = comparison.difference!;
      assert.equal(settling, [rule]);
      for (const lone of steps) assert.equal(causeOf(lone, 'rules').rules, [rule]);
      assert.ok(comparison.lone.has(action));
      assert.equal(
        comparison.settled.map(({ states, of }) => states === of),
        [true],
      );
      const text = tellComparison(m, comparison).join('\n');
      assert.match(text, `With ${rule} ${m === strict ? 'weakened' : 'in force'} in the reference, all of`);
    }
  });
}

test('paths find what TLC alone does, with the same report', () => {
  const weak = compileModel({ ...small, weakened: ['R0_verified'] });
  const { difference } = paths(smallModel, dumpOf(weak));
  assert.equal(causeOf(only(difference!), 'rules').rules, ['R0_verified']);
  assert.is(paths(weak, dumpOf(smallModel)).difference, undefined);
});

test('a dump that is broken is refused', () => {
  const broken = (plant: (dump: FakeDump) => void) => {
    const dump = dumpOf(smallModel);
    plant(dump);
    assert.throws(
      () => compare(smallModel, dump),
      (error: unknown) => error instanceof BrokenDump,
    );
  };
  broken((dump) => dump.states.splice(9, 1));
  broken((dump) => dump.states.push({ ...dump.states[3]! }));
  broken((dump) => dump.states.push({ ...dump.states[3]!, id: 42n }));
  broken((dump) => {
    dump.states[2]!.text = 'no state at all';
  });
  broken((dump) => {
    dump.states[0]!.initial = false;
  });
  broken((dump) => {
    const lost = { ...initialState(smallModel), epoch: 2 };
    dump.states.push({ id: 42n, initial: false, text: writeState(smallModel, lost) });
  });
});

test('a comparison that is told to stop says nothing', () => {
  const run = compareGraphs(smallModel, read(smallModel, dumpOf(smallModel)));
  assert.is(run.next().done, false);
  assert.throws(
    () => run.next('interrupted'),
    (error: unknown) => error instanceof Stopped && error.message === 'interrupted',
  );
});

test('states survive the way to TLA+ and back', () => {
  const m = compileModel(
    arrayWith('battery', {
      bounds: { blocks: 2, writes: 4, pagesPerWrite: 2, fifoDepth: 2, faults: 3 },
      fifo: { keepUntilDestage: true },
    }),
  );
  const reader = new StateReader(m);
  let state = initialState(m);
  for (let i = 0; i < 2000; i++) {
    const choices = enabled(m, state);
    state =
      choices.length === 0 ? initialState(m) : step(m, state, choices[(i * 7919) % choices.length]!).state;
    assert.equal(reader.read(writeState(m, state)), state);
  }
});

test('what the reference cannot hold is named by its place in TLA+', () => {
  const m = compileModel(faulty);
  const text = writeState(m, initialState(m));
  const strange = (from: string, to: string, problem: RegExp) => {
    assert.ok(text.includes(from), from);
    assert.throws(
      () => new StateReader(m).read(text.replace(from, to)),
      (error: unknown) => error instanceof StrangeState && problem.test(error.message),
    );
  };
  strange('"up"', '"asleep"', /^controllers\[1\]\.board: expected one of up, hung, down, found "asleep"/);
  strange('granted |-> 0', 'granted |-> 3', /^devices\[1\]\.granted: expected 0 to 1, found 3/);
  strange('granted |-> 0', 'granted |-> -1', /^devices\[1\]\.granted: /);
  strange('channelUp = TRUE', 'channelUp = 1', /^channelUp: expected one of false, true, found 1/);
  strange('/\\ channelUp = TRUE\n', '', /^channelUp: the variable is missing/);
  strange('/\\ channelUp', '/\\ era', /^era: the reference has no such variable/);
  strange('channelUp = TRUE', 'channelUp = zero', /^channelUp: expected a value at character 1/);
  strange('issued |-> 0, ', '', /^blocks\[1\]: the field issued is missing/);
  strange('issued |-> 0', 'issued |-> 0, age |-> 1', /^blocks\[1\]\.age: no such field/);
  strange('faults = {}', 'faults = {<<"Flood", "K1">>}', /^faults: .*Flood.* is no fault/);
  strange('faults = {}', 'faults = 0', /^faults: expected a set/);
  strange('<<"on", "on">>', '<<"on">>', /^units: expected 2 elements, found 1/);
  strange('queued |-> <<0, 0>>', 'queued |-> [a |-> 0]', /^blocks\[1\]\.queued: expected a sequence/);
  const entry = '[block |-> 1, version |-> 1, page |-> 1, written |-> 1, drained |-> FALSE]';
  const entries = (...items: string[]) => `entries |-> <<${items.join(', ')}>>`;
  strange(
    'entries |-> <<>>',
    entries(entry, entry, entry),
    /^fifos\[1\]\.entries: 3 entries in a FIFO with [12] places?/,
  );
  strange(
    'entries |-> <<>>',
    entries(entry.replace('page |-> 1', 'page |-> 0')),
    /^fifos\[1\]\.entries\[1\]\.page: expected 1 to 2, found 0/,
  );
  strange(
    'entries |-> <<>>',
    entries(entry.replace('block |-> 1, version |-> 1', 'block |-> 0, version |-> 0')),
    /^fifos\[1\]\.entries\[1\]: an entry without a version/,
  );
});

test('every action is in the file that reports name', () => {
  for (const name of Object.keys(transitions) as ActionName[]) {
    const file = join(root, fileOf(name));
    assert.ok(existsSync(file), file);
    assert.match(readFileSync(file, 'utf8'), new RegExp(`^const ${name} = (transition|fault)\\(\\{`, 'm'));
  }
  const rules = readFileSync(join(root, 'src/model/rules.ts'), 'utf8');
  for (const rule of ruleNames)
    assert.match(rules, new RegExp(`^export (function ${rule}\\(|const ${rule} = )`, 'm'), rule);
  assert.ok(actionsOf(smallModel).length > 0);
});

test.run();
