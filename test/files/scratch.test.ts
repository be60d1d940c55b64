import { mkdirSync, readdirSync, readlinkSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CannotRead } from '../../src/files/read.ts';
import { Scratch } from '../../src/files/scratch.ts';
import { CannotWrite } from '../../src/files/whole.ts';
import { folder } from '../support/command.ts';
import { withFullDisk } from '../support/full-disk.ts';

/* A file without a name, in which what memory has no place for lies for a while. */

function place(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

/** The files without a name that this process has open in a folder. */
function openIn(here: string): string[] {
  const descriptors = readdirSync('/proc/self/fd').map((name) => `/proc/self/fd/${name}`);
  return descriptors.filter((path) => {
    try {
      return readlinkSync(path).startsWith(`${here}/`);
    } catch {
      return false;
    }
  });
}

function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

test('what was written is read, from wherever and however often, and what is written over is gone', () => {
  const scratch = new Scratch(place('written'));
  scratch.write(0, bytes(1, 2, 3, 4));
  scratch.write(4, bytes(5, 6));
  scratch.write(2, bytes(7));
  for (const at of [0, 1, 3]) {
    const into = new Uint8Array(3);
    scratch.read(at, into);
    assert.equal([...into], [1, 2, 7, 4, 5, 6].slice(at, at + 3));
  }
  scratch.close();
});

test('nobody sees it in its folder, and nothing is there before something is written, or when it is closed', () => {
  const here = place('unseen');
  const scratch = new Scratch(here);
  assert.equal(openIn(here), []);
  scratch.write(0, bytes(1));
  assert.is(openIn(here).length, 1);
  assert.equal(readdirSync(here), []);
  scratch.close();
  scratch.close();
  assert.equal(openIn(here), []);
});

test('a folder that there is not, or a file in its place, is told', () => {
  const gone = place('gone');
  rmSync(gone, { recursive: true });
  for (const [at, says] of [
    [gone, /cannot write .*gone: there is no such file or folder$/],
    ['/dev/null', /cannot write .*null: it is below a file$/],
  ] as const)
    assert.throws(
      () => new Scratch(at).write(0, bytes(1)),
      (error: unknown) => error instanceof CannotWrite && says.test(error.message),
    );
});

test('a folder that vanishes later takes nothing with it', () => {
  const here = place('vanishing');
  const scratch = new Scratch(here);
  scratch.write(0, bytes(1));
  rmSync(here, { recursive: true });
  scratch.write(1, bytes(2));
  const into = new Uint8Array(2);
  scratch.read(0, into);
  assert.equal([...into], [1, 2]);
  scratch.close();
});

test('a disk that is full is told, and what was written before stays', () => {
  const scratch = new Scratch(place('full'));
  scratch.write(0, bytes(1, 2));
  withFullDisk(1, () =>
    assert.throws(() => scratch.write(2, bytes(3, 4, 5)), /full: there is no space left$/),
  );
  const into = new Uint8Array(2);
  scratch.read(0, into);
  assert.equal([...into], [1, 2]);
  scratch.close();
});

test('what is torn is told, and not taken for zeros', () => {
  const here = place('torn');
  const scratch = new Scratch(here);
  scratch.write(0, new Uint8Array(100).fill(1));
  const [file] = openIn(here);
  truncateSync(file!, 50);
  assert.is(statSync(file!).size, 50);
  scratch.read(0, new Uint8Array(50));
  assert.throws(
    () => scratch.read(40, new Uint8Array(20)),
    (error: unknown) => error instanceof CannotRead && /torn: .* is torn$/.test(error.message),
  );
  scratch.close();
});

test.run();
