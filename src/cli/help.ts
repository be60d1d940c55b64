import { packageVersion, shippedDesigns } from '../files/package.ts';
import { commandOf } from '../files/shell.ts';
import { inUsage } from './parser.ts';
import { exitCodesInWords } from './terminal/exit.ts';
import type { Option, Value, Verb } from './verbs/verb.ts';

const NAME = 'mirrorproof';

/** Name and version, and with what they run: all that a report of a fault has to say. */
export function versionText(): string {
  return `${title()} ${process.platform}-${process.arch} node-${process.version}`;
}

/** The help: all verbs. */
export function generalHelp(verbs: readonly Verb[]): string {
  return sections(true, [
    ['Usage', [`  $ ${commandOf('<verb> [options]')}`]],
    ['Verbs', columns(verbs.map((verb) => [usageOf(verb), verb.says]))],
    ['Options', columns([helpRow, ['-v, --version', 'name and version']])],
    ['For the options of a verb', [`  $ ${commandOf(`${verbs[0]!.name} --help`)}`]],
  ]);
}

/** The help of one verb. */
export function helpOf(verb: Verb): string {
  return sections(verb.onlyShows !== true, [
    ['Usage', [`  $ ${commandOf(`${usageOf(verb)} [options]`)}`, '', `  ${verb.says}`]],
    ['Options', columns([...verb.options.map(rowOf), helpRow])],
    ['Examples', verb.examples.map((example) => `  $ ${commandOf(example)}`)],
  ]);
}

const helpRow = ['-h, --help', 'this text'] as const;

function title(): string {
  return `${NAME}/${packageVersion()}`;
}

function sections(judges: boolean, own: readonly (readonly [string, readonly string[]])[]): string {
  const all = [
    ...own,
    ['Shipped designs', [`  ${shippedDesigns().join(', ')}`]] as const,
    ['Exit codes', [exitCodesInWords(judges)]] as const,
  ];
  const told = all.filter(([, lines]) => lines.length > 0);
  return [title(), ...told.map(([name, lines]) => `${name}:\n${lines.join('\n')}`)].join('\n\n');
}

function usageOf({ name, operands }: Verb): string {
  return `${name} ${inUsage(operands)}`;
}

function rowOf({ name, takes, says, default: usual }: Option): readonly [string, string] {
  const flag = takes === undefined ? `--${name}` : `--${name} <${calledIn(takes)}>`;
  return [flag, usual === undefined ? says : `${says} (default: ${usual})`];
}

function calledIn(takes: Value): string {
  return takes.kind === 'number' && takes.or !== undefined ? `${takes.called}|${takes.or}` : takes.called;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
