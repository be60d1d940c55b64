import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { faultsCounted, survivesInWords } from '../../src/check/survives.ts';

test('what a design survives is told in faults, or all but the few that it does not', () => {
  const harm = (...sets: string[]) => sets.map((set) => ({ faults: set.split(' + '), verdict: 'lost' }));
  const unharmed = { faults: ['BoardHang K1'], verdict: 'safe' };
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
    assert.is(survivesInWords({ faults, faultSets: [...sets, unharmed] }), words);
  for (const [, sets, words] of told.slice(0, -1)) assert.equal(faultsCounted(sets), [], words);
});

test.run();
