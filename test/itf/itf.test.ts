import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { faultSet } from '../../spec/faults.ts';
import { itfTextOf } from '../../src/itf/trace.ts';
import { type Json, StrangeValue, tlaTextOf, toItf } from '../../src/itf/value.ts';
import type { State } from '../../src/model/state.ts';
import { boundsSaid } from '../../src/schedule/file.ts';
import { labelOf } from '../../src/schedule/label.ts';
import { statesOf } from '../../src/schedule/replay.ts';
import { type Replayed, replayFile, scheduleFiles } from '../../src/schedule-files/load.ts';
import { outcomeText } from '../../src/schedule-files/outcome.ts';
import { seenFrom } from '../../src/schedule-files/save.ts';
import { tlaVariables } from '../../src/tlc/read/state.ts';
import { parseValue } from '../../src/tlc/read/value.ts';
import { file, folder, mirrorproof } from '../support/command.ts';
import { root } from '../support/markdown.ts';
import { noReaders, pythonWithReaders } from '../support/python.ts';

const scenarios = join(root, 'test', 'scenarios');

/** A run as a trace, with what is changed in it, in a file. */
function written(name: string, run: Replayed, change: (trace: Trace) => void = () => {}): string {
  const { design, model, trace, schedule, file: from } = run;
  const isFile = schedule.design.endsWith('.json');
  const named = isFile ? seenFrom(folder, join(from, '..', schedule.design)) : schedule.design;
  const of = { design: named, bounds: boundsSaid(design), weaken: design.weakened };
  const document = JSON.parse(itfTextOf(model, trace, of, name)) as Trace;
  change(document);
  return file(`${name}.itf.json`, document);
}

interface TraceState {
  '#meta': { index: number; action?: string };
  [variable: string]: unknown;
}

interface Trace {
  '#meta': Record<string, unknown>;
  vars: string[];
  states: TraceState[];
}

/** The states that differ from the one before: where no action is named, any other is no step. */
function changesOf({ trace }: Replayed): State[] {
  const changing = trace.steps.filter(
    ({ before, after }) => JSON.stringify(before) !== JSON.stringify(after),
  );
  return changing.map(({ after }) => after);
}

const labelsOf = ({ model, trace }: Replayed) => trace.steps.map(({ action }) => labelOf(model, action));

test('every scenario comes back from its trace, step by step, with what comes of it', () => {
  for (const [i, path] of scheduleFiles(scenarios).entries()) {
    const run = replayFile(path, 'tiny');
    const back = replayFile(written(`scenario-${i}`, run), 'tiny');
    assert.equal(labelsOf(back), labelsOf(run), path);
    assert.is(outcomeText(back), outcomeText(run), path);
    assert.equal(back.design, run.design);
  }
});

test('where no action is named, those that lead from state to state are found', () => {
  for (const [i, path] of scheduleFiles(scenarios).entries()) {
    const run = replayFile(path, 'tiny');
    const unnamed = written(`unnamed-${i}`, run, ({ states }) => {
      for (const { '#meta': meta } of states) delete meta.action;
      states.splice(1, 0, structuredClone(states[0]!));
    });
    assert.equal(changesOf(replayFile(unnamed, 'tiny')), changesOf(run), path);
  }
});

const selfFed = replayFile(join(scenarios, 'B4_FIFO-without-its-battery-loses-both-copies.schedule'), 'tiny');

if (noReaders !== undefined) console.log(`skipped: ${noReaders}`);
(noReaders === undefined ? test : test.skip)('itf-py reads the same states', () => {
  const python = pythonWithReaders();
  const path = written('for-python', selfFed);
  const program = join(root, 'test', 'fixtures', 'itf', 'read.py');
  const read = JSON.parse(execFileSync(python, [program, path], { encoding: 'utf8' }));
  const { model, trace } = selfFed;
  const variables = tlaVariables(model, trace.initial).map(([name]) => name);
  assert.equal(read.vars, variables);
  assert.equal(
    Object.keys(trace.initial).filter((name) => !read.vars.includes(name)),
    ['strikes'],
    'noted for cut sets alone',
  );
  assert.is(read.meta.format, 'ITF');
  assert.equal(
    read.states,
    statesOf(trace).map((state, i) => ({
      action: [null, ...labelsOf(selfFed)][i],
      media: state.blocks.map(({ media }) => media),
      modes: state.controllers.map(({ mode }) => mode),
      faults: faultSet(model.faults, state.faults).map((label) => label.split(' ')),
    })),
  );
});

test('a tool that writes functions as maps, and sequences as tuples, writes the same states', () => {
  const asMap = (list: unknown) => ({
    '#map': (list as unknown[]).map((value, i) => [{ '#bigint': String(i + 1) }, value]),
  });
  const other = written('other-forms', selfFed, ({ states }) => {
    for (const state of states) {
      delete state['#meta'].action;
      state['caches'] = asMap((state['caches'] as unknown[]).map(asMap));
      state['controllers'] = { '#tup': state['controllers'] };
      for (const device of state['devices'] as { granted: unknown }[])
        device.granted = Number((device.granted as { '#bigint': string })['#bigint']);
    }
  });
  assert.equal(changesOf(replayFile(other, 'tiny')), changesOf(selfFed));
});

