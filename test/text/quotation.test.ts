import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { MAX_QUOTED, quotation } from '../../src/text/quotation.ts';

test('a text is quoted as it is, in any script, but for quotes and backslashes', () => {
  assert.is(quotation(''), '""');
  assert.is(quotation('PowerOff P1, 漢字 👍'), '"PowerOff P1, 漢字 👍"');
  assert.is(quotation('a"b\\c'), '"a\\"b\\\\c"');
});

test('what a terminal obeys, and what turns round or hides its neighbours, is quoted by its code', () => {
  const unsafe: readonly (readonly [string, string])[] = [
    ['a\u001b[31mb', 'a\\u001b[31mb'],
    ['a\nb\u0000', 'a\\u000ab\\u0000'],
    ['\u007f\u0085\u009b', '\\u007f\\u0085\\u009b'],
    ['a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
    ['\ufeff\u2028\u2029', '\\ufeff\\u2028\\u2029'],
    ['a\ud800b', 'a\\ud800b'],
    ['\u{e0041}', '\\udb40\\udc41'],
  ];
  for (const [text, safe] of unsafe) assert.is(quotation(text), `"${safe}"`);
});

test('a long text is cut, and never within a character or its code', () => {
  assert.is(quotation('a'.repeat(MAX_QUOTED)), `"${'a'.repeat(MAX_QUOTED)}"`);
  assert.is(quotation('a'.repeat(5_000_000)), `"${'a'.repeat(MAX_QUOTED)}"...`);
  assert.is(quotation('aa👍', 3), '"aa"...');
  assert.is(quotation('a\u001b', 6), '"a"...');
  assert.is(quotation('aa"', 3), '"aa"...');
});

test.run();
