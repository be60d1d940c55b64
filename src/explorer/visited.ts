/** States a chunk holds, as a power of two; chunks keep growth from copying what is stored already. */
const CHUNK_BITS = 14;
const CHUNK = 1 << CHUNK_BITS;

/** Slots of the table at first. */
const FIRST_SLOTS = 1 << 12;

/** What so many states of so many words take: whole chunks, and a table that is at most half full. */
export function bytesFor(states: number, words: number): number {
  if (!Number.isFinite(states)) return states;
  const slots = Math.max(FIRST_SLOTS, 2 ** Math.ceil(Math.log2(states * 2)));
  return Math.ceil(states / CHUNK) * CHUNK * (4 * words + 6) + 4 * slots;
}

/**
 * The set of visited states, whole and packed, in the order of their discovery, each with the state and the action that
 * led to it. Open addressing over indexes; 4 bytes a word, 6 for parent and action, 8 to 16 for the table.
 *
 * A slot holds an index plus one in the bits that number the slots, and above them those bits of the hash that did not
 * choose the slot: most other states are told apart without a look at them.
 */
export class Visited {
  readonly #words: number;
  readonly #chunks: Uint32Array[] = [];
  readonly #parents: Int32Array[] = [];
  readonly #actions: Uint16Array[] = [];
  #table = new Int32Array(FIRST_SLOTS);
  size = 0;

  constructor(words: number) {
    this.#words = words;
  }

  /** Adds a state unless it is there. Returns its index if it is new, -1 if it was known. */
  add(state: Uint32Array, parent: number, action: number): number {
    const hash = this.#hashOf(state, 0);
    const slot = this.#find(state, hash);
    if (this.#table[slot] !== 0) return -1;
    const index = this.size++;
    this.#enter(slot, hash, index);
    this.#store(index, state, parent, action);
    if (this.size * 2 > this.#table.length) this.#grow();
    return index;
  }

  /** Index of a state, or -1 when it was never added. */
  indexOf(state: Uint32Array): number {
    return (this.#table[this.#find(state, this.#hashOf(state, 0))]! & this.#mask) - 1;
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
    const chunk = this.chunkOf(index);
    const at = this.offsetOf(index);
    for (let i = 0; i < this.#words; i++) chunk[at + i] = state[i]!;
    this.#parents[index >>> CHUNK_BITS]![index & (CHUNK - 1)] = parent;
    this.#actions[index >>> CHUNK_BITS]![index & (CHUNK - 1)] = action;
  }

  /** Whether the state at this index is this one. */
  holds(index: number, state: Uint32Array): boolean {
    const chunk = this.chunkOf(index);
    const at = this.offsetOf(index);
    for (let i = 0; i < this.#words; i++) if (chunk[at + i] !== state[i]) return false;
    return true;
  }

  get #mask(): number {
    return this.#table.length - 1;
  }

  #enter(slot: number, hash: number, index: number): void {
    this.#table[slot] = (hash & ~this.#mask) | (index + 1);
  }

  /** The slot of the table that a state has, or would get. */
  #find(state: Uint32Array, hash: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = table[slot]!;
      if (found === 0) return slot;
      if (((found ^ hash) & ~mask) === 0 && this.holds((found & mask) - 1, state)) return slot;
    }
  }

  #hashOf(words: Uint32Array, at: number): number {
    let hash = 0;
    for (let i = at; i < at + this.#words; i++) {
      hash = Math.imul(hash ^ words[i]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ (hash >>> 13), 0x85ebca6b);
    return hash ^ (hash >>> 16);
  }

  #grow(): void {
    this.#table = new Int32Array(this.#table.length * 2);
    for (let index = 0; index < this.size; index++) {
      const hash = this.#hashOf(this.chunkOf(index), this.offsetOf(index));
      let slot = hash & this.#mask;
      while (this.#table[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#enter(slot, hash, index);
    }
  }
}
