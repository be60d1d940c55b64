import type { Path } from './bad-design.ts';

/** Of what is wrong at some places of a file, that which stands first in the file. */
export function firstIn<T extends { readonly path: Path }>(
  content: unknown,
  problems: readonly T[],
): T | undefined {
  const places = placesIn(content);
  let first: T | undefined;
  let earliest: readonly number[] = [];
  for (const problem of problems) {
    const place = places(problem.path);
    if (first !== undefined && compare(place, earliest) >= 0) continue;
    first = problem;
    earliest = place;
  }
  return first;
}

/**
 * Places in the order of the file: for each key on a path its index. A key that is missing comes last in its object. The
 * keys of an object are numbered once, however many problems it has.
 */
function placesIn(content: unknown): (path: Path) => number[] {
  const numbered = new Map<object, ReadonlyMap<string, number>>();
  const indexOf = (inner: object, key: string | number): number | undefined => {
    if (Array.isArray(inner)) return Number(key);
    if (!numbered.has(inner)) numbered.set(inner, new Map(Object.keys(inner).map((name, i) => [name, i])));
    return numbered.get(inner)!.get(String(key));
  };
  return (path) => {
    const place: number[] = [];
    let inner = content;
    for (const key of path) {
      const index = indexOf(inner as object, key);
      if (index === undefined) return [...place, Number.POSITIVE_INFINITY];
      place.push(index);
      inner = (inner as Record<string, unknown>)[key];
    }
    return place;
  };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((index, i) => index !== b[i]);
  return i < 0 ? a.length - b.length : a[i]! - (b[i] ?? -1);
}
