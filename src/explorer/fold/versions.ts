import { MOST_VERSIONS, type Model } from '../../model/model.ts';
import type { Field } from '../../model/shape.ts';
import { holderOf } from '../codec.ts';
import { layoutOf } from '../layout.ts';
import { fieldNumber, maskOf, type Section } from './numbers.ts';

/** Thrown where more versions of one block are held at a time than states with any number of writes can name. */
export class TooManyVersions extends Error {
  override readonly name = 'TooManyVersions';

  constructor() {
    const instead = 'give a number of writes, or smaller caches and FIFOs';
    const versions = `${MOST_VERSIONS + 1} versions of one block at a time`;
    super(`${versions}, at most ${MOST_VERSIONS} can be told apart: ${instead}`);
  }
}

/**
 * Versions as `renumber` of the core takes them: those of each block that something still holds, or that the host was told,
 * become 1, 2, 3 and so on, in their order. Rules and properties compare versions of one block and never count with them, so
 * that states which differ in nothing else have one future. With it a history without end has finitely many states.
 */
export function versionSection(m: Model): Section {
  const { fields } = layoutOf(m);
  const versions = fields.filter(({ kind }) => kind === 'version');
  const blockOf = blocksIn(fields);
  const own = m.blocks.map((_, block) => versions.filter((version) => blockOf(version) === block));
  const loose = versions.flatMap((version) => {
    const block = blockOf(version);
    return typeof block === 'number' ? [] : [[version, block]];
  });
  return {
    reads: [...own.flat(), ...loose.flat()],
    numbers: [
      maskOf(m.versions + 1),
      m.blocks.length,
      ...own.flatMap((fields) => [fields.length, ...fields.map(fieldNumber)]),
      loose.length,
      ...loose.flat().map(fieldNumber),
    ],
  };
}

/** For each version the field beside it that names the block whose version it is, or the block that it belongs to. */
export function blocksIn<F extends Field>(fields: readonly F[]): (version: Field) => F | number {
  const named = new Map(
    fields.flatMap((field) => (field.kind === 'block' ? [[holderOf(field.path), field] as const] : [])),
  );
  return ({ path }) => named.get(holderOf(path)) ?? Number(/^\.blocks\[(\d+)\]/.exec(path)![1]);
}
