import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { file, json, mirrorproof, oneUnit } from '../support/command.ts';

/* Who runs a design with weakened rules says of which that makes no difference. */

const design = file('idle.json', { ...oneUnit, weakened: ['R11_charge'], declares: {} });
const schedule = file('idle.schedule', 'design idle.json\nweaken R5\nNotifySize K1\n');
const line = 'Weakening R11_charge changes nothing: there is no FIFO.';

const runs: readonly (readonly string[])[] = [
  ['check', design],
  ['explore', design],
  ['fuzz', design, '--runs', '1'],
  ['replay', schedule],
  ['trace', schedule],
];

for (const args of runs) {
  test(`${args[0]} says that weakening a rule that is never asked changes nothing`, () => {
    const { stdout } = mirrorproof(...args);
    assert.ok(stdout.includes(line), stdout);
    assert.is(stdout.includes('Weakening R5_drain'), args.includes(schedule), stdout);
    assert.not.match(stdout, 'Weakening R5_fence');
  });
}

const documents: readonly (readonly [args: readonly string[], pick: (document: never) => unknown])[] = [
  [runs[0]!, ({ designs: [first] }: { designs: [unknown] }) => first],
  [runs[1]!, ({ designs: [first] }: { designs: [unknown] }) => first],
  [runs[2]!, ({ designs: [first] }: { designs: [unknown] }) => first],
  [runs[3]!, ([first]: [unknown]) => first],
  [runs[4]!, (document: unknown) => document],
];

for (const [args, pick] of documents) {
  test(`${args[0]} --json names the rules that it makes no difference to weaken`, () => {
    const { weakenedIdle } = pick(json(...args).document as never) as { weakenedIdle: string[] };
    const ofR5 = args.includes(schedule) ? ['R5_lease', 'R5_drain'] : [];
    assert.equal(weakenedIdle, [...ofR5, 'R11_charge']);
  });
}

test('an option names them, too, and an exploration finds those that only the bounds keep idle', () => {
  const { stdout } = mirrorproof('explore', 'mirror-only', '--faults', '0', '--weaken', 'R12_suspect');
  assert.match(stdout, 'Weakening R12_suspect changes nothing: no fault can strike.');
  for (const faults of ['0', '1']) {
    const both = mirrorproof('explore', 'mirror-only', '--faults', faults, '--weaken', 'R8,R12');
    assert.match(
      both.stdout,
      'Weakening R12_suspect changes nothing: no step within these bounds depends on it.',
    );
    assert.not.match(both.stdout, 'Weakening R8');
  }
});

test.run();
