import type { Design, PresetName } from '../../spec/design.ts';
import { meter } from '../../src/cli/terminal/progress.ts';
import { recordTraces } from '../../src/crosscheck/record-traces.ts';
import { aligned } from '../../src/crosscheck/table.ts';
import { loadDesign } from '../../src/design/load.ts';
import { compileModel } from '../../src/model/model.ts';
import { runTlc, type TlcResult } from '../../src/tlc/run/run.ts';
import { withScratch } from '../../src/tlc/run/scratch.ts';
import { type TlcQuestion, writeModel } from '../../src/tlc/write/model.ts';
import { writeTraces } from '../../src/tlc/write/traces.ts';
import { count, plural } from '../../src/words/numbers.ts';
import { type Measured, measured, type Way } from './measure.ts';

/*
 * The explorer with two threads against TLC with two workers: the same graphs with equal counts, by the clock. Either both
 * judge nothing, or each all that it checks for a verdict. TLC's start-up is what it takes for a graph of a few states.
 * And traces of the reference, many in one run of TLC against one run each.
 */

const WORKERS = 2;

interface Size {
  readonly design: string;
  readonly preset: PresetName;
  readonly faults: number;
}

const sizes: readonly Size[] = [
  { design: 'mirror-only', preset: 'tiny', faults: 1 },
  { design: 'partner-fed', preset: 'tiny', faults: 1 },
  { design: 'battery', preset: 'tiny', faults: 1 },
];

/** What TLC is asked where the explorer judges so much. */
const questions = { nothing: 'graph', 'all properties': 'safety' } as const satisfies Record<
  Way['judged'],
  TlcQuestion
>;

const TRACES = 500;

/** Measures both, and prints a row for each size. */
export async function benchTlc(jar: string, print: (line: string) => void): Promise<void> {
  const rows: string[][] = [];
  for (const judged of ['nothing', 'all properties'] as const) {
    const small = withBounds(designFor(sizes[0]!), { writes: 0, faults: 0 });
    const startUp = (await runGraph(jar, small, questions[judged])).seconds;
    for (const size of sizes) rows.push(await compareOn(jar, size, judged, startUp));
  }
  print(`\nTLC with ${WORKERS} workers and the explorer with ${WORKERS} threads, TLC's start-up subtracted`);
  const header = ['design', 'states', 'judged', 'explorer s', 'TLC s', 'ratio'];
  for (const line of aligned([header, ...rows], true)) print(line);
  print(`\n${await compareTraces(jar)}`);
}

async function compareOn(jar: string, size: Size, judged: Way['judged'], startUp: number): Promise<string[]> {
  const way: Way = { core: 'learned', threads: WORKERS, judged, isReduced: false };
  const own = await measured({ explore: { ...size, states: Number.MAX_SAFE_INTEGER, ...way } });
  const run = await runGraph(jar, designFor(size), questions[judged]);
  refuseDifference(size, own, run);
  const tlc = run.seconds - startUp;
  const { design, preset, faults } = size;
  return [
    `${design}, ${preset}, up to ${plural(faults, 'fault')}`,
    count(own.states),
    judged,
    own.wall.toFixed(1),
    tlc.toFixed(1),
    (tlc / own.wall).toFixed(1),
  ];
}

function refuseDifference({ design }: Size, { states, transitions }: Measured, run: TlcResult): void {
  if (run.completed && run.distinct === states && run.generated - run.initial === transitions) return;
  const found = `TLC counts ${run.distinct} states and ${run.generated - run.initial} steps`;
  throw new Error(`${design}: ${found}, not ${states} and ${transitions}; ${run.errors.join(' ')}`);
}

/** Many traces in one run of TLC, and one run for a single trace. */
async function compareTraces(jar: string): Promise<string> {
  const design = designFor({ design: 'partner-fed', preset: 'large', faults: 3 });
  const traces = recordTraces(compileModel(design), {
    seed: 1,
    traces: TRACES,
    from: 40,
    changing: 40,
    to: 80,
  });
  const seconds = async (some: typeof traces) => {
    const run = await withScratch(async (folder) =>
      runTlc({ jar, folder, ...writeTraces(design, some, folder), workers: WORKERS }),
    );
    if (!run.completed) throw new Error(`TLC rejects a trace: ${run.errors.join('\n')}`);
    return run.seconds;
  };
  const together = await seconds(traces);
  const alone = await seconds(traces.slice(0, 1));
  const each = (TRACES / together).toFixed(1);
  const ratio = (alone * TRACES) / together;
  const single = `with a run for each ${(1 / alone).toFixed(2)}/s`;
  return `traces: ${TRACES} in one run of TLC, ${each}/s; ${single}, ratio ${ratio.toFixed(0)}`;
}

async function runGraph(jar: string, design: Design, question: TlcQuestion): Promise<TlcResult> {
  const progress = meter(`TLC on ${design.name}`);
  const onProgress = ({ distinct, left }: { readonly distinct: number; readonly left: number }) =>
    progress.show(distinct - left, distinct, `states=${count(distinct)}`);
  const run = await withScratch((folder) =>
    runTlc({ jar, folder, ...writeModel(design, folder, question), workers: WORKERS, onProgress }),
  );
  progress.end();
  return run;
}

function designFor({ design, preset, faults }: Size): Design {
  return withBounds(loadDesign(design, preset), { faults });
}

function withBounds(design: Design, bounds: Partial<Design['bounds']>): Design {
  return { ...design, bounds: { ...design.bounds, ...bounds } };
}
