import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readBadDesigns } from '../support/bad-designs.ts';
import { inputs, inputsSeed } from '../support/bad-inputs.ts';

test('a design file at random is accepted, or refused in a short line, at a place that it has, for what it says', () => {
  const counts = readBadDesigns(inputs, inputsSeed);
  for (const what of ['accepted', 'refused']) assert.ok(counts.of(what) > inputs / 20, counts.inWords);
});

test.run();
