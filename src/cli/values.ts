import { hintFor } from '../design/bad-design.ts';
import { shown } from '../text/shown.ts';
import { WrongUsage } from './terminal/exit.ts';
import type { Value } from './verbs/verb.ts';

type ValueOf<K extends Value['kind']> = Value & { readonly kind: K };

/**
 * What an option was given, by the kind that it takes. `isJoined` is a word joined to it by `=`.
 * @throws WrongUsage for a word of another kind, or none.
 */
export function readValue(
  option: string,
  takes: Value,
  word: string | undefined,
  isJoined: boolean,
): string | number {
  if (word === undefined || word === '')
    throw new WrongUsage(`${option}: expected ${inWords(takes)}, found nothing`);
  if (takes.kind === 'number') return numberOf(option, takes, word);
  if (takes.kind === 'choice') return choiceOf(option, takes.of, word);
  if (isJoined || !word.startsWith('-')) return word;
  const joined = `to mean a text that begins with a dash, write ${option}=${word}`;
  throw new WrongUsage(`${option}: expected ${inWords(takes)}, found "${shown(word)}" (${shown(joined)})`);
}

function numberOf(option: string, takes: ValueOf<'number'>, word: string): number | string {
  if (word === takes.or) return word;
  const number = /^\d+$/.test(word) ? Number(word) : Number.NaN;
  if (number >= takes.least && number <= takes.most) return number;
  throw new WrongUsage(`${option}: expected ${inWords(takes)}, found ${shown(word)}`);
}

/**
 * The word, where it is one of these.
 * @throws WrongUsage for any other, with the one that may have been meant.
 */
export function choiceOf(place: string, words: readonly string[], word: string): string {
  if (words.includes(word)) return word;
  const hint = hintFor(word, words);
  const found = hint === undefined ? shown(word) : `${shown(word)} (${hint})`;
  throw new WrongUsage(`${place}: expected ${words.join(', ')}, found ${found}`);
}

function inWords(takes: Value): string {
  if (takes.kind === 'choice') return takes.of.join(', ');
  if (takes.kind !== 'number') return `<${takes.called}>`;
  const { least, most, or } = takes;
  const from = least === 0 ? '' : ` from ${least}`;
  const upTo = most === Number.MAX_SAFE_INTEGER ? '' : ` up to ${most}`;
  return `a whole number${from}${upTo}${or === undefined ? '' : `, or ${or}`}`;
}
