import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { shippedDesigns } from '../../src/files/package.ts';
import { tablesOf } from '../write/tables.ts';

for (const design of shippedDesigns()) {
  test(`the tables of ${design} are current`, () => {
    const { file, text } = tablesOf(design);
    assert.is(readFileSync(file, 'utf8'), text, 'run node --import tsx test/write/tables.ts');
  });
}

test.run();
