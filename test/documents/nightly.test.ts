import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadDesign } from '../../src/design/load.ts';
import { checks, filesOfUnshipped } from '../nightly/checks.ts';
import { NEVER, nightlyFile, rowOf, rowsIn, withRows } from '../nightly/table.ts';
import { unshipped } from '../support/arrays.ts';

const document = readFileSync(nightlyFile, 'utf8');

const isDate = (text: string) => {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text.length === 10;
};

test('the table has a row for every check as it is now, and no others', () => {
  assert.equal(
    [...rowsIn(document).keys()],
    checks.map(({ name }) => name),
  );
  assert.is(withRows(document, new Map()), document);
});

test('a row says when its check was run, for how long, and what came out, or that it was not run yet', () => {
  for (const [name, row] of rowsIn(document)) {
    if (row.date === NEVER.date) assert.equal(row, NEVER, name);
    else {
      assert.ok(isDate(row.date), `${name}: ${row.date}`);
      assert.match(row.minutes, /^\d+\.\d$/, name);
      assert.is.not(row.result, '', name);
    }
  }
});

test('a run writes its own row, whether it passed or not, and leaves the others', () => {
  const [first, ...others] = checks.map(({ name }) => name);
  const row = rowOf({ passed: false, words: '4 of 5 equal' }, new Date('2026-02-03T04:05:06Z'), 3.21);
  assert.equal(row, { result: '**failed**: 4 of 5 equal', date: '2026-02-03', minutes: '3.2' });
  const rows = rowsIn(withRows(document, new Map([[first!, row]])));
  assert.equal(rows.get(first!), row);
  for (const name of others) assert.equal(rows.get(name), rowsIn(document).get(name), name);
});

test('designs that are not shipped are files, which say all that the tests say of them', () => {
  const loaded = filesOfUnshipped().map((file) => loadDesign(file, 'tiny'));
  assert.equal(
    loaded.map(({ name: _, ...design }) => design),
    Object.values(unshipped).map(({ name: _, ...design }) => design),
  );
  assert.is(new Set(loaded.map(({ name }) => name)).size, loaded.length);
});

test.run();
