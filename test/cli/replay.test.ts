import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { command, file, folder, json, mirrorproof, oneUnit } from '../support/command.ts';
import { scenarios } from '../support/scenarios.ts';

/* `replay` and `trace`. */

test('a counterexample is written whole, replays as it is, and can be traced', () => {
  const out = join(folder, 'out');
  assert.is(mirrorproof('check', 'self-fed', '--write', out).status, 0);
  const schedule = join(out, 'self-fed.schedule');
  assert.equal(readdirSync(out), ['self-fed.schedule']);
  const { status, stdout } = mirrorproof('replay', schedule);
  assert.is(status, 0);
  assert.is(stdout, `${schedule}: 11 actions, as recorded\n`);
  const traced = mirrorproof('trace', schedule);
  assert.is(traced.status, 0);
  assert.match(traced.stdout, /PowerOff P1 .* D1 v0/);
  const { document } = json('trace', schedule);
  assert.is(document.verdict, 'lost');
  assert.is(document.steps.at(-1).state.controllers.K1.mode, 'stopped');
});

test('a run that violates a property, or was answered what it should not be, does not end with safe', () => {
  const unrecorded = (name: string) => {
    const recorded = readFileSync(join(scenarios, `${name}.schedule`), 'utf8');
    return file(`${name}.schedule`, recorded.slice(0, recorded.indexOf('---')));
  };
  const cases: [name: string, verdict: string, violated: string[], last: RegExp][] = [
    [
      'R8_protected-answers-a-read-that-a-takeover-takes-back',
      'safe',
      ['I4', 'refinement'],
      /^I4 and refinement violated: the host is answered the initial content .* in effect since step 9, HostRead K1 b1$/,
    ],
    [
      'R14_resolve-a-write-given-up-surfaces-later',
      'safe',
      ['refinement', 'I3'],
      /^refinement and I3 violated: version 1 of block 1 takes effect at step 21, TakeCharge K2, when it no longer may$/,
    ],
    [
      'R6_arbiter-lets-both-controllers-fence-each-other',
      'stranded',
      ['I1'],
      /^stranded: version 1 of block 2 is left/,
    ],
    [
      'R1_commit-torn-page-is-answered-then-destaged',
      'torn',
      ['I1', 'I10'],
      /^torn at step 22, TakeCharge K2: .* half of/,
    ],
  ];
  for (const [name, verdict, violated, last] of cases) {
    const schedule = unrecorded(name);
    const { status, stdout } = mirrorproof('replay', schedule);
    assert.is(status, 12);
    assert.match(stdout.trimEnd().split('\n').at(-1)!.trim(), last);
    const [replayed] = json('replay', schedule).document;
    assert.equal([replayed.verdict, replayed.violated], [verdict, violated]);
    const traced = json('trace', schedule).document;
    assert.equal([traced.verdict, traced.violated], [verdict, violated]);
  }
});

test('trace says what to do with a design or a folder', () => {
  const design = file('one-unit.json', oneUnit);
  const out = join(folder, 'to-trace');
  mirrorproof('check', design, '--write', out);
  const wrong: [string, RegExp][] = [
    ['self-fed', /found the design self-fed; .*: npx mirrorproof check self-fed --write out/],
    [design, /found the design .*one-unit\.json; .*: npx mirrorproof check .*one-unit\.json --write out/],
    [out, /found the folder .*; a schedule in it: .*one-unit\.schedule/],
    [mkdtempSync(join(folder, 'empty-')), /found the folder .*; without a schedule in it/],
  ];
  for (const [path, message] of wrong) {
    const { status, stderr } = mirrorproof('trace', path);
    assert.is(status, 64);
    assert.match(stderr, message);
  }
});

test('what is no table is written to the last character', () => {
  const comment = '\u009b31mred\u001b[0m';
  const schedule = file('controls.schedule', `# ${comment}\ndesign self-fed\nNotifySize K1\n`);
  const page = join(folder, 'controls.html');
  mirrorproof('trace', schedule, '--write', page);
  const html = readFileSync(page, 'utf8');
  const [, data] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)!;
  assert.equal(JSON.parse(data!).comment, [comment]);
  const [, script] = /<script>(.*?)<\/script>/s.exec(html)!;
  const hash = createHash('sha256').update(script!).digest('base64');
  assert.ok(html.includes(`script-src 'sha256-${hash}'`));
  const table = join(folder, 'controls.txt');
  spawnSync(process.execPath, [...command, 'trace', schedule, '--write', table], {
    env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: undefined },
  });
  assert.match(readFileSync(table, 'utf8'), /^step +action/);
});

test.run();
