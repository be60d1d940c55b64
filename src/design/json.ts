import { BadDesign } from './bad-design.ts';

/** Deeper than any design, and no danger to the stack of who walks through the value. */
const MAX_DEPTH = 16;

/** A piece of the text: a sign, a whole string, a number or a word, or the end. */
interface Token {
  readonly kind: '{' | '}' | '[' | ']' | ':' | ',' | 'string' | 'scalar' | 'end';
  readonly text: string;
  readonly offset: number;
}

/** An object or a list that is not closed yet. */
interface Level {
  readonly closing: '}' | ']';
  /** The keys seen; in a list none. */
  readonly keys: Set<string>;
  /** Where the reader stands in it. */
  at: string | number;
}

/** What may come next. Only the first of an object or a list may be missing. */
type Wanted = 'first key' | 'key' | 'colon' | 'first value' | 'value' | 'comma' | 'end';

/** Thrown inside, where neither the file nor the line is known. */
class Refusal extends Error {
  constructor(
    readonly found: string,
    readonly offset: number,
    readonly expected = 'JSON',
    readonly path: readonly (string | number)[] = [],
  ) {
    super(found);
  }
}

/**
 * Reads strict JSON in which no key stands twice, after a byte order mark if there is one. Throws `BadDesign` for the
 * first that is wrong, with its place.
 */
export function readJson(text: string, file: string): unknown {
  const json = text.replace(/^\uFEFF/, '');
  try {
    walk(json);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { expected, path } = error;
    throw new BadDesign(file, { path, expected, found: `${error.found} at ${placeOf(error.offset, json)}` });
  }
  return JSON.parse(json);
}

function placeOf(offset: number, json: string): string {
  const lines = json.slice(0, offset).split(/\r\n|\r|\n/);
  return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
}

/** Goes through the text once, and keeps of what it passed the keys of objects that are still open. */
function walk(json: string): void {
  const levels: Level[] = [];
  let wanted: Wanted = 'value';
  for (let offset = 0; ; ) {
    const token = tokenAt(json, offset);
    if (wanted === 'end' && token.kind === 'end') return;
    wanted = take(token, wanted, levels);
    offset = token.offset + token.text.length;
  }
}

function take(token: Token, wanted: Wanted, levels: Level[]): Wanted {
  const { kind, offset } = token;
  const level = levels.at(-1);
  const closes = kind === level?.closing && !['key', 'colon', 'value'].includes(wanted);
  if (closes) {
    levels.pop();
    return afterValue(levels);
  }
  switch (wanted) {
    case 'first value':
    case 'value':
      return takeValue(token, levels);
    case 'first key':
    case 'key':
      if (kind !== 'string') throw new Refusal('a missing key', offset);
      takeKey(token, levels);
      return 'colon';
    case 'colon':
      if (kind !== ':') throw new Refusal('a missing colon', offset);
      return 'value';
    case 'comma':
      return takeComma(token, level!);
    default:
      throw new Refusal('more after its end', offset);
  }
}

function afterValue(levels: readonly Level[]): Wanted {
  return levels.length === 0 ? 'end' : 'comma';
}

function takeValue({ kind, offset }: Token, levels: Level[]): Wanted {
  if (kind === 'string' || kind === 'scalar') return afterValue(levels);
  if (kind !== '{' && kind !== '[') throw new Refusal('a missing value', offset);
  if (levels.length === MAX_DEPTH) throw new Refusal('one more', offset, `at most ${MAX_DEPTH} levels`);
  levels.push(
    kind === '{' ? { closing: '}', keys: new Set(), at: '' } : { closing: ']', keys: new Set(), at: 0 },
  );
  return kind === '{' ? 'first key' : 'first value';
}

function takeKey({ text, offset }: Token, levels: readonly Level[]): void {
  const key = JSON.parse(text) as string;
  const level = levels.at(-1)!;
  level.at = key;
  const path = levels.map(({ at }) => at);
  if (level.keys.has(key)) throw new Refusal('it again', offset, 'this key once', path);
  level.keys.add(key);
}

function takeComma({ kind, offset }: Token, level: Level): Wanted {
  if (kind === 'end' || kind === '}' || kind === ']')
    throw new Refusal(`a missing "${level.closing}"`, offset);
  if (kind !== ',') throw new Refusal('a missing comma', offset);
  if (typeof level.at === 'string') return 'key';
  level.at++;
  return 'value';
}

const space = /[ \t\r\n]*/y;
const word = /[^ \t\r\n{}[\]:,"]+/y;

/** The piece that begins at this place, or after the space there. */
function tokenAt(json: string, from: number): Token {
  const offset = from + matchAt(space, json, from).length;
  const sign = json[offset];
  if (sign === undefined) return { kind: 'end', text: '', offset };
  if (sign === '"') return stringAt(json, offset);
  const text = matchAt(word, json, offset);
  if (text === '') return { kind: sign as Token['kind'], text: sign, offset };
  if (!isJson(text)) throw new Refusal(wrongWord(text), offset);
  return { kind: 'scalar', text, offset };
}

function matchAt(pattern: RegExp, json: string, from: number): string {
  pattern.lastIndex = from;
  return pattern.exec(json)?.[0] ?? '';
}

/** A string ends in its own line, at the first quotation mark that no backslash stands before. */
function stringAt(json: string, offset: number): Token {
  let end = offset + 1;
  while (json[end] !== '"') {
    if (end >= json.length || json[end] === '\n' || json[end] === '\r')
      throw new Refusal('a string without its end', offset);
    end += json[end] === '\\' ? 2 : 1;
  }
  const text = json.slice(offset, end + 1);
  if (!isJson(text)) throw new Refusal(wrongString(text), offset);
  return { kind: 'string', text, offset };
}

/** What a single piece may look like is left to the engine. */
function isJson(piece: string): boolean {
  try {
    JSON.parse(piece);
    return true;
  } catch {
    return false;
  }
}

function wrongWord(text: string): string {
  if (/^\/[/*]/.test(text)) return 'a comment';
  return /^[-+.]?\d/.test(text) ? 'a number in no form of JSON' : 'an unknown word or sign';
}

function wrongString(text: string): string {
  if ([...text].some((character) => character < ' ')) return 'a character that must be escaped';
  return /\\u(?![\da-f]{4})/i.test(text) ? 'an unfinished \\u' : 'an unknown escape';
}
