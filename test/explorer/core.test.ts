import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { attach } from '../../src/explorer/core/machine.ts';
import { loadCore } from '../../src/explorer/learned/load.ts';
import { type CoreMemory, MOST_WORDS, memoryOf, NoSharedMemory } from '../../src/explorer/learned/memory.ts';
import * as functions from '../fixtures/core/functions.ts';
import { built, numbers } from '../support/built-core.ts';
import { file } from '../support/command.ts';
import { root } from '../support/markdown.ts';

/* One text, two machines: what tsc makes of the portable files, and what AssemblyScript makes of them. */

const MAIN = 'src/explorer/core/main.ts';
const WORDS = 1000;

function filled(seed: number): CoreMemory {
  const memory = memoryOf(WORDS);
  const random = numbers(seed);
  for (let at = 0; at < WORDS; at++) memory.words[at] = random.next().value;
  return memory;
}

const first = built(MAIN, 'main.wasm').wasm();
const main = new WebAssembly.Module(first);

test('both machines come to the same, and leave the same behind, whatever is in memory', () => {
  const module = new WebAssembly.Module(built('test/fixtures/core/functions.ts', 'functions.wasm').wasm());
  const there = filled(1);
  const here = filled(1);
  const { exports } = new WebAssembly.Instance(module, { env: { memory: there.forWebAssembly! } });
  const compiled = exports as typeof functions;
  attach(here.words);
  const random = numbers(2);
  const next = () => random.next().value;
  const place = () => (next() >>> 8) % WORDS;
  for (let round = 0; round < 10_000; round++) {
    const [at, other, a, b] = [place(), place(), next(), next()];
    const asked: [keyof typeof functions, ...number[]][] = [
      ['get', at],
      ['mul', a, b],
      ['addTo', at, a],
      ['swap', at, a, b],
      ['swap', other, functions.get(other), b],
      ['set', at, b],
      ['hashOf', at, Math.min(WORDS - at, (a >>> 8) % 50)],
    ];
    for (const [name, ...given] of asked) {
      const call = (core: typeof functions) => (core[name] as (...given: number[]) => unknown)(...given);
      assert.is(call(compiled), call(functions), `${name} ${given}`);
    }
  }
  assert.equal(there.words, here.words);
});

test('the core runs in WebAssembly where it has its module, else in JavaScript, on one memory alike', () => {
  const memory = filled(3);
  const compiled = loadCore(memory, main);
  const plain = loadCore(memory);
  assert.equal([compiled.kind, plain.kind], ['WebAssembly', 'JavaScript']);
  const names = (core: object) => Object.keys(core).sort();
  assert.equal(names(compiled), names(plain));
  const before = compiled.hashOf(0, WORDS);
  assert.is(plain.hashOf(0, WORDS), before);
  memory.words[WORDS - 1]! ^= 1;
  assert.is.not(compiled.hashOf(0, WORDS), before);
  assert.is(plain.hashOf(0, WORDS), compiled.hashOf(0, WORDS));
});

test('cores on several memories are called in turn, each on its own', () => {
  const memories = [4, 5, 6].map(filled);
  const compiled = memories.map((memory) => loadCore(memory, main));
  const plain = memories.map((memory) => loadCore(memory));
  const hashes = compiled.map((core) => core.hashOf(0, WORDS));
  assert.is(new Set(hashes).size, 3);
  for (const _ of [1, 2])
    assert.equal(
      plain.map((core) => core.hashOf(0, WORDS)),
      hashes,
    );
});

test('a memory has the words asked for, all zero, up to 4 GB that nothing is spent on until they are used', () => {
  for (const words of [0, 1, 2 ** 14, 2 ** 14 + 1]) assert.ok(memoryOf(words).words.length >= words);
  assert.ok(memoryOf(WORDS).words.every((word) => word === 0));
  const used = process.memoryUsage.rss();
  const memory = memoryOf(MOST_WORDS);
  memory.words[MOST_WORDS - 1] = -7;
  assert.is(loadCore(memory, main).hashOf(MOST_WORDS - 2, 2), loadCore(memory).hashOf(MOST_WORDS - 2, 2));
  assert.ok(process.memoryUsage.rss() - used < 2 ** 28);
});

test('a memory that cannot be had is an error of its own, with what was asked for', () => {
  assert.throws(
    () => memoryOf(MOST_WORDS + 1),
    (error: unknown) => error instanceof NoSharedMemory && error.message.includes(`${MOST_WORDS + 1} words`),
  );
});

