import { type PresetName, presetNames } from '../../../spec/design.ts';
import { LITERAL, readingNames } from '../../../spec/literal.ts';
import { ruleNames } from '../../../spec/rules.ts';
import type { ExitCode } from '../terminal/exit.ts';

/** What stands after an option. `called` is its name in the help. */
export type Value =
  | {
      readonly kind: 'text';
      readonly called: string;
      /** The words that a list of them is made of, divided by commas, for a shell to offer. */
      readonly list?: readonly string[];
    }
  /** Texts: the option may be given several times. */
  | { readonly kind: 'texts'; readonly called: string }
  | {
      readonly kind: 'number';
      readonly called: string;
      readonly least: number;
      readonly most: number;
      /** A word that may stand in the place of a number. */
      readonly or?: string;
    }
  | { readonly kind: 'choice'; readonly called: string; readonly of: readonly string[] };

/** An option as a verb declares it. */
export interface Option {
  /** In kebab case, without dashes. The verb gets it in camel case. */
  readonly name: string;
  /** A flag takes nothing. */
  readonly takes?: Value;
  /** What it does, for the help. */
  readonly says: string;
  readonly default?: string | number;
}

/** What a verb is asked about. */
export interface Operands {
  readonly called: string;
  readonly least: 0 | 1;
  readonly most: number;
  /** The only words that there are, where it is words that stand here, and no files. */
  readonly of?: readonly string[];
}

/** A verb of the command line. Verbs.ts lists them all. */
export interface Verb<Options = never> {
  readonly name: string;
  readonly operands: Operands;
  /** What it does, for the help. */
  readonly says: string;
  readonly options: readonly Option[];
  /** It only shows, and judges nothing: whatever is shown, it ends with 0. */
  readonly onlyShows?: true;
  /** What stands after the name of the program. */
  readonly examples: readonly string[];
  /** Does it. The options are those declared here that were given, or have a default, each of its kind. */
  readonly run: (operands: readonly string[], options: Options) => ExitCode | Promise<ExitCode>;
}

export function anyNumberOf(called: string): Operands {
  return { called, least: 0, most: Number.POSITIVE_INFINITY };
}

export function atLeastOneOf(called: string): Operands {
  return { called, least: 1, most: Number.POSITIVE_INFINITY };
}

export function exactlyOne(called: string): Operands {
  return { called, least: 1, most: 1 };
}

export function oneWordOf(of: readonly string[]): Operands {
  return { called: of.join('|'), least: 1, most: 1, of };
}

export function text(called: string): Value {
  return { kind: 'text', called };
}

/** A list in one word, divided by commas. The verb reads it; these words are what a shell offers. */
export function listOf(list: readonly string[], called = 'list'): Value {
  return { kind: 'text', called, list };
}

export function texts(called: string): Value {
  return { kind: 'texts', called };
}

export function oneOf(of: readonly string[], called = 'name'): Value {
  return { kind: 'choice', called, of };
}

/** A whole number. What it counts says how large it may be. */
export function number(
  least = 0,
  most = Number.MAX_SAFE_INTEGER,
  called = 'n',
): Value & { readonly kind: 'number' } {
  return { kind: 'number', called, least, most };
}

export const jsonOption: Option = {
  name: 'json',
  says: 'one JSON document on standard output, and nothing else there',
};

/** The options of every verb that runs something, with the preset that it takes when none is given. */
export function commonOptions(preset: PresetName = 'tiny'): Option[] {
  return [
    {
      name: 'preset',
      takes: oneOf(presetNames),
      says: `bounds that a design does not set itself: ${presetNames.join(', ')}`,
      default: preset,
    },
    jsonOption,
  ];
}

/** The most faults that a design file may allow, too. */
export const MAX_FAULTS = 8;

export function faultsOption(says = 'how many faults may happen in a run'): Option {
  return { name: 'faults', takes: number(0, MAX_FAULTS), says };
}

/** As many as a design file may set, too. */
export const MAX_WRITES = 32;

/** Without an end of writes there is one of states all the same: none is told apart by the numbers of versions alone. */
export function writesOption(says = 'how many block versions the host writes in all, or any'): Option {
  return { name: 'writes', takes: { ...number(1, MAX_WRITES), or: 'any' }, says };
}

export function weakenOption(says = 'rules to weaken, such as R3_highest or R4,R5'): Option {
  return { name: 'weaken', takes: listOf([...ruleNames, LITERAL, ...readingNames], 'rules'), says };
}

/** All that fast-check makes of a seed: 32 bits. */
const MAX_SEED = 2 ** 32 - 1;

export function seedOption(says: string): Option {
  return { name: 'seed', takes: number(0, MAX_SEED), says };
}

export function statesOption(says = 'give up after this many states'): Option {
  return { name: 'states', takes: number(), says, default: 50_000_000 };
}

/** As bytes, it must still be a number that is exact. */
const MAX_MEGABYTES = Math.floor(Number.MAX_SAFE_INTEGER / 2 ** 20);

export function memoryOption(says: string): Option {
  return { name: 'memory', takes: number(0, MAX_MEGABYTES, 'megabytes'), says, default: 4096 };
}

export function secondsOption(says: string, most = 3600): Option {
  return { name: 'seconds', takes: number(), says, default: most };
}

/** Of both engines. */
export const memoryOfBoth = memoryOption('memory of each Java process, and of the visited states');

/** More processes or threads than any machine runs at a time are a slip of the finger. */
export const MAX_AT_ONCE = 1024;

export const jobsOption: Option = {
  name: 'jobs',
  takes: number(1, MAX_AT_ONCE),
  says: 'runs of TLC at a time; as many as there are cores by default',
};
