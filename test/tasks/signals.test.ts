import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { drive } from '../../src/tasks/drive.ts';
import { heedSignals, untilTold } from '../../src/tasks/signals.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const listeners = () => signals.map((signal) => process.listenerCount(signal));

/** Work without an end. */
function* endless(): Generator<number, string, string | undefined> {
  for (let i = 0; ; i++) {
    const stopped = yield i;
    if (stopped !== undefined) return stopped;
  }
}

test('whatever a user sends to end it, a search is told and returns what it has', async () => {
  for (const signal of signals) {
    const stopped = drive(endless());
    process.emit(signal, signal);
    assert.is(await stopped, 'interrupted', signal);
  }
});

test('a signal between two searches is told to the second', async () => {
  const told = await untilTold(async () => {
    process.emit('SIGINT', 'SIGINT');
    await setTimeout(1);
    return [await drive(endless()), await drive(endless())];
  });
  assert.equal(told, ['interrupted', 'interrupted']);
});

test('a signal is forgotten with the work that it ended', async () => {
  await untilTold(async () => process.emit('SIGTERM', 'SIGTERM'));
  let calls = 0;
  const end = heedSignals(() => calls++);
  assert.is(calls, 0);
  process.emit('SIGTERM', 'SIGTERM');
  process.emit('SIGTERM', 'SIGTERM');
  assert.is(calls, 2);
  end();
});

test('nothing listens any more when the work is done, or has failed', async () => {
  const before = listeners();
  await untilTold(async () => assert.not.equal(listeners(), before));
  await untilTold(() => Promise.reject(new Error('failed'))).catch(() => {});
  assert.equal(listeners(), before);
});

test('a second signal, later than an echo, ends the process at once', async () => {
  const module = new URL('../../src/tasks/signals.ts', import.meta.url).href;
  const script = `const { heedSignals } = await import('${module}');
    heedSignals(() => console.log('told')); setInterval(() => {}, 1000); console.log('ready');`;
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL'));
  const said: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text.trim()));
  const until = async (word: string) => {
    while (!said.includes(word)) await setTimeout(20);
  };
  await until('ready');
  child.kill('SIGINT');
  await until('told');
  child.kill('SIGINT');
  await setTimeout(1500);
  assert.is(child.exitCode, null, 'an echo of the first ends nothing');
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  assert.is(code, 130);
});

test.run();
