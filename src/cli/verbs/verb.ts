import { type PresetName, presetNames } from '../../../spec/design.ts';
import type { ExitCode } from '../terminal/exit.ts';

/** An option as a verb declares it. */
export interface Option {
  /** How it is written, with the kind of value that it takes, such as `--faults <n>`. */
  readonly flag: string;
  /** What it does, for the help. */
  readonly says: string;
  readonly default?: string | number;
}

/** A verb of the command line. Main.ts lists them all. */
export interface Verb<Options = never> {
  /** How it is written, with its operands, such as `trace <schedule>`. */
  readonly usage: string;
  /** What it does, for the help. */
  readonly says: string;
  readonly options: readonly Option[];
  readonly examples: readonly string[];
  /** Does it. The options are those declared here that were given, or have a default. */
  readonly run: (operands: readonly string[], options: Options) => ExitCode | Promise<ExitCode>;
}

/** What a verb is called. */
export function nameOfVerb({ usage }: Pick<Verb, 'usage'>): string {
  return usage.split(' ')[0]!;
}

/** The options of every verb, with the preset that it takes when none is given. */
export function commonOptions(preset: PresetName = 'tiny'): Option[] {
  return [
    {
      flag: '--preset <name>',
      says: `bounds that a design does not set itself: ${presetNames.join(', ')}`,
      default: preset,
    },
    { flag: '--json', says: 'one JSON document on standard output, and nothing else there' },
  ];
}

export const faultsOption: Option = { flag: '--faults <n>', says: 'how many faults may happen in a run' };

export function weakenOption(says = 'rules to weaken, such as R3_highest or R4,R5'): Option {
  return { flag: '--weaken <rules>', says };
}

export function statesOption(says = 'give up after this many states'): Option {
  return { flag: '--states <n>', says, default: 50_000_000 };
}

export function memoryOption(says: string): Option {
  return { flag: '--memory <megabytes>', says, default: 4096 };
}

export function secondsOption(says: string, most = 3600): Option {
  return { flag: '--seconds <n>', says, default: most };
}

/** Of both engines. */
export const memoryOfBoth = memoryOption('memory of each Java process, and of the visited states');

export const jobsOption: Option = {
  flag: '--jobs <n>',
  says: 'runs of TLC at a time; as many as there are cores by default',
};
