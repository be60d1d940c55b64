import type { Design, PresetName } from '../../spec/design.ts';
import { recordTraces } from '../../src/crosscheck/record-traces.ts';
import { loadDesign } from '../../src/design/load.ts';
import { type Exploration, explore } from '../../src/explorer/explore.ts';
import { packageFile } from '../../src/files/package.ts';
import { compileModel } from '../../src/model/model.ts';
import { findJar } from '../../src/tlc/run/jar.ts';
import { runTlc, type TlcResult } from '../../src/tlc/run/run.ts';
import { withScratch } from '../../src/tlc/run/scratch.ts';
import { writeModel } from '../../src/tlc/write/model.ts';
import { writeTraces } from '../../src/tlc/write/traces.ts';

/*
 * The explorer, one thread, against TLC with two workers: the same graphs with equal counts, nothing judged on either
 * side. TLC's start-up is what it takes for a graph of a few states. And traces of the reference, many in one run of TLC
 * against one run each.
 */

const TLC_WORKERS = 2;

interface Size {
  readonly design: string;
  readonly preset: PresetName;
  readonly faults: number;
}

const sizes: readonly Size[] = [
  { design: 'mirror-only', preset: 'tiny', faults: 1 },
  { design: 'mirror-only', preset: 'small', faults: 1 },
  { design: 'partner-fed', preset: 'tiny', faults: 2 },
];

const TRACES = 500;

/** Measures both, and prints a line for each. @throws MissingProgram without Java or TLC. */
export async function benchTlc(print: (line: string) => void): Promise<void> {
  const jar = await findJar();
  const startUp = (await runGraph(jar, withBounds(designFor(sizes[0]!), { writes: 0, faults: 0 }))).seconds;
  print(`TLC with ${TLC_WORKERS} workers; its start-up of ${startUp.toFixed(1)} s is subtracted below`);
  for (const size of sizes) print(await compareOn(jar, size, startUp));
  print(await compareTraces(jar));
}

async function compareOn(jar: string, size: Size, startUp: number): Promise<string> {
  const design = designFor(size);
  const start = performance.now();
  const exploration = explored(design);
  const own = (performance.now() - start) / 1000;
  const run = await runGraph(jar, design);
  const { states, transitions } = exploration;
  if (run.distinct !== states || run.generated - run.initial !== transitions) {
    throw new Error(
      `${size.design}: TLC counts ${run.distinct} states and ${run.generated} steps, not ${states}, ${transitions}`,
    );
  }
  const tlc = run.seconds - startUp;
  return [
    `${size.design}, ${size.preset}, up to ${size.faults} faults, ${states.toLocaleString('en-US')} states:`,
    `explorer ${rate(states, own)}/s, TLC ${rate(states, tlc)}/s, ratio ${(tlc / own).toFixed(1)}`,
  ].join(' ');
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
      runTlc({ jar, folder, ...writeTraces(design, some, folder), workers: TLC_WORKERS }),
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

function explored(design: Design): Exploration {
  const run = explore(compileModel(design), { properties: [], ranks: [] }, { states: 1e9, bytes: 1e12 });
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value;
}

function runGraph(jar: string, design: Design): Promise<TlcResult> {
  return withScratch((folder) =>
    runTlc({ jar, folder, ...writeModel(design, folder, 'graph'), workers: TLC_WORKERS }),
  );
}

function designFor({ design, preset, faults }: Size): Design {
  const file = packageFile('spec', 'designs', `${design}.json`);
  return withBounds(loadDesign(file, preset), { faults });
}

function withBounds(design: Design, bounds: Partial<Design['bounds']>): Design {
  return { ...design, bounds: { ...design.bounds, ...bounds } };
}

function rate(states: number, seconds: number): string {
  return Math.round(states / seconds).toLocaleString('en-US');
}
