import { readFileSync, writeFileSync } from 'node:fs';
import { checks } from './checks.ts';
import { nightlyFile, rowOf, withRows } from './table.ts';

/*
 * npm run nightly [-- CHECK...]
 *
 * What does not fit `npm test`: the checks that are named, or all of them. Each writes its row of spec/nightly.md when it
 * is done, whether it passed or not.
 */

const named = process.argv.slice(2);
const known = checks.map(({ name }) => name);
const strange = named.filter((name) => !known.includes(name));

if (strange.length > 0) {
  tell(`no check ${strange.join(', ')}; there are ${known.join(', ')}`);
  process.exitCode = 64;
} else {
  for (const check of checks) if (named.length === 0 || named.includes(check.name)) await run(check);
}

async function run({ name, run }: (typeof checks)[number]): Promise<void> {
  const begin = performance.now();
  tell(name);
  const result = await run((text) => tell(`${name}: ${text}`)).catch(undecided);
  const minutes = (performance.now() - begin) / 60_000;
  const row = rowOf(result, new Date(), minutes);
  tell(`${name}: ${row.result} (${row.minutes} minutes)`);
  writeFileSync(nightlyFile, withRows(readFileSync(nightlyFile, 'utf8'), new Map([[name, row]])));
  if (!result.passed) process.exitCode = 1;
}

function undecided(error: unknown) {
  return { passed: false, words: (error as Error).message.split('\n')[0]! };
}

function tell(text: string): void {
  process.stderr.write(`nightly: ${text}\n`);
}
