import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { command, folder, mirrorproof, withFewKinds } from '../support/command.ts';

/* `--memory`: the states that it has no place for go to disk, and what is told is the same. */

/** States of some 3 MB. */
const asked = ['explore', withFewKinds('partner-fed'), '--reduce', 'off', '--json'];
const little = [...asked, '--memory', '1'];

function told(stdout: string): string {
  return stdout.replaceAll(/"seconds": [\d.e-]+/g, '"seconds": 0');
}

const unbroken = mirrorproof(...asked);
assert.is(unbroken.status, 0, unbroken.stderr);

/** Where states are set aside that have no place, with this as the folder for what is temporary. */
function withTemporary(temporary: string, ...args: string[]) {
  const env = { ...process.env, TMPDIR: temporary };
  return spawnSync(process.execPath, [...command, ...args], { encoding: 'utf8', env });
}

test('with a third of the memory that states take all is told as before, by whatever number of workers', () => {
  for (const workers of ['1', '2']) {
    const { status, stdout, stderr } = mirrorproof(...little, '--workers', workers);
    assert.is(status, 0, stderr);
    assert.is(told(stdout), told(unbroken.stdout), workers);
  }
});

test('memory in which the states of a level have no place ends with 64, once all that was found is told', () => {
  const out = join(folder, 'kept');
  const { status, stdout, stderr } = mirrorproof(...asked, '--memory', '0', '--checkpoint', out);
  assert.is(status, 64);
  const [{ verdict, stopped, states }] = JSON.parse(stdout).designs;
  assert.equal([verdict, stopped], ['undecided', 'the limit of 0 bytes']);
  assert.ok(states > 4096);
  assert.match(stderr, /^mirrorproof: --memory: 0 megabytes have no place for \d+ states .*: give it more$/m);
  const goesOn = mirrorproof(...little, '--checkpoint', out, '--resume');
  assert.equal([goesOn.status, told(goesOn.stdout)], [0, told(unbroken.stdout)]);
});

test('the plain search sets nothing aside: it ends with 2 there', () => {
  const { status, stdout } = mirrorproof(...little, '--core', 'plain');
  assert.is(status, 2);
  assert.is(JSON.parse(stdout).designs[0].stopped, 'the limit of 1048576 bytes');
});

test('a folder for what is temporary that there is not ends with 64, once all that was found is told', () => {
  const { status, stdout, stderr } = withTemporary(join(folder, 'gone'), ...little);
  assert.is(status, 64, stderr);
  assert.is(JSON.parse(stdout).designs[0].verdict, 'undecided');
  assert.match(
    stderr,
    /^mirrorproof: cannot write .*gone: there is no such file or folder; states are set aside there: give/m,
  );
});

test('where a folder for checkpoints is named, states are set aside there and nowhere else', () => {
  const out = join(folder, 'own');
  const { status, stdout, stderr } = withTemporary(join(folder, 'gone'), ...little, '--checkpoint', out);
  assert.equal([status, told(stdout)], [0, told(unbroken.stdout)], stderr);
  assert.equal(readdirSync(out), ['partner-fed.checkpoint']);
});

const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

test('killed while states are set aside, it leaves no file but the checkpoint, and goes on to the same', async () => {
  const out = join(folder, 'killed');
  mkdirSync(out);
  const kept = [...little, '--checkpoint', out, '--checkpoint-every', '0', '--resume', '--workers', '1'];
  for (const moment of [20, 150, 290]) {
    const child = spawn(process.execPath, [...command, ...kept], { stdio: ['ignore', 'ignore', 'pipe'] });
    children.add(child);
    const ended = once(child, 'exit');
    // Each report says that one stride more is done; some twenty of them are all.
    await once(child.stderr!, 'data');
    await Promise.race([setTimeout(moment), ended]);
    child.kill('SIGKILL');
    await ended;
    const names = readdirSync(out).filter((name) => !name.startsWith('.partner-fed.checkpoint.'));
    assert.equal(names, existsSync(join(out, 'partner-fed.checkpoint')) ? ['partner-fed.checkpoint'] : []);
  }
  const { status, stdout, stderr } = mirrorproof(...kept);
  assert.equal([status, told(stdout)], [0, told(unbroken.stdout)], stderr);
});

test.run();
