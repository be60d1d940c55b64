import type { Model } from '../../model/model.ts';
import type { Kind } from '../../model/shape.ts';
import type { Side } from '../../model/side.ts';
import type { PackedField } from '../layout.ts';
import { fieldNumber, type Place, type Section } from './numbers.ts';
import type { PackedRecord } from './records.ts';

/**
 * Things of which it makes no difference which one holds what, as a side sees them. The order that they are put in is the
 * same on both sides, so that the mirror image of what is ordered is ordered.
 */
export interface Group {
  readonly side: Side;
  readonly things: readonly PackedRecord[];
  /** One that holds nothing, so that each of its fields is 0, can be named elsewhere. */
  readonly namesEmpty: boolean;
  /** What names one of them. */
  readonly holders: readonly Holder[];
}

/** Things elsewhere that belong together. Only those with the same salt are alike. */
export interface Holder {
  readonly salt: number;
  readonly parts: readonly Part[];
}

/** A thing that names another while it holds a version. */
interface Part {
  readonly name: PackedField;
  /** The name of the first of those that it can name here. */
  readonly first: number;
  readonly version: PackedField;
  /** Whatever else it is that tells two of them apart. */
  readonly content: readonly PackedField[];
}

/** What a record names, by a field of this kind. */
export function partOf(record: PackedRecord, kind: Kind, first = 0): Part {
  const content = record.filter((field) => !['block', 'page', 'version'].includes(field.kind));
  return { name: fieldOf(record, kind), first, version: fieldOf(record, 'version'), content };
}

function fieldOf(record: PackedRecord, kind: Kind): PackedField {
  return record.find((field) => field.kind === kind)!;
}

/** A group as `order` of the core takes it. */
export function groupSection(m: Model, { side, things, namesEmpty, holders }: Group): Section {
  const blocks = countedFrom(m, side);
  const actors = side === 0 ? [0, 1, 2] : [0, 2, 1];
  const tables: Partial<Record<Kind, number>> = { block: 1, actor: 1 + blocks.length };
  const parts = holders.flatMap((holder) => holder.parts);
  const named = parts.flatMap(({ name, version, content }) => [name, version, ...content]);
  const columns = columnsOf(things, (kind) => tables[kind] ?? 0);
  const numbers = [
    1 + blocks.length + actors.length,
    ...blocks,
    ...actors,
    columns.length,
    ...columns.map(({ table }) => table),
    things.length,
    ...things.flatMap((_, i) => columns.map(({ places }) => fieldNumber(places[i]!))),
    Number(namesEmpty),
    holders.length,
    ...holders.flatMap(holderNumbers),
  ];
  return { reads: [...things.flat(), ...named], numbers };
}

/** For each block its place, counted from the first block of a side on. */
function countedFrom({ blocks }: Model, side: Side): number[] {
  const first = blocks.indexOf(side);
  return blocks.map((_, block) => (block - first + blocks.length) % blocks.length);
}

function holderNumbers({ salt, parts }: Holder): number[] {
  const numbers = parts.flatMap(partNumbers);
  return [2 + numbers.length, salt, ...numbers];
}

function partNumbers({ name, first, version, content }: Part): number[] {
  const numbers = [fieldNumber(name), first, fieldNumber(version), ...content.map(fieldNumber)];
  return [1 + numbers.length, ...numbers];
}

/** Bits that each thing has, and that are compared and exchanged together. */
interface Column {
  /** Where the table is by which they are compared; 0 where they are compared as they are. */
  readonly table: number;
  /** For each thing. */
  readonly places: readonly Place[];
}

/** As many as a number without a sign has. */
const MOST_BITS = 31;

/**
 * The columns of some things, the most significant first. Those with a table come last: a block is compared only between
 * things that hold the same version, for what holds none names the first block, whichever side it is on.
 */
function columnsOf(things: readonly PackedRecord[], tableOf: (kind: Kind) => number): Column[] {
  const columns: Column[] = [];
  things[0]!.forEach(({ kind, bits }, i) => {
    if (bits === 0) return;
    const column = { table: tableOf(kind), places: things.map((thing) => thing[i]!) };
    const last = columns.at(-1);
    if (last !== undefined && isContinuedBy(last, column)) columns[columns.length - 1] = joined(last, column);
    else columns.push(column);
  });
  const fromTop = columns.reverse();
  return [...fromTop.filter(({ table }) => table === 0), ...fromTop.filter(({ table }) => table > 0)];
}

/** Whether two columns are neighbours in each thing, within one word: compared as one they come to the same. */
function isContinuedBy(last: Column, next: Column): boolean {
  if (last.table > 0 || next.table > 0) return false;
  return last.places.every(({ word, shift, bits }, i) => {
    const place = next.places[i]!;
    return place.word === word && place.shift === shift + bits && bits + place.bits <= MOST_BITS;
  });
}

function joined({ table, places }: Column, next: Column): Column {
  return { table, places: places.map((place, i) => ({ ...place, bits: place.bits + next.places[i]!.bits })) };
}
