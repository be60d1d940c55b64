/**
 * A step as one number, to sort and compare: the action's name, as an index into `ActionNames`, and the state
 * that it leads to.
 */
export type StepKey = number;

const TARGETS = 2 ** 32;

export const stepKey = (name: number, target: number): StepKey => name * TARGETS + target;
export const nameIn = (key: StepKey): number => Math.floor(key / TARGETS);
export const targetIn = (key: StepKey): number => key % TARGETS;

/** The action names of both graphs, in one numbering. */
export class ActionNames {
  readonly #names: string[] = [];
  readonly #indexes = new Map<string, number>();

  /** Index of a name, which is new or not. */
  indexOf(name: string): number {
    const known = this.#indexes.get(name);
    if (known !== undefined) return known;
    this.#indexes.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }

  at(index: number): string {
    return this.#names[index]!;
  }
}

/** The steps of a graph: of each state the set of its steps, in ascending order. */
export class Steps {
  readonly #starts: Int32Array;
  readonly #keys: Float64Array;

  constructor(starts: Int32Array, keys: Float64Array) {
    this.#starts = starts;
    this.#keys = keys;
  }

  of(state: number): Float64Array {
    return this.#keys.subarray(this.#starts[state]!, this.#starts[state + 1]!);
  }

  /** Where the steps of a state begin among those of all states. */
  startOf(state: number): number {
    return this.#starts[state]!;
  }

  get count(): number {
    return this.#keys.length;
  }
}

/** Collects steps in any order, the same one any number of times. */
export class StepList {
  #from = new Int32Array(1 << 12);
  #keys = new Float64Array(1 << 12);
  length = 0;

  add(from: number, key: StepKey): void {
    if (this.length === this.#keys.length) this.#grow();
    this.#from[this.length] = from;
    this.#keys[this.length++] = key;
  }

  /** The steps of the states 0 to `states` - 1, each once. */
  toSteps(states: number): Steps {
    const ends = new Int32Array(states + 1);
    for (let i = 0; i < this.length; i++) ends[this.#from[i]! + 1]!++;
    for (let state = 0; state < states; state++) ends[state + 1]! += ends[state]!;
    const starts = ends.slice();
    const keys = new Float64Array(this.length);
    for (let i = 0; i < this.length; i++) keys[starts[this.#from[i]!]!++] = this.#keys[i]!;
    return withoutRepeats(ends, keys);
  }

  #grow(): void {
    const from = new Int32Array(this.length * 2);
    const keys = new Float64Array(this.length * 2);
    from.set(this.#from);
    keys.set(this.#keys);
    this.#from = from;
    this.#keys = keys;
  }
}

/** Sorts the steps of each state and drops repeats, in place. */
function withoutRepeats(starts: Int32Array, keys: Float64Array): Steps {
  const kept = new Int32Array(starts.length);
  let end = 0;
  for (let state = 0; state + 1 < starts.length; state++) {
    const first = end;
    for (const key of keys.subarray(starts[state]!, starts[state + 1]!).sort()) {
      if (end === first || keys[end - 1] !== key) keys[end++] = key;
    }
    kept[state + 1] = end;
  }
  return new Steps(kept, keys.slice(0, end));
}
