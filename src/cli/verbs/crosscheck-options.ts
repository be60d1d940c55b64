import type { Design, PresetName } from '../../../spec/design.ts';
import { type RuleName, ruleNames, rulesNamed } from '../../../spec/rules.ts';
import { hintFor } from '../../design/bad-design.ts';
import { commandOf, quoted } from '../../files/shell.ts';
import { shown } from '../../text/shown.ts';
import { WrongUsage } from '../terminal/exit.ts';
import type { ExploreOptions } from '../terminal/options.ts';

export const partNames = ['graph', 'verdicts', 'traces', 'cutsets', 'strikes'] as const;
export type PartName = (typeof partNames)[number];

/** The parts that an option names. */
export function partsFor(list: string): PartName[] {
  return uniqueIn(list, (name) => {
    const part = partNames.find((known) => known === name);
    if (part !== undefined) return [part];
    throw new WrongUsage(
      `--parts: ${hintFor(name, partNames) ?? `expected ${partNames.join(', ')}`}, found "${shown(name)}"`,
    );
  });
}

/** What the names of a list stand for, each thing once. */
function uniqueIn<T>(list: string, meaning: (name: string) => readonly T[]): T[] {
  return [...new Set(list.split(',').flatMap(meaning))];
}

/** The rules that an option names: `all`, `none` for no rule at all, or a list. */
export function rulesFor(list: string): (RuleName | 'none')[] {
  if (list === 'all') return ['none', ...ruleNames];
  return uniqueIn(list, (name): (RuleName | 'none')[] => {
    if (name === 'none') return ['none'];
    const rules = rulesNamed(name);
    if (rules.length > 0) return rules;
    throw new WrongUsage(
      `--rules: ${hintFor(name, ruleNames) ?? 'expected all, none or a rule such as R5'}, found "${shown(name)}"`,
    );
  });
}

/** The command line that compares the graphs of a design alone, with the rules that are weakened in it. */
export function graphCommand(
  file: string,
  { preset, faults, writes, reduce }: Asked,
  { weakened }: Design,
): string {
  const words = [
    `crosscheck ${quoted(file)} --parts graph`,
    ...(preset === DEFAULT_PRESET ? [] : [`--preset ${preset}`]),
    ...(faults === undefined ? [] : [`--faults ${faults}`]),
    ...(writes === undefined ? [] : [`--writes ${writes}`]),
    ...(reduce === 'off' ? [] : [`--reduce ${reduce}`]),
    ...(weakened.length === 0 ? [] : [`--weaken ${weakened.join(',')}`]),
  ];
  return commandOf(words.join(' '));
}

type Asked = Pick<ExploreOptions, 'preset' | 'faults' | 'writes'> & { readonly reduce: string };

const DEFAULT_PRESET: PresetName = 'tiny';
