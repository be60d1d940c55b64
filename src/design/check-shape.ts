import * as v from 'valibot';
import { hintFor, type Path, type Problem, show } from './bad-design.ts';
import { type DesignFile, designFile } from './schema.ts';

/** Content of a design file against the schema. The file is only to be used without problems. */
export function checkForm(content: unknown): { file: DesignFile; problems: Problem[] } {
  const { output, issues = [] } = v.safeParse(designFile, content);
  // Without an issue the output is typed, which the checker cannot see.
  const file = output as DesignFile;
  return { file, problems: [...issues.map(problemOf), ...overlooked(content, output)] };
}

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const { input, received, expected, message } = issue;
  const isCount = issue.kind === 'validation' && typeof input === 'object';
  const words = wordsIn(expected === 'never' ? message : (expected ?? ''));
  return { path, expected: message, found: isCount ? received : show(input), hint: hintFor(input, words) };
}

/** The words that a text names in double quotes: the keys of an object, or the options of a picklist. */
function wordsIn(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"/g)].map(([, word]) => word!);
}

/** What valibot passes over: a list where an object belongs, and keys that its records skip, such as `__proto__`. */
function overlooked(content: unknown, output: unknown, path: Path = []): Problem[] {
  if (!isObject(content) || !isObject(output)) return [];
  if (Array.isArray(content) && !Array.isArray(output))
    return [{ path, expected: 'an object', found: 'a list' }];
  return Object.keys(content).flatMap((key) => {
    const inner = [...path, Array.isArray(content) ? Number(key) : key];
    if (Object.hasOwn(output, key)) return overlooked(content[key], output[key], inner);
    return [{ path: inner, expected: 'a key of this format', found: show(key) }];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
