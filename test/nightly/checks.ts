import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Design } from '../../spec/design.ts';
import { loadDesign } from '../../src/design/load.ts';
import { shippedDesigns } from '../../src/files/package.ts';
import { arrayWith, unshipped, type Wiring } from '../support/arrays.ts';
import { readBadDesigns } from '../support/bad-designs.ts';
import { inputsSeed } from '../support/bad-inputs.ts';
import { replayBadSchedules } from '../support/bad-schedules.ts';
import { walksThroughCharts } from '../support/chart-walks.ts';
import { command, file } from '../support/command.ts';
import { compareLines } from '../support/command-lines.ts';
import { type Counts, forgettingBatteryAtSmall, shippedAtSmall } from '../support/counts.ts';
import { type Engine, pythonIn, walkWithCommons, wholeScionIn } from '../support/scxml-engines.ts';
import { topologiesFile, topologiesText } from '../write/topologies.ts';
import { compareCores } from './cores.ts';
import { compareQuotients } from './quotients.ts';
import { readTrees } from './trees.ts';

/* What takes longer than the tests may: the shipped designs in full, and more of what is tried at random. */

const INPUTS = 10_000;

/** How a check came out, in few words with figures. */
export interface Result {
  readonly passed: boolean;
  readonly words: string;
}

export interface Check {
  readonly name: string;
  readonly says: string;
  readonly run: (tell: (text: string) => void) => Promise<Result>;
}

export const checks: readonly Check[] = [
  {
    name: 'counts',
    says: 'at `small`, 1 fault, states, transitions and depth are as pinned; `battery` also without `keepUntilDestage`',
    run: countAll,
  },
  {
    name: 'graphs',
    says: 'at `tiny`, and for designs unlike the shipped, both engines have the same graph, state by state and step by step',
    run: () => crosscheck('graph', ...shippedDesigns(), ...filesOfUnshipped()),
  },
  {
    name: 'endless',
    says: 'at `tiny` with any number of writes, every shipped design is as declared; with 2 faults up to 20,000,000 states',
    run: decideEndless,
  },
  {
    name: 'views',
    says: 'with any number of writes, and for other designs, a view of TLC has the states and steps that `--reduce` leaves',
    run: countViews,
  },
  {
    name: 'inputs',
    says: 'of 10,000 design files and 10,000 schedules at random, each is taken, or refused for what it says',
    run: readInputs,
  },
  {
    name: 'lines',
    says: 'of 10,000 command lines at random, every word is used as it was typed, or the line is refused for a word of it',
    run: readLines,
  },
  {
    name: 'mutation',
    says: '200 small faults planted in the sources, chosen by the day: what survives is in [mutation](mutation.md)',
    run: mutate,
  },
  {
    name: 'mutants',
    says: 'at `tiny`, both engines catch each rule when it is weakened',
    run: catchMutants,
  },
  {
    name: 'verdicts',
    says: 'at `tiny`, both engines find the same shortest violations and witnesses, with each rule weakened and with none',
    run: () => crosscheck('verdicts'),
  },
  {
    name: 'quotients',
    says: 'folded and whole searches come to the same: at `tiny`, with two faults, without each rule; 2,000 random wirings',
    run: async (tell) => ({ passed: true, words: compareQuotients(tell) }),
  },
  {
    name: 'cores',
    says: 'both cores tell the same: at `small`, 1 fault, 1 and 2 threads; of few kinds without each rule; 2,000 wirings',
    run: async (tell) => ({ passed: true, words: await compareCores(tell) }),
  },
  {
    name: 'engines',
    says: 'engines of others go through the SCXML of every chart, at random, as XState does',
    run: walkCharts,
  },
  {
    name: 'cutsets',
    says: 'at `tiny`, 2 faults, both engines agree after each set, and how soon: minimal sets, of verdicts compared',
    run: crosscheckCutSets,
  },
  {
    name: 'strikes',
    says: 'at `tiny`, 2 faults, 1 write, they agree after each order and phase, and how soon: verdicts compared, of sets',
    run: crosscheckStrikes,
  },
  {
    name: 'trees',
    says: 'programs of others read the fault trees: after each set of up to two faults, in each order, as it was explored',
    run: readTrees,
  },
  {
    name: 'topologies',
    says: '[what each topology buys](topologies.md) is what `compare` says now, with two faults',
    run: async () => compareTopologies(),
  },
];

