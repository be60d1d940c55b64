import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  assess,
  CannotRead,
  CannotWrite,
  charts,
  compileModel,
  conclusion,
  drive,
  enabled,
  faultedIn,
  findJar,
  graphPart,
  initialState,
  loadDesign,
  NotASchedule,
  outcomeText,
  replayFile,
  type StatechartNode,
  saveSchedule,
  scheduleFiles,
  survivesInWords,
  tracePart,
  Undecided,
  verdictPart,
  withRuleWeakened,
} from '../../src/index.ts';
import { needsJava } from '../support/java.ts';

const java = needsJava(test);
const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const LIMITS = { states: 1_000_000, bytes: 2 ** 30 };

test('a user of the library assesses a shipped design, and saves and replays what it found', async () => {
  const design = loadDesign('self-fed', 'tiny');
  const assessment = await drive(assess(design, LIMITS));
  const { worst, model, violations } = assessment;
  assert.is(survivesInWords(faultedIn(assessment)), 'all but PowerOff P1, PowerOff P2');
  assert.equal(violations, []);
  const file = join(folder, 'a', 'folder', 'loss.schedule');
  saveSchedule(file, { name: 'self-fed', model, schedule: worst!.schedule() });
  const replayed = replayFile(file, 'tiny');
  assert.is(replayed.trace.steps.length, worst!.schedule().length);
  assert.match(conclusion(replayed).at(-1)!, /^lost: /);
  assert.is(replayed.schedule.expected, outcomeText(replayed));
  assert.equal(scheduleFiles(join(folder, 'a', 'folder')), [file]);
  assert.equal(readdirSync(join(folder, 'a', 'folder')), ['loss.schedule']);
});

test('a run without anything to tell is concluded safe', () => {
  const model = compileModel(loadDesign('battery', 'tiny'));
  const [first] = enabled(model, initialState(model));
  const file = join(folder, 'short.schedule');
  saveSchedule(file, { name: 'battery', model, schedule: [first!], comment: ['A first step.'] });
  const replayed = replayFile(file, 'tiny');
  assert.equal(conclusion(replayed), ['safe: every acknowledged write can still be read']);
  assert.equal(replayed.schedule.comment, ['A first step.']);
});

test('what is no schedule, or cannot be written, is an error of its own kind', () => {
  assert.throws(
    () => replayFile(folder, 'tiny'),
    (error: unknown) => error instanceof NotASchedule,
  );
  assert.throws(
    () => replayFile('battery', 'tiny'),
    (error: unknown) => error instanceof NotASchedule,
  );
  const none = join(folder, 'none.schedule');
  assert.throws(
    () => replayFile(none, 'tiny'),
    (error: unknown) => error instanceof CannotRead && error.path === none,
  );
  const plain = join(folder, 'plain');
  writeFileSync(plain, '');
  const model = compileModel(loadDesign('battery', 'tiny'));
  assert.throws(
    () => saveSchedule(join(plain, 'x.schedule'), { name: 'battery', model, schedule: [] }),
    (error: unknown) => error instanceof CannotWrite,
  );
  assert.not.ok(existsSync(none));
});

test('the charts are configured with what their types say, and nothing else', () => {
  const check = (node: StatechartNode, place: string): void => {
    const {
      id,
      description,
      type,
      initial,
      states = {},
      on = {},
      ...rest
    } = node as typeof node & { id?: string };
    assert.equal(rest, {}, place);
    for (const text of [id, description, initial])
      assert.ok(['undefined', 'string'].includes(typeof text), place);
    assert.ok(type === undefined || type === 'parallel', place);
    for (const [event, { target, description, ...more }] of Object.entries(on)) {
      assert.type(target, 'string', `${place} ${event}`);
      assert.ok(['undefined', 'string'].includes(typeof description), `${place} ${event}`);
      assert.equal(more, {}, `${place} ${event}`);
    }
    for (const [name, state] of Object.entries(states)) check(state, `${place}.${name}`);
  };
  assert.is(Object.keys(charts).length, 8);
  for (const [name, { id, config }] of Object.entries(charts)) {
    assert.is(id, config.id);
    assert.ok(Object.keys(config.states!).length > 1, name);
    check(config, name);
  }
});

java('the two engines are compared without a command line, and a limit leaves it undecided', async () => {
  const design = loadDesign('mirror-only', 'tiny', { bounds: { faults: 0 } });
  const setup = { jar: await findJar(), memoryMegabytes: 1024, seconds: 300, limits: LIMITS };
  assert.ok((await graphPart(design, setup)).agree);
  assert.ok((await verdictPart(withRuleWeakened(design, 'R8_protected'), setup)).agree);
  const [judged] = await tracePart(design, setup, { seed: 1, traces: 8 });
  assert.is(judged!.traces, 2, 'a quarter of them at the own bounds');
  const faulty = loadDesign('mirror-only', 'tiny');
  try {
    await graphPart(faulty, { ...setup, limits: { ...LIMITS, states: 1 } });
    assert.unreachable();
  } catch (error) {
    assert.instance(error, Undecided);
  }
});

test.run();
