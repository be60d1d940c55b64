import { fork } from 'node:child_process';
import type { PresetName } from '../../spec/design.ts';
import { questionFor } from '../../src/check/assess.ts';
import { meter } from '../../src/cli/terminal/progress.ts';
import { loadDesign } from '../../src/design/load.ts';
import type { Exploration } from '../../src/explorer/explore.ts';
import { foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { Visited } from '../../src/explorer/visited.ts';
import { coreModule } from '../../src/files/core-module.ts';
import { compileModel } from '../../src/model/model.ts';
import { type CoreName, engineOf } from '../../src/threads/engine.ts';
import { count } from '../../src/words/numbers.ts';

/*
 * One exploration, or one bare search, and what it took. Each is measured in a process of its own: none finds memory or
 * compiled code that another left.
 */

/** What is explored. */
export interface Place {
  readonly design: string;
  readonly preset: PresetName;
  /** Those of the design and its preset, if it does not say. */
  readonly faults?: number;
  /** At most so many. */
  readonly states: number;
}

/** How it is explored. */
export interface Way {
  readonly core: CoreName;
  readonly threads: number;
  readonly judged: 'nothing' | 'all properties';
  readonly isReduced: boolean;
}

/** A bare search: the same visited set with as many words a state, as many successors, and nothing to compute. */
export interface Bare {
  readonly words: number;
  readonly degree: number;
  readonly states: number;
}

/** What came of it. */
export interface Measured {
  readonly states: number;
  readonly transitions: number;
  readonly words: number;
  /** Whether it came to its end. */
  readonly isWhole: boolean;
  /** Seconds of the processor, of all threads. */
  readonly busy: number;
  /** Seconds by the clock. */
  readonly wall: number;
  /** Bytes that hold the visited states. */
  readonly held: number;
  /** Bytes that the process grew by. */
  readonly grown: number;
}

/** What a process of its own is told to measure. */
export type Task = { readonly explore: Place & Way } | { readonly bare: Bare };

/** Measures it in a process of its own, which shows its progress on standard error. */
export function measured(task: Task): Promise<Measured> {
  const child = fork(new URL(import.meta.url.replace('measure', 'alone')));
  return new Promise((resolve, reject) => {
    child.once('message', (found) => resolve(found as Measured));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`what was measured ended with ${code}`)));
    child.send(task);
  });
}

/** Measures it here. */
export function measure(task: Task): Measured {
  const rss = process.memoryUsage.rss();
  const [busy, wall] = [process.cpuUsage(), performance.now()];
  const found = 'bare' in task ? searchBare(task.bare) : explored(task.explore);
  const { user, system } = process.cpuUsage(busy);
  return {
    states: found.states,
    transitions: found.transitions,
    words: found.words,
    isWhole: found.stopped === undefined,
    held: found.bytes,
    busy: (user + system) / 1e6,
    wall: (performance.now() - wall) / 1000,
    grown: 1024 * process.resourceUsage().maxRSS - rss,
  };
}

type Found = Pick<Exploration, 'stopped' | 'states' | 'transitions' | 'words' | 'bytes'>;

function explored({ design, preset, faults, states, ...way }: Place & Way): Found {
  const loaded = loadDesign(design, preset, { bounds: faults === undefined ? {} : { faults }, weakened: [] });
  const m = compileModel(loaded);
  const question = way.judged === 'nothing' ? { properties: [], ranks: [] } : questionFor(loaded);
  const run = engine(way)(m, question, { states, bytes: 1e12 }, foldsFor(m, way.isReduced ? reductions : []));
  const progress = meter(`${design}, ${inWords(way)}`);
  let next = run.next();
  for (; !next.done; next = run.next()) {
    const { states: known, waiting } = next.value;
    progress.show(known - waiting, known, `states=${count(known)}`);
  }
  progress.end();
  return next.value;
}

/** Nothing else than what was asked for may be measured under its name. */
function engine({ core, threads }: Way) {
  if (core === 'learned' && coreModule() === undefined)
    throw new Error('core.wasm is missing: npm run build');
  return engineOf(core, threads, (why) => {
    throw new Error(why);
  });
}

/** Such as `learned, 2 threads, all properties`. */
export function inWords({ core, threads, judged, isReduced }: Way): string {
  const together = threads === 1 ? [] : [`${threads} threads`];
  return [core, ...together, judged, ...(isReduced ? ['reduced'] : [])].join(', ');
}

/** Counters side by side, each of which may be raised: a grid with `degree` dimensions, spread over all words. */
function searchBare({ words, degree, states: size }: Bare): Found {
  const side = Math.ceil(size ** (1 / degree));
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
  return { states: visited.size, transitions, words, bytes: visited.bytes };
}