function compareTopologies(): Result {
  const passed = topologiesText() === readFileSync(topologiesFile, 'utf8');
  return { passed, words: passed ? 'current' : 'not current: npm run generate' };
}

const MOST_ENDLESS = 20_000_000;

interface CheckJson {
  readonly asDeclared: boolean | null;
  readonly designs: readonly {
    readonly verdict: string;
    readonly exhaustive: boolean;
    readonly states: number;
    readonly depth: number;
    readonly seconds: number;
    readonly violations: readonly unknown[];
  }[];
}

async function decideEndless(tell: (text: string) => void): Promise<Result> {
  const results: Result[] = [];
  for (const faults of [1, 2])
    for (const design of shippedDesigns()) {
      results.push(await endlessly(design, faults));
      tell(results.at(-1)!.words);
    }
  return {
    passed: results.every(({ passed }) => passed),
    words: results.map(({ words }) => words).join('; '),
  };
}

/** With one fault it must come to its end. */
async function endlessly(design: string, faults: number): Promise<Result> {
  const bounds = ['--writes', 'any', '--faults', `${faults}`, '--states', `${MOST_ENDLESS}`];
  const { asDeclared, designs } = await json<CheckJson>('check', design, ...bounds);
  const { verdict, exhaustive, states, depth, seconds, violations } = designs[0]!;
  const outcome = exhaustive ? verdict : `no end, ${verdict} so far`;
  const size = `${states.toLocaleString('en-US')} states, depth ${depth}, ${(seconds / 60).toFixed(1)} minutes`;
  return {
    passed: violations.length === 0 && (asDeclared === true || (faults > 1 && !exhaustive)),
    words: `${design} with ${faults === 1 ? '1 fault' : `${faults} faults`} ${outcome}, ${size}`,
  };
}

/** Every reduction at small sizes, and one large one. */
async function countViews(tell: (text: string) => void): Promise<Result> {
  const endless = ['--writes', 'any', '--faults'];
  const runs = [
    [...shippedDesigns(), ...endless, '0', '--reduce', 'on'],
    [...filesOfUnshipped(), '--reduce', 'on'],
    [...filesOfTwoBlocks(), '--reduce', 'on'],
    ['mirror-only', ...endless, '1', '--reduce', 'slots', '--seconds', '7200'],
  ];
  const results: Result[] = [];
  for (const run of runs) {
    results.push(await crosscheck('graph', ...run));
    tell(results.at(-1)!.words);
  }
  return {
    passed: results.every(({ passed }) => passed),
    words: results.map(({ words }) => words).join('; '),
  };
}

async function readInputs(): Promise<Result> {
  const designs = readBadDesigns(INPUTS, inputsSeed);
  const schedules = replayBadSchedules(INPUTS, inputsSeed);
  return { passed: true, words: `designs: ${designs.inWords}; schedules: ${schedules.inWords}` };
}

async function readLines(): Promise<Result> {
  const { verb, refused, other } = compareLines(10_000);
  return { passed: true, words: `${verb} taken, ${refused} refused, ${other} for help` };
}

