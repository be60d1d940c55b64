import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { tellFate } from '../../src/words/sentences.ts';
import { arrayWith, BOOT, MIRRORED_WRITE, run } from '../support/arrays.ts';

test('a device write under way is told among what is left of a version, until it has landed', () => {
  const design = arrayWith('mirror-only', { bounds: { faults: 2 } });
  const fateAfter = (...labels: string[]) => {
    const { model, state } = run(design, ...BOOT, ...MIRRORED_WRITE, ...labels);
    return tellFate(model, state, 0, 'stranded');
  };
  const gone = ['PowerOff P1', 'CacheLost C2'] as const;
  assert.match(fateAfter('Destage K1 p1', ...gone), / is left in a device write under way, which no working/);
  assert.match(
    fateAfter('Destage K1 p1', ...gone, 'DeviceWriteLate K1 b1'),
    / is left in D1, which no working/,
  );
});

test.run();
