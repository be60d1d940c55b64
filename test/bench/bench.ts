import { parseArgs } from 'node:util';
import type { PresetName } from '../../spec/design.ts';
import { questionFor } from '../../src/check/assess.ts';
import { aligned } from '../../src/crosscheck/table.ts';
import { loadDesign } from '../../src/design/load.ts';
import { explore } from '../../src/explorer/explore.ts';
import { type FoldName, foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { Visited } from '../../src/explorer/visited.ts';
import { packageFile } from '../../src/files/package.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { measureGrowth } from './growth.ts';
import { writeGrowth } from './growth-document.ts';
import { factorRows } from './growth-table.ts';
import { benchTlc } from './tlc.ts';

/*
 * npm run bench [-- --design NAME --preset NAME --states N --no-tlc]
 * npm run bench -- --growth
 *
 * Speed and memory of the explorer on one core, all properties included, and beside it a bare packed search: the same
 * visited set, as many words a state, as many successors a state, as many states, and nothing to compute. The ratio of
 * the two is what the model costs; unlike states a second it means the same on a slow machine and a fast one. Seconds are
 * those of the processor: who else works on the machine counts less. Then how much sooner the same verdict comes with
 * reductions, how states grow, and, unless `--no-tlc`, the same graphs by the explorer and by TLC.
 *
 * With `--growth` nothing is timed: it writes spec/growth.md and its picture, which takes some ten minutes.
 */

const { values } = parseArgs({
  options: {
    design: { type: 'string', default: 'partner-fed' },
    preset: { type: 'string', default: 'small' },
    states: { type: 'string', default: '1000000000' },
    'no-tlc': { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
  },
});

/** Of a place in the growth that takes a second at most. */
const FEW_STATES = 60_000;

interface Measured {
  readonly states: number;
  readonly transitions: number;
  readonly seconds: number;
  /** Growth of the whole process, for the bare search of its visited set, in bytes. */
  readonly grown: number;
}

if (values.growth) writeGrowth(print);
else await bench();

async function bench(): Promise<void> {
  const model = benchModel();
  const exploration = measureExploration(model, []);
  const degree = exploration.transitions / exploration.states;
  const bare = measureBare(exploration.words, Math.round(degree), exploration.states);
  report('explorer, all properties', exploration);
  report('bare packed search', bare);
  const ratio = bare.states / bare.seconds / (exploration.states / exploration.seconds);
  print(`the model costs a factor of ${ratio.toFixed(2)} over a bare search of the same shape`);
  benchReductions(model, exploration);
  print(`growth, as far as ${FEW_STATES.toLocaleString('en-US')} states; spec/growth.md has it further:`);
  for (const line of aligned(factorRows(measureGrowth(FEW_STATES)), true)) print(`  ${line}`);
  if (!values['no-tlc']) await benchTlc(print);
}

/** Both explore the whole graph, and come to the same verdict. */
function benchReductions(model: Model, exploration: Measured): void {
  const folds = foldsFor(model, reductions);
  const reduced = measureExploration(model, folds);
  const fewer = (exploration.states / reduced.states).toFixed(2);
  const sooner = (exploration.seconds / reduced.seconds).toFixed(2);
  print(`reductions by ${folds.join(', ')}: ${fewer} times fewer states, the verdict ${sooner} times sooner`);
}

function benchModel(): Model {
  const file = packageFile('spec', 'designs', `${values.design}.json`);
  return compileModel(loadDesign(file, values.preset as PresetName));
}

function measureExploration(model: Model, folds: readonly FoldName[]): Measured & { words: number } {
  const before = process.memoryUsage().rss;
  const start = process.cpuUsage();
  const limits = { states: Number(values.states), bytes: 1e12 };
  const run = explore(model, questionFor(model.design), limits, folds);
  let next = run.next();
  while (!next.done) next = run.next();
  const { states, transitions, words } = next.value;
  const seconds = process.cpuUsage(start).user / 1e6;
  return { states, transitions, words, seconds, grown: process.memoryUsage().rss - before };
}

/** Counters side by side, each of which may be raised: a grid with `degree` dimensions, spread over all words. */
function measureBare(words: number, degree: number, size: number): Measured {
  const side = Math.ceil(size ** (1 / degree));
  const start = process.cpuUsage();
  const visited = new Visited(words);
  const state = new Uint32Array(words);
  let transitions = 0;
  visited.add(state, -1, 0);
  for (let index = 0; index < visited.size && visited.size < size; index++) {
    const chunk = visited.chunkOf(index);
    const at = visited.offsetOf(index);
    for (let d = 0; d < degree; d++) {
      for (let w = 0; w < words; w++) state[w] = chunk[at + w]!;
      const value = (state[d % words]! >>> (8 * Math.floor(d / words))) & 255;
      if (value + 1 < side) state[d % words]! += 1 << (8 * Math.floor(d / words));
      transitions++;
      visited.add(state, index, d);
    }
  }
  const seconds = process.cpuUsage(start).user / 1e6;
  return { states: visited.size, transitions, seconds, grown: visited.bytes };
}

function report(name: string, { states, transitions, seconds, grown }: Measured): void {
  const perSecond = Math.round(states / seconds).toLocaleString('en-US');
  const counts = `${states.toLocaleString('en-US')} states, ${transitions.toLocaleString('en-US')} transitions`;
  print(`${name}: ${counts} in ${seconds.toFixed(1)} s`);
  print(
    `  ${perSecond} distinct states/s, ${(grown / states).toFixed(0)} bytes a state with all of the process`,
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
