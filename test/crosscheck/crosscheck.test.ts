import { test as always } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { judgeTraces, type TracesJudged } from '../../src/crosscheck/judge-traces.ts';
import { runPaths } from '../../src/crosscheck/paths.ts';
import { type RecordedTrace, recordTraces, TracesTooShort } from '../../src/crosscheck/record-traces.ts';
import { tellComparison } from '../../src/crosscheck/tell-graph.ts';
import { compareCounts, compareVerdicts, referenceVerdicts } from '../../src/crosscheck/verdicts.ts';
import { fateOf, type Mutant } from '../../src/crosscheck/weakened-rule.ts';
import { compileModel } from '../../src/model/model.ts';
import { labelOf } from '../../src/schedule/label.ts';
import { findJar } from '../../src/tlc/run/jar.ts';
import { runTlc, type TlcResult } from '../../src/tlc/run/run.ts';
import { writeTraces } from '../../src/tlc/write/traces.ts';
import { arrayWith } from '../support/arrays.ts';
import { graphsOf, LIMITS, toEnd, verdictsOf } from '../support/engines.ts';
import { needsJava } from '../support/java.ts';
import { inFolder } from '../support/tla.ts';

/* The reference against TLC, at bounds that take seconds. `mirrorproof crosscheck` does the same at the bounds of tiny. */

const test = needsJava(always);

const NO_FAULTS = { bounds: { faults: 0 } };

for (const wiring of ['mirror-only', 'battery'] as const) {
  test(`${wiring}: TLC's graph is the reference's, state by state and step by step, and its paths run`, async () => {
    const design = arrayWith(wiring, NO_FAULTS);
    const { m, run, graph, comparison } = await graphsOf(design);
    assert.is(comparison.difference, undefined);
    assert.equal(comparison.tlc, comparison.reference);
    assert.ok(comparison.common > 300);
    const counts = compareCounts(toEnd(referenceVerdicts(design, LIMITS)), run, true);
    assert.equal(counts.actions, []);
    assert.ok(counts.agree);
    const paths = toEnd(runPaths(m, graph));
    assert.is(paths.difference, undefined);
    assert.is(paths.covered, comparison.tlc.steps);
  });
}

test('a guard changed in TLA+ alone is found, with the way there and its name', async () => {
  const { m, comparison } = await graphsOf(arrayWith('mirror-only', NO_FAULTS), [
    {
      module: 'Rules',
      from: 'InForce("R9_version") => ~IsNewer(blocks[page.block], page.version, media)',
      to: 'page.version <= media + 1',
    },
  ]);
  const told = tellComparison(m, comparison).join('\n');
  assert.match(told, /R9_version/);
  assert.match(told, /DestageDone/);
  assert.match(told, /caches\[1\]\[\d\]\.state/);
  assert.is(comparison.difference!.schedule.at(0)!.name, 'NotifySize');
});

test('a rule that an action of TLA+ alone does not ask is found, with the action that it guards', async () => {
  const { m, comparison } = await graphsOf(arrayWith('mirror-only', NO_FAULTS), [
    { module: 'Destage', from: '  /\\ R16_destage(k, page.block)\n', to: '' },
  ]);
  const told = tellComparison(m, comparison).join('\n');
  assert.match(told, /TLC alone takes Destage K1/);
  assert.match(told, /forbids it by R16_destage/);
  assert.match(told, /src\/model\/rules\.ts/);
});

test('a rule weakened in the reference alone is found by its name', async () => {
  const weakened = arrayWith('mirror-only', { ...NO_FAULTS, weaken: ['R8_protected'] });
  const { m, comparison } = await graphsOf(weakened, [], arrayWith('mirror-only', NO_FAULTS));
  assert.match(tellComparison(m, comparison).join('\n'), /R8_protected/);
});

test('both engines find the same shortest counterexample of every property', async () => {
  const flawed = ['R0', 'R1_commit', 'R3', 'R4_invalidated', 'R5_fence', 'R9', 'R11', 'R12', 'R13'];
  const hold = { B1: { feeds: ['F1'], hold: 1 }, B2: { feeds: ['F2'], hold: 1 } } as const;
  const bounds = { cachePages: { C1: 4, C2: 2 } };
  const changes = { weaken: flawed, faultKinds: ['FalseSuspicion'], batteries: hold, bounds } as const;
  const design = arrayWith('battery', changes);
  const { agree, properties } = await verdictsOf(design);
  assert.equal(
    properties.filter(({ reference, tlc }) => reference !== tlc),
    [],
  );
  assert.ok(agree);
  const unharmed = properties.filter(({ kind, tlc }) => kind !== 'sometimes' && tlc === undefined);
  assert.equal(
    unharmed.map(({ property }) => property),
    ['I20', 'L1'],
  );
});

