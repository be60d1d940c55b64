import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { invariantsOf } from '../../properties/invariants.ts';
import { type RuleName, ruleNames, rules, rulesNamed } from '../../spec/rules.ts';
import { neverAsked } from '../../src/check/idle-rules.ts';
import { loadDesign } from '../../src/design/load.ts';
import type { Guard } from '../../src/model/guard.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { closedAt } from '../../src/model/step.ts';
import { parseSchedule, type ScheduleFile } from '../../src/schedule/file.ts';
import { actionsByLabel } from '../../src/schedule/label.ts';
import { CannotReplay, replay } from '../../src/schedule/replay.ts';
import { command } from '../support/command.ts';
import { caughtRules } from '../support/weakened.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'test', 'scenarios');

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.schedule'))
  .map((file) => basename(file, '.schedule'))
  .sort();
const scenarios = new Map(
  names.map((name) => [name, parseSchedule(textOf(name), `${name}.schedule`)] as const),
);

/** What `replay --json` says of a file. */
interface Result {
  readonly file: string;
  readonly violated: readonly string[];
  readonly asRecorded?: boolean;
  readonly output: readonly string[];
}

const whole = cli('replay', folder, '--json');
const results = new Map(resultsOf(whole).map((result) => [basename(result.file, '.schedule'), result]));

for (const [name, { comment, expected }] of scenarios) {
  test(`${name} comes out as recorded`, () => {
    const result = resultFor(name);
    assert.is(result.output.join('\n'), expected);
    assert.ok(result.asRecorded);
    assert.ok(comment.length >= 2 && comment.length <= 4, 'a comment of two to four lines');
  });
}

test('replaying every scenario in one go succeeds', () => {
  assert.is(whole.status, 0, whole.stderr);
  assert.is(results.size, names.length);
});

test('what is recorded is what --update writes', () => {
  inCopy((copy) => {
    assert.is(cli('replay', copy, '--update').status, 0);
    for (const name of names) assert.is(readFileSync(fileOf(name, copy), 'utf8'), textOf(name), name);
  });
});

test('every guard that is missed has scenarios of its name that weaken it alone, and break a property', () => {
  for (const rule of caughtRules) {
    const own = names.filter((name) => name.startsWith(`${rule}-`));
    assert.ok(own.length > 0, `${rule} has no scenario`);
    for (const name of own) {
      assert.equal(weakenedIn(name), [rule], name);
      assert.ok(resultFor(name).violated.length > 0, `${name} violates nothing`);
    }
  }
});

test('with their guards in force, scenarios of weakened guards are refused or break nothing', () => {
  for (const name of names.filter((name) => weakenedIn(name).length > 0)) {
    assert.equal(violatedInForce(scenarios.get(name)!), [], name);
  }
});

test('every guard that a scenario weakens is one that its design asks', () => {
  for (const schedule of scenarios.values())
    assert.equal(neverAsked(compiled(schedule, schedule.weaken).design), [], schedule.design);
});

test('where no guard is weakened, no property is violated', () => {
  const harmed = names.filter((name) => weakenedIn(name).length === 0 && resultFor(name).violated.length);
  assert.equal(harmed, []);
});

test('every claim, and every hazard that a guard is there for, is named by a scenario', () => {
  const comments = [...scenarios.values()].flatMap(({ comment }) => comment).join('\n');
  const claims = [...numbered('A', 16), ...numbered('B', 15)];
  const hazards = ruleNames.flatMap((rule) => rules[rule].source.split(', '));
  for (const id of [...claims, ...hazards]) assert.match(comments, new RegExp(`\\b${id}\\b`));
});

