import { readFileSync } from 'node:fs';
import { closest, distance } from 'fastest-levenshtein';
import * as v from 'valibot';
import { type Bounds, type Design, type Part, type PresetName, parts, presets } from '../../spec/design.ts';
import { faultsOf, matchesFault, termsOf } from '../../spec/faults.ts';
import { ruleNames, rulesNamed } from '../../spec/rules.ts';
import { layoutOf, MAX_WORDS, StateTooLarge } from '../explorer/layout.ts';
import { compileModel } from '../model/model.ts';
import { type DesignFile, designFile } from './schema.ts';

type Path = readonly (string | number)[];

/** What is wrong at one place of a file. */
interface Problem {
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

/** Reads a design file. Throws `BadDesign`. */
export function loadDesign(file: string, preset: PresetName): Design {
  return parseDesign(readText(file), file, preset);
}

/** The design that this text of a design file describes, in the bounds of the preset. Throws `BadDesign`. */
export function parseDesign(text: string, file: string, preset: PresetName): Design {
  const content = readJson(text, file);
  const { output, issues = [] } = v.safeParse(designFile, content);
  refuseFirst(file, content, [...issues.map(problemOf), ...overlooked(content, output)]);
  // Without an issue the output is typed, which the checker cannot see.
  const checked = output as DesignFile;
  const design = complete(checked, preset);
  refuseFirst(file, content, [
    ...withoutFifo(content, checked),
    ...unfed(checked),
    ...tooWide(checked, design),
    ...unmatched(design),
    ...tooManyFaults(design),
  ]);
  refuseFirst(file, content, tooLarge(design));
  return design;
}

function complete(file: DesignFile, preset: PresetName): Design {
  const { $schema: _, bounds, weakened, ...rest } = file;
  const named = weakened.flatMap(rulesNamed);
  return {
    ...rest,
    bounds: boundsOf(bounds, presets[preset]),
    weakened: ruleNames.filter((rule) => named.includes(rule)),
  };
}

/** A preset must not refuse a file that only asks for fewer blocks: its writes narrow with them. */
function boundsOf(own: DesignFile['bounds'], preset: Bounds): Bounds {
  const bounds = { ...preset, ...own };
  if (own.pagesPerWrite !== undefined) return bounds;
  return { ...bounds, pagesPerWrite: Math.min(bounds.pagesPerWrite, bounds.blocks) };
}

// Reading

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a directory',
  EACCES: 'a file that must not be read',
};

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    const found = UNREADABLE[code] ?? `a file that cannot be read (${code})`;
    throw new BadDesign(file, { path: [], expected: 'a design file', found }, { cause });
  }
}

/** `JSON.parse`, after a scan for what it does not tell: the place of an error, and a key that stands twice. */
function readJson(text: string, file: string): unknown {
  const json = text.replace(/^\uFEFF/, '');
  new JsonScan(json, file).scan();
  return JSON.parse(json);
}

