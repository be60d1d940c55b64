import * as v from 'valibot';
import { type Path, type Problem, show } from './bad-design.ts';
import { firstIn } from './first-problem.ts';

/** A content against its schema. What it makes of the content is only to be used without a problem. */
export function checkForm<const S extends v.GenericSchema>(
  schema: S,
  content: unknown,
): { value: v.InferOutput<S>; problem: Problem | undefined } {
  const { output, issues = [] } = v.safeParse(schema, content);
  const passedOver = overlooked(content, output, []);
  const found = issues.map((issue): Found => ({ path: pathOf(issue), problem: () => problemOf(issue) }));
  if (passedOver !== undefined) found.push({ path: passedOver.path, problem: () => passedOver });
  // Without an issue the output is typed, which the checker cannot see.
  return { value: output as v.InferOutput<S>, problem: firstIn(content, found)?.problem() };
}

/** Put in words only when it is told: a file may have one at every comma. */
interface Found {
  readonly path: Path;
  readonly problem: () => Problem;
}

function pathOf({ path }: v.BaseIssue<unknown>): Path {
  return (path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
}

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const { input, received, expected, message } = issue;
  const isCount = issue.kind === 'validation' && typeof input === 'object';
  const words = wordsIn(expected === 'never' ? message : (expected ?? ''));
  return {
    path: pathOf(issue),
    expected: message,
    found: isCount ? received : show(input),
    misspelt: { word: input, words },
  };
}

/** The words that a text names in double quotes: the keys of an object, or the options of a picklist. */
function wordsIn(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"/g)].map(([, word]) => word!);
}

/**
 * The first that valibot passes over: a list where an object belongs, and keys that its records skip, such as
 * `__proto__`, or that are unknown beside another that is.
 */
function overlooked(content: unknown, output: unknown, path: Path): Problem | undefined {
  if (!isObject(content) || !isObject(output)) return undefined;
  if (Array.isArray(content) && !Array.isArray(output))
    return { path, expected: 'an object', found: 'a list' };
  for (const key of Object.keys(content)) {
    const inner = [...path, Array.isArray(content) ? Number(key) : key];
    if (!Object.hasOwn(output, key))
      return { path: inner, expected: 'a key of this format', found: show(key) };
    const deeper = overlooked(content[key], output[key], inner);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
