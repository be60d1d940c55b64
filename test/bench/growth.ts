import { loadDesign } from '../../src/design/load.ts';
import { explore } from '../../src/explorer/explore.ts';
import { foldsFor, reductions } from '../../src/explorer/fold/fold.ts';
import { compileModel } from '../../src/model/model.ts';

/*
 * How the number of states grows with faults, writes and blocks, where each is counted and where a search reduces what it
 * can. Unlike time it is the same on every machine.
 */

/** What is varied, the smallest first. All else is as at `tiny`. */
export const axes = {
  design: ['mirror-only', 'partner-fed'],
  blocks: [1, 2],
  writes: [1, 2, 3, 'any'],
  search: ['every state', 'reduced'],
  faults: [0, 1, 2, 3],
} as const;

type Axes = typeof axes;
export type Axis = keyof Axes;

/** A search. */
export type Place = { readonly [A in Axis]: Axes[A][number] };

/** States by place; none where there are more than were counted. */
export type Growth = ReadonlyMap<string, number>;

export function keyOf({ design, blocks, writes, search, faults }: Place): string {
  return [design, blocks, writes, search, faults].join(', ');
}

/** Every place, in the order of the axes. */
export const places: readonly Place[] = axes.design.flatMap((design) =>
  axes.blocks.flatMap((blocks) =>
    axes.writes.flatMap((writes) =>
      axes.search.flatMap((search) =>
        axes.faults.map((faults) => ({ design, blocks, writes, search, faults })),
      ),
    ),
  ),
);

/** The place before this one on an axis, if it is not the first. */
export function before(place: Place, axis: Axis): Place | undefined {
  const values: readonly Place[Axis][] = axes[axis];
  const value = values[values.indexOf(place[axis]) - 1];
  return value === undefined ? undefined : { ...place, [axis]: value };
}

/** Counts each place that has at most so many states. */
export function measureGrowth(most: number, tell: (place: Place, states: number) => void = () => {}): Growth {
  const growth = new Map<string, number>();
  for (const place of places) {
    const smaller = (['blocks', 'writes', 'faults'] as const).map((axis) => before(place, axis));
    if (smaller.some((one) => one !== undefined && !growth.has(keyOf(one)))) continue;
    const states = statesAt(place, most);
    if (states === undefined) continue;
    growth.set(keyOf(place), states);
    tell(place, states);
  }
  return growth;
}

/** Undefined where there are more. */
export function statesAt(
  { design, blocks, writes, search, faults }: Place,
  most: number,
): number | undefined {
  const loaded = loadDesign(design, 'tiny');
  const m = compileModel({ ...loaded, bounds: { ...loaded.bounds, blocks, writes, faults } });
  const folds = foldsFor(m, search === 'reduced' ? reductions : []);
  const run = explore(m, { properties: [], ranks: [] }, { states: most, bytes: 1e12 }, folds);
  let next = run.next();
  while (!next.done) next = run.next();
  const { states, stopped } = next.value;
  return stopped === undefined && states <= most ? states : undefined;
}
