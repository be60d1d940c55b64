/** States a chunk holds, as a power of two; chunks keep growth from copying what is stored already. */
const CHUNK_BITS = 14;
const CHUNK = 1 << CHUNK_BITS;

/**
 * The set of visited states, whole and packed, in the order of their discovery, each with the state and the action that
 * led to it. Open addressing over indexes; 4 bytes a word, 6 for parent and action, 8 to 16 for the table.
 */
export class Visited {
  readonly #words: number;
  readonly #chunks: Uint32Array[] = [];
  readonly #parents: Int32Array[] = [];
  readonly #actions: Uint16Array[] = [];
  #table = new Int32Array(1 << 12);
  size = 0;

  constructor(words: number) {
    this.#words = words;
  }

  /** Adds a state unless it is there. Returns its index if it is new, -1 if it was known. */
  add(state: Uint32Array, parent: number, action: number): number {
    const slot = this.#find(state);
    if (this.#table[slot] !== 0) return -1;
    const index = this.size++;
    this.#table[slot] = index + 1;
    this.#store(index, state, parent, action);
    if (this.size * 2 > this.#table.length) this.#grow();
    return index;
  }

  /** Index of a state, or -1 when it was never added. */
  indexOf(state: Uint32Array): number {
    return this.#table[this.#find(state)]! - 1;
  }

  /** The chunk that holds a state, and where in it. */
  chunkOf(index: number): Uint32Array {
    return this.#chunks[index >>> CHUNK_BITS]!;
  }

  offsetOf(index: number): number {
    return (index & (CHUNK - 1)) * this.#words;
  }

  parentOf(index: number): number {
    return this.#parents[index >>> CHUNK_BITS]![index & (CHUNK - 1)]!;
  }

  actionOf(index: number): number {
    return this.#actions[index >>> CHUNK_BITS]![index & (CHUNK - 1)]!;
  }

  /** Bytes held, the table included. */
  get bytes(): number {
    return this.#chunks.length * CHUNK * (4 * this.#words + 6) + 4 * this.#table.length;
  }

  #store(index: number, state: Uint32Array, parent: number, action: number): void {
    if ((index & (CHUNK - 1)) === 0) {
      this.#chunks.push(new Uint32Array(CHUNK * this.#words));
      this.#parents.push(new Int32Array(CHUNK));
      this.#actions.push(new Uint16Array(CHUNK));
    }
    this.chunkOf(index).set(state, this.offsetOf(index));
    this.#parents.at(-1)![index & (CHUNK - 1)] = parent;
    this.#actions.at(-1)![index & (CHUNK - 1)] = action;
  }

  /** Whether the state at this index is this one. */
  holds(index: number, state: Uint32Array): boolean {
    const chunk = this.chunkOf(index);
    const at = this.offsetOf(index);
    for (let i = 0; i < this.#words; i++) if (chunk[at + i] !== state[i]) return false;
    return true;
  }

  /** The slot of the table that a state has, or would get. */
  #find(state: Uint32Array): number {
    let slot = this.#slotOf(state, 0);
    for (; ; slot = (slot + 1) & (this.#table.length - 1)) {
      const found = this.#table[slot]! - 1;
      if (found < 0 || this.holds(found, state)) return slot;
    }
  }

  #slotOf(words: Uint32Array, at: number): number {
    let hash = 0;
    for (let i = at; i < at + this.#words; i++) {
      hash = Math.imul(hash ^ words[i]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ (hash >>> 13), 0x85ebca6b);
    return (hash ^ (hash >>> 16)) & (this.#table.length - 1);
  }

  #grow(): void {
    this.#table = new Int32Array(this.#table.length * 2);
    const mask = this.#table.length - 1;
    for (let index = 0; index < this.size; index++) {
      let slot = this.#slotOf(this.chunkOf(index), this.offsetOf(index));
      while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
      this.#table[slot] = index + 1;
    }
  }
}