/** Those that `npm test` has no place for: each brings a hundred packages, or a language, of its own. */
async function walkCharts(): Promise<Result> {
  const scratch = mkdtempSync(join(tmpdir(), 'engines-'));
  const { lines, states, documents } = walksThroughCharts(join(scratch, 'charts'), Date.now() % 2 ** 31, 300);
  const engines: [string, Engine][] = [
    ['SCION', wholeScionIn(join(scratch, 'scion'))],
    ['python-statemachine', pythonIn(join(scratch, 'python'))],
    ['Apache Commons SCXML', walkWithCommons],
  ];
  const strays = engines.flatMap(([name, walk]) => {
    const found = walk(lines, documents);
    const i = states.findIndex((state, i) => found[i] !== state);
    return i < 0 ? [] : `${name} is in ${found[i]} and not ${states[i]} after ${lines.slice(i - 5, i + 1)}`;
  });
  rmSync(scratch, { recursive: true });
  const equal = `${engines.map(([name]) => name).join(', ')} equal over ${lines.length.toLocaleString('en-US')} events`;
  return { passed: strays.length === 0, words: strays.join('; ') || equal };
}

async function countAll(tell: (text: string) => void): Promise<Result> {
  const battery = loadDesign('battery', 'small');
  const forgetting = { ...battery, fifo: { ...battery.fifo, keepUntilDestage: false } };
  const pinned: [string, Counts][] = [
    ...(Object.keys(shippedAtSmall) as Wiring[]).map((name): [string, Counts] => [
      name,
      shippedAtSmall[name],
    ]),
    [file('forgetting.json', { ...contentOf(forgetting), name: 'forgetting' }), forgettingBatteryAtSmall],
  ];
  const strays: string[] = [];
  let sum = 0;
  for (const [name, counts] of pinned) {
    const found = await countsOf(name);
    tell(`${name}: ${inWords(found)}`);
    sum += found[0];
    if (inWords(found) !== inWords(counts))
      strays.push(`${name}: ${inWords(found)}, pinned ${inWords(counts)}`);
  }
  const words = `${pinned.length} state spaces as pinned, ${sum.toLocaleString('en-US')} states in all`;
  return { passed: strays.length === 0, words: strays.join('; ') || words };
}

/** As `explore` counts them, with all cores. */
async function countsOf(design: string): Promise<Counts> {
  const asked = [design, '--preset', 'small', '--faults', '1', '--reduce', 'off', '--seconds', '7200'];
  const { designs } = await json<ExploreJson>('explore', ...asked);
  const { states, transitions, depth } = designs[0]!;
  return [states, transitions, depth];
}

interface ExploreJson {
  readonly designs: readonly {
    readonly states: number;
    readonly transitions: number;
    readonly depth: number;
  }[];
}

function inWords(counts: Counts): string {
  return counts.map((each) => each.toLocaleString('en-US')).join(' / ');
}

interface CrosscheckJson {
  readonly agree: boolean;
  readonly comparisons: readonly {
    readonly design: string;
    readonly compared?: number;
    readonly sets?: number;
    readonly minimal?: readonly (readonly string[])[];
    readonly weakened?: string;
    readonly agree: boolean;
    readonly undecided?: string;
    readonly counts?: { readonly reference: { readonly states: number } };
  }[];
}

/** Files of the designs that are not shipped, each under a name that a file may have. */
export function filesOfUnshipped(): string[] {
  return Object.entries(unshipped).map(([what, design]) => {
    const name = what.toLowerCase().replaceAll(' ', '-');
    return file(`${name}.json`, { ...contentOf(design), name });
  });
}

/** Files of shipped wirings with two blocks a device, so that blocks are folded. */
function filesOfTwoBlocks(): string[] {
  return (['mirror-only', 'partner-fed'] as const).map((wiring) => {
    const name = `${wiring}-two-blocks`;
    const design = arrayWith(wiring, { bounds: { blocks: 2 }, faultKinds: ['PowerOff', 'FalseSuspicion'] });
    return file(`${name}.json`, { ...contentOf(design), name });
  });
}

/** A design as its file says it: what has no FIFO says nothing of one. */
function contentOf(design: Design): object {
  if (design.ack === 'fifo') return design;
  const { fifo: _, bounds, ...others } = design;
  const { fifoDepth: __, ...own } = bounds;
  return { ...others, bounds: own };
}

