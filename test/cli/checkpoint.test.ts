import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inParallel } from '../../src/tasks/parallel.ts';
import { command, file, folder, mirrorproof, withFewKinds } from '../support/command.ts';

/* `check` and `explore` that are stopped, killed and gone on with tell what an unbroken run tells. */

const mirrorOnly = withFewKinds('mirror-only');
const small = ['explore', mirrorOnly, '--reduce', 'off', '--writes', '1', '--faults', '2', '--json'];
/** Minutes, where no limit ends it. */
const long = ['check', 'self-fed', '--reduce', 'off', '--preset', 'small', '--json'];

/** What is told but the time that it took. */
function told(stdout: string): string {
  return stdout.replaceAll(/"seconds": [\d.e-]+/g, '"seconds": 0');
}

function run(...args: string[]) {
  const { status, stdout, stderr } = mirrorproof(...args);
  assert.ok(status !== null && status !== 70, stderr);
  return { status, told: told(stdout), stderr };
}

const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

function start(...args: string[]): ChildProcess & { readonly said: string[] } {
  const child = spawn(process.execPath, [...command, ...args]);
  children.add(child);
  const said: string[] = ['', ''];
  for (const [i, stream] of [child.stdout, child.stderr].entries())
    stream.setEncoding('utf8').on('data', (text: string) => {
      said[i] += text;
    });
  return Object.assign(child, { said });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(10);
}

const unbroken = run(...small);

test('a run that a limit stopped goes on to the same result, with whatever number of workers', () => {
  const out = join(folder, 'limited');
  const kept = [...small, '--checkpoint', out];
  const first = run(...kept, '--states', '9000', '--workers', '1');
  assert.is(JSON.parse(first.told).designs[0].stopped, 'the limit of 9000 states');
  assert.match(
    first.stderr,
    `Kept in ${join(out, 'mirror-only.checkpoint')}: with --resume and another limit`,
  );
  assert.equal(run(...kept, '--resume', '--states', '9000').told, first.told);
  run(...kept, '--resume', '--states', '25000', '--workers', '2');
  const last = run(...kept, '--resume', '--workers', '3');
  assert.match(last.stderr, /mirror-only goes on from 2\d,\d{3} states in /);
  assert.equal([last.status, last.told], [unbroken.status, unbroken.told]);
});

test('killed at 50 moments, a run leaves what goes on to the same result', async () => {
  const moments = fc.sample(fc.noBias(fc.integer({ min: 0, max: 2999 })), { numRuns: 50, seed: 14 });
  const chains = Array.from({ length: 10 }, (_, i) => moments.slice(5 * i, 5 * i + 5));
  const remains = new Set<string>();
  await inParallel([...chains.entries()], 2, async ([i, chain]) => {
    const out = join(folder, `killed-${i}`);
    const kept = [...small, '--checkpoint', out, '--checkpoint-every', '0', '--resume', '--workers', '2'];
    for (const moment of chain) {
      const child = start(...kept);
      const ended = once(child, 'exit');
      await writtenTimes(out, 1 + Math.floor(moment / 1000), child);
      await Promise.race([setTimeout((moment % 1000) / 50), ended]);
      child.kill('SIGKILL');
      await ended;
      remains.add(contentOf(out));
    }
    const last = start(...kept);
    const [code] = await once(last, 'close');
    assert.equal([code, told(last.said[0]!)], [unbroken.status, unbroken.told], last.said[1]);
    assert.equal(readdirSync(out), ['mirror-only.checkpoint']);
  });
  assert.ok(remains.size > 10, `${remains.size} different remains`);
});

/** What a run that was killed left. */
function contentOf(out: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(out)) hash.update(name).update(readFileSync(join(out, name)));
  return hash.digest('hex');
}

/** Waits until the checkpoint in a folder was written so many times, or who writes it has ended. */
async function writtenTimes(out: string, times: number, by: ChildProcess): Promise<void> {
  const checkpoint = join(out, 'mirror-only.checkpoint');
  const written = () => statSync(checkpoint, { throwIfNoEntry: false })?.mtimeMs;
  const seen = new Set([written()]);
  while (seen.size <= times && by.exitCode === null) {
    await setTimeout(1);
    seen.add(written());
  }
}

test('whatever a user sends to end it, what is known is kept, and the command that goes on is told', async () => {
  const limited = [...long, '--states', '100000'];
  const whole = run(...limited);
  assert.is(whole.status, 2);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const out = join(folder, signal);
    const child = start(...limited, '--checkpoint', out, '--checkpoint-every', '3600');
    await until(() => existsSync(out));
    await setTimeout(300);
    child.kill(signal);
    const [code] = await once(child, 'close');
    assert.is(code, 2, child.said[1]);
    assert.is(JSON.parse(child.said[0]!).designs[0].stopped, 'interrupted');
    const hint = child.said[1]!.match(/^Kept in .*\. To go on: .* (check --resume self-fed .*)$/m);
    assert.ok(hint, child.said[1]);
    if (signal === 'SIGINT') assert.is(run(...hint[1]!.split(' ')).told, whole.told);
  }
});

