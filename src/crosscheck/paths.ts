import { codecFor } from '../explorer/codec.ts';
import type { Instance } from '../explorer/expand.ts';
import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import { initialState } from '../model/state.ts';
import { type Difference, differenceAt, differenceAtStart } from './difference.ts';
import { type Reporting, report, STRIDE } from './progress.ts';
import { type ActionNames, nameIn, type StepKey, type Steps, targetIn } from './steps.ts';
import type { TlcGraph } from './tlc-graph.ts';
import { Walker } from './walker.ts';

/** What became of TLC's paths on the reference: they all ran when there is no difference. */
export interface PathsRun {
  readonly paths: number;
  readonly longest: number;
  /** Steps that were run, and how many of TLC's are among them. */
  readonly run: number;
  readonly covered: number;
  readonly difference?: Difference;
}

/**
 * Runs TLC's behaviours on the reference: paths from the initial state that take every step of TLC's graph at
 * least once, action by action, each state compared with that of TLC. Yields its progress.
 * @throws Stopped when `next(reason)` stops it.
 */
export function* runPaths(m: Model, tlc: TlcGraph): Reporting<PathsRun> {
  const runner = new Runner(m, tlc);
  const result = { paths: 0, longest: 0, run: 0, covered: 0 };
  const [start] = tlc.initial;
  if (tlc.initial.length !== 1 || !runner.startsAt(start!)) {
    return { ...result, difference: differenceAtStart(m, tlc) };
  }
  const cover = new Cover(tlc.steps, start!, tlc.size);
  for (const path of cover.paths()) {
    if (result.paths++ % STRIDE === 0) {
      yield* report({ task: 'running', done: cover.covered, known: tlc.steps.count });
    }
    result.run += path.length;
    result.longest = Math.max(result.longest, path.length);
    result.covered = cover.covered;
    const difference = runner.run(start!, path);
    if (difference !== undefined) return { ...result, difference };
  }
  return result;
}

/** Paths that take every step of a graph: the shortest way to one not taken, then on while there are any. */
class Cover {
  covered = 0;
  readonly #steps: Steps;
  /** Nodes in the order of their distance from the start. */
  readonly #order: Int32Array;
  /** For each node the node before it on a shortest way, and the step from there. */
  readonly #parents: Int32Array;
  readonly #stepTo: Float64Array;
  /** For each node how many of its steps have been taken: they are taken in their order. */
  readonly #taken: Int32Array;

  constructor(steps: Steps, start: number, nodes: number) {
    this.#steps = steps;
    this.#order = new Int32Array(nodes);
    this.#parents = new Int32Array(nodes).fill(-1);
    this.#stepTo = new Float64Array(nodes);
    this.#taken = new Int32Array(nodes);
    this.#order[0] = start;
    this.#parents[start] = start;
    let reached = 1;
    for (let next = 0; next < reached; next++) {
      const node = this.#order[next]!;
      for (const key of steps.of(node)) {
        const target = targetIn(key);
        if (this.#parents[target]! >= 0) continue;
        this.#parents[target] = node;
        this.#stepTo[target] = key;
        this.#order[reached++] = target;
      }
    }
  }

  *paths(): Generator<StepKey[]> {
    for (const node of this.#order) {
      while (this.#taken[node]! < this.#steps.of(node).length)
        yield [...this.#wayTo(node), ...this.#goOn(node)];
    }
  }

  #wayTo(node: number): StepKey[] {
    const way: StepKey[] = [];
    for (let at = node; this.#parents[at] !== at; at = this.#parents[at]!) way.push(this.#stepTo[at]!);
    return way.reverse();
  }

  /** From a node on along steps that were not taken yet. */
  #goOn(from: number): StepKey[] {
    const way: StepKey[] = [];
    for (let at = from; ; ) {
      const key = this.#steps.of(at)[this.#taken[at]!];
      if (key === undefined) return way;
      this.#taken[at]!++;
      this.covered++;
      way.push(key);
      at = targetIn(key);
    }
  }
}

/** Runs paths of TLC on the reference. */
class Runner {
  readonly #m: Model;
  readonly #tlc: TlcGraph;
  readonly #names: ActionNames;
  readonly #walker: Walker;
  readonly #instances: ReadonlyMap<string, readonly Instance[]>;

  constructor(m: Model, tlc: TlcGraph) {
    this.#m = m;
    this.#tlc = tlc;
    this.#names = tlc.names;
    this.#walker = new Walker(m);
    const { instances } = this.#walker;
    const named = (name: string) => instances.filter(({ action }) => action.name === name);
    this.#instances = new Map(instances.map(({ action: { name } }) => [name, named(name)]));
  }

  /** Whether a node is the initial state of the reference. */
  startsAt(node: number): boolean {
    const codec = codecFor(this.#m);
    const words = new Uint32Array(codec.words);
    codec.encoder(initialState(this.#m))(words);
    return isEqual(this.#tlc.packed(node), words);
  }

  /** Runs a path to its end, or to the first step that the reference does not take. */
  run(start: number, path: readonly StepKey[]): Difference | undefined {
    this.#walker.goTo(this.#tlc.packed(start)!);
    const schedule: Action[] = [];
    let at = start;
    for (const key of path) {
      const instance = this.#instanceFor(key);
      if (instance === undefined) {
        return differenceAt(this.#m, schedule, this.#walker.state(), this.#tlc.stepsFrom(at));
      }
      this.#walker.advance();
      schedule.push(instance.action);
      at = targetIn(key);
    }
    return undefined;
  }

  /** The instance of the named action that leads to the state of the step's target. */
  #instanceFor(key: StepKey): Instance | undefined {
    const target = this.#tlc.packed(targetIn(key));
    return this.#instances
      .get(this.#names.at(nameIn(key)))
      ?.find((instance) => isEqual(target, this.#walker.try(instance)));
  }
}

function isEqual(a: Uint32Array | undefined, b: Uint32Array | undefined): boolean {
  return a !== undefined && b !== undefined && a.every((word, i) => word === b[i]);
}
