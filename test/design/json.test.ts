import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BadDesign } from '../../src/design/bad-design.ts';
import { readJson } from '../../src/design/json.ts';

/** What the reader makes of a text: its value, or the words of its refusal. */
function outcome(text: string): { value: unknown } | { refused: string } {
  try {
    return { value: readJson(text, 'x.json') };
  } catch (error) {
    if (!(error instanceof BadDesign)) throw error;
    return { refused: error.message };
  }
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

const pieces =
  '{ } [ ] : , "a" "b" "\\u0061" "__proto__" 1 - 0 . e + true null fals \\ " \\u // /* \r\n \t'.split(' ');

test('any row of pieces is read as JSON.parse reads it, or refused with line and column', () => {
  const soup = fc.array(fc.constantFrom(...pieces, ' ', '\n', '\u0000', '\u00A0', '\u2028', '\uD800', '😀'), {
    maxLength: 12,
  });
  const text = fc.oneof(
    soup.map((row) => row.join('')),
    soup.map((row) => `[${row.join('')}]`),
    soup.map((row) => `{"a":${row.join('')}}`),
  );
  fc.assert(
    fc.property(text, (text) => {
      const expected = parsed(text);
      const found = outcome(text);
      if ('value' in found) assert.equal(found, expected, text);
      else {
        assert.match(found.refused, /^x\.json: .*expected .*, found .* at line \d+, column \d+$/s);
        const isTwice = found.refused.includes('expected this key once');
        assert.ok(isTwice || expected === undefined, found.refused);
      }
    }),
    { seed: 11, numRuns: 20_000 },
  );
});

test('a key stands once in its object, however it is written, and may stand again in another', () => {
  assert.match((outcome('{"a": 1, "\\u0061": 2}') as { refused: string }).refused, 'line 1, column 10');
  assert.match((outcome('[{"a": [0, {"b": 1,\r\n "b": 2}]}]') as { refused: string }).refused, '[0].a[1].b');
  assert.match((outcome('{"__proto__": 1, "__proto__": 2}') as { refused: string }).refused, 'this key once');
  assert.equal(outcome('[{"a": {"a": 1}}, {"a": 2}]'), { value: [{ a: { a: 1 } }, { a: 2 }] });
});

test('a byte order mark may come first', () => {
  assert.equal(outcome('\uFEFF{"a": 1}'), { value: { a: 1 } });
});

test('a megabyte of anything is read as JSON.parse reads it, or refused', () => {
  const keys = Array.from({ length: 60_000 }, (_, i) => `"key ${i}": [1, "x"]`);
  const megabytes = [
    `{${keys.join(',\n')}}`,
    `{"a": {"b": {"c": {${keys.join(',')}}}}}`,
    `{${keys.join(',')}, "key 0": 1}`,
    JSON.stringify('x'.repeat(1e6)),
    JSON.stringify('x'.repeat(1e7)),
    JSON.stringify('\n'.repeat(3e6)),
    `"${'\\u0041'.repeat(170_000)}`,
    '1'.repeat(1e6),
    'x'.repeat(1e6),
    '\n'.repeat(1e6),
    '['.repeat(1e6),
    `[${'{},'.repeat(330_000)}`,
    '"'.repeat(1e6),
    '\\'.repeat(1e6),
  ];
  for (const text of megabytes) {
    const found = outcome(text);
    assert.is(
      'value' in found,
      parsed(text) !== undefined && !text.endsWith('"key 0": 1}'),
      text.slice(0, 20),
    );
  }
});

test.run();
