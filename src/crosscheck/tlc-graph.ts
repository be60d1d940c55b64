import { type Codec, codecFor } from '../explorer/codec.ts';
import { Visited } from '../explorer/visited.ts';
import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';
import { initialState } from '../model/state.ts';
import { BrokenDump, type DumpedState, readDump } from '../tlc/read/dump.ts';
import { StateReader, StrangeState } from '../tlc/read/state.ts';
import { BadValue } from '../tlc/read/value.ts';
import { type Reporting, report, STRIDE } from './progress.ts';
import { ActionNames, nameIn, StepList, type Steps, stepKey, targetIn } from './steps.ts';

/** A state of TLC that none of the reference stands for, and why. */
export interface Strange {
  readonly problem: string;
}

/** A step that TLC takes from some state: the action's name, and the state that it leads to. */
export interface TlcStep {
  readonly name: string;
  readonly target: State | Strange;
}

/** The state graph that TLC dumped. Its nodes are numbered in the order in which the dump names them. */
export class TlcGraph {
  readonly names: ActionNames;
  readonly initial: readonly number[];
  readonly steps: Steps;
  /** Steps before those of the same name to the same state were taken as one. */
  readonly taken: number;
  readonly #m: Model;
  readonly #codec: Codec;
  /** Of all nodes but strange ones. */
  readonly #states: Visited;
  /** For each node its index in `#states`, or -1 for a strange one. */
  readonly #indexes: Int32Array;
  readonly #problems: ReadonlyMap<number, string>;

  constructor(m: Model, codec: Codec, read: Read) {
    this.#m = m;
    this.#codec = codec;
    this.names = read.names;
    this.initial = read.initial;
    this.steps = read.list.toSteps(read.nodes.size);
    this.taken = read.list.length;
    this.#states = read.states;
    this.#indexes = Int32Array.from(read.indexes);
    this.#problems = read.problems;
  }

  get size(): number {
    return this.#indexes.length;
  }

  /** The state of a node, packed as the reference packs it, or undefined for a strange one. */
  packed(node: number): Uint32Array | undefined {
    const index = this.#indexes[node]!;
    if (index < 0) return undefined;
    const offset = this.#states.offsetOf(index);
    return this.#states.chunkOf(index).subarray(offset, offset + this.#codec.words);
  }

  stateOf(node: number): State | Strange {
    const packed = this.packed(node);
    if (packed === undefined) return { problem: this.#problems.get(node)! };
    const state = initialState(this.#m);
    this.#codec.decoder(state)(packed, 0);
    return state;
  }

  /** The steps from a node, with the states that they lead to. */
  stepsFrom(node: number): TlcStep[] {
    return [...this.steps.of(node)].map((key) => {
      return { name: this.names.at(nameIn(key)), target: this.stateOf(targetIn(key)) };
    });
  }
}

/** What was read of a dump so far. */
interface Read {
  readonly names: ActionNames;
  readonly nodes: Map<bigint, number>;
  readonly initial: number[];
  readonly list: StepList;
  readonly states: Visited;
  readonly indexes: number[];
  readonly problems: Map<number, string>;
}

/**
 * Reads a dump of TLC for a model. Yields its progress.
 * @throws Stopped when `next(reason)` stops it.
 * @throws BrokenDump when TLC did not write it to its end, or with other options.
 */
export function* readTlcGraph(m: Model, chunks: Iterable<Uint8Array>): Reporting<TlcGraph> {
  const codec = codecFor(m);
  const reader = new StateReader(m);
  const words = new Uint32Array(codec.words);
  const read: Read = {
    names: new ActionNames(),
    nodes: new Map(),
    initial: [],
    list: new StepList(),
    states: new Visited(codec.words),
    indexes: [],
    problems: new Map(),
  };
  for (const item of readDump(chunks)) {
    if (item.kind === 'step') {
      const to = nodeOf(read, item.to);
      read.list.add(nodeOf(read, item.from), stepKey(read.names.indexOf(item.action), to));
      continue;
    }
    const node = nodeOf(read, item.id);
    if (read.indexes[node] !== undefined) throw new BrokenDump(`state ${item.id} is there twice`);
    if (item.initial) read.initial.push(node);
    read.indexes[node] = placeState(item, node);
    const known = read.nodes.size;
    if (known % STRIDE === 0) yield* report({ task: 'reading', done: known, known });
  }
  return new TlcGraph(m, codec, complete(read));

  function placeState({ id, text }: DumpedState, node: number): number {
    try {
      codec.encoder(reader.read(text))(words);
    } catch (error) {
      if (error instanceof BadValue) throw new BrokenDump(`state ${id}: ${error.message}`);
      if (!(error instanceof StrangeState)) throw error;
      read.problems.set(node, error.message);
      return -1;
    }
    const index = read.states.add(words, -1, 0);
    if (index < 0) throw new BrokenDump(`state ${id} is the same as another`);
    return index;
  }
}

function nodeOf({ nodes }: Read, id: bigint): number {
  const known = nodes.get(id);
  if (known !== undefined) return known;
  nodes.set(id, nodes.size);
  return nodes.size - 1;
}

function complete(read: Read): Read {
  for (const [id, node] of read.nodes) {
    if (read.indexes[node] === undefined) throw new BrokenDump(`state ${id} has steps, but no text`);
  }
  if (read.initial.length === 0) throw new BrokenDump('the dump has no initial state');
  return read;
}
