import fs, {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { questionFor } from '../../src/check/assess.ts';
import { Checkpoint, NotKept, subjectOf } from '../../src/checkpoints/checkpoint.ts';
import { BadCheckpoint } from '../../src/checkpoints/piece-file.ts';
import { explore, type Limits } from '../../src/explorer/explore.ts';
import type { FoldName } from '../../src/explorer/fold/fold.ts';
import { packageVersion } from '../../src/files/package.ts';
import { compileModel } from '../../src/model/model.ts';
import { engineOf } from '../../src/threads/engine.ts';
import { arrayWith, type Changes } from '../support/arrays.ts';
import { folder } from '../support/command.ts';
import { finished, learnedBy, ShelfInMemory, told } from '../support/cores.ts';
import { withFullDisk } from '../support/full-disk.ts';
import { NO_LIMITS } from '../support/search.ts';

/* What is in a checkpoint, and which are refused. */

const small: Changes = { bounds: { writes: 1 }, faultKinds: ['PowerOff', 'BoardHang', 'FalseSuspicion'] };
const design = arrayWith('mirror-only', small);

function subjectFor(of: Design, folds: readonly FoldName[] = []) {
  return subjectOf(compileModel(of), questionFor(of), folds);
}

/** Explores the design up to so many states, kept in a checkpoint of this name. */
function keptIn(name: string, states = NO_LIMITS.states): Checkpoint {
  const checkpoint = new Checkpoint(join(folder, name), 0);
  goOn(checkpoint, states);
  return checkpoint;
}

function goOn(checkpoint: Checkpoint, states = NO_LIMITS.states) {
  const search = learnedBy('WebAssembly', checkpoint.checkpointerOf(subjectFor(design)));
  return finished(search(compileModel(design), questionFor(design), { ...NO_LIMITS, states }, []));
}

const complaint = (run: () => void): string => {
  try {
    run();
  } catch (error) {
    assert.instance(error, BadCheckpoint);
    return (error as Error).message;
  }
  return assert.unreachable('was not refused') as never;
};

const plain = told(finished(explore(compileModel(design), questionFor(design), NO_LIMITS, [])));

test('a search goes on from its file, and one that was finished is not explored again', () => {
  const checkpoint = keptIn('stopped', 100);
  assert.is(checkpoint.examine(subjectFor(design)), 4870);
  assert.equal(told(goOn(checkpoint)), plain);
  const before = fs.statSync(checkpoint.file).ino;
  assert.equal(told(goOn(checkpoint)), plain);
  assert.is(fs.statSync(checkpoint.file).ino, before, 'it was written again');
});

test('a file is twelve bytes a state and its halves, and says in its first line what it is of', () => {
  const { file } = keptIn('told');
  const bytes = readFileSync(file);
  const header = JSON.parse(bytes.subarray(0, bytes.indexOf('\n')).toString());
  assert.is(header.format, 'mirrorproof checkpoint');
  assert.is(header.version, packageVersion());
  assert.is(header.byteOrder, 'little-endian');
  assert.equal(header.subject.design.bounds, design.bounds);
  assert.equal(header.subject.folds, []);
  assert.ok(header.subject.properties.includes('I1'));
  assert.equal(header.pieces.slice(0, 2), [2 * 6816, 6816]);
  const words = header.pieces.reduce((sum: number, piece: number) => sum + piece);
  assert.is(bytes.length, bytes.indexOf('\n') + 1 + 4 * words + 32);
});

test('what is torn, at whatever place, or longer than it was, is refused and stays as it is', () => {
  const { file } = keptIn('whole');
  const whole = readFileSync(file);
  const line = whole.indexOf('\n') + 1;
  const { pieces } = JSON.parse(whole.subarray(0, line).toString()) as { pieces: number[] };
  const ends = pieces.map((_, i) => line + 4 * pieces.slice(0, i + 1).reduce((sum, words) => sum + words));
  const places = [0, 1, line >> 1, line - 1, line, line + 1, ...ends.flatMap((end) => [end - 2, end])];
  const torn = new Checkpoint(join(folder, 'torn'), 0);
  for (const place of [...places, whole.length - 32, whole.length - 1]) {
    writeFileSync(torn.file, whole);
    truncateSync(torn.file, place);
    assert.match(
      complaint(() => torn.examine(subjectFor(design))),
      /torn/,
      `at ${place}`,
    );
    assert.is(readFileSync(torn.file).length, place);
  }
  writeFileSync(torn.file, Buffer.concat([whole, Buffer.from([0])]));
  assert.match(
    complaint(() => torn.examine(subjectFor(design))),
    /torn/,
  );
});

test('one bit that changed is seen wherever it is', () => {
  const { file } = keptIn('sound');
  const sound = readFileSync(file);
  const line = sound.indexOf('\n');
  const damaged = new Checkpoint(join(folder, 'damaged'), 0);
  for (let i = 0; i < 200; i++) {
    const at = i < 20 ? sound.length - 1 - i : Math.floor(((i - 20) / 180) * sound.length);
    const bytes = Buffer.from(sound);
    bytes[at]! ^= 1 << (i % 8);
    writeFileSync(damaged.file, bytes);
    const message = complaint(() => damaged.examine(subjectFor(design)));
    if (at > line) assert.match(message, /it is damaged: its checksum is another; remove it/, `at ${at}`);
  }
});

test('a checkpoint of something else is refused, and what differs is told', () => {
  const checkpoint = keptIn('other');
  const wiring = arrayWith('mirror-only', { ...small, crashLosesMemory: false });
  const differing: [ReturnType<typeof subjectFor>, string][] = [
    [
      subjectFor(arrayWith('mirror-only', { ...small, bounds: {} })),
      'design.bounds.writes is 1 there, 2 here',
    ],
    [subjectFor({ ...design, weakened: ['R5_fence'] }), 'design.weakened is [] there, ["R5_fence"] here'],
    [subjectFor(wiring), 'design.crashLosesMemory is true there, false here'],
    [subjectFor({ ...design, name: 'other' }), 'design.name is "mirror-only" there, "other" here'],
    [subjectFor({ ...design, power: reversed(design.power) }), 'design.power is in another order there'],
    [subjectFor(design, ['slots']), 'folds is [] there, ["slots"] here'],
    [{ ...subjectFor(design), properties: ['I1'] }, 'properties is ['],
  ];
  for (const [subject, says] of differing) {
    const message = complaint(() => checkpoint.examine(subject));
    assert.ok(message.includes(`it is of something else: ${says}`), message);
    assert.match(message, /; give it what it was begun with, or name another folder to begin anew$/);
    assert.throws(() => checkpoint.checkpointerOf(subject), /it is of something else/);
  }
  checkpoint.examine(subjectFor({ ...design, about: 'as described elsewhere' }));
});

function reversed(power: Design['power']): Design['power'] {
  return Object.fromEntries(Object.entries(power).reverse());
}

test('a checkpoint of another version, form or byte order is refused, and so is what is none', () => {
  const { file } = keptIn('formed');
  const sound = readFileSync(file, 'latin1');
  const odd = new Checkpoint(join(folder, 'odd'), 0);
  const changed: [string, RegExp][] = [
    [
      sound.replace(`"version":"${packageVersion()}"`, '"version":"9.9.9"'),
      /of version 9\.9\.9, and this is/,
    ],
    [sound.replace('little-endian', 'big-endian'), /byteOrder is "big-endian" there, "little-endian" here/],
    [sound.replace('"formatVersion":3', '"formatVersion":1'), /formatVersion is 1 there, 3 here/],
    ['{"pieces":[]}\n', /format is missing there/],
    ['null\n', /it is no checkpoint: its first line/],
    ['design self-fed\n', /it is no checkpoint: its first line/],
    ['\u0000'.repeat(1000), /it is no checkpoint, or torn/],
  ];
  for (const [text, says] of changed) {
    writeFileSync(odd.file, text, 'latin1');
    assert.match(
      complaint(() => odd.examine(subjectFor(design))),
      says,
    );
  }
  rmSync(odd.file);
  mkdirSync(odd.file);
  assert.throws(() => odd.examine(subjectFor(design)), /cannot read .*odd: it is a folder/);
});

test('where the disk is full, what was kept before is whole, and nothing is left beside it', () => {
  const here = join(folder, 'full');
  mkdirSync(here);
  const checkpoint = keptIn('full/kept', 100);
  const before = readFileSync(checkpoint.file);
  const larger = arrayWith('mirror-only');
  for (const bytes of [0, 100, 20_000]) {
    const search = learnedBy(
      'WebAssembly',
      new Checkpoint(join(here, 'new'), 0).checkpointerOf(subjectFor(larger)),
    );
    const run = search(compileModel(larger), questionFor(larger), NO_LIMITS, []);
    withFullDisk(bytes, () => assert.throws(() => run.next(), /no space left; nothing is kept$/));
    withFullDisk(bytes, () => assert.ok(goOn(checkpoint)));
    assert.instance(checkpoint.failed, NotKept);
    assert.match(
      checkpoint.failed!.message,
      /no space left; what was kept before is whole, and --resume goes on/,
    );
    assert.equal(readFileSync(checkpoint.file), before);
    assert.equal(readdirSync(here), ['kept']);
  }
  assert.equal(told(goOn(checkpoint)), plain);
});

test('what a process that was killed had half written is removed, and what another is writing is not', () => {
  const here = join(folder, 'beside');
  mkdirSync(here);
  const ended = fs.readFileSync('/proc/sys/kernel/pid_max', 'utf8').trim();
  for (const id of [ended, process.pid, process.ppid]) writeFileSync(join(here, `.kept.${id}.tmp`), 'half');
  keptIn('beside/kept');
  assert.equal(readdirSync(here), [`.kept.${process.ppid}.tmp`, 'kept']);
});

test('what was set aside is in the file, and a search goes on with whatever memory', () => {
  const larger = arrayWith('mirror-only');
  const whole = told(finished(explore(compileModel(larger), questionFor(larger), NO_LIMITS, [])));
  const part = new Checkpoint(join(folder, 'aside'), 0);
  const go = (limits: Partial<Limits>, shelf?: ShelfInMemory) => {
    const search = learnedBy('WebAssembly', part.checkpointerOf(subjectFor(larger)), shelf);
    return finished(search(compileModel(larger), questionFor(larger), { ...NO_LIMITS, ...limits }, []));
  };
  const shelf = new ShelfInMemory();
  const { states } = go({ states: 40_000, bytes: 700_000 }, shelf);
  assert.ok(shelf.times > 0);
  assert.is(part.examine(subjectFor(larger)), states);
  const again = new ShelfInMemory();
  go({ states: 50_000, bytes: 600_000 }, again);
  assert.ok(again.times > 0);
  assert.equal(told(go({})), whole);
});

test('a folder that is gone is told, and the search says so at once', () => {
  const here = join(folder, 'gone');
  mkdirSync(here);
  const checkpoint = new Checkpoint(join(here, 'kept'), 0);
  const larger = arrayWith('mirror-only');
  const search = learnedBy('WebAssembly', checkpoint.checkpointerOf(subjectFor(larger)));
  const run = search(compileModel(larger), questionFor(larger), NO_LIMITS, []);
  run.next();
  assert.ok(existsSync(checkpoint.file));
  rmSync(here, { recursive: true });
  assert.throws(
    () => run.next(),
    /cannot write .*gone\/kept: there is no such file or folder; nothing is kept/,
  );
});

test('a design that only the plain search can explore is refused where it was to be kept', () => {
  const vast = compileModel(arrayWith('battery', { bounds: { blocks: 160 } }));
  const search = engineOf('learned', 1, assert.unreachable, () => assert.unreachable() as never);
  assert.throws(
    () => search(vast, questionFor(vast.design), NO_LIMITS, []),
    ({ message }: Error) =>
      /^battery: more than 4096 instances of actions .* leave --checkpoint out/.test(message),
  );
});

test('it is kept no more often than was asked', () => {
  const checkpoint = new Checkpoint(join(folder, 'seldom'), 3600);
  const search = learnedBy('WebAssembly', checkpoint.checkpointerOf(subjectFor(arrayWith('mirror-only'))));
  const run = search(compileModel(arrayWith('mirror-only')), questionFor(design), NO_LIMITS, []);
  run.next();
  run.next();
  assert.not(checkpoint.isThere);
  run.next('interrupted');
  assert.ok(checkpoint.isThere);
});

test.run();
