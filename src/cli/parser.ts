import { parseArgs } from 'node:util';
import { cac } from 'cac';
import { hintFor } from '../design/bad-design.ts';
import { WrongUsage } from './terminal/exit.ts';
import { nameOfVerb, type Option, type Verb } from './verbs/verb.ts';

/*
 * All that knows the parser of command lines, which is cac. The verbs declare what they take in terms of their own.
 */

/** A verb with what it was given. */
export interface Asked {
  readonly verb: Verb;
  readonly operands: readonly string[];
  /** As the verb declares them. */
  readonly options: never;
}

/** What the help says beside the verbs, and the version. */
export interface About {
  readonly version: string;
  readonly sections: readonly { readonly title: string; readonly body: string }[];
}

/** What stands for a number in the help of an option. */
const NUMBERS = ['n', 'megabytes'];

/** Options that may be given several times. */
const LISTS = ['coverage'];

/**
 * What a command line asks for. Nothing more where it asks for the help or the version, which are printed.
 * @throws WrongUsage for a command line that makes no sense.
 */
export function readCommandLine(
  argv: readonly string[],
  verbs: readonly Verb[],
  about: About,
): Asked | undefined {
  const cli = cac('mirrorproof');
  let asked: Asked | undefined;
  for (const verb of verbs) {
    declare(cli, verb).action((...given) => {
      asked = { verb, operands: given.slice(0, -1).flat(), options: given.at(-1) as never };
    });
  }
  cli.help((sections) => [...sections, ...about.sections]);
  cli.version(about.version);
  const names = verbs.map(nameOfVerb);
  cli.parse([...argv], { run: false });
  const name = argv[2];
  if (name === undefined) {
    cli.outputHelp();
    throw new WrongUsage(`expected a verb: ${names.join(', ')}`);
  }
  if (cli.options.help || cli.options.version) return undefined;
  const command = cli.matchedCommand;
  if (command === undefined) {
    throw new WrongUsage(`unknown verb "${name}": ${hintFor(name, names) ?? `expected ${names.join(', ')}`}`);
  }
  asWrongUsage(() => {
    command.checkOptionValue();
    Object.assign(cli.options, textsAsTyped(argv.slice(2), command.options));
    cli.runMatchedCommand();
  });
  return asked;
}

function declare(cli: ReturnType<typeof cac>, { usage, says, options, examples }: Verb) {
  const command = cli.command(usage, says);
  for (const option of options) command.option(option.flag, option.says, configOf(option));
  for (const example of examples) command.example(example);
  return command;
}

function configOf(option: Option) {
  return option.default === undefined ? {} : { default: option.default };
}

function asWrongUsage(check: () => void): void {
  try {
    check();
  } catch (cause) {
    const { name, message } = cause as Error;
    throw name === 'CACError' ? new WrongUsage(message, { cause }) : cause;
  }
}

/**
 * The texts that options were given, as typed: cac makes numbers of names that look like one, and 0 of nothing.
 * @throws WrongUsage for an option that is given nothing, or twice.
 */
export function textsAsTyped(args: readonly string[], options: readonly { readonly rawName: string }[]) {
  const taking = options.flatMap(({ rawName }) => [...rawName.matchAll(/^--([\w-]+) <(.+)>$/g)]);
  const types = taking.map(([, name]) => [name!, { type: 'string', multiple: true }] as const);
  const config = { options: Object.fromEntries(types), strict: false, allowPositionals: true };
  const { values } = parseArgs({ ...config, args: [...args] });
  const typed: Record<string, string | string[]> = {};
  for (const [, name, what] of taking) {
    const texts = [values[name!] ?? []].flat().map(String);
    const [first, ...others] = texts;
    if (first === undefined) continue;
    if (texts.includes('')) throw new WrongUsage(`--${name}: expected <${what}>, found nothing`);
    if (LISTS.includes(name!)) typed[name!] = texts;
    else if (others.length > 0)
      throw new WrongUsage(`--${name}: expected once, found ${texts.join(' and ')}`);
    else if (!NUMBERS.includes(what!)) typed[name!] = first;
  }
  return typed;
}
