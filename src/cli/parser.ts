import { parseArgs } from 'node:util';
import { hintFor } from '../design/bad-design.ts';
import { commandOf } from '../files/shell.ts';
import { shown } from '../text/shown.ts';
import { WrongUsage } from './terminal/exit.ts';
import { choiceOf, readValue } from './values.ts';
import type { Operands, Option, Verb } from './verbs/verb.ts';

/*
 * The words of a command line, each as it was typed: it is the verb, an operand, an option or its value, or the whole line
 * is refused. Node splits the words into tokens; it is not asked to judge them, for what it says of a number below
 * zero or of a slip of the finger helps nobody.
 */

/** What a command line asks for. */
export type Asked =
  | { readonly asks: 'version' }
  /** Of one verb, or of all. */
  | { readonly asks: 'help'; readonly verb?: Verb }
  | {
      readonly asks: 'verb';
      readonly verb: Verb;
      readonly operands: readonly string[];
      /** As the verb declares them. */
      readonly options: never;
    };

type Token = NonNullable<ReturnType<typeof tokensOf>>[number];
type Given = Map<string, string | number | boolean | string[]>;

const HELP: Option = { name: 'help', says: 'this text' };

/** What may stand in the place of a verb. */
const instead: ReadonlyMap<string, 'help' | 'version'> = new Map([
  ['--help', 'help'],
  ['-h', 'help'],
  ['--version', 'version'],
  ['-v', 'version'],
]);

/**
 * What the words after the name of the program ask for.
 * @throws WrongUsage for the first word that makes no sense.
 */
export function readCommandLine(words: readonly string[], verbs: readonly Verb[]): Asked {
  const [first, ...rest] = words;
  const names = verbs.map(({ name }) => name);
  if (first === undefined) throw new WrongUsage(`expected a verb: ${names.join(', ')}`);
  const asks = instead.get(first);
  if (asks !== undefined) {
    if (rest.length === 0) return { asks };
    throw new WrongUsage(`${first}: expected nothing after it, found "${shown(rest[0]!)}"`);
  }
  if (first.startsWith('-'))
    throw new WrongUsage(`expected a verb before "${shown(first)}": ${names.join(', ')}`);
  const verb = verbs.find(({ name }) => name === first);
  if (verb !== undefined) return readAfter(verb, rest);
  const hint = hintFor(first, names) ?? `expected ${names.join(', ')}`;
  throw new WrongUsage(`unknown verb "${shown(first)}": ${hint}`);
}

function readAfter(verb: Verb, words: readonly string[]): Asked {
  const given: Given = new Map();
  const operands: string[] = [];
  for (const token of tokensOf(verb, words)) {
    if (token.kind === 'option') take(given, token, words, verb);
    if (token.kind === 'positional') operands.push(operandOf(verb, token.value));
  }
  if (given.has(HELP.name)) return { asks: 'help', verb };
  checkNumber(verb, operands);
  for (const { name, default: usual } of verb.options)
    if (usual !== undefined && !given.has(name)) given.set(name, usual);
  const options = Object.fromEntries([...given].map(([name, value]) => [inCamelCase(name), value]));
  return { asks: 'verb', verb, operands, options: options as never };
}

function tokensOf({ options }: Verb, words: readonly string[]) {
  const types = options.map(({ name, takes }) => [name, { type: takes ? 'string' : 'boolean' }] as const);
  const help = { type: 'boolean', short: 'h' } as const;
  const config = { strict: false, allowPositionals: true, tokens: true } as const;
  return parseArgs({
    args: [...words],
    options: { ...Object.fromEntries(types), [HELP.name]: help },
    ...config,
  }).tokens;
}

function take(given: Given, token: Token & { kind: 'option' }, words: readonly string[], verb: Verb): void {
  const option = [HELP, ...verb.options].find(({ name }) => name === token.name);
  if (option === undefined) throw unknownOption(words[token.index]!, verb);
  const { name, takes } = option;
  if (takes === undefined && token.value !== undefined)
    throw new WrongUsage(`--${name}: expected no value, found "${shown(token.value)}"`);
  const value =
    takes === undefined ? true : readValue(`--${name}`, takes, token.value, token.inlineValue === true);
  const before = given.get(name);
  if (takes?.kind === 'texts') given.set(name, [...((before as string[] | undefined) ?? []), String(value)]);
  else if (before === undefined) given.set(name, value);
  else {
    const both = takes === undefined ? '' : `: ${shown(String(before))} and ${shown(String(value))}`;
    throw new WrongUsage(`--${name}: expected once, found twice${both}`);
  }
}

function unknownOption(word: string, { name: verb, options }: Verb): WrongUsage {
  const known = [HELP, ...options].map(({ name }) => `--${name}`);
  const hint =
    hintFor(word.replace(/=.*/s, ''), known) ?? `${commandOf(`${verb} --help`)} lists those that there are`;
  const after = word.startsWith('--') ? '' : '; a name that begins with a dash stands after "--"';
  return new WrongUsage(`unknown option "${shown(word)}": ${hint}${after}`);
}

function operandOf({ name, operands: { called, of } }: Verb, word: string): string {
  if (word === '') throw new WrongUsage(`${name}: expected ${called}, found "", an empty name`);
  if (of !== undefined) return choiceOf(name, of, word);
  if (word !== '-') return word;
  throw new WrongUsage(`${name}: expected ${called}, found "-": name a file, standard input is not read`);
}

function checkNumber({ name, operands }: Verb, given: readonly string[]): void {
  const { called, least, most } = operands;
  if (given.length < least) throw new WrongUsage(`${name}: expected ${called}, found none`);
  if (given.length > most)
    throw new WrongUsage(`${name}: expected one ${called}, found also "${shown(given[most]!)}"`);
}

/** Operands as the help writes them: optional ones in brackets, several with dots. */
export function inUsage({ called, least, most }: Operands): string {
  const dots = most > 1 ? '...' : '';
  return least === 0 ? `[${dots}${called}]` : `<${dots}${called}>`;
}

function inCamelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
