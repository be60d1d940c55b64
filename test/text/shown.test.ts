import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { shown, visible } from '../../src/text/shown.ts';

test('what moves the cursor, turns the writing round or is half a character is shown as escapes', () => {
  assert.is(shown('a\u001b[2Jb'), 'a\\u001b[2Jb');
  assert.is(shown('\u202etxt.exe\u2066'), '\\u202etxt.exe\\u2066');
  assert.is(shown('\u0000\u007f\u009b\u200f'), '\\u0000\\u007f\\u009b\\u200f');
  assert.is(shown('one\ntwo\u2028three'), 'one\\u000atwo\\u2028three');
  assert.is(shown('\ud83d'), '\\ud83d');
  assert.is(shown('\u{e0041}'), '\\udb40\\udc41');
});

test('what can be seen stays as it is, in any language', () => {
  const text = 'größe 大小 \u{1f600} "x" \\ ~';
  assert.is(shown(text), text);
  assert.is(visible(text), text);
});

test('a long text is cut, between two characters', () => {
  assert.is(shown('x'.repeat(5_000_000)), `${'x'.repeat(160)}...`);
  assert.is(shown('x'.repeat(160)), 'x'.repeat(160));
  assert.is(shown('ab\u{1f600}c', 3), 'ab...');
  assert.is(shown('ab\u{1f600}c', 4), 'ab\u{1f600}...');
});

test('in lines, nothing but their ends and tabs is left of what cannot be seen', () => {
  assert.is(visible('a\tb\r\nc\u001b[31m'), 'a\tb\\u000d\nc\\u001b[31m');
});

test('JSON made visible says the same as before', () => {
  const document = { 'a\u202eb\u{e0041}': ['\u009b\u2028\ufeff', '\ud83d', '\u001b\n"\\'] };
  const text = visible(JSON.stringify(document, null, 2));
  assert.equal(JSON.parse(text), document);
  assert.not.match(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
});

test.run();