test('both engines come across the same witnesses, with entries that are kept until destage', async () => {
  const { agree, properties } = await verdictsOf(
    arrayWith('partner-fed', { ...NO_FAULTS, fifo: { keepUntilDestage: true } }),
  );
  assert.equal(
    properties.filter(({ reference, tlc }) => reference !== tlc),
    [],
  );
  assert.ok(agree);
});

test('a property that one engine alone finds violated is a difference', async () => {
  const design = arrayWith('mirror-only', { ...NO_FAULTS, weaken: ['R9_version'] });
  const never = { module: 'Properties', from: 'I11 == ', to: 'I11 == TRUE \\/ ' };
  const { agree, properties } = await verdictsOf(design, [never]);
  assert.not.ok(agree);
  const different = properties.filter(({ reference, tlc }) => reference !== tlc);
  assert.equal(different, [{ property: 'I11', kind: 'step', reference: 14, tlc: undefined }]);
});

test('both engines come to the same verdicts after the same faults, and a milder one is a difference', async () => {
  const bounds = { writes: 1 };
  const design = arrayWith('mirror-only', { faultKinds: ['PowerOff'], bounds, weaken: ['R1_commit'] });
  const both = await verdictsOf(design);
  assert.ok(both.agree, JSON.stringify(both.verdicts));
  const told = both.verdicts.map(({ verdict, faults }) => [verdict, ...faults!].join(' '));
  assert.equal(told.sort(), ['safe', 'safe PowerOff P1', 'safe PowerOff P2', ...tornOrStranded].sort());
  const milder = { module: 'Properties', from: 'THEN "torn"', to: 'THEN "lost"' };
  const { agree, verdicts } = await verdictsOf(design, [milder]);
  assert.not.ok(agree);
  const different = verdicts.filter(({ reference, tlc }) => reference !== tlc).map(({ verdict }) => verdict);
  assert.equal(different.sort(), ['lost', 'lost', 'torn', 'torn']);
});

const tornOrStranded = ['stranded', 'torn'].flatMap((verdict) => [
  `${verdict} PowerOff P1`,
  `${verdict} PowerOff P2`,
]);

always('counts that differ in a state, a step, the depth or one action are a difference', () => {
  const exploration = toEnd(referenceVerdicts(arrayWith('mirror-only', NO_FAULTS), LIMITS));
  const { states, transitions, depth } = exploration;
  const coverage = new Map(
    [...exploration.actions].map(([name, { taken }]) => [name, { distinct: 0, generated: taken }]),
  );
  const run = {
    distinct: states,
    generated: transitions + 1,
    depth: depth + 1,
    initial: 1,
    coverage,
  } as unknown as TlcResult;
  const agrees = (changes: object) => compareCounts(exploration, { ...run, ...changes }, true).agree;
  assert.ok(agrees({}));
  assert.not.ok(agrees({ distinct: states + 1 }));
  assert.not.ok(agrees({ generated: transitions }));
  assert.not.ok(agrees({ depth }));
  assert.not.ok(agrees({ coverage: new Map() }), 'TLC counted no action');
  assert.not.ok(agrees({ coverage: new Map([...coverage, ['Copy', { distinct: 0, generated: 1 }]]) }));
});

always('what TLC alone notes is a difference, and foreign lines are none', () => {
  const design = arrayWith('mirror-only', NO_FAULTS);
  const exploration = toEnd(referenceVerdicts(design, LIMITS));
  const seen = exploration.findings.filter(({ schedule }) => schedule !== undefined);
  const notes = seen.map(({ property: { id }, schedule }) => `<<"noted", "${id}", ${schedule!.length}>>`);
  const landmarks = ['<<"noted", "first state", 1>>', '<<"noted", "first step", 1>>'];
  const { states: distinct, transitions, depth } = exploration;
  const agrees = (...more: string[]) => {
    const prints = [...landmarks, '<<"graded", "safe", {}, 0>>', ...notes, ...more];
    const run = {
      prints,
      distinct,
      generated: transitions + 1,
      depth: depth + 1,
      initial: 1,
      coverage: new Map(),
    };
    return compareVerdicts(design, exploration, run as unknown as TlcResult).agree;
  };
  assert.ok(agrees());
  assert.ok(agrees('[0.1s][info][gc] Using Parallel'));
  assert.not.ok(agrees('<<"noted", "I1", 5>>'));
  assert.not.ok(agrees('<<"graded", "lost", {<<"PowerOff", "P1">>}, 5>>'));
  assert.not.ok(agrees('<<"noted", "a name that nobody knows", 5>>'));
});

