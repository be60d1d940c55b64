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

test.run();
