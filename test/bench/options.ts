import { parseArgs } from 'node:util';
import { type PresetName, presetNames } from '../../spec/design.ts';
import { shippedDesigns } from '../../src/files/package.ts';

/* What `npm run bench` takes. */

export const HELP = `npm run bench -- [options]

Measures the explorer, each run in a process of its own, and prints ratios: seconds differ from machine to machine, and
from hour to hour. One thread is measured in seconds of the processor, several by the clock.

  --design NAME   a shipped design (default: partner-fed)
  --preset NAME   ${presetNames.join(', ')} (default: small)
  --states N      explore so many states of it at most (default: 3000000)
  --no-tlc        leave out TLC, which takes most of the time, and Java
  --growth        measure nothing: count how states grow, and write spec/growth.md and its picture (some ten minutes)
  --help          this

Progress goes to standard error. Ends with 64 for wrong usage, and with 69 where Java or TLC is missing.
`;

export interface Options {
  readonly design: string;
  readonly preset: PresetName;
  readonly states: number;
  readonly tlc: boolean;
  readonly growth: boolean;
}

export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/**
 * What these words ask for.
 * @throws WrongUsage
 */
export function optionsFrom(words: readonly string[]): Options | 'help' {
  const values = parsed(words);
  if (values.help === true) return 'help';
  return {
    design: oneOf('--design', shippedDesigns(), values.design ?? 'partner-fed'),
    preset: oneOf('--preset', presetNames, values.preset ?? 'small'),
    states: wholeNumber('--states', values.states ?? '3000000'),
    tlc: values['no-tlc'] !== true,
    growth: values.growth === true,
  };
}

function parsed(words: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { design: text, preset: text, states: text, 'no-tlc': flag, growth: flag, help: flag };
  try {
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}

function oneOf<Name extends string>(option: string, names: readonly Name[], word: string): Name {
  const found = names.find((name) => name === word);
  if (found !== undefined) return found;
  throw new WrongUsage(`${option}: expected one of ${names.join(', ')}, found "${word}"`);
}

function wholeNumber(option: string, word: string): number {
  const number = Number(word);
  if (/^\d+$/.test(word) && number >= 1 && number <= Number.MAX_SAFE_INTEGER) return number;
  throw new WrongUsage(`${option}: expected a whole number from 1 on, found "${word}"`);
}