test('values of every kind come through', () => {
  for (const text of [
    '[a |-> 1, b |-> TRUE]',
    '<<0, "x">>',
    '{<<"PowerOff", "P1">>, <<"CacheLost", "C2">>}',
    '(0 :> "a" @@ 2 :> "b")',
    '<<>>',
  ]) {
    assert.equal(parseValue(tlaTextOf(toItf(parseValue(text)), 'x')), parseValue(text));
  }
  assert.is(tlaTextOf({ '#map': [[1, 'a']] }, 'x'), '(1 :> "a")');
  const strange: readonly [Json, string][] = [
    [null, 'x: expected a value, found null'],
    [{ a: [1.5] }, 'x.a[1]: expected a whole number, found "1.5"'],
    [{ '#bigint': 'many' }, 'x: expected a whole number, found "many"'],
    [{ '#map': [[1]] }, 'x: expected pairs behind "#map", found [1]'],
    [{ '#fun': [] }, 'x: expected #bigint, #tup, #set or #map, found "#fun"'],
    [{}, 'x: expected a field, found none'],
  ];
  for (const [json, message] of strange) {
    assert.throws(
      () => tlaTextOf(json, 'x'),
      (error: Error) => error instanceof StrangeValue && error.message === message,
    );
  }
});

test('bad traces: 65, with the state and what was expected', () => {
  const bad: readonly [(trace: Trace) => void, RegExp][] = [
    [({ '#meta': meta }) => delete meta['mirrorproof'], /#meta\.mirrorproof: expected the design, such as/],
    [({ states }) => states.splice(0), /states: expected at least one state/],
    [
      ({ states }) => states.splice(0, 1),
      /states\[0\]: expected the state before boot, found others in contr/,
    ],
    [({ states }) => states.splice(4, 1), /states\[4\]: CreateTable K1 is not enabled in the state before: /],
    [({ states }) => delete states[3]!['arbiterUp'], /states\[3\]: arbiterUp: the variable is missing/],
    [({ states }) => (states[3]!['channelUp'] = 'yes'), /states\[3\]: channelUp: expected one of/],
    [
      ({ states }) => (states[3]!['arbiterUp'] = false),
      /states\[3\]: \w+ K1 leads elsewhere, with others in arbi/,
    ],
    [({ states }) => (states[3]!['#meta'].action = 'Jump'), /states\[3\]: expected an action of .*"Jump"/],
    [
      ({ states }) => {
        states[3]!['arbiterUp'] = false;
        delete states[3]!['#meta'].action;
      },
      /states\[3\]: no action of \S+ leads here from the state before/,
    ],
    [
      ({ states }) => (states[2]!['channelUp'] = JSON.parse(`${'['.repeat(99)}${']'.repeat(99)}`)),
      /states\[2\]: channelUp(\[1\])+: expected at most 16 levels/,
    ],
  ];
  for (const [change, message] of bad) {
    const { status, stdout, stderr } = mirrorproof('replay', written('bad', selfFed, change));
    assert.is(status, 65, stderr);
    assert.match(stderr, message);
    assert.is(stdout, '');
  }
  const { status, stderr } = mirrorproof('replay', file('text.itf.json', 'states'));
  assert.is(status, 65);
  assert.match(stderr, /text\.itf\.json: expected JSON/);
});

test('trace writes one, trace and replay read it, and the design is found from where it lies', () => {
  const design = file(
    'here.json',
    JSON.parse(readFileSync(join(root, 'spec/designs/self-fed.json'), 'utf8')),
  );
  const schedule = file(
    'here.schedule',
    readFileSync(selfFed.file, 'utf8').replace(/^design .*$/m, 'design here.json'),
  );
  const target = join(folder, 'below', 'here.itf.json');
  assert.is(mirrorproof('trace', schedule, '--write', target).status, 0);
  const { design: named } = JSON.parse(readFileSync(target, 'utf8'))['#meta'].mirrorproof;
  assert.is(named, '../here.json');
  assert.is(mirrorproof('replay', target).status, 12);
  assert.is(mirrorproof('trace', target).stdout, mirrorproof('trace', schedule).stdout);
  copyFileSync(target, join(folder, 'here.itf.json'));
  const moved = mirrorproof('replay', join(folder, 'here.itf.json'));
  assert.is(moved.status, 65);
  assert.match(moved.stderr, /expected the design "\.\.\/here\.json", seen from the trace's folder/);
  writeFileSync(design, '{}');
  assert.is(mirrorproof('replay', target).status, 65);
});

test('a trace records no outcome', () => {
  const { status, stderr } = mirrorproof('replay', written('update', selfFed), '--update');
  assert.is(status, 64);
  assert.match(stderr, /--update: expected schedules, found .*: a trace records no outcome/);
});

test.run();
