import { BadDesign, type Path, type Problem } from './bad-design.ts';

/** Throws `BadDesign` for the problem that comes first in the file, if there is one. */
export function refuseFirst(file: string, content: unknown, problems: readonly Problem[]): void {
  const places = new Map(problems.map((problem) => [problem, placeOf(content, problem.path)]));
  const [first] = [...problems].sort((a, b) => compare(places.get(a)!, places.get(b)!));
  if (first !== undefined) throw new BadDesign(file, first);
}

/** Place in the order of the file: for each key on the path its index. A key that is missing comes last in its object. */
function placeOf(content: unknown, [key, ...rest]: Path): number[] {
  if (key === undefined) return [];
  const inner = content as Record<string, unknown>;
  const index = Object.keys(inner).indexOf(String(key));
  return index < 0 ? [Number.POSITIVE_INFINITY] : [index, ...placeOf(inner[key], rest)];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((index, i) => index !== b[i]);
  return i < 0 ? a.length - b.length : a[i]! - (b[i] ?? -1);
}
