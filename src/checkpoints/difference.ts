import { shown } from '../text/shown.ts';

/** The first difference between what is expected and what was found, both as JSON has them; undefined if there is none. */
export function differenceBetween(expected: unknown, found: unknown, path = ''): string | undefined {
  if (JSON.stringify(expected) === JSON.stringify(found)) return undefined;
  if (!isTable(expected) || !isTable(found))
    return `${path} is ${textOf(found)} there, ${textOf(expected)} here`;
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
  for (const key of keys) {
    const difference = differenceBetween(expected[key], found[key], path === '' ? key : `${path}.${key}`);
    if (difference !== undefined) return difference;
  }
  return `${path} is in another order there`;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return value === undefined ? 'missing' : shown(JSON.stringify(value));
}
