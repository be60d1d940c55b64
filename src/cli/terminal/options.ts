import { type Design, type PresetName, presetNames } from '../../../spec/design.ts';
import { ruleNames, rulesNamed } from '../../../spec/rules.ts';
import { BadChange, hintFor } from '../../design/bad-design.ts';
import { loadDesign } from '../../design/load.ts';
import type { Limits } from '../../explorer/explore.ts';
import { WrongUsage } from './exit.ts';

/** What every verb that explores takes. */
export interface ExploreOptions {
  readonly preset: string;
  readonly json?: boolean;
  readonly faults?: number;
  readonly weaken?: string;
  readonly states: number;
  readonly seconds: number;
  readonly memory: number;
  readonly write?: string;
  /** Folder for a report of what was found. */
  readonly report?: string;
}

const MEGABYTE = 2 ** 20;

/** The most that a design file may allow, too. */
export const MAX_FAULTS = 8;

/** Loads a design by name or path, with what the command line changes in it. */
export function designFor(
  nameOrPath: string,
  { preset, faults, weaken }: Pick<ExploreOptions, 'preset' | 'faults' | 'weaken'>,
): Design {
  const bounds = faults === undefined ? {} : { faults: wholeNumber('--faults', faults, MAX_FAULTS) };
  const weakened = weaken === undefined ? [] : weaken.split(',');
  for (const name of weakened) checkRule(name);
  try {
    return loadDesign(nameOrPath, presetFor(preset), { bounds, weakened });
  } catch (error) {
    if (!(error instanceof BadChange)) throw error;
    throw new WrongUsage(`${error.key === 'weakened' ? '--weaken' : '--faults'}: expected ${error.expected}`);
  }
}

export function limitsFor(options: ExploreOptions): Limits {
  return {
    states: wholeNumber('--states', options.states),
    bytes: wholeNumber('--memory', options.memory) * MEGABYTE,
  };
}

export function wholeNumber(option: string, value: unknown, max = Number.MAX_SAFE_INTEGER): number {
  const number = typeof value === 'boolean' || value === '' ? Number.NaN : Number(value);
  if (Number.isInteger(number) && number >= 0 && number <= max) return number;
  const upTo = max === Number.MAX_SAFE_INTEGER ? '' : ` up to ${max}`;
  throw new WrongUsage(`${option}: expected a whole number${upTo}, found ${value}`);
}

export function presetFor(name: string): PresetName {
  const preset = presetNames.find((known) => known === name);
  if (preset !== undefined) return preset;
  throw new WrongUsage(`--preset: expected ${presetNames.join(', ')}, found ${name}`);
}

function checkRule(name: string): void {
  if (rulesNamed(name).length > 0) return;
  const hint = hintFor(name, ruleNames) ?? 'expected a rule such as R5 or R5_fence';
  throw new WrongUsage(`--weaken: ${hint}, found "${name}"`);
}
