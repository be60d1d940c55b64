import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { root, textOf } from '../support/markdown.ts';

const examples = [...textOf('spec/library.md').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);
const [, design] = /```json\n([\s\S]*?)```/.exec(textOf('README.md'))!;
const folder = mkdtempSync(join(tmpdir(), 'library-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'my-array.json'), design!);

const booted = ['NotifySize K1', 'NotifySize K2', 'AllocateMirror K1', 'AllocateMirror K2', 'CreateTable K1'];

/** What an example prints, run where `my-array.json` is the design of the README, with this log of a firmware. */
function run(example: string, log: readonly string[] = booted) {
  writeFileSync(join(folder, 'firmware.log'), `${log.join('\n')}\n`);
  const library = pathToFileURL(join(root, 'src', 'index.ts')).href;
  const file = join(folder, 'example.mts');
  writeFileSync(file, example.replace("'mirrorproof'", `'${library}'`));
  const command = ['--import', import.meta.resolve('tsx'), file];
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  assert.is(status, 0, stderr);
  return stdout;
}

test('there are three examples', () => {
  assert.is(examples.length, 3);
});

test('the first shows what may happen at boot, and a state', () => {
  assert.match(run(examples[0]!), /^NotifySize K1\n[\s\S]*mode: 'notified'/);
});

test('the second accepts a log, and refuses one with the line and what is allowed instead', () => {
  assert.is(run(examples[1]!), 'safe\n');
  const refused = run(examples[1]!, [...booted, 'HostWrite K1 b1', 'Acknowledge K1 b1']);
  assert.match(
    refused,
    /^line 7: Acknowledge K1 b1 is not allowed here \(R0_written: .*\); allowed are\n[\s\S]* {2}WritePage K1 b1/,
  );
});

test('the third assesses the design', () => {
  assert.match(run(examples[2]!), /^safe \d+\nall safe\n$/);
});

test.run();