/** What the comment of a scenario says cannot happen: the label that it comes after, the last of its kind, and the guard. */
const refused: readonly (readonly [scenario: string, after: string, refuses: string, guard: Guard])[] = [
  ['A1_write-copy-acknowledge', 'WritePage K1 b1', 'Acknowledge K1 b1', 'R0_verified'],
  ['A2_boot-both-controllers', 'NotifySize K2', 'AllocateMirror K2', 'R18_sizes'],
  ['A2_boot-both-controllers', 'AllocateMirror K1', 'CreateTable K1', 'R18_area'],
  ['A2_boot-both-controllers', 'CreateTable K2', 'HostWrite K1 b1', 'mode'],
  ['A3_destage-then-release', 'Destage K1 p1', 'Release K1 m1', 'R4_needed'],
  ['A4_partner-links-the-copies-and-takes-charge', 'LinkPage K2 m1', 'TakeCharge K2', 'R5_link'],
  ['A4_partner-links-the-copies-and-takes-charge', 'LinkPage K2 m2', 'HostRead K2 b1', 'inCharge'],
  ['A5_hung-writer-cannot-copy-into-a-disabled-mirror-area', 'Fence K2', 'Copy K1 b1', 'R5_fence'],
  ['A5_hung-writer-cannot-copy-into-a-disabled-mirror-area', 'DrainDone K2', 'LinkPage K2 m2', 'R1_commit'],
  ['B1_answered-from-the-FIFO-then-drained', 'WritePage K1 b1', 'Acknowledge K1 b1', 'R0_verified'],
  ['B8_indicator-guides-the-takeover', 'Fence K2', 'DrainDone K2', 'R5_drain'],
  ['B9_requests-follow-the-controller-in-charge', 'CreateTable K2', 'HostWrite K2 b1', 'inCharge'],
  ['H09_late-device-write-is-rejected-by-the-fence', 'Confirm D1', 'DeviceWriteLate K1 b1', 'deviceWrite'],
  ['H10_both-suspect-and-one-fence-wins', 'Fence K2', 'Fence K1', 'R6_arbiter'],
  ['H12_write-through-after-the-partner-died', 'Destage K1 p1', 'Acknowledge K1 b1', 'R7_writeThrough'],
  ['H13_write-through-after-a-takeover', 'Destage K2 p1', 'Acknowledge K2 b1', 'R7_writeThrough'],
  ['H20_destaged-before-drained', 'DestageDone K1 b1', 'Release K1 m1', 'R4_untargeted'],
  ['H23_FIFO-on-a-dead-board-strands-its-entry', 'Fence K2', 'Drain K1', 'drain'],
  ['H25_drain-engine-without-power-strands-then-loses', 'Fence K2', 'Drain K1', 'drain'],
  ['H26_charge-limits-what-may-be-queued', 'WritePage K1 b1', 'Enqueue K1 b1', 'R11_charge'],
  ['H27_dead-battery-is-noticed-and-writes-go-through', 'WritePage K1 b1', 'Enqueue K1 b1', 'R11_charge'],
  ['H28_drained-entry-is-kept-until-destage', 'PowerOff P1', 'Drain K1', 'queue'],
  ['H30_full-FIFO-makes-the-next-write-wait', 'WritePage K1 b2', 'Enqueue K1 b2', 'room'],
  ['H32_truncated-entry-is-discarded', 'Drain K1', 'Drain K1', 'queue'],
  ['H39_request-waits-for-pages-and-holds-none', 'Release K1 m1', 'HostWrite K1 b1-b2', 'pages'],
  ['H40_no-page-is-taken-without-its-mirror-page', 'DestageDone K1 b1', 'HostWrite K1 b3', 'R2_paired'],
];

for (const [name, after, label, guard] of refused) {
  test(`${name}: after ${after}, ${label} is refused by ${guard}`, () => {
    const { model, actions } = compiled(scenarios.get(name)!);
    const labels = scenarios.get(name)!.actions.map(({ label }) => label);
    const begin = replay(model, actions.slice(0, labels.lastIndexOf(after) + 1), []);
    assert.ok(labels.includes(after), `no ${after}`);
    assert.is(closedAt(model, begin.steps.at(-1)!.after, actionsByLabel(model).get(label)!), guard);
  });
}

const SUBJECT = 'B2_FIFO-on-the-partners-power-unit-survives-P1';

test('a scenario without one of its actions differs, and ends with code 12', () => {
  const { status, stdout } = replayed((text) => text.replace('HostRead K2 b1\n', ''));
  assert.is(status, 12);
  assert.match(stdout, 'differs from what it records');
  assert.match(stdout, /^\s+- K2 answers a read of block 1/m);
});

test('a scenario that records other words differs, and ends with code 12', () => {
  const { status, stdout } = replayed((text) => text.replace(/\nsafe: .*\n$/, '\nstranded\n'));
  assert.is(status, 12);
  assert.match(stdout, /^\s+- stranded\n\s+\+ safe: /m);
});