test('of several designs each has a file, and those that were finished are not explored again', () => {
  const out = join(folder, 'several');
  const power = { P1: ['K1', 'C1'], P2: ['K2', 'C2'] };
  const declares = { survives: ['*'] };
  const one = file('one.json', { name: 'same', ack: 'mirror', power, bounds: { faults: 1 }, declares });
  const other = file('other.json', { name: 'same', ack: 'mirror', power, bounds: { faults: 0 }, declares });
  const args = ['check', one, other, 'mirror-only', '--reduce', 'off', '--writes', '1', '--json'];
  const whole = run(...args);
  run(...args.filter((word) => word !== 'mirror-only'), '--checkpoint', out);
  assert.equal(readdirSync(out), ['same-2.checkpoint', 'same.checkpoint']);
  const before = statSync(join(out, 'same.checkpoint')).mtimeMs;
  const resumed = run(...args, '--checkpoint', out, '--resume');
  assert.is(resumed.told, whole.told);
  assert.match(resumed.stderr, /^same goes on from 20,762 states in .*same\.checkpoint$/m);
  assert.match(resumed.stderr, /^mirror-only begins anew: there is no .*mirror-only\.checkpoint$/m);
  assert.is(statSync(join(out, 'same.checkpoint')).mtimeMs, before);
});

test('reduced states go on, with what is folded for any number of writes', () => {
  const args = ['check', 'mirror-only', '--writes', 'any', '--faults', '0', '--json'];
  const kept = [...args, '--checkpoint', join(folder, 'reduced')];
  run(...kept, '--states', '3000');
  const { told, stderr } = run(...kept, '--resume');
  assert.match(stderr, /mirror-only goes on from /);
  assert.is(told, run(...args).told);
});

test('what weakening a rule changes is known of states that were explored before, too', () => {
  const args = ['explore', mirrorOnly, '--reduce', 'off', '--weaken', 'R3_highest,R9_version', '--json'];
  const kept = [...args, '--checkpoint', join(folder, 'weakened')];
  run(...kept, '--states', '20000');
  assert.equal(run(...kept, '--resume').told, run(...args).told);
});

test('what does not fit is refused with 65 before any design is explored, and stays as it is', () => {
  const out = join(folder, 'unfit');
  const kept = ['--checkpoint', out, '--reduce', 'off', '--writes', '1'];
  run('explore', 'mirror-only', ...kept);
  const checkpoint = join(out, 'mirror-only.checkpoint');
  const bytes = readFileSync(checkpoint);
  const refused = (says: RegExp, ...args: string[]) => {
    const { status, told, stderr } = run('explore', 'partner-fed', 'mirror-only', ...args, '--resume');
    assert.is(status, 65, stderr);
    assert.is(told, '');
    assert.match(stderr, says);
    assert.not.match(stderr, 'states=');
  };
  refused(
    /of something else: design\.bounds\.faults is 1 there, 0 here; give it what/,
    ...kept,
    '--faults',
    '0',
  );
  refused(/of something else: design\.weakened is \[\] there/, ...kept, '--weaken', 'R5_fence');
  refused(/of something else: folds is \[\] there/, ...kept.slice(0, 2), '--writes', '1');
  writeFileSync(checkpoint, bytes.subarray(0, bytes.length >> 1));
  refused(/it is torn: \d+ bytes, expected \d+; remove it, or name another folder, to begin anew$/m, ...kept);
  assert.is(readFileSync(checkpoint).length, bytes.length >> 1);
});

test('a checkpoint that is there is not written over, and options that mean nothing are refused: 64', () => {
  const out = join(folder, 'there');
  mkdirSync(out);
  writeFileSync(join(out, 'mirror-only.checkpoint'), 'of long ago');
  const inTheWay = file('in-the-way', '');
  const refusals: [string[], RegExp][] = [
    [['--checkpoint', out], /mirror-only\.checkpoint is there; add --resume to go on from it; remove it/],
    [['--checkpoint', out, '--core', 'plain'], /--checkpoint: expected --core learned, found plain/],
    [['--checkpoint', inTheWay], /cannot write .*in-the-way: a file is in the way/],
    [['--checkpoint', join(inTheWay, 'x')], /cannot write .*: it is below a file/],
    [['--resume'], /--resume: expected --checkpoint FOLDER/],
    [['--checkpoint-every', '5'], /--checkpoint-every: expected --checkpoint FOLDER/],
    [['--checkpoint'], /--checkpoint: expected <folder>, found nothing/],
    [['--checkpoint', out, '--estimate'], /--estimate: finds nothing that --checkpoint could keep/],
  ];
  for (const [args, says] of refusals) {
    const { status, told, stderr } = run('explore', 'mirror-only', ...args);
    assert.is(status, 64, args.join(' '));
    assert.is(told, '');
    assert.match(stderr, says);
  }
  assert.is(readFileSync(join(out, 'mirror-only.checkpoint'), 'utf8'), 'of long ago');
});

test('a folder that vanishes ends an exploration with 64, but no verdict is lost', async () => {
  const out = join(folder, 'vanished');
  const child = start(...long, '--checkpoint', out, '--checkpoint-every', '0');
  await until(() => existsSync(join(out, 'self-fed.checkpoint')));
  rmSync(out, { recursive: true });
  assert.equal(await once(child, 'close'), [64, null]);
  assert.match(
    child.said[1],
    /cannot write .*self-fed\.checkpoint: there is no such file or folder; nothing is kept/,
  );
  const late = start(...small, '--checkpoint', out, '--checkpoint-every', '3600');
  await until(() => existsSync(out));
  rmSync(out, { recursive: true });
  assert.equal(await once(late, 'close'), [64, null]);
  assert.is(told(late.said[0]!), unbroken.told);
  assert.match(late.said[1], /cannot write .*mirror-only\.checkpoint: there is no such file or folder/);
});

test.run();
