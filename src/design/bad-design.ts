import { closest, distance } from 'fastest-levenshtein';
import { MAX_QUOTED, quotation } from '../text/quotation.ts';
import { shown } from '../text/shown.ts';

/** Where something stands in a file: a key or an index for each level. */
export type Path = readonly (string | number)[];

/** Where something stands in a text; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is wrong at one place of a file. */
export interface Problem {
  readonly path: Path;
  readonly expected: string;
  readonly found: string;
  /** The word that was found, and those of which one may have been meant. */
  readonly misspelt?: Misspelt;
}

export interface Misspelt {
  readonly word: unknown;
  readonly words: readonly string[];
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
    /** Where it is in the text of the file, or what it is missing in. */
    readonly place: Place = { line: 1, column: 1 },
  ) {
    const { path, expected, hint } = inWords(problem);
    super(messageOf([shown(file), path], expected, hint));
    this.path = path;
    this.expected = expected;
    this.hint = hint;
  }
}

/** Thrown for a change of a design that is wrong, or that does not go with what the design file says. */
export class BadChange extends Error {
  override readonly name = 'BadChange';
  /** Place in the change, such as `bounds.blocks`; empty for all of it. */
  readonly path: string;
  /** What was expected, and what was found. */
  readonly expected: string;
  readonly hint: string | undefined;
  /** The change that is to blame, where it is one of those that there are. */
  readonly key: string;

  constructor(problem: Problem) {
    const { path, expected, hint } = inWords(problem);
    super(messageOf([path], expected, hint));
    this.path = path;
    this.expected = expected;
    this.hint = hint;
    this.key = String(problem.path[0] ?? '');
  }
}

/** Thrown for a name of no design where there is no such file either. */
export class NoSuchDesign extends Error {
  override readonly name = 'NoSuchDesign';

  constructor(
    readonly design: string,
    hint: string,
    /** The names that there are. */
    readonly shipped: readonly string[],
  ) {
    super(`no design ${shown(design)}: ${hint}`);
  }
}

function inWords({ path, expected, found, misspelt }: Problem) {
  return {
    path: pathText(path),
    expected: `${expected}, found ${found}`,
    hint: misspelt && hintFor(misspelt.word, misspelt.words),
  };
}

function messageOf(place: readonly string[], expected: string, hint: string | undefined): string {
  const where = place.filter(Boolean).map((part) => `${part}: `);
  return `${where.join('')}expected ${expected}${hint === undefined ? '' : ` (${hint})`}`;
}

/** What a message shows of a key, and of a path: of a longer one its end. */
const MAX_KEY = 40;
const MAX_PATH = 120;

function pathText(path: Path): string {
  const [last = '', ...outer] = path.map(keyText).reverse();
  let text = last;
  for (const key of outer) {
    if (key.length + text.length > MAX_PATH) return `...${text}`;
    text = key + text;
  }
  return text.replace(/^\./, '');
}

function keyText(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return key.length <= MAX_KEY && /^[\w$]+$/.test(key) ? `.${key}` : `[${quotation(key, MAX_KEY)}]`;
}

/** A value as a message shows it. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? quotation(value) : String(value);
}

/**
 * The word that may have been meant. Case aside, names of one or two letters and a digit are all alike: only longer ones
 * may differ, in a third of them. Whoever wrote a page instead of a word meant none.
 */
export function hintFor(word: unknown, words: readonly string[]): string | undefined {
  if (typeof word !== 'string' || word.length > MAX_QUOTED || words.length === 0) return undefined;
  const own = word.toLowerCase();
  const others = words.map((other) => other.toLowerCase());
  const nearest = closest(own, others);
  const longest = Math.max(own.length, nearest.length);
  if (distance(own, nearest) > (longest < 4 ? 0 : Math.round(longest / 3))) return undefined;
  return `did you mean "${words[others.indexOf(nearest)]}"?`;
}