test('an action that is not enabled ends with code 65, its file and line, and what is enabled', () => {
  const { status, stdout, stderr } = replayed((text) => text.replace('Drain K1\nDrain K1\n', 'Drain K1\n'));
  const line = lineOf('DrainDone K2') - 1;
  assert.is(status, 65);
  assert.is(stdout, '');
  assert.match(
    stderr,
    `${SUBJECT}.schedule:${line}: DrainDone K2 is not enabled here: R5_drain: F1 still drains block 1 version 1;`,
  );
  assert.match(stderr, /enabled are: .*Drain K1/);
});

test('an action that the design does not have ends with code 65, its file and line', () => {
  const { status, stdout, stderr } = replayed((text) => text.replace('PowerOff P1\n', 'PowerOff P7\n'));
  assert.is(status, 65);
  assert.is(stdout, '');
  assert.match(stderr, `${SUBJECT}.schedule:${lineOf('PowerOff P1')}: `);
  assert.match(stderr, 'found "PowerOff P7"');
});

test('a comment may follow the design, and a path may have a # in it', () => {
  const designOf = (line: string) => parseSchedule(`${line}\n`, 'a.schedule').design;
  assert.is(designOf('design self-fed # note'), 'self-fed');
  assert.is(designOf('design ../my arrays/a#1.json'), '../my arrays/a#1.json');
  assert.is(designOf('design d #2/a.json # note'), 'd #2/a.json');
});

test.run();

function fileOf(name: string, within = folder): string {
  return join(within, `${name}.schedule`);
}

function textOf(name: string): string {
  return readFileSync(fileOf(name), 'utf8');
}

function lineOf(label: string): number {
  return scenarios.get(SUBJECT)!.actions.find((action) => action.label === label)!.line;
}

function weakenedIn(name: string): readonly RuleName[] {
  return scenarios.get(name)!.weaken.flatMap(rulesNamed);
}

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
}

function cli(...args: readonly string[]) {
  const env = { ...process.env, NO_COLOR: '1' };
  return spawnSync(process.execPath, [...command, ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
}

function resultsOf({ stdout }: ReturnType<typeof cli>): Result[] {
  return stdout === '' ? [] : (JSON.parse(stdout) as Result[]);
}

/** The result of one scenario; by itself when one of them kept all from being replayed. */
function resultFor(name: string): Result {
  if (results.has(name)) return results.get(name)!;
  const alone = cli('replay', fileOf(name), '--json');
  const [result] = resultsOf(alone);
  assert.ok(result, alone.stderr);
  results.set(name, result);
  return result;
}

function inCopy(work: (copy: string) => void): void {
  const copy = mkdtempSync(join(tmpdir(), 'scenarios-'));
  try {
    cpSync(folder, copy, { recursive: true });
    work(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** Replays one scenario with a change to its text. */
function replayed(change: (text: string) => string): ReturnType<typeof cli> {
  const text = change(textOf(SUBJECT));
  assert.is.not(text, textOf(SUBJECT), 'nothing was changed');
  let run: ReturnType<typeof cli> | undefined;
  inCopy((copy) => {
    writeFileSync(fileOf(SUBJECT, copy), text);
    run = cli('replay', fileOf(SUBJECT, copy));
  });
  return run!;
}

function compiled({ design, bounds, actions }: ScheduleFile, weaken: readonly string[] = []) {
  const name = design.endsWith('.json') ? resolve(folder, design) : design;
  const loaded = loadDesign(name, 'tiny', { bounds, weakened: weaken });
  const model: Model = compileModel(loaded);
  const known = actionsByLabel(model);
  return { model, design: loaded, actions: actions.map(({ label }) => known.get(label)!) };
}

/** Properties that a scenario violates when it weakens nothing; none as well when it then cannot happen. */
function violatedInForce(schedule: ScheduleFile): string[] {
  const { model, design, actions } = compiled(schedule);
  // Some steps are taken only where a rule is weakened.
  if (actions.includes(undefined!)) return [];
  try {
    const { steps } = replay(model, actions, invariantsOf(design));
    return steps.flatMap(({ violated }) => violated.map(({ id }) => id));
  } catch (error) {
    if (error instanceof CannotReplay) return [];
    throw error;
  }
}
