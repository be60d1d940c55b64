import { MOST_VERSIONS, type Model } from '../../model/model.ts';
import { type Field, fieldsOf } from '../../model/shape.ts';
import { type State, shape } from '../../model/state.ts';
import { bitsOf } from '../changes.ts';
import { holderOf, placesIn } from '../codec.ts';
import type { Tidy } from './tidy.ts';

/** Thrown where more versions of one block are held at a time than states with any number of writes can name. */
export class TooManyVersions extends Error {
  override readonly name = 'TooManyVersions';

  constructor(versions: number) {
    const instead = 'give a number of writes, or smaller caches and FIFOs';
    super(
      `${versions} versions of one block at a time, at most ${MOST_VERSIONS} can be told apart: ${instead}`,
    );
  }
}

/**
 * Renumbers the versions of a state: those of each block that something still holds, or that the host was told, become 1,
 * 2, 3 and so on, in their order. Rules and properties compare versions of one block and never count with them, so that
 * states which differ in nothing else have one future. With it a history without end has finitely many states.
 * @throws TooManyVersions from what it returns.
 */
export function renumber(m: Model, state: State): Tidy {
  const renumberAll = renumberer(m)(state);
  const fields = fieldsOf(shape, m);
  const bits = bitsOf(fields);
  const versions = fields.reduce(
    (all, { kind, name }) => (kind === 'version' ? all | bits.get(name)! : all),
    0,
  );
  return (changed) => ((changed & versions) !== 0 && renumberAll() ? versions : 0);
}

function renumberer(m: Model): (state: State) => () => boolean {
  const fields = fieldsOf(shape, m);
  const versions = fields.filter(({ kind }) => kind === 'version');
  const s = placesIn('s', fields);
  const block = blockOf(fields);
  const blocks = m.blocks.map((_, b) => b);
  const held = versions.map((field) => `h[${block(field, s.at)}] |= 1 << ${s.at(field.path)};`);
  const anew = versions.map((field) => {
    const at = s.at(field.path);
    return `${at} = ranks[h[${block(field, s.at)}] & ((1 << ${at}) - 1)];`;
  });
  const body = `${s.binding}
    const h = new Int32Array(${blocks.length});
    return () => {
      h.fill(1);
      ${held.join('\n')}
      for (let b = 0; b < ${blocks.length}; b++) if (ranks[h[b]] > ${MOST_VERSIONS} + 1) fail(ranks[h[b]] - 1);
      if (${blocks.map((b) => `(h[${b}] & (h[${b}] + 1)) === 0`).join(' && ')}) return false;
      ${anew.join('\n')}
      return true;
    }`;
  return new Function('ranks', 'fail', 's', body).bind(null, RANKS, (versions: number) => {
    throw new TooManyVersions(versions);
  });
}

/** For each version field the block whose version it is, as an expression: the one beside it, or the one it belongs to. */
export function blockOf(fields: readonly Field[]): (field: Field, at: (path: string) => string) => string {
  const named = new Map(
    fields.filter(({ kind }) => kind === 'block').map(({ path }) => [holderOf(path), path]),
  );
  return ({ path }, at) => {
    const beside = named.get(holderOf(path));
    return beside === undefined ? /^\.blocks\[(\d+)\]/.exec(path)![1]! : at(beside);
  };
}

/** For each set of versions, as bits, how many there are. */
const RANKS = new Uint8Array(1 << (MOST_VERSIONS + 2));
for (let bits = 1; bits < RANKS.length; bits++) RANKS[bits] = RANKS[bits >> 1]! + (bits & 1);
