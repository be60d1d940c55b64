import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Design } from '../../spec/design.ts';
import { compareGraphs } from '../../src/crosscheck/graph.ts';
import { readTlcGraph } from '../../src/crosscheck/tlc-graph.ts';
import { compareVerdicts, referenceVerdicts } from '../../src/crosscheck/verdicts.ts';
import { compileModel } from '../../src/model/model.ts';
import { chunksOf } from '../../src/tlc/read/dump.ts';
import { findJar } from '../../src/tlc/run/jar.ts';
import { runTlc } from '../../src/tlc/run/run.ts';
import { writeModel } from '../../src/tlc/write/model.ts';
import { type Alteration, alter, inFolder, tlcOn } from './tla.ts';

/* Both engines on one design, at bounds that take seconds. */

export const LIMITS = { states: 1_000_000, bytes: 2 ** 30 };

export function toEnd<R>(run: Generator<unknown, R, string | undefined>): R {
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value;
}

/** Both graphs of a design; TLC's may be of altered modules, or of a design with other rules in force. */
export async function graphsOf(design: Design, alterations: readonly Alteration[] = [], tlcDesign = design) {
  const m = compileModel(design);
  return inFolder(async (folder) => {
    const dump = join(folder, 'graph.dot');
    const model = writeModel(tlcDesign, folder, 'graph');
    for (const alteration of alterations) alter(folder, alteration);
    const run = await runTlc({ jar: await findJar(), folder, ...model, dump, coverage: true });
    assert.ok(run.completed, run.errors.join('\n'));
    const graph = toEnd(readTlcGraph(m, chunksOf(dump)));
    return { m, run, graph, comparison: toEnd(compareGraphs(m, graph)) };
  });
}

/** What both engines find of every property, with the shortest way there. */
export async function verdictsOf(design: Design, alterations: readonly Alteration[] = []) {
  const run = await tlcOn(design, 'verdicts', alterations);
  return compareVerdicts(design, toEnd(referenceVerdicts(design, LIMITS)), run);
}
