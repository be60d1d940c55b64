import { keyOf } from '../../../spec/faults.ts';
import type { Model } from '../../model/model.ts';
import type { State } from '../../model/state.ts';
import { tlaText, tlaVariables } from '../read/state.ts';

/** A field of the TLA+ state and its new value, both as TLA+ text: `<<"blocks", 1, "issued">>` and `2`. */
export interface Change {
  readonly path: string;
  readonly value: string;
}

/** What two states of the reference differ in, as the TLA+ specification has it. */
export function changesBetween(m: Model, before: State, after: State): Change[] {
  const { faults: struckBefore, ...partsBefore } = before;
  const { faults: struck, ...parts } = after;
  const changes = [...differences([], withoutMoves(partsBefore), withoutMoves(parts))];
  if (keyOf(struckBefore) === keyOf(struck)) return changes;
  const [, value] = tlaVariables(m, after).find(([name]) => name === 'faults')!;
  return [...changes, { path: '<<"faults">>', value }];
}

function* differences(
  path: readonly (string | number)[],
  before: unknown,
  after: unknown,
): Generator<Change> {
  if (isWhole(after)) {
    const value = tlaText(after);
    if (value !== tlaText(before)) yield { path: pathText(path), value };
    return;
  }
  // Everything in TLA+ counts from 1.
  const step = (key: string) => (Array.isArray(after) ? Number(key) + 1 : key);
  for (const [key, inner] of Object.entries(after as object)) {
    yield* differences([...path, step(key)], (before as Record<string, unknown>)[key], inner);
  }
}

/** Pages, entries and FIFOs change as a whole: their fields depend on each other. */
function isWhole(value: unknown): boolean {
  if (typeof value !== 'object') return true;
  return !Array.isArray(value) && ('version' in value! || 'entries' in value!);
}

function pathText(path: readonly (string | number)[]): string {
  return `<<${path.map((key) => JSON.stringify(key)).join(', ')}>>`;
}

/** A draft of a run also carries its moves, which are no part of the state. */
function withoutMoves(state: object): object {
  const { moves: _, ...rest } = state as { moves?: unknown };
  return rest;
}
