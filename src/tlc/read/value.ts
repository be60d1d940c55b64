/** A record, or a function whose arguments are all strings: TLA+ does not tell the two apart. */
export interface TlaRecord {
  readonly [field: string]: Value;
}

export class TlaSet {
  constructor(readonly elements: readonly Value[]) {}
}

/** A function that is neither a sequence nor a record, by its arguments. */
export class TlaFunction {
  constructor(readonly entries: readonly Entry[]) {}
}

type Entry = readonly [argument: Value, value: Value];

/** A TLA+ value. Sequences are arrays, also where TLC prints them as functions from 1 to n. */
export type Value = number | boolean | string | readonly Value[] | TlaSet | TlaFunction | TlaRecord;

/** Thrown for text that is no TLA+ value. */
export class BadValue extends Error {
  constructor(
    text: string,
    readonly at: number,
    expected: string,
  ) {
    const found = at < text.length ? `"${text.slice(at, at + 20)}"` : 'the end';
    const before = text.slice(Math.max(0, at - 30), at);
    super(`expected ${expected} at character ${at + 1}, found ${found}${before && ` after "${before}"`}`);
  }
}

/**
 * Reads one value as TLC prints it.
 * @throws BadValue with the position.
 */
export function parseValue(text: string): Value {
  const parser = new Parser(text);
  const value = parser.value();
  parser.end();
  return value;
}

/** The conjuncts of a state, `/\ x = 1` for each variable, as pairs of its name and the text of its value. */
export function variablesOf(text: string): [name: string, value: string][] {
  const conjuncts = text.startsWith(CONJUNCT) ? text.slice(CONJUNCT.length) : text;
  // No value holds a line break followed by a conjunct: TLC escapes line breaks in strings.
  return conjuncts.split(`\n${CONJUNCT}`).map((conjunct) => {
    const equals = conjunct.indexOf(EQUALS);
    if (equals < 0) throw new BadValue(conjunct, 0, 'VARIABLE = VALUE');
    return [conjunct.slice(0, equals), conjunct.slice(equals + EQUALS.length)];
  });
}

const CONJUNCT = '/\\ ';
const EQUALS = ' = ';

const QUOTE = 0x22;
const MINUS = 0x2d;
const DOT = 0x2e;
const NINE = 0x39;
const ZERO = 0x30;
const OPEN = { '<': 0x3c, '[': 0x5b, '{': 0x7b, '(': 0x28 } as const;

/** Characters that may stand between two tokens. TLC breaks long values into lines. */
const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
const isDigit = (code: number) => code >= ZERO && code <= NINE;
const isWord = (code: number) =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || isDigit(code) || code === 0x5f;

/** Recursive descent over character codes: a dump of a hundred thousand states has 150 million of them. */
class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): Value {
    this.#skipSpace();
    const code = this.#text.charCodeAt(this.#at);
    if (code === QUOTE) return this.#string();
    if (code === MINUS || isDigit(code)) return this.#numberOrInterval();
    if (code === OPEN['[']) return this.#record();
    if (code === OPEN['<']) return this.#sequence();
    if (code === OPEN['{']) return this.#set();
    if (code === OPEN['(']) return this.#function();
    return this.#boolean();
  }

  end(): void {
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#expected('the end of the value');
  }

  #record(): TlaRecord {
    const record: Record<string, Value> = {};
    this.#take('[');
    do {
      const field = this.#word();
      this.#take('|->');
      record[field] = this.value();
    } while (this.#has(','));
    this.#take(']');
    return record;
  }

  #sequence(): Value[] {
    this.#take('<<');
    return this.#elements('>>');
  }

  #set(): TlaSet {
    this.#take('{');
    return new TlaSet(this.#elements('}'));
  }

  #elements(close: string): Value[] {
    const elements: Value[] = [];
    if (this.#has(close)) return elements;
    do elements.push(this.value());
    while (this.#has(','));
    this.#take(close);
    return elements;
  }

  /** `(1 :> "a" @@ 2 :> "b")`, or a value in parentheses. */
  #function(): Value {
    this.#take('(');
    const first = this.value();
    if (this.#has(')')) return first;
    this.#take(':>');
    const entries: Entry[] = [[first, this.value()]];
    while (this.#has('@@')) {
      const argument = this.value();
      this.#take(':>');
      entries.push([argument, this.value()]);
    }
    this.#take(')');
    return functionOf(entries);
  }

  #numberOrInterval(): number | TlaSet {
    const first = this.#number();
    if (this.#text.charCodeAt(this.#at) !== DOT) return first;
    this.#take('..');
    this.#skipSpace();
    const last = this.#number();
    return new TlaSet(Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i));
  }

  #number(): number {
    const isNegative = this.#text.charCodeAt(this.#at) === MINUS;
    if (isNegative) this.#at++;
    const start = this.#at;
    let number = 0;
    for (let code = this.#text.charCodeAt(start); isDigit(code); code = this.#text.charCodeAt(++this.#at)) {
      number = number * 10 + code - ZERO;
    }
    if (this.#at === start) throw this.#expected('a digit');
    return isNegative ? -number : number;
  }

  #string(): string {
    const start = ++this.#at;
    let end = this.#text.indexOf('"', start);
    while (end > 0 && this.#isEscaped(end, start)) end = this.#text.indexOf('"', end + 1);
    if (end < 0) {
      this.#at = this.#text.length;
      throw this.#expected('the closing quote');
    }
    this.#at = end + 1;
    return unescaped(this.#text.slice(start, end));
  }

  /** Whether an odd number of backslashes stands before this place. */
  #isEscaped(place: number, start: number): boolean {
    let at = place;
    while (at > start && this.#text[at - 1] === '\\') at--;
    return (place - at) % 2 === 1;
  }

  #boolean(): boolean {
    if (this.#has('TRUE')) return true;
    if (this.#has('FALSE')) return false;
    throw this.#expected('a value');
  }

  #word(): string {
    this.#skipSpace();
    const start = this.#at;
    while (isWord(this.#text.charCodeAt(this.#at))) this.#at++;
    if (this.#at === start) throw this.#expected('a name');
    return this.#text.slice(start, this.#at);
  }

  /** Steps over a token if it is next. */
  #has(token: string): boolean {
    this.#skipSpace();
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #take(token: string): void {
    if (!this.#has(token)) throw this.#expected(token);
  }

  #skipSpace(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
  }

  #expected(what: string): BadValue {
    return new BadValue(this.#text, this.#at, what);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f' };

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(.)/g, (_, character: string) => ESCAPES[character] ?? character);
}

/** What a function equals in TLA+: a sequence if its arguments are 1 to n, a record if they are strings. */
function functionOf(entries: readonly Entry[]): Value {
  if (entries.every(([argument]) => typeof argument === 'string')) {
    return Object.fromEntries(entries as [string, Value][]);
  }
  const sorted = entries.toSorted(([a], [b]) => Number(a) - Number(b));
  if (sorted.every(([argument], i) => argument === i + 1)) return sorted.map(([, value]) => value);
  return new TlaFunction(entries);
}
