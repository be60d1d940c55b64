import * as place from '../core/places.ts';
import { BITS_AT, CELL_WORDS } from '../core/tree.ts';
import type { Trees } from './trees.ts';

/** The cell of what is never enabled. */
const DISABLED = -1;

/** Makes for each list of who may act a sieve of what is known by now. No thread may be at work. */
export function makeSieves(memory: Int32Array, trees: Trees): void {
  for (let list = memory[place.LISTS]!; list !== 0; list = memory[list + place.L_BEFORE]!) {
    memory[list + place.L_SIEVE] = sieveOf(memory, trees, list);
  }
}

function sieveOf(memory: Int32Array, trees: Trees, list: number): number {
  const count = memory[list + place.L_COUNT]!;
  const words = Math.ceil(count / 32);
  const always = new Int32Array(words);
  const byField = new Map<number, Int32Array>();
  for (let i = 0; i < count; i++) {
    const cell = memory[list + place.L_INSTANCES + i]! + place.I_TREE;
    const node = memory[cell]!;
    if (node <= 0) {
      if (node !== DISABLED) always[i >>> 5]! |= 1 << (i & 31);
      continue;
    }
    const sees = memory[cell + 1]!;
    const values = 2 ** (sees >>> BITS_AT);
    const rows = byField.get(sees) ?? new Int32Array(values * words);
    byField.set(sees, rows);
    for (let value = 0; value < values; value++) {
      if (memory[node + CELL_WORDS * value] === DISABLED) continue;
      rows[value * words + (i >>> 5)]! |= 1 << (i & 31);
    }
  }
  const fields = [...byField].flatMap(([sees, rows]) => [sees, trees.list(rows)]);
  return trees.list([words, byField.size, ...always, ...fields]);
}
