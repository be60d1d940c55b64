import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BadDesign, hintFor } from '../../src/design/bad-design.ts';
import { checkForm } from '../../src/design/check-shape.ts';
import { firstIn } from '../../src/design/first-problem.ts';
import { parseDesign } from '../../src/design/load.ts';
import { designForm } from '../../src/design/schema.ts';
import { fifo, refusal } from '../support/design-files.ts';

/* Refusing a file is one pass over it, however much is wrong. Counted is what is looked at, not how long it takes. */

/** How often the objects of a content are looked into by some work on them. */
function looks(content: object, work: (content: object) => void): number {
  let count = 0;
  const counting =
    <T>(trap: (...args: never[]) => T) =>
    (...args: never[]) => {
      count++;
      return trap(...args);
    };
  const handler: ProxyHandler<object> = {
    get: counting((target: object, key: string) => watched(Reflect.get(target, key))),
    has: counting(Reflect.has),
    getOwnPropertyDescriptor: counting(Reflect.getOwnPropertyDescriptor),
    ownKeys: (target) => {
      const keys = Reflect.ownKeys(target);
      count += keys.length;
      return keys;
    },
  };
  const proxies = new Map<object, object>();
  const watched = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (!proxies.has(value)) proxies.set(value, new Proxy(value, handler));
    return proxies.get(value);
  };
  work(watched(content) as object);
  return count;
}

/** Contents with so many things wrong in them. */
const wrong: Readonly<Record<string, (count: number) => object>> = {
  'unknown keys': (count) => ({ ...fifo, ...keys(count, 1) }),
  'unknown keys of an inner object': (count) => ({ ...fifo, bounds: keys(count, 1) }),
  'power units of other names': (count) => ({ ...fifo, power: keys(count, ['K1']) }),
  'power units that feed nothing': (count) => ({ ...fifo, power: keys(count, [], 'P') }),
  'unknown parts': (count) => ({ ...fifo, power: { P1: Array(count).fill('K9') } }),
  'the same part': (count) => ({ ...fifo, power: { P1: Array(count).fill('K1') } }),
  'unknown rules': (count) => ({ ...fifo, weakened: Array(count).fill('R99') }),
  'objects for words': (count) => ({ ...fifo, faultKinds: Array(count).fill({}) }),
};

function keys(count: number, value: unknown, letter = 'k'): object {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`${letter}${i}`, value]));
}

for (const [what, content] of Object.entries(wrong)) {
  test(`twice as many ${what} are twice the work`, () => {
    const work = (count: number) =>
      looks(content(count), (watched) => assert.ok(checkForm(designForm, watched).problem));
    assert.ok(work(1000) > 1000);
    assert.ok(work(2000) < 2.2 * work(1000), `${work(1000)}, and ${work(2000)} for twice as many`);
  });
}

test('the first of many problems is found without numbering the keys anew for each', () => {
  const work = (count: number) => {
    const paths = Object.keys(keys(count, 1)).map((key) => ({ path: [key] }));
    return looks(keys(count, 1), (watched) => assert.is(firstIn(watched, paths.reverse())?.path[0], 'k0'));
  };
  assert.ok(work(2000) < 2.2 * work(1000), `${work(1000)}, and ${work(2000)} for twice as many`);
});

test('a page in place of a word is compared with nothing', () => {
  assert.is(hintFor('mirrror', ['mirror', 'fifo']), 'did you mean "mirror"?');
  assert.is(hintFor('mirror'.repeat(20), ['mirror'.repeat(21)]), undefined);
});

test('a text of more than 1 MB is not read', () => {
  const text = `{${' '.repeat(2 ** 20)}`;
  assert.match(
    refusal(() => parseDesign(text, 'mine.json', 'tiny')).message,
    'of 1 MB at most, found 1048577',
  );
});

test('a file of more values than any design has is refused for that', () => {
  const many = (count: number) => JSON.stringify({ ...fifo, faultKinds: Array(count).fill(1) });
  const message = (count: number) => refusal(() => parseDesign(many(count), 'mine.json', 'tiny')).message;
  assert.match(message(9000), 'mine.json: faultKinds[0]: expected one of');
  assert.is(message(10_000), 'mine.json: expected at most 10000 values, found more');
});

const short = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,400}$/u;

for (const [what, text] of [
  ['a key of a megabyte', `{"${'k'.repeat(1_000_000)}": 1}`],
  ['the same key twice', `{"${'k'.repeat(400_000)}": 1, "${'k'.repeat(400_000)}": 1}`],
  ['keys below keys', `${`{"${'k'.repeat(100)}": `.repeat(16)}[`],
  ['a value of a megabyte', JSON.stringify({ ...fifo, ack: 'mirror'.repeat(160_000) })],
  ['codes for the terminal', JSON.stringify({ '\u001b[31m': 1 })],
  ['C1 codes', `{"a": 1, "\u009b31m": 1}`],
  ['turned writing', JSON.stringify({ ...fifo, name: 'a\u202eb' })],
  ['half a character', JSON.stringify({ ...fifo, ack: '\ud800' })],
  ['a fault set with a line in it', JSON.stringify({ ...fifo, declares: { survives: ['PowerOff P1\n'] } })],
  [
    'a fault set of a megabyte',
    JSON.stringify({ ...fifo, declares: { fails: { ['*+'.repeat(9999)]: 'lost' } } }),
  ],
  ['a name that no file can have', JSON.stringify({ ...fifo, name: 'a'.repeat(300) })],
] as const) {
  test(`${what}: the message is one short line`, () => {
    for (const file of ['mine.json', '\u001b[2Jmine.json']) {
      const error = refusal(() => parseDesign(text, file, 'tiny'));
      assert.instance(error, BadDesign);
      assert.match(error.message, short);
      assert.ok(error.path.length <= 130, error.path);
    }
  });
}

test.run();
