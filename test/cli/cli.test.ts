import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { file, folder, mirrorproof, oneUnit } from '../support/command.ts';

/* What all verbs have in common: options, help, and what is said of wrong usage and bad input. */

test('wrong usage: 64, with what was expected', () => {
  const wrong: [string[], RegExp][] = [
    [[], /expected a verb: check, explore/],
    [['exlore'], /unknown verb "exlore": did you mean "explore"/],
    [['check', '--presets', 'tiny'], /unknown option "--presets": did you mean "--preset"/],
    [['check', '--preset', 'huge'], /--preset: expected tiny, small, large, found huge/],
    [['check', '--faults', 'two'], /--faults: expected a whole number up to 8, found two/],
    [
      ['check', '--weaken', 'R1_epoch', '--writes', 'any'],
      /--writes: expected a number of writes, for without R1_epoch/,
    ],
    [['check', '--weaken', 'R99'], /--weaken: .*found "R99"$/m],
    [['check', '--weaken', 'R10'], /--weaken: .*found "R10" \(did you mean "R11_charge"\?\)/],
    [['check', '--weaken', 'R14_'], /--weaken: .*found "R14_" \(did you mean "R14_resolve"\?\)/],
    [['check', '--weaken', 'r8'], /--weaken: .*found "r8" \(did you mean "R8_protected"\?\)/],
    [['check', join(folder, 'none.json')], /cannot read .*none\.json: there is no such file or folder/],
    [['replay', join(folder, 'none.schedule')], /cannot read .*none\.schedule: there is no such file/],
    [['check', '/dev/zero'], /cannot read \/dev\/zero: .*expected a regular file/],
    [['check', '--weaken', 'R5,R5'], /--weaken: expected each rule once, found "R5"/],
    [['explore'], /explore: expected designs, found none/],
    [['replay'], /replay: expected schedules, found none/],
    [['fuzz', '--policy', 'luck'], /--policy: expected random, pct, both, found luck/],
  ];
  for (const [args, message] of wrong) {
    const { status, stderr } = mirrorproof(...args);
    assert.is(status, 64, args.join(' '));
    assert.match(stderr, message);
  }
});

test('without a verb, the help goes to standard output', () => {
  assert.match(mirrorproof().stdout, /Verbs:\n {2}check /);
});

test('bad input: 65, with file, place and expectation', () => {
  const bad: [string[], RegExp][] = [
    [
      ['check', file('rules.json', { ...oneUnit, weakened: 5 }), '--weaken', 'R5'],
      /rules\.json: weakened: expected a list of rules, found 5/,
    ],
    [
      ['check', file('bounds.json', { ...oneUnit, bounds: 5 }), '--faults', '1'],
      /bounds\.json: bounds: expected an object, found 5/,
    ],
    [
      ['replay', file('weaken.schedule', 'design self-fed\nweaken R10\n')],
      /weaken\.schedule:2: .*found "R10" \(did you mean "R11_charge"\?\)/,
    ],
    [
      ['replay', file('bounds.schedule', 'design self-fed\n\nbounds faults=1 blocks=99')],
      /bounds\.schedule:3: bounds\.blocks: expected an integer from 1 to 16, found 99/,
    ],
    [['check', file('text.json', 'power: P1')], /text\.json: expected JSON/],
    [
      ['check', file('typo.json', { ...oneUnit, decalres: {} })],
      /typo\.json: decalres: .*did you mean "declares"/,
    ],
    [
      [
        'check',
        file('huge.json', { ...oneUnit, bounds: { blocks: 16, writes: 32, cachePages: { C1: 64, C2: 64 } } }),
      ],
      /huge\.json: bounds: .* words/,
    ],
    [
      ['replay', file('lost.schedule', 'design none.json')],
      /lost\.schedule:1: expected the design "none\.json", .*: there is no such file or folder$/m,
    ],
    [['replay', file('a.schedule', 'NotifySize K1')], /a\.schedule:1: expected a line "design NAME"/],
    [['replay', file('b.schedule', 'design self-fed\nNotifySize K3')], /b\.schedule:2: .*"NotifySize K3"/],
    [
      ['replay', file('c.schedule', 'design self-fed\nFence K1')],
      /c\.schedule:2: Fence K1 is not enabled here: K1 is booting, and Fence needs suspecting; enabled are: NotifySize K1/,
    ],
    [['replay', file('d.schedule', 'design self-fed\nbounds pages=3')], /d\.schedule:2: expected bounds/],
  ];
  for (const [args, message] of bad) {
    const { status, stdout, stderr } = mirrorproof(...args);
    assert.is(status, 65, `${args.join(' ')}: ${stderr}`);
    assert.match(stderr, message);
    assert.is(stdout, '');
  }
});

test('every verb has a help text with the exit codes', () => {
  for (const verb of ['check', 'explore', 'fuzz', 'replay', 'trace']) {
    const { status, stdout } = mirrorproof(verb, '--help');
    assert.is(status, 0);
    assert.match(stdout, new RegExp(`mirrorproof ${verb}`));
    assert.match(stdout, /--json/);
    assert.match(stdout, /Exit codes/);
  }
  for (const [verb, judges] of Object.entries({ check: true, replay: true, trace: false, explain: false }))
    assert.is(/\b12 safety violated/.test(mirrorproof(verb, '--help').stdout), judges, verb);
  assert.match(mirrorproof('--version').stdout, /^mirrorproof\/\d+\.\d+\.\d+/);
});

test.run();