const TOKENS = [
  /[{}[\],:]/,
  /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/u,
  /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/,
  // What no JSON token begins with, and the end of the text.
  /[^ \t\n\r{}[\],:"]+|"/,
  /$/,
];
const TOKEN = new RegExp(TOKENS.map(({ source }) => source).join('|'), 'gu');
const STRING = /^"./s;
const SCALAR = /^(?:".|-?\d|true$|false$|null$)/s;

/** Deeper than any design, and no danger to the stack. */
const MAX_DEPTH = 16;

/** Walks over the tokens of a JSON text. Throws `BadDesign` at the first that cannot stand where it does. */
class JsonScan {
  readonly #text: string;
  readonly #file: string;
  readonly #tokens: readonly RegExpExecArray[];
  #next = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
    this.#tokens = [...text.matchAll(TOKEN)];
  }

  scan(): void {
    this.#value([]);
    this.#take(/^$/, 'nothing more');
  }

  #value(path: Path): void {
    if (path.length > MAX_DEPTH) this.#refuse(`at most ${MAX_DEPTH} levels`);
    if (this.#skip('{')) this.#members(path);
    else if (this.#skip('[')) this.#items(path);
    else this.#take(SCALAR, 'a value');
  }

  #members(path: Path): void {
    const keys = new Set<string>();
    if (this.#skip('}')) return;
    do {
      if (!STRING.test(this.#token)) this.#refuse('a key in double quotes');
      const key: string = JSON.parse(this.#token);
      if (keys.has(key)) this.#refuseTwice([...path, key]);
      keys.add(key);
      this.#next++;
      this.#take(/^:$/, '":"');
      this.#value([...path, key]);
    } while (this.#skip(','));
    this.#take(/^\}$/, '"," or "}"');
  }

  #items(path: Path): void {
    if (this.#skip(']')) return;
    let i = 0;
    do {
      this.#value([...path, i++]);
    } while (this.#skip(','));
    this.#take(/^\]$/, '"," or "]"');
  }

  get #token(): string {
    return this.#tokens[this.#next]![0];
  }

  #skip(token: string): boolean {
    const isHere = this.#token === token;
    if (isHere) this.#next++;
    return isHere;
  }

  #take(allowed: RegExp, expected: string): void {
    if (!allowed.test(this.#token)) this.#refuse(expected);
    this.#next++;
  }

  #refuse(expected: string): never {
    const problem = { path: [], expected: `JSON with ${expected} ${this.#place()}`, found: this.#found() };
    throw new BadDesign(this.#file, problem);
  }

  #found(): string {
    if (this.#token === '') return 'the end of the file';
    if (this.#token === '"') return 'a string without its end, or with a character that must be escaped';
    return show(STRING.test(this.#token) ? JSON.parse(this.#token) : this.#token);
  }

  #refuseTwice(path: Path): never {
    throw new BadDesign(this.#file, { path, expected: 'this key once', found: `it again ${this.#place()}` });
  }

  #place(): string {
    const before = this.#text.slice(0, this.#tokens[this.#next]!.index).split('\n');
    return `at line ${before.length}, column ${before.at(-1)!.length + 1}`;
  }
}

// Problems of form

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

// Problems of meaning

/** With ack `mirror` nothing is queued: a FIFO part, setting or depth would do nothing, and mislead. */
function withoutFifo(content: unknown, file: DesignFile): Problem[] {
  if (file.ack !== 'mirror') return [];
  const why = 'for ack "mirror" has no FIFO';
  const problems = feedsOf(file)
    .filter(({ part }) => !isNeeded(file, part))
    .map(({ path, part }): Problem => ({ path, expected: `a board or a cache, ${why}`, found: show(part) }));
  if (isObject(content) && 'fifo' in content) {
    problems.push({ path: ['fifo'], expected: `no FIFO settings, ${why}`, found: show(content.fifo) });
  }
  const { fifoDepth } = file.bounds;
  if (fifoDepth === undefined) return problems;
  return [
    ...problems,
    { path: ['bounds', 'fifoDepth'], expected: `no depth, ${why}`, found: show(fifoDepth) },
  ];
}

function feedsOf({ power, batteries }: DesignFile): { path: Path; part: Part }[] {
  const located = (path: Path, feeds: readonly Part[]) =>
    feeds.map((part, i) => ({ path: [...path, i], part }));
  return [
    ...Object.entries(power).flatMap(([unit, feeds]) => located(['power', unit], feeds)),
    ...Object.entries(batteries).flatMap(([name, { feeds }]) => located(['batteries', name, 'feeds'], feeds)),
  ];
}

function isNeeded({ ack }: DesignFile, part: Part): boolean {
  return ack === 'fifo' || /^[KC]/.test(part);
}

function unfed(file: DesignFile): Problem[] {
  const fed = Object.values(file.power).flat();
  return parts
    .filter((part) => isNeeded(file, part) && !fed.includes(part))
    .map((part) => {
      const battery = Object.keys(file.batteries).find((name) => file.batteries[name]!.feeds.includes(part));
      const expected = `a power unit that feeds "${part}"`;
      if (battery === undefined) return { path: ['power'], expected, found: 'none' };
      return {
        path: ['power'],
        expected: `${expected}, for a battery only backs one up`,
        found: `only "${battery}"`,
      };
    });
}

function tooWide({ bounds: { pagesPerWrite = 0 } }: DesignFile, { bounds: { blocks } }: Design): Problem[] {
  if (pagesPerWrite <= blocks) return [];
  const expected = `an integer from 1 to ${blocks}, the number of blocks`;
  return [{ path: ['bounds', 'pagesPerWrite'], expected, found: show(pagesPerWrite) }];
}

/** Terms of declarations that no fault of the design matches. */
function unmatched(design: Design): Problem[] {
  const labels = faultsOf(design).map(({ label }) => label);
  const { survives, fails } = design.declares;
  return [
    ...survives.flatMap((pattern, i) => unmatchedTerms(['declares', 'survives', i], pattern, labels)),
    ...Object.keys(fails).flatMap((pattern) =>
      unmatchedTerms(['declares', 'fails', pattern], pattern, labels),
    ),
  ];
}

function unmatchedTerms(path: Path, pattern: string, labels: readonly string[]): Problem[] {
  const terms = termsOf(pattern);
  const kinds = [...new Set(labels.map((label) => `${label.split(' ')[0]} *`))];
  return terms.flatMap((term, i) => {
    const isKnown = labels.some((label) => matchesFault(term, label));
    if (!isKnown) {
      const hint = hintFor(term, [...labels, ...kinds]);
      return [{ path, expected: 'a fault of this design', found: show(term), hint }];
    }
    if (!labels.includes(term) || terms.indexOf(term) === i) return [];
    return [{ path, expected: 'each fault once, as it strikes once', found: `${show(term)} again` }];
  });
}

/** A fault set is a number of at most this many bits. */
const MAX_FAULTS = 30;

function tooManyFaults(design: Design): Problem[] {
  const { length } = faultsOf(design);
  if (length <= MAX_FAULTS) return [];
  return [
    { path: ['faultKinds'], expected: `at most ${MAX_FAULTS} faults of these kinds`, found: String(length) },
  ];
}

function tooLarge(design: Design): Problem[] {
  try {
    layoutOf(compileModel(design));
    return [];
  } catch (error) {
    if (!(error instanceof StateTooLarge)) throw error;
    const expected = `sizes whose states fit into ${MAX_WORDS} words of 32 bits`;
    return [{ path: ['bounds'], expected, found: `${error.words} words` }];
  }
}

// Messages

function refuseFirst(file: string, content: unknown, problems: readonly Problem[]): void {
  const places = new Map(problems.map((problem) => [problem, placeOf(content, problem.path)]));
  const [first] = [...problems].sort((a, b) => compare(places.get(a)!, places.get(b)!));
  if (first !== undefined) throw new BadDesign(file, first);
}

/** Place in the order of the file: for each key on the path its index. A key that is missing comes last in its object. */
function placeOf(content: unknown, [key, ...rest]: Path): number[] {
  if (key === undefined || !isObject(content)) return [];
  const index = Object.keys(content).indexOf(String(key));
  return index < 0 ? [Number.POSITIVE_INFINITY] : [index, ...placeOf(content[key], rest)];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((index, i) => index !== b[i]);
  return i < 0 ? a.length - b.length : a[i]! - (b[i] ?? -1);
}

function pathText(path: Path): string {
  const text = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    return /^[\w$]+$/.test(key) ? `.${key}` : `[${show(key)}]`;
  });
  return text.join('').replace(/^\./, '');
}

const MAX_SHOWN = 60;

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
}

/** Case aside, names of one or two letters and a digit are all alike: only longer ones may differ, in a third of them. */
function hintFor(word: unknown, words: readonly string[]): string | undefined {
  if (typeof word !== 'string' || words.length === 0) return undefined;
  const own = word.toLowerCase();
  const others = words.map((other) => other.toLowerCase());
  const nearest = closest(own, others);
  const longest = Math.max(own.length, nearest.length);
  if (distance(own, nearest) > (longest < 4 ? 0 : Math.floor(longest / 3))) return undefined;
  return `did you mean "${words[others.indexOf(nearest)]}"?`;
}
