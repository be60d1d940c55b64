import type { Model } from '../../model/model.ts';
import { type Kind, type Over, pathOf, type Step } from '../../model/shape.ts';
import { layoutOf, type PackedField } from '../layout.ts';
import type { MirrorImage } from './mirror-image.ts';
import { bitsIn, fieldNumber, type Place } from './numbers.ts';

/** Bits of a state that come to another place in its mirror image. */
interface Move {
  readonly from: Place;
  readonly to: Place;
}

/** A field whose value is another one in the mirror image, by a table, unless a field of the state is 0. */
interface Renaming extends Move {
  readonly unless: Place;
  readonly table: number;
}

/** The controllers, 1 and 2, in the mirror image; 0 is none of them. */
const ACTORS = [0, 2, 1];

/** The mirror image of states, as `exchangeSides` of the core takes it. */
export function imageNumbers(m: Model, image: MirrorImage): number[] {
  const { fields, words } = layoutOf(m);
  const tables: Partial<Record<Kind, number>> = { block: 1, actor: 1 + image.block.length };
  const moves: Move[] = [];
  const renamings: Renaming[] = [];
  for (const [from, to] of exchangedFields(fields, image)) {
    const table = tables[from.kind];
    if (table === undefined) moves.push({ from, to });
    else renamings.push({ from, to, table, unless: whatNames(from, fields) });
  }
  return [
    1 + image.block.length + ACTORS.length,
    ...image.block,
    ...ACTORS,
    words,
    ...Array.from({ length: words }, (_, word) =>
      wordNumbers(
        moves.filter(({ to }) => to.word === word),
        renamings.filter(({ to }) => to.word === word),
      ),
    ).flat(),
  ];
}

/** What it returns makes the mirror image of a packed state, whether that comes first or not. */
export function exchangerOf(m: Model, image: MirrorImage): (words: Uint32Array) => Uint32Array {
  const { fields, words: count } = layoutOf(m);
  const tables: Partial<Record<Kind, readonly number[]>> = { block: image.block, actor: ACTORS };
  const exchanged = exchangedFields(fields, image).map(([from, to]) => {
    return { from, to, table: tables[from.kind], unless: whatNames(from, fields) };
  });
  return (words) => {
    const other = new Uint32Array(count);
    for (const { from, to, table, unless } of exchanged) {
      const own = codeIn(words, from);
      const code = table === undefined || codeIn(words, unless) === 0 ? own : table[own]!;
      other[to.word]! |= code << to.shift;
    }
    return other;
  };
}

function codeIn(words: Uint32Array, { word, shift, bits }: PackedField): number {
  return (words[word]! >>> shift) & (2 ** bits - 1);
}

function wordNumbers(moves: readonly Move[], renamings: readonly Renaming[]): number[] {
  const alike = movedAlike(moves);
  return [
    alike.length,
    renamings.length,
    ...alike.flat(),
    ...renamings.flatMap(({ from, to, unless, table }) => [
      fieldNumber(from),
      fieldNumber(unless),
      table,
      to.shift,
    ]),
  ];
}

/** Moves to one word, those of bits that are rotated alike in one: the word, the bits, and how far to the left. */
function movedAlike(moves: readonly Move[]): [word: number, bits: number, left: number][] {
  const leftOf = ({ from, to }: Move) => (to.shift - from.shift) & 31;
  const ways = new Set(moves.map((move) => `${move.from.word} ${leftOf(move)}`));
  return [...ways].map((way) => {
    const [word, left] = way.split(' ').map(Number) as [number, number];
    const alike = moves.filter((move) => move.from.word === word && leftOf(move) === left);
    const bits = bitsIn(
      word,
      alike.map(({ from }) => from),
    );
    return [word, bits, left];
  });
}

/** Each field with the one that gets its value in the mirror image. */
function exchangedFields(
  fields: readonly PackedField[],
  image: MirrorImage,
): [from: PackedField, to: PackedField][] {
  const other: Readonly<Record<Over, (index: number) => number>> = {
    side: (index) => 1 - index,
    block: (index) => image.block[index]!,
    unit: (index) => image.unit[index]!,
    battery: (index) => image.battery[index]!,
    fault: (index) => image.fault[index]!,
    place: (index) => index,
  };
  const exchanged = (steps: readonly Step[]) =>
    pathOf(
      steps.map((step) =>
        typeof step === 'string' ? step : { ...step, index: other[step.over](step.index) },
      ),
    );
  const byPath = new Map(fields.map((field) => [field.path, field]));
  return fields.filter(({ bits }) => bits > 0).map((from) => [from, byPath.get(exchanged(from.steps))!]);
}

/** What a field names nothing without: a block goes with a version, whatever else with itself. */
function whatNames(field: PackedField, fields: readonly PackedField[]): PackedField {
  if (field.kind !== 'block') return field;
  const version = field.path.replace(/\.block$/, '.version');
  return fields.find(({ path }) => path === version)!;
}
