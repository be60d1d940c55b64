import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './support/build.ts';

/*
 * Runs every *.test.ts below a folder with uvu, each file in a process of its own, two at a time. uvu itself passes a
 * file that forgets `test.run()`, a hook that throws, and a pattern that nothing matches; here each of them fails.
 *
 *   node --import tsx test/run.ts [--folder DIR] [PATTERN]
 *
 * What the tests run as a command is built first, from the sources as they are.
 *
 * A file that skips tests says why in a line `skipped: REASON`, which the end of the run repeats. With CI=true every
 * skipped test is a failure.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const SLOW_MS = 600_000;
/** Tests that fail on purpose, for the tests of this runner. */
const FIXTURES = 'fixtures/';
/** Of the longest, the one that would come last: it begins first, lest one process has nothing to do while it ends. */
const FIRST = 'tla/specification.test.ts';
const mayNotSkip = process.env['CI'] === 'true';

interface Outcome {
  readonly passed: number;
  readonly skipped: number;
  readonly failed: number;
  readonly output: string;
}

const { values, positionals } = parseArgs({
  options: { folder: { type: 'string', default: join(root, 'test') } },
  allowPositionals: true,
});
const pattern = new RegExp(positionals[0] ?? '');
const files = readdirSync(values.folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && pattern.test(name) && !name.startsWith(FIXTURES))
  .sort()
  .sort((a, b) => Number(b === FIRST) - Number(a === FIRST))
  .map((name) => join(values.folder, name));

process.env['MIRRORPROOF_BUILT'] ??= build();
let passed = 0;
let failed = 0;
let skipped = 0;
const reasons = new Set<string>();
const queue = [...files];
await Promise.all(Array.from({ length: Math.max(1, Math.min(2, cpus().length)) }, work));
if (files.length === 0) {
  process.stdout.write(`no test file in ${values.folder} matches ${pattern}\n`);
  failed++;
}
process.stdout.write('\n');
for (const reason of reasons) process.stdout.write(`skipped: ${reason}\n`);
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed === 0 ? 0 : 1;

async function work(): Promise<void> {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const start = performance.now();
    const outcome = await runFile(file);
    passed += outcome.passed;
    failed += outcome.failed;
    skipped += outcome.skipped;
    for (const [, reason] of outcome.output.matchAll(/^skipped: (.+)$/gm)) reasons.add(reason!);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const mark = outcome.failed === 0 ? 'ok  ' : 'FAIL';
    process.stdout.write(`${mark} ${relative(root, file)}  ${outcome.passed} tests, ${seconds} s\n`);
    if (outcome.failed > 0) process.stdout.write(outcome.output);
  }
}

function runFile(file: string): Promise<Outcome> {
  const uvu = join(root, 'node_modules', 'uvu', 'bin.js');
  const folder = join(file, '..');
  const exact = `^${basename(file).replaceAll('.', '\\.')}$`;
  const child = spawn(process.execPath, ['--import', 'tsx', uvu, folder, exact], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    timeout: SLOW_MS,
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve(judge(code, output)));
  });
}

/** Believes uvu only when it counted tests, passed them all, and ended well. */
function judge(code: number | null, output: string): Outcome {
  const total = Number(/Total:\s+(\d+)/.exec(output)?.[1] ?? 0);
  const passed = Number(/Passed:\s+(\d+)/.exec(output)?.[1] ?? 0);
  const skipped = Number(/Skipped:\s+(\d+)/.exec(output)?.[1] ?? 0);
  if (total === 0 && skipped === 0)
    return { passed: 0, skipped, failed: 1, output: `${output}\nno test ran: is test.run() missing?\n` };
  const failed = total - passed + (mayNotSkip ? skipped : 0);
  const endedWell = code === 0 || failed > 0;
  return { passed, skipped, failed: endedWell ? failed : failed + 1, output };
}
