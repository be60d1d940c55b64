import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { assess, faultedIn } from '../../src/check/assess.ts';
import { type Faulted, faultsCounted, survivesInWords } from '../../src/check/survives.ts';
import { verdictInWords, violatedInWords } from '../../src/words/verdicts.ts';
import { arrayWith } from '../support/arrays.ts';
import { LIMITS, toEnd } from '../support/engines.ts';

const harm = (...sets: string[]) => sets.map((set) => ({ faults: set.split(' + '), verdict: 'lost' }));
const unharmed = { faults: ['BoardHang K1'], verdict: 'safe' };
const plain = { violated: [], kindsLeftOut: [] };

test('what a design survives is told in faults, or all but the few that it does not', () => {
  const told: [number, ReturnType<typeof harm>, string][] = [
    [1, [], 'any 1 fault'],
    [2, [], 'any 2 faults'],
    [0, [], 'none tried'],
    [0, [{ faults: [], verdict: 'stale' }], 'nothing'],
    [2, harm('PowerOff P1 + PowerOff P2'), 'any 1 fault'],
    [1, harm('PowerOff P1', 'PowerOff P2'), 'all but PowerOff P1, PowerOff P2'],
    [2, harm('PowerOff P1', 'PowerOff P2 + PowerOff P1'), 'any 1 fault but PowerOff P1'],
    [1, harm('FifoLost F1', 'FifoLost F2', 'CacheLost C1', 'CacheLost C2'), 'all but 4 faults'],
  ];
  for (const [faults, sets, words] of told)
    assert.is(survivesInWords({ ...plain, faults, faultSets: [...sets, unharmed] }), words);
  const alone = [{ faults: [], verdict: 'safe' }];
  assert.is(survivesInWords({ ...plain, faults: 1, faultSets: alone }), 'none tried', 'no fault can strike');
  for (const [, sets, words] of told.slice(0, -1)) assert.equal(faultsCounted(sets), [], words);
});

test('where a property is violated that says more than the verdicts, nothing is said to be survived', () => {
  const told: [Partial<Faulted>, string][] = [
    [{ violated: ['I1', 'I2'] }, 'any 1 fault'],
    [{ violated: ['I4'] }, 'not said: I4 violated'],
    [{ violated: ['I4'], faults: 0 }, 'not said: I4 violated'],
    [{ violated: ['L6'], faultSets: harm('PowerOff P1') }, 'all but PowerOff P1; L6 violated'],
    [{ violated: ['I1'], faultSets: harm('PowerOff P1') }, 'all but PowerOff P1'],
    [{ violated: ['L6'], faults: 2, faultSets: harm('PowerOff P1 + ChannelDown') }, 'not said: L6 violated'],
    [{ violated: ['I3', 'I4', 'I5', 'I12', 'refinement'] }, 'not said: I3, I4 and 3 more violated'],
  ];
  for (const [changes, words] of told)
    assert.is(survivesInWords({ ...plain, faults: 1, faultSets: [unharmed], ...changes }), words);
});

test('of the violated properties the table names the same beside the verdict and beside what is survived', () => {
  const violated = ['I4', 'I1', 'I2', 'refinement'];
  const words = violatedInWords(violated);
  const found = { ...plain, violated, faults: 1, faultSets: [unharmed] };
  assert.is(survivesInWords(found), `not said: ${words}`);
  const lost = { ...found, faultSets: harm('PowerOff P1') };
  assert.is(survivesInWords(lost), `all but PowerOff P1; ${words}`);
  assert.is(verdictInWords('lost', violated), `lost, ${words}`);
});

test('faults of kinds that a design leaves out are not said to be survived', () => {
  const survives = (kindsLeftOut: string[], ...sets: string[]) =>
    survivesInWords({ violated: [], faults: 1, faultSets: harm(...sets), kindsLeftOut });
  assert.is(survives(['CacheLost', 'FifoLost']), 'any 1 fault (CacheLost and FifoLost not tried)');
  assert.is(survives(['A', 'B', 'C', 'D'], 'PowerOff P1'), 'all but PowerOff P1 (4 kinds not tried)');
  const narrow = arrayWith('battery', {
    faultKinds: ['PowerOff', 'BatteryDead', 'BoardHang', 'ChannelDown'],
  });
  const { kindsLeftOut } = faultedIn(
    toEnd(assess({ ...narrow, bounds: { ...narrow.bounds, faults: 0 } }, LIMITS)),
  );
  assert.equal(kindsLeftOut.slice(0, 3), ['BoardCrash', 'CacheLost', 'FifoLost']);
  assert.ok(kindsLeftOut.includes('BatteryElapse'), String(kindsLeftOut));
  const mirror = arrayWith('mirror-only', { faultKinds: ['PowerOff'], bounds: { faults: 0 } });
  const ofMirror = faultedIn(toEnd(assess(mirror, LIMITS))).kindsLeftOut;
  assert.not.ok(ofMirror.includes('FifoLost') || ofMirror.includes('BatteryElapse'), 'it has none to lose');
});

test('of a search that was stopped only harm is told: no fault set is called safe, and nothing survived', () => {
  const stopped = (design: Parameters<typeof assess>[0], states: number) =>
    toEnd(assess(design, { states, bytes: 2 ** 30 }));
  const early = stopped(arrayWith('mirror-only'), 500);
  assert.ok(early.faultSets.length > 1);
  for (const { verdict } of early.faultSets) assert.is(verdict, 'undecided');
  assert.is(survivesInWords(faultedIn(early)), '?');
  const late = stopped(arrayWith('self-fed'), 40_000);
  const verdicts = new Set(late.faultSets.map(({ verdict }) => verdict));
  assert.equal([...verdicts].sort(), ['lost', 'undecided']);
  assert.is(late.verdict, 'lost');
  assert.is(survivesInWords(faultedIn(late)), '?');
  const empty = { faults: [], verdict: 'lost' };
  const open = { faults: ['BoardHang K1'], verdict: 'undecided' };
  assert.is(survivesInWords({ ...plain, faults: 1, faultSets: [empty, open] }), 'nothing');
});

test.run();
