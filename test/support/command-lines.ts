import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { readCommandLine } from '../../src/cli/parser.ts';
import { WrongUsage } from '../../src/cli/terminal/exit.ts';
import type { Option, Verb } from '../../src/cli/verbs/verb.ts';
import { verbs } from '../../src/cli/verbs.ts';

/*
 * Command lines at random, and what they mean by an account of our own, which reads them letter by letter and shares
 * nothing with the reader but what the verbs declare.
 */

/** What becomes of a line. A line that is refused names a word of it; without one, something is missing at its end. */
type Account =
  | { readonly refused: string }
  | { readonly asks: 'help' | 'version'; readonly verb?: string }
  | { readonly asks: 'verb'; readonly verb: string; readonly operands: string[]; readonly options: object };

class Refused extends Error {
  constructor(readonly word: string) {
    super();
  }
}

const HELP: Option = { name: 'help', says: '' };

/** What a line means. */
export function accountOf(words: readonly string[]): Account {
  try {
    return meaningOf(words);
  } catch (error) {
    if (error instanceof Refused) return { refused: error.word };
    throw error;
  }
}

function meaningOf([first, ...rest]: readonly string[]): Account {
  if (first === '--help' || first === '-h' || first === '--version' || first === '-v') {
    if (rest.length > 0) throw new Refused(rest[0]!);
    return { asks: first.includes('h') ? 'help' : 'version' };
  }
  const verb = verbs.find(({ name }) => name === first);
  if (verb === undefined) throw new Refused(first ?? '');
  return meaningAfter(verb, rest);
}

function meaningAfter(verb: Verb, rest: readonly string[]): Account {
  const operands: string[] = [];
  const given: Record<string, string | number | boolean | string[]> = {};
  let isOver = false;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at]!;
    if (!isOver && word === '--') isOver = true;
    else if (isOver || word[0] !== '-' || word === '-') {
      const isKnown = verb.operands.of?.includes(word) ?? word !== '-';
      if (word === '' || !isKnown) throw new Refused(word);
      operands.push(word);
    } else at += option(verb, given, word, rest[at + 1]);
  }
  if (given['help']) return { asks: 'help', verb: verb.name };
  if (operands.length < verb.operands.least) throw new Refused(verb.name);
  if (operands.length > verb.operands.most) throw new Refused(operands[verb.operands.most]!);
  const usual = verb.options.flatMap(({ name, default: value }) =>
    value === undefined ? [] : [[name, value]],
  );
  const named = Object.entries({ ...Object.fromEntries(usual), ...given });
  const options = Object.fromEntries(named.map(([name, value]) => [camel(name), value]));
  return { asks: 'verb', verb: verb.name, operands, options };
}

/** Takes one option, and says how many words beside its own. */
function option(verb: Verb, given: Record<string, unknown>, word: string, next: string | undefined): 0 | 1 {
  const equals = word.indexOf('=');
  const name = word === '-h' ? 'help' : word.slice(2, equals < 0 ? undefined : equals);
  const known = [HELP, ...verb.options].find((each) => each.name === name);
  if (word === '-hh' || word === '-hhh') throw new Refused('--help');
  if (known === undefined || (!word.startsWith('--') && word !== '-h')) throw new Refused(word);
  const { takes } = known;
  if (takes === undefined) {
    if (equals >= 0) throw new Refused(word.slice(equals + 1));
    if (given[name]) throw new Refused(`--${name}`);
    given[name] = true;
    return 0;
  }
  const value = equals < 0 ? next : word.slice(equals + 1);
  if (value === undefined || value === '') throw new Refused(`--${name}`);
  const meant = valueMeant(known, value, equals >= 0);
  if (takes.kind === 'texts') given[name] = [...((given[name] as string[] | undefined) ?? []), value];
  else if (name in given) throw new Refused(`--${name}`);
  else given[name] = meant;
  return equals < 0 ? 1 : 0;
}

function valueMeant({ takes }: Option, value: string, isJoined: boolean): string | number {
  if (takes?.kind === 'number') {
    if (value === takes.or) return value;
    const isDigits = [...value].every((letter) => '0123456789'.includes(letter));
    if (!isDigits || BigInt(value) < takes.least || BigInt(value) > takes.most) throw new Refused(value);
    return Number(value);
  }
  const isNone = takes?.kind === 'choice' && !takes.of.some((name) => name === value);
  const isAnOption = takes?.kind !== 'choice' && value[0] === '-' && !isJoined;
  if (isNone || isAnOption) throw new Refused(value);
  return value;
}

function camel(name: string): string {
  const [first, ...others] = name.split('-');
  return [first, ...others.map((word) => word[0]!.toUpperCase() + word.slice(1))].join('');
}