const LARGE = arrayWith('battery', {
  bounds: { cachePages: { C1: 6, C2: 4 }, blocks: 3, writes: 6, pagesPerWrite: 2, fifoDepth: 3, faults: 2 },
});
const RECORDED = { seed: 11, traces: 40, from: 40, changing: 30, to: 60 };

async function judged(design: Design, traces: readonly RecordedTrace[]): Promise<TracesJudged> {
  return inFolder(async (folder) => {
    const model = writeTraces(design, traces, folder);
    return judgeTraces(traces, await runTlc({ jar: await findJar(), folder, ...model }));
  });
}

test('traces of the reference, beyond any bounds that are explored, are behaviours of the specification', async () => {
  const traces = recordTraces(compileModel(LARGE), RECORDED);
  const { rejected, steps } = await judged(LARGE, traces);
  assert.is(rejected, undefined);
  assert.ok(steps >= 40 * 40);
});

test('a trace with one value tampered with is rejected at that step, with the value', async () => {
  const m = compileModel(LARGE);
  const traces = recordTraces(m, { ...RECORDED, traces: 5 });
  const step = traces[3]!.findIndex(({ action }) => action.name === 'HostWrite');
  const tampered = traces.with(
    3,
    traces[3]!.with(step, {
      ...traces[3]![step]!,
      changes: traces[3]![step]!.changes.map((change) =>
        change.path.includes('"issued"') ? { ...change, value: '3' } : change,
      ),
    }),
  );
  const { rejected } = await judged(LARGE, tampered);
  assert.is(rejected!.trace, 4);
  assert.is(rejected!.step, step + 1);
  assert.is(rejected!.action.name, 'HostWrite');
  assert.match(rejected!.fields[0]!.path, /^blocks\[\d\]\.issued$/);
  assert.equal([rejected!.fields[0]!.trace, rejected!.fields[0]!.tlc], ['3', '1']);
});

test('a trace with an action that is not enabled is rejected there', async () => {
  const m = compileModel(LARGE);
  const [trace] = recordTraces(m, { ...RECORDED, traces: 1 });
  const early = [trace![0]!, { ...trace![1]!, action: { name: 'DrainDone', side: 0 } as const }];
  const { rejected } = await judged(LARGE, [early]);
  assert.is(labelOf(m, rejected!.action), 'DrainDone K1');
  assert.equal([rejected!.step, rejected!.fields.length], [2, 0]);
});

always('bounds that are too small for long traces are refused', () => {
  const short = arrayWith('mirror-only', { bounds: { faults: 0, writes: 0 } });
  assert.throws(
    () => recordTraces(compileModel(short), RECORDED),
    (error: Error) => error instanceof TracesTooShort,
  );
});

always('within tight bounds, where most actions are reads, enough of each trace changes the state', () => {
  const m = compileModel(arrayWith('mirror-only'));
  const effectsWith = (changing: number) =>
    recordTraces(m, { seed: 11, traces: 20, from: 40, changing, to: 60 }).map(
      (trace) => trace.filter(({ changes }) => changes.length > 0).length,
    );
  assert.ok(Math.min(...effectsWith(0)) < 20);
  assert.ok(Math.min(...effectsWith(20)) >= 20);
});

always('the same seed records the same traces', () => {
  const m = compileModel(LARGE);
  assert.equal(recordTraces(m, { ...RECORDED, traces: 3 }), recordTraces(m, { ...RECORDED, traces: 3 }));
});

always('a rule is shown where it is caught soonest, or said to be caught nowhere', () => {
  const mutant = (design: string, length?: number, changes = true): Mutant => ({
    design,
    caught: length === undefined ? [] : [{ property: 'I1', length }],
    states: 1,
    changes,
    isFurther: false,
  });
  const fate = fateOf('R4_invalidated', [mutant('a', 12), mutant('b', 9), mutant('c')]);
  assert.equal([fate.best!.design, fate.alsoIn], ['b', ['a']]);
  assert.match(fateOf('R4_invalidated', [mutant('a', undefined, false)]).finding!, /would forbid/);
  assert.match(fateOf('R4_invalidated', [mutant('a')]).finding!, /violates nothing/);
});

always.run();
