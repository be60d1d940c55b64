import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inputs, inputsSeed } from '../support/bad-inputs.ts';
import { replayBadSchedules } from '../support/bad-schedules.ts';

test('a schedule at random is replayed, or refused in a short line for one of its own, never for its design', () => {
  const counts = replayBadSchedules(inputs, inputsSeed);
  for (const what of ['replayed', 'refused', 'refused for bounds'])
    assert.ok(counts.of(what) > inputs / 30, counts.inWords);
});

test.run();