async function crosscheck(part: 'graph' | 'verdicts', ...asked: readonly string[]): Promise<Result> {
  const { agree, comparisons } = await json<CrosscheckJson>('crosscheck', ...asked, '--parts', part);
  const strays = comparisons.filter((each) => !each.agree).map(strayInWords);
  const states = comparisons.reduce((sum, { counts }) => sum + (counts?.reference.states ?? 0), 0);
  const equal = comparisons.length - strays.length;
  const words = `${equal} of ${comparisons.length} equal, ${states.toLocaleString('en-US')} states in all`;
  return { passed: agree, words: [words, ...strays].join('; ') };
}

async function crosscheckCutSets(): Promise<Result> {
  const asked = [...shippedDesigns(), '--faults', '2', '--seconds', '7200'];
  const { agree, comparisons } = await json<CrosscheckJson>('crosscheck', ...asked, '--parts', 'cutsets');
  const told = comparisons.map((each) =>
    each.agree ? `${each.design}: ${each.minimal!.length} minimal of ${each.compared}` : strayInWords(each),
  );
  return { passed: agree, words: told.join('; ') };
}

async function crosscheckStrikes(): Promise<Result> {
  const asked = [...shippedDesigns(), '--faults', '2', '--writes', '1', '--seconds', '7200'];
  const { agree, comparisons } = await json<CrosscheckJson>('crosscheck', ...asked, '--parts', 'strikes');
  const told = comparisons.map((each) =>
    each.agree ? `${each.design}: ${each.compared} of ${each.sets} sets` : strayInWords(each),
  );
  return { passed: agree, words: told.join('; ') };
}

/** A comparison that did not come to an end is no difference, and no agreement either. */
function strayInWords({ design, weakened, undecided }: CrosscheckJson['comparisons'][number]): string {
  const what = weakened === undefined ? design : `${design} without ${weakened}`;
  return undecided === undefined ? `${what} differs` : `${what} undecided: ${undecided.split('\n')[0]}`;
}

interface MutantsJson {
  /** Rules that were not tried. */
  readonly missing: number;
  readonly rules: readonly {
    readonly rule: string;
    readonly caught: boolean;
    readonly losesNothing: boolean;
  }[];
}

async function catchMutants(): Promise<Result> {
  const { rules, missing } = await json<MutantsJson>('mutants');
  const free = rules.filter(({ caught, losesNothing }) => !caught && !losesNothing).map(({ rule }) => rule);
  const quiet = rules.filter(({ losesNothing }) => losesNothing).length;
  const all = `${rules.length + missing} rules, ${quiet} of which lose nothing alone`;
  const words = `${rules.length - free.length - quiet} of ${all}, caught by both`;
  return { passed: missing === 0 && free.length === 0, words: [words, ...free].join('; not caught: ') };
}

interface MutationJson {
  readonly complete: boolean;
  readonly unexplained: number;
  readonly tried: readonly { readonly fate: string }[];
}

/** Fails only where it does not come to its end: a survivor is work for somebody, and stays on the list until then. */
async function mutate(): Promise<Result> {
  const { complete, unexplained, tried } = await documentOf<MutationJson>(
    '--disable-warning=ExperimentalWarning',
    '--import',
    'tsx',
    fileURLToPath(new URL('../mutate/mutate.ts', import.meta.url)),
  );
  const survived = tried.filter(({ fate }) => fate === 'survived').length;
  const words = `${tried.length} tried, ${survived} survived, ${unexplained} of them without a reason that is known`;
  return { passed: complete, words };
}

/** The document that a verb writes. */
function json<T>(...args: string[]): Promise<T> {
  return documentOf(...command, ...args);
}

/** The document that a program writes. Its progress goes where ours does. */
function documentOf<T>(...args: string[]): Promise<T> {
  const child = spawn(process.execPath, [...args, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (text === '') reject(new Error(`${args.join(' ')} ended with ${code}`));
      else resolve(JSON.parse(text) as T);
    });
  });
}
