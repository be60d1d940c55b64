import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './command.ts';
import { root } from './markdown.ts';

/** What the build of the core says of a file and all that it imports, and the bytes that come of it. */
export function built(entry: string, name: string) {
  const out = join(folder, name);
  const args = ['run', '--silent', 'build:core', '--', entry, out];
  const { status, stderr } = spawnSync('npm', args, { cwd: root, encoding: 'utf8' });
  return { status, stderr, wasm: () => Uint8Array.from(readFileSync(out)) };
}

/** Numbers of 32 bits, the same ones each time. */
export function* numbers(seed: number): Generator<number, never> {
  for (let last = seed; ; yield last) last = (Math.imul(last, 1664525) + 1013904223) | 0;
}
