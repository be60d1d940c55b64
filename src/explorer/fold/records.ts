import { isAmong } from '../../model/card.ts';
import type { Model } from '../../model/model.ts';
import { pathOf } from '../../model/shape.ts';
import type { Side } from '../../model/side.ts';
import type { StateField } from '../../model/state.ts';
import { layoutOf, type PackedField } from '../layout.ts';

/** The fields of one thing, such as a page, in an order that is the same for all things of its kind. */
export type PackedRecord = readonly PackedField[];

/**
 * What a side has of a part of the state, such as the pages of its read/write area, or the blocks of its device: each as a
 * record, in which what belongs to that side itself comes before what belongs to its partner.
 */
export function recordsOf(m: Model, part: StateField, side: Side): PackedRecord[] {
  const records = new Map<string, PackedField[]>();
  for (const field of layoutOf(m).fields) {
    if (!isAmong([part], field.name) || sideOf(m, field) !== side) continue;
    const path = pathToRecord(field);
    records.set(path, [...(records.get(path) ?? []), field]);
  }
  return [...records.values()].map((fields) => ownFirst(fields, side));
}

/** The side that a field belongs to: its part is a pair, or has a place for each block. */
function sideOf(m: Model, { steps: [, at] }: PackedField): number | undefined {
  if (at === undefined || typeof at === 'string') return undefined;
  return at.over === 'block' ? m.blocks[at.index] : at.index;
}

/** The way to the outermost list that a field is in, and its place there: a list in a record belongs to the record. */
function pathToRecord({ steps }: PackedField): string {
  const place = steps.findIndex((step) => typeof step !== 'string' && step.over !== 'side');
  return pathOf(steps.slice(0, place + 1));
}

/** Fields of one name are a pair, the side's own and its partner's: of a field each, or of a list each. */
function ownFirst(fields: readonly PackedField[], side: Side): PackedField[] {
  if (side === 0) return [...fields];
  const names = [...new Set(fields.map(({ name }) => name))];
  return names.flatMap((name) => {
    const ofName = fields.filter((field) => field.name === name);
    const half = Math.floor(ofName.length / 2);
    return [...ofName.slice(half), ...ofName.slice(0, half)];
  });
}
