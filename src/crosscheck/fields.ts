import { type FaultSet, faultSet, keyOf } from '../../spec/faults.ts';
import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';

/** A field that two states do not agree on. */
export interface FieldDifference {
  /** Place in the reference's state: `.caches[0][1].state`. */
  readonly path: string;
  readonly first: string;
  readonly second: string;
}

/** The fields in which two states of a model differ. Empty when they are equal. */
export function fieldsThatDiffer(m: Model, first: State, second: State): FieldDifference[] {
  const { faults, ...parts } = first;
  const differing = differences(parts, second, '').map(({ path, first, second }) => {
    return { path, first: String(first), second: String(second) };
  });
  if (keyOf(faults) === keyOf(second.faults)) return differing;
  return [...differing, { path: '.faults', first: faultsIn(m, faults), second: faultsIn(m, second.faults) }];
}

/** Whether two states of a model are equal. */
export function isSame(first: State, second: State): boolean {
  return differences(first, second, '').length === 0;
}

interface Raw {
  readonly path: string;
  readonly first: unknown;
  readonly second: unknown;
}

function differences(first: unknown, second: unknown, path: string): Raw[] {
  if (typeof first !== 'object') return first === second ? [] : [{ path, first, second }];
  const inner = (key: string) => (Array.isArray(first) ? `${path}[${key}]` : `${path}.${key}`);
  const [a, b] = [first, second] as Record<string, unknown>[];
  return Object.keys(a!).flatMap((key) => differences(a![key], b![key], inner(key)));
}

function faultsIn(m: Model, set: FaultSet): string {
  return faultSet(m.faults, set).join(' + ') || 'none';
}
