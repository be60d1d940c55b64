import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { inParallel } from '../../src/tasks/parallel.ts';
import { type Mutant, mutantsOf, mutatedSources, sampleOf } from './mutants.ts';
import { type Tried, Workshop } from './run.ts';
import { mutationFile, summaryOf, unexplained, withRun } from './survivors.ts';

/*
 * npm run mutate -- [--seed N] [--sample N] [--files GLOB] [--jobs N] [--json]
 *
 * Changes the sources in one place at a time and looks whether the tests of oracle.ts notice. Those that they don't are
 * written to spec/mutation.md.
 */

const HELP = `npm run mutate -- [options]

Plants a sample of small faults in the sources, one at a time, and holds some seconds of tests against each.
Those that no test notices are written to spec/mutation.md; why one survives is written there by hand, and stays.

  --seed N      which sample; default: the day, as 20260131
  --sample N    how many mutants (default: 200)
  --files GLOB  only those in sources that match, such as 'src/model/**'
  --jobs N      how many at a time (default: the processors, at most 2)
  --json        a document on standard output, too
  --help        this

Interrupted, it writes what it has tried. Ends with 0 when all that survived is explained in spec/mutation.md, 12 when
not, 2 when interrupted, 64 for wrong usage, 70 when the tests fail without a mutant.
`;

interface Options {
  readonly seed: number;
  readonly sample: number;
  readonly files?: string;
  readonly jobs: number;
  readonly json: boolean;
}

class WrongUsage extends Error {}

function tell(text: string): void {
  process.stderr.write(`mutate: ${text}\n`);
}

function optionsFrom(args: readonly string[]): Options | 'help' {
  const { values } = parsed(args);
  if (values.help) return 'help';
  return {
    seed: whole('--seed', values.seed ?? today(), 0, 2 ** 31 - 1),
    sample: whole('--sample', values.sample ?? '200', 1, 100_000),
    ...(values.files === undefined ? {} : { files: values.files }),
    jobs: whole('--jobs', values.jobs ?? `${Math.min(2, cpus().length)}`, 1, 2),
    json: values.json ?? false,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { seed: text, sample: text, files: text, jobs: text, json: flag, help: flag };
  try {
    return parseArgs({ args: [...args], options });
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}

function whole(flag: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  throw new WrongUsage(`${flag}: expected a whole number from ${least} to ${most}, found "${value}"`);
}

function today(): string {
  return new Date().toISOString().slice(0, 10).replaceAll('-', '');
}

interface Chosen {
  readonly all: readonly Mutant[];
  /** How many there were to choose from. */
  readonly of: number;
  readonly sampled: readonly Mutant[];
}

function chosen({ files, sample, seed }: Options): Chosen {
  const asked = mutatedSources(files);
  if (asked.length === 0) throw new WrongUsage(`--files: no source that is mutated matches "${files}"`);
  const all = mutantsOf(mutatedSources());
  const among = all.filter(({ file }) => asked.includes(file));
  return { all, of: among.length, sampled: sampleOf(among, sample, seed) };
}

/** Tries a sample, as far as it comes before it is interrupted. */
async function tryAll(sampled: readonly Mutant[], jobs: number, signal: AbortSignal): Promise<Tried[]> {
  const workshop = new Workshop();
  const tried: Tried[] = [];
  const hold = async (mutant: Mutant) => {
    const result = await workshop.try(mutant, signal);
    tried.push(result);
    tell(`${tried.length} of ${sampled.length}: ${mutant.file}:${mutant.line} ${inWords(result)}`);
  };
  try {
    tell(`the tests pass in ${((await workshop.calibrate(signal)) / 1000).toFixed(1)} s without a mutant`);
    await inParallel(sampled, jobs, hold, () => signal.aborted);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    workshop.close();
  }
  return tried;
}

function inWords({ fate, by }: Tried): string {
  return by === undefined ? fate : `${fate}: ${by}`;
}

function toJson({ mutant: { file, line, was, is }, ...outcome }: Tried): object {
  return { file, line, was, is, ...outcome };
}

async function main(args: readonly string[]): Promise<number> {
  const options = optionsFrom(args);
  if (options === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort());
  const { all, of, sampled } = chosen(options);
  tell(`${sampled.length} of ${of} mutants, seed ${options.seed}`);
  const tried = await tryAll(sampled, options.jobs, interruption.signal);
  const run = { day: new Date(), seed: options.seed, of };
  const document = withRun(readFileSync(mutationFile, 'utf8'), run, tried, all);
  if (tried.length > 0) writeFileSync(mutationFile, document);
  const open = unexplained(document, tried);
  for (const { file, line, was, is } of open) tell(`survived: ${file}:${line}: ${was} → ${is}`);
  tell(summaryOf(run, tried));
  const isWhole = tried.length === sampled.length;
  if (options.json) {
    const answer = { ...run, sample: sampled.length, complete: isWhole, unexplained: open.length };
    process.stdout.write(`${JSON.stringify({ ...answer, tried: tried.map(toJson) }, undefined, 2)}\n`);
  }
  if (!isWhole) return 2;
  return open.length === 0 ? 0 : 12;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof WrongUsage;
  tell(isUsage ? `${error.message} (--help tells more)` : `${(error as Error).message}`);
  process.exitCode = isUsage ? 64 : 70;
}
