import { parseArgs } from 'node:util';
import type { PresetName } from '../../spec/design.ts';
import { questionFor } from '../../src/check/assess.ts';
import { loadDesign } from '../../src/design/load.ts';
import { explore } from '../../src/explorer/explore.ts';
import { Visited } from '../../src/explorer/visited.ts';
import { packageFile } from '../../src/files/package.ts';
import { compileModel } from '../../src/model/model.ts';
import { benchTlc } from './tlc.ts';

/*
 * npm run bench [-- --design NAME --preset NAME --states N --no-tlc]
 *
 * Speed and memory of the explorer on one core, all properties included, and beside it a bare packed search: the same
 * visited set, as many words a state, as many successors a state, as many states, and nothing to compute. The ratio of
 * the two is what the model costs; unlike states a second it means the same on a slow machine and a fast one. Then the
 * same graphs by the explorer and by TLC, unless `--no-tlc`.
 */

const { values } = parseArgs({
  options: {
    design: { type: 'string', default: 'partner-fed' },
    preset: { type: 'string', default: 'small' },
    states: { type: 'string', default: '1000000000' },
    'no-tlc': { type: 'boolean', default: false },
  },
});

interface Measured {
  readonly states: number;
  readonly transitions: number;
  readonly seconds: number;
  /** Growth of the whole process, for the bare search of its visited set, in bytes. */
  readonly grown: number;
}

const model = benchModel();
const exploration = measureExploration();
const degree = exploration.transitions / exploration.states;
const bare = measureBare(exploration.words, Math.round(degree), exploration.states);

report('explorer, all properties', exploration);
report('bare packed search', bare);
const ratio = bare.states / bare.seconds / (exploration.states / exploration.seconds);
print(`the model costs a factor of ${ratio.toFixed(2)} over a bare search of the same shape`);
if (!values['no-tlc']) await benchTlc(print);

function benchModel() {
  const file = packageFile('spec', 'designs', `${values.design}.json`);
  return compileModel(loadDesign(file, values.preset as PresetName));
}

function measureExploration(): Measured & { words: number } {
  const before = process.memoryUsage().rss;
  const start = process.cpuUsage();
  const run = explore(model, questionFor(model.design), { states: Number(values.states), bytes: 1e12 });
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
