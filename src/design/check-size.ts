import type { Problem } from './bad-design.ts';

/** Many times what the largest design has: more are not worth a look at each of them. */
const MAX_VALUES = 10_000;

/** A problem when there are more values in a content than any design has. */
export function tooMuch(content: unknown): Problem | undefined {
  const waiting = [content];
  for (let seen = 0; seen < waiting.length; seen++) {
    const value = waiting[seen];
    if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) waiting.push(inner);
    if (waiting.length > MAX_VALUES)
      return { path: [], expected: `at most ${MAX_VALUES} values`, found: 'more' };
  }
  return undefined;
}
