import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { replaceFile } from '../../src/files/replace.ts';
import { folder } from '../support/command.ts';

/** A folder of its own, to see what is left there. */
function place(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

test('a file is written, and written anew, and nothing is left beside it', () => {
  const here = place('anew');
  const file = join(here, 'a.txt');
  for (const text of ['first', 'second, and longer', '']) {
    replaceFile(file, text);
    assert.is(readFileSync(file, 'utf8'), text);
  }
  assert.equal(readdirSync(here), ['a.txt']);
});

test('what was there keeps its permissions, its owner and the link to it', () => {
  const here = place('kept');
  const file = join(here, 'script');
  const link = join(here, 'link');
  writeFileSync(file, '#!/bin/sh');
  chmodSync(file, 0o751);
  symlinkSync('script', link);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(file, 1234, 2345);
  replaceFile(link, '#!/bin/bash');
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.is(readFileSync(file, 'utf8'), '#!/bin/bash');
  const { mode, uid, gid } = statSync(file);
  assert.is(mode & 0o777, 0o751);
  if (isRoot) assert.equal([uid, gid], [1234, 2345]);
});

test('a write that fails leaves nothing behind, and a name as long as there may be can be written', () => {
  const here = place('failed');
  mkdirSync(join(here, 'folder'));
  assert.throws(() => replaceFile(join(here, 'folder'), 'text'), /EISDIR/);
  assert.throws(() => replaceFile(join(here, 'n'.repeat(256)), 'text'), /ENAMETOOLONG/);
  assert.throws(() => replaceFile(join(here, 'none', 'file'), 'text'), /ENOENT/);
  assert.equal(readdirSync(here), ['folder']);
  replaceFile(join(here, 'n'.repeat(255)), 'text');
});

test.run();
