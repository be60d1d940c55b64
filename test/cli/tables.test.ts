import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Effect } from '../../src/tables/effects.ts';
import type { Rest } from '../../src/tables/rests.ts';
import { file, folder, json, mirrorproof } from '../support/command.ts';

/* Component states against modes, and failure modes with their effects. */

interface Tabulated {
  readonly design: string;
  readonly stopped?: string;
  readonly rests: readonly Rest[];
  readonly effects: readonly Effect[];
}

const selfFed = JSON.parse(
  readFileSync(new URL('../../spec/designs/self-fed.json', import.meta.url), 'utf8'),
);
const short = file('short.json', { ...selfFed, name: 'short', bounds: { writes: 1 } });
const fewKinds = file('few.json', {
  ...selfFed,
  name: 'few',
  bounds: { writes: 1, faults: 2 },
  faultKinds: ['PowerOff', 'FifoError'],
});

const tablesOf = (...words: string[]): Tabulated => json('tables', ...words).document.designs[0];
const restsWith = ({ rests }: Tabulated, amiss: string) =>
  rests.filter((rest) => rest.amiss.join(', ') === amiss);

const tables = tablesOf(short);

test('of each fault the verdict is that of check', () => {
  const { document } = json('check', short);
  const verdictOf = new Map(
    document.designs[0].faultSets.map(({ faults, verdict }: { faults: string[]; verdict: string }) => [
      faults.join(' + '),
      verdict,
    ]),
  );
  assert.ok(tables.effects.length > 15);
  for (const { fault, verdict } of tables.effects) assert.is(verdict, verdictOf.get(fault), fault);
});

test('who serves what, with which parts amiss', () => {
  const whole = restsWith(tables, '').find(
    ({ modes }) => modes.K1 === 'mirrored' && modes.K2 === 'mirrored',
  )!;
  assert.equal(
    [whole.served, whole.policies, whole.verdict],
    [{ D1: 'K1', D2: 'K2' }, ['write-back'], 'safe'],
  );
  const off = 'P1 off, K1 without power, C1 without power, F1 without power, E1 without power, K1 down';
  const [rest, ...others] = restsWith(tables, off);
  assert.equal(others, []);
  assert.equal(
    [rest!.modes, rest!.served],
    [
      { K1: 'stopped', K2: 'solo' },
      { D1: 'K2', D2: 'K2' },
    ],
  );
  assert.equal([rest!.policies, rest!.verdict], [['write-through'], 'lost']);
  const both = tablesOf(fewKinds).rests.find(
    ({ amiss }) => amiss.includes('P1 off') && amiss.includes('P2 off'),
  )!;
  assert.equal([both.served, both.policies, both.verdict], [{ D1: 'nobody', D2: 'nobody' }, [], 'lost']);
});

test('an arbiter that is down takes nothing but takeovers, and who notices that is nobody', () => {
  const [rest, ...others] = restsWith(tables, 'arbiter down').filter(({ modes }) => modes.K1 === 'mirrored');
  assert.equal([rest!.modes, rest!.verdict, others], [{ K1: 'mirrored', K2: 'mirrored' }, 'safe', []]);
  const { local, detected } = tables.effects.find(({ fault }) => fault === 'ArbiterDown')!;
  assert.equal([local, detected], [['no takeover is granted any more'], []]);
});

test('a controller that hangs has a row of its own: its partner serves, and it may go on', () => {
  const [rest, ...others] = restsWith(tables, 'K1 hung');
  assert.equal(others, []);
  assert.equal(
    [rest!.modes, rest!.served, rest!.verdict],
    [{ K1: 'hung', K2: 'solo' }, { D1: 'K2', D2: 'K2' }, 'safe'],
  );
});

test('what a rule does shows where it is weakened', () => {
  const solo = ({ modes }: Rest) => modes.K1 === 'solo' || modes.K2 === 'solo';
  const policiesOf = (found: Tabulated) =>
    new Set(found.rests.filter(solo).flatMap(({ policies }) => policies));
  assert.equal([...policiesOf(tables)], ['write-through']);
  assert.ok(policiesOf(tablesOf(short, '--weaken', 'R7_writeThrough')).has('write-back'));
});

test('how a failure is noticed, what it does to the host, and what keeps the data', () => {
  const effectOf = (fault: string) => tables.effects.find((effect) => effect.fault === fault)!;
  const off = effectOf('PowerOff P1');
  assert.is(off.item, 'power unit P1');
  assert.is(off.failure, 'P1 loses power');
  assert.ok(off.local.includes('E1 is without power'));
  assert.ok(off.local.includes('K1 stops') && off.local.includes('F1 loses its content'));
  assert.equal(off.detected, [
    'K2 no longer hears K1',
    'K2 has lost its redundancy and goes to write-through',
  ]);
  assert.ok(off.host.includes('a write under way may stay unanswered'));
  assert.ok(off.claims.includes('A4') && off.claims.includes('R5_link'));
  assert.not.ok(off.kept.some((place) => /of C1|F1/.test(place)));
  assert.is(off.verdict, 'lost');
  assert.match(
    mirrorproof('tables', short).stdout,
    /`PowerOff P1`.*; \*\*nothing, where it ends lost\*\* \|/,
  );
  const error = effectOf('FifoError F1');
  assert.equal(error.detected, ['who asked for it is told of the error']);
  assert.ok(error.host.includes('a write may be told failed'));
});

test('two faults make more rests, and the effects of single ones stay', () => {
  const [one, two] = [tablesOf(fewKinds, '--faults', '1'), tablesOf(fewKinds)];
  assert.ok(two.rests.length > one.rests.length);
  assert.equal(two.effects, one.effects);
  assert.equal(tablesOf(fewKinds, '--faults', '0').effects, []);
});

test('a limit is told, in the document too, and ends with 2', () => {
  const { status, stdout } = mirrorproof('tables', short, '--states', '100');
  assert.is(status, 2);
  assert.match(stdout, /\*\*Stopped: the limit of 100 states\. There is more than these tables say\.\*\*/);
  assert.is(tablesOf(short, '--states', '100').stopped, 'the limit of 100 states');
});

test('each design has a file of its own, of what is printed', () => {
  const out = join(folder, 'tables');
  const { status, stdout } = mirrorproof('tables', fewKinds, fewKinds, '--faults', '1', '--write', out);
  assert.is(status, 0);
  assert.equal(stdout.trim().split('\n'), [join(out, 'few.md'), join(out, 'few-2.md')]);
  const printed = mirrorproof('tables', fewKinds, '--faults', '1').stdout;
  assert.is(readFileSync(join(out, 'few.md'), 'utf8').trim(), printed.trim());
  assert.match(printed, /^\| power unit P1 \| P1 loses power \(`PowerOff P1`\) \|.*\| \*\*lost\*\*; /m);
  assert.is(mirrorproof('tables', fewKinds, '--write', file('in-the-way', '')).status, 64);
});

test.run();
