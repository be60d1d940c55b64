import { meter } from '../../src/cli/terminal/progress.ts';
import { aligned } from '../../src/crosscheck/table.ts';
import { findJar } from '../../src/tlc/run/jar.ts';
import { MissingProgram } from '../../src/tlc/run/missing.ts';
import { count } from '../../src/words/numbers.ts';
import { keyOf, measureGrowth, places } from './growth.ts';
import { writeGrowth } from './growth-document.ts';
import { factorRows } from './growth-table.ts';
import { HELP, type Options, optionsFrom, WrongUsage } from './options.ts';
import { benchSearches } from './searches.ts';
import { benchTlc } from './tlc.ts';

/* npm run bench [-- OPTIONS]: see options.ts. */

/** Of a place in the growth that takes a second at most. */
const FEW_STATES = 60_000;

try {
  const options = optionsFrom(process.argv.slice(2));
  if (options === 'help') print(HELP.trimEnd());
  else if (options.growth) writeGrowth(print);
  else await bench(options);
} catch (error) {
  const code = error instanceof WrongUsage ? 64 : error instanceof MissingProgram ? 69 : undefined;
  if (code === undefined) throw error;
  tell((error as Error).message);
  process.exitCode = code;
}

async function bench({ design, preset, states, tlc }: Options): Promise<void> {
  const jar = tlc ? await findJar() : undefined;
  print(`${design}, ${preset}`);
  await benchSearches({ design, preset, states }, print);
  printGrowth(Math.min(FEW_STATES, states));
  if (jar !== undefined) await benchTlc(jar, print);
}

function printGrowth(most: number): void {
  print(`\ngrowth, as far as ${count(most)} states; spec/growth.md has it further`);
  const progress = meter('growth');
  const growth = measureGrowth(most, (place) =>
    progress.show(places.indexOf(place), places.length, keyOf(place)),
  );
  progress.end();
  for (const line of aligned(factorRows(growth), true)) print(line);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tell(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}
