import { type Reporting, report, STRIDE } from './progress.ts';
import type { ReferenceGraph } from './reference-graph.ts';
import { nameIn, type StepKey, stepKey, targetIn } from './steps.ts';
import type { TlcGraph } from './tlc-graph.ts';

/** Which node of TLC is which state of the reference; -1 for those that one of them has alone. */
export interface Matching {
  readonly nodeOf: Int32Array;
  readonly indexOf: Int32Array;
  /** States that both have. */
  readonly common: number;
}

export function matchStates(reference: ReferenceGraph, tlc: TlcGraph): Matching {
  const nodeOf = new Int32Array(reference.states.size).fill(-1);
  const indexOf = new Int32Array(tlc.size).fill(-1);
  let common = 0;
  for (let node = 0; node < tlc.size; node++) {
    const packed = tlc.packed(node);
    const index = packed === undefined ? -1 : reference.states.indexOf(packed);
    if (index < 0) continue;
    indexOf[node] = index;
    nodeOf[index] = node;
    common++;
  }
  return { nodeOf, indexOf, common };
}

/** Steps of one action name that only one of the graphs has. */
export interface LoneCounts {
  tlc: number;
  reference: number;
}

/**
 * The part of two graphs that both reach by common steps, walked breadth-first from the reference's initial
 * state. When no state of it differs in its steps, and the initial states agree, then by induction the graphs
 * are equal.
 */
export class CommonWalk {
  /** States whose steps differ, the nearest first. */
  readonly differing: number[] = [];
  /** By the index of the action's name. */
  readonly lone = new Map<number, LoneCounts>();
  readonly #reference: ReferenceGraph;
  readonly #tlc: TlcGraph;
  readonly #matching: Matching;
  readonly #queue: Int32Array;
  #reached = 0;
  /** The state that each was reached from, and by which action name; -1 for those not reached. */
  readonly #parents: Int32Array;
  readonly #names: Int16Array;

  constructor(reference: ReferenceGraph, tlc: TlcGraph, matching: Matching) {
    this.#reference = reference;
    this.#tlc = tlc;
    this.#matching = matching;
    this.#queue = new Int32Array(reference.states.size);
    this.#parents = new Int32Array(reference.states.size).fill(-1);
    this.#names = new Int16Array(reference.states.size);
  }

  *run(): Reporting<void> {
    this.#reach(0, 0, 0);
    for (let next = 0; next < this.#reached; next++) {
      if (next % STRIDE === 0) yield* report({ task: 'comparing', done: next, known: this.#reached });
      this.#compare(this.#queue[next]!);
    }
  }

  /** The shortest common way to a state, as the name of each action and the state that it leads to. */
  wayTo(index: number): { name: number; state: number }[] {
    const way: { name: number; state: number }[] = [];
    for (let at = index; at !== 0; at = this.#parents[at]!) way.push({ name: this.#names[at]!, state: at });
    return way.reverse();
  }

  #reach(state: number, parent: number, name: number): void {
    if (this.#parents[state]! >= 0) return;
    this.#parents[state] = parent;
    this.#names[state] = name;
    this.#queue[this.#reached++] = state;
  }

  /** Goes through the steps of both in their common order. */
  #compare(index: number): void {
    const own = this.#reference.steps.of(index);
    const theirs = this.#translated(this.#tlc.steps.of(this.#matching.nodeOf[index]!));
    let differs = false;
    for (let i = 0, j = 0; i < own.length || j < theirs.length; ) {
      const a = own[i] ?? Number.POSITIVE_INFINITY;
      const b = theirs[j] ?? Number.POSITIVE_INFINITY;
      if (a === b) this.#reach(targetIn(a), index, nameIn(a));
      else {
        differs = true;
        this.#count(Math.min(a, b), a < b ? 'reference' : 'tlc');
      }
      if (a <= b) i++;
      if (b <= a) j++;
    }
    if (differs) this.differing.push(index);
  }

  /** Steps of TLC in the numbers of the reference. States that TLC has alone get numbers of their own. */
  #translated(steps: Float64Array): Float64Array {
    const { indexOf } = this.#matching;
    return steps
      .map((key) => {
        const node = targetIn(key);
        return stepKey(nameIn(key), indexOf[node]! < 0 ? ALONE + node : indexOf[node]!);
      })
      .sort();
  }

  #count(key: StepKey, by: keyof LoneCounts): void {
    const counts = this.lone.get(nameIn(key)) ?? { tlc: 0, reference: 0 };
    counts[by]++;
    this.lone.set(nameIn(key), counts);
  }
}

/** More than there are states. */
const ALONE = 2 ** 31;