test('without WebAssembly the core runs in JavaScript, on a memory of the same kind', () => {
  const kept = WebAssembly;
  Reflect.deleteProperty(globalThis, 'WebAssembly');
  try {
    const memory = memoryOf(WORDS);
    assert.ok(memory.words.buffer instanceof SharedArrayBuffer);
    memory.words.set(filled(3).words.subarray(0, WORDS));
    const core = loadCore(memory, main);
    assert.is(core.kind, 'JavaScript');
    assert.is(core.hashOf(0, WORDS), loadCore(filled(3)).hashOf(0, WORDS));
  } finally {
    Object.assign(globalThis, { WebAssembly: kept });
  }
});

test('the build writes the same bytes each time', () => {
  assert.equal(built(MAIN, 'again.wasm').wasm(), first);
});

test('the core is what its folder holds, and nothing else uses the memory as it does', () => {
  const importsOf = (path: string) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/^(?:import|export) (.*?) from '(\.[^']+)';/gms)].map(
      ([, what, from]) => ({ what: what!, path: join(dirname(path), from!) }),
    );
  const reached = new Set([MAIN]);
  for (const path of reached) for (const found of importsOf(path)) reached.add(found.path);
  const files = readdirSync(join(root, 'src/explorer'), { recursive: true, encoding: 'utf8' })
    .map((name) => join('src/explorer', name))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
  const users = files.filter((path) =>
    importsOf(path).some(
      ({ what, path }) => path.endsWith('core/machine.ts') && !/^\{ attach \}$/.test(what),
    ),
  );
  assert.ok(users.length > 0);
  assert.equal(
    users.filter((path) => !reached.has(path)),
    [],
  );
  assert.equal(
    files.filter((path) => path.startsWith('src/explorer/core/')),
    [...reached].sort(),
  );
});

/** A line, and what the build says of it; undefined for those that are as they should be. */
const lines: readonly (readonly [line: string, complaint: string | undefined])[] = [
  ['let count: i32 = 0;', 'Variable outside of functions'],
  ['const SIZE: i32 = 4;', undefined],
  ['declare function f(): i32;', 'a function without a body'],
  ['export function rest(a: i32, b: i32 = 2): i32 {', 'a default argument'],
  ['  let c = a;', 'a type that is not written out'],
  ['  c = a / b;', 'the operator in "a / b"'],
  ['  c **= 2;', 'the operator in "c **= 2"'],
  ['  c = 2147483648;', 'the number 2147483648'],
  ['  c = -2147483648;', undefined],
  ['  let d: f64 = 0;', 'the type "f64"'],
  ['  d = 0.5;', '0.5'],
  ['  const list: i32 = [1, 2];', '[1, 2]'],
  ["  c = 'text';", "'text'"],
  ['  c = list[0];', 'ElementAccess'],
  ['  for (const x of list) c += SIZE;', 'ForOf'],
  ['  c = Math.max(1, 2);', 'a call of no named function'],
  ['  if (c > 3 && c !== 5) throw c;', 'Throw'],
  ['  function inner(): i32 { return 1; }', 'a function within another'],
  ['  return count;', undefined],
  ['}', undefined],
  ['export function generic<T>(a: i32): i32 { return a; }', 'TypeParameter'],
  ['export function list(): i32[] { return 0; }', 'the type "i32[]"'],
  ['export class Thing {}', 'ClassDeclaration outside of functions'],
];

test('what two machines would not run alike is refused, with file and line', () => {
  const { status, stderr } = built(file('unlike.ts', lines.map(([line]) => line).join('\n')), 'none.wasm');
  assert.is(status, 1);
  for (const [i, [line, complaint]] of lines.entries()) {
    const said = stderr.split('\n').filter((text) => text.includes(`unlike.ts:${i + 1}: `));
    if (complaint === undefined) assert.equal(said, [], line);
    else assert.ok(said.join('\n').includes(`: ${complaint} is not portable`), `${line}\n${said}`);
  }
});

test('what does not compile is refused, with file and line', () => {
  const text = 'export function f(a: i32): i32 {\n  return g(a);\n}\n';
  const { status, stderr } = built(file('unknown.ts', text), 'none.wasm');
  assert.is(status, 1);
  assert.match(stderr, /Cannot find name 'g'[\s\S]*unknown\.ts\(2,10\)/);
});

test.run();
