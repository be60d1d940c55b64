import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CannotRead, MAX_INPUT_BYTES, readInput } from '../../src/files/read.ts';

const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-'));
test.after(() => rmSync(folder, { recursive: true }));
const here = (name: string) => join(folder, name);

function refuses(path: string, reason: RegExp): void {
  assert.throws(
    () => readInput(path),
    (error: unknown) => error instanceof CannotRead && reason.test(error.reason),
    path.slice(0, 80),
  );
}

test('a file is read as it is, up to 1 MB', () => {
  const text = 'größe\r\n'.padEnd(MAX_INPUT_BYTES - 2, 'x');
  writeFileSync(here('full'), text);
  assert.ok(readInput(here('full')) === text);
  writeFileSync(here('larger'), `${text}y`);
  refuses(here('larger'), /larger than 1 MB/);
});

test('a device, a pipe without a writer and a folder are refused at once', () => {
  refuses('/dev/zero', /a device, expected a regular file/);
  refuses('/dev/null', /a device/);
  execFileSync('mkfifo', [here('pipe')]);
  refuses(here('pipe'), /a pipe, expected a regular file/);
  refuses(folder, /it is a folder/);
});

test('every trouble with a name has its reason in words', () => {
  symlinkSync(here('loop'), here('loop'));
  refuses(here('loop'), /symbolic links go in a circle/);
  refuses(here('none'), /no such file/);
  refuses(here('full/below'), /below a file/);
  refuses(here('x'.repeat(256)), /name is too long/);
  refuses('x'.repeat(5_000_000), /name is too long/);
  refuses('a\0b', /NUL/);
});

test('the message is short, and safe to show', () => {
  assert.throws(
    () => readInput(`\u001b[31m${'x'.repeat(5_000_000)}`),
    (error: Error) => error.message.startsWith('cannot read \\u001b[31mxxx') && error.message.length < 250,
  );
});

test.run();
