import { type Bounds, type Design, type PresetName, presetNames } from '../../spec/design.ts';
import { rulesNamed } from '../../spec/rules.ts';
import { loadDesign } from '../design/load.ts';
import type { Limits } from '../explorer/explore.ts';
import { WrongUsage } from './exit.ts';
import { designFile } from './package.ts';

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
}

const MEGABYTE = 2 ** 20;

/** Loads a design by name or path, with what the command line changes in it. */
export function designFor(
  nameOrPath: string,
  options: Pick<ExploreOptions, 'preset' | 'faults' | 'weaken'>,
  changes: { readonly bounds?: Partial<Bounds>; readonly weaken?: readonly string[] } = {},
): Design {
  const design = loadDesign(designFile(nameOrPath), presetFor(options.preset));
  const faults = options.faults === undefined ? {} : { faults: wholeNumber('--faults', options.faults) };
  const weakened = [...(options.weaken?.split(',') ?? []), ...(changes.weaken ?? [])].flatMap(rulesFor);
  return {
    ...design,
    bounds: { ...design.bounds, ...changes.bounds, ...faults },
    weakened: [...new Set([...design.weakened, ...weakened])],
  };
}

export function limitsFor(options: ExploreOptions): Limits {
  return {
    states: wholeNumber('--states', options.states),
    bytes: wholeNumber('--memory', options.memory) * MEGABYTE,
  };
}

export function wholeNumber(option: string, value: unknown): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new WrongUsage(`${option}: expected a whole number, found ${value}`);
}

function presetFor(name: string): PresetName {
  const preset = presetNames.find((known) => known === name);
  if (preset !== undefined) return preset;
  throw new WrongUsage(`--preset: expected ${presetNames.join(', ')}, found ${name}`);
}

function rulesFor(name: string): readonly ReturnType<typeof rulesNamed>[number][] {
  const rules = rulesNamed(name);
  if (rules.length > 0) return rules;
  throw new WrongUsage(`--weaken: expected a rule such as R5 or R5_fence, found ${name}`);
}
