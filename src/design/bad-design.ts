import { closest, distance } from 'fastest-levenshtein';

/** Where something stands in a file: a key or an index for each level. */
export type Path = readonly (string | number)[];

/** What is wrong at one place of a file. */
export interface Problem {
  readonly path: Path;
  readonly expected: string;
  readonly found: string;
  readonly hint?: string | undefined;
}

/** Thrown for a design file that cannot be used: one message, for the first problem of the file. */
export class BadDesign extends Error {
  override readonly name = 'BadDesign';
  /** Place in the file, such as `power.P1[2]`; empty for the whole file. */
  readonly path: string;
  /** What was expected, and what was found. */
  readonly expected: string;
  readonly hint: string | undefined;

  constructor(
    readonly file: string,
    problem: Problem,
    options?: ErrorOptions,
  ) {
    const path = pathText(problem.path);
    const expected = `${problem.expected}, found ${problem.found}`;
    const hint = problem.hint ? ` (${problem.hint})` : '';
    super(`${[file, path].filter(Boolean).join(': ')}: expected ${expected}${hint}`, options);
    this.path = path;
    this.expected = expected;
    this.hint = problem.hint;
  }
}

/** Thrown for a name of no design that is close to the name of a shipped one. */
export class NoSuchDesign extends Error {
  override readonly name = 'NoSuchDesign';

  constructor(
    readonly design: string,
    hint: string,
    /** The names that there are. */
    readonly shipped: readonly string[],
  ) {
    super(`no design ${design}: ${hint}`);
  }
}

function pathText(path: Path): string {
  const text = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    return /^[\w$]+$/.test(key) ? `.${key}` : `[${show(key)}]`;
  });
  return text.join('').replace(/^\./, '');
}

const MAX_SHOWN = 60;

/** A value as a message shows it. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
}

/** Case aside, names of one or two letters and a digit are all alike: only longer ones may differ, in a third of them. */
export function hintFor(word: unknown, words: readonly string[]): string | undefined {
  if (typeof word !== 'string' || words.length === 0) return undefined;
  const own = word.toLowerCase();
  const others = words.map((other) => other.toLowerCase());
  const nearest = closest(own, others);
  const longest = Math.max(own.length, nearest.length);
  if (distance(own, nearest) > (longest < 4 ? 0 : Math.floor(longest / 3))) return undefined;
  return `did you mean "${words[others.indexOf(nearest)]}"?`;
}