const options = verbs.flatMap((verb) => verb.options);
const strange = [
  '-',
  '--',
  '',
  '-h',
  '--help',
  '-hh',
  '-v',
  '--version',
  '-1',
  '--=x',
  '__proto__',
  '\u001b[2J',
  'ü',
];
const names = [
  'battery',
  'mine.json',
  'a b.schedule',
  'fifo',
  '42',
  '0x10',
  'true',
  '-x.json',
  'x'.repeat(300),
];
const numbers = ['0', '1', '2', '007', '9', '4294967296', '9'.repeat(30)];
const noNumbers = ['any', 'Any', 'all', '-1', '+5', '1e3', '0x10', ' 5', '5 ', '5.0', '1_0', '٣', 'NaN'];
const choices = ['tiny', 'small', 'Tiny', 'svg', 'text', 'html', 'pct', 'both', 'constructor', 'json'];

const word = fc.oneof(
  { arbitrary: fc.constantFrom(...names), weight: 6 },
  { arbitrary: fc.constantFrom(...numbers, ...noNumbers, ...choices, ...strange), weight: 3 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 6 }), weight: 1 },
);

/** An option as it should be given: with a value that may well be right. */
function given({ name, takes }: Option): fc.Arbitrary<string[]> {
  if (takes === undefined) return fc.constant([`--${name}`]);
  const right =
    takes.kind === 'number' ? [...numbers.slice(0, 3), 'any'] : takes.kind === 'choice' ? takes.of : names;
  const wrong = takes.kind === 'number' ? fc.constantFrom(...numbers, ...noNumbers) : word;
  const value = fc.oneof({ arbitrary: fc.constantFrom(...right), weight: 5 }, wrong, word);
  return fc.tuple(value, fc.boolean()).map(([text, isJoined]) => {
    return isJoined ? [`--${name}=${text}`] : [`--${name}`, text];
  });
}

const twisted = fc
  .tuple(fc.constantFrom(...options), word, fc.nat(7))
  .map(([{ name }, text, way]): string[] => {
    const ways = [
      `--${name}`,
      `--${name}=`,
      `-${name}`,
      `--no-${name}`,
      `--${name}.a`,
      `--${name}s`,
      `--${name}=${text}`,
      name,
    ];
    return [ways[way]!];
  });

function piece(own: readonly Option[]): fc.Arbitrary<string[]> {
  return fc.oneof(
    { arbitrary: fc.constantFrom(...own).chain(given), weight: 6 },
    { arbitrary: word.map((text) => [text]), weight: 3 },
    { arbitrary: twisted, weight: 1 },
    { arbitrary: fc.constant<string[]>(['--']), weight: 1 },
  );
}

const afterVerb = fc.constantFrom(...verbs).chain(({ name, options: own }) => {
  return fc.array(piece(own), { maxLength: 6 }).map((pieces) => [name, ...pieces.flat()]);
});

const lines = fc.oneof(
  { arbitrary: afterVerb, weight: 12 },
  { arbitrary: fc.array(word, { maxLength: 4 }), weight: 1 },
);

/** How many lines were taken, refused, and asked for help. */
export interface Tally {
  verb: number;
  refused: number;
  other: number;
}

/** Reads so many lines, and compares with the account. What differs is thrown with its seed. */
export function compareLines(numRuns: number): Tally {
  const tally: Tally = { verb: 0, refused: 0, other: 0 };
  const compare = (words: string[]) => {
    const account = accountOf(words);
    compareLine(words, account);
    tally['refused' in account ? 'refused' : account.asks === 'verb' ? 'verb' : 'other']++;
  };
  fc.assert(fc.property(lines, compare), { numRuns });
  return tally;
}

function compareLine(words: readonly string[], account: Account): void {
  if ('refused' in account) assert.throws(() => readCommandLine(words, verbs), isRefusalOf(account.refused));
  else {
    const { verb, ...asked } = { verb: undefined, ...readCommandLine(words, verbs) };
    assert.equal({ ...asked, ...(verb === undefined ? {} : { verb: (verb as Verb).name }) }, account);
  }
}

/** A message in one line, not long, that names the word; where that is itself long or strange, in part. */
function isRefusalOf(word: string): (error: unknown) => boolean {
  const plain = /^[ -~]{0,100}/.exec(word)![0];
  return (error) => {
    assert.instance(error, WrongUsage);
    const { message } = error as Error;
    assert.ok(message.length < 700, `${message.length} letters`);
    assert.not.match(message, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    assert.ok(message.includes(plain), `expected a word "${plain}" in: ${message}`);
    return true;
  };
}
