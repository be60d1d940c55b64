import type { Bounds, Design, PresetName } from '../../../spec/design.ts';
import { LITERAL, readingNames } from '../../../spec/literal.ts';
import { nearestRule, ruleNames, rulesNamed } from '../../../spec/rules.ts';
import { BadChange, hintFor } from '../../design/bad-design.ts';
import { loadDesign } from '../../design/load.ts';
import type { Limits } from '../../explorer/explore.ts';
import { shown } from '../../text/shown.ts';
import { WrongUsage } from './exit.ts';

/** What every verb that explores takes. */
export interface ExploreOptions {
  readonly preset: PresetName;
  readonly json?: boolean;
  readonly faults?: number;
  readonly writes?: Bounds['writes'];
  readonly weaken?: string;
  readonly states: number;
  readonly seconds: number;
  readonly memory: number;
  readonly write?: string;
  /** Folder for a report of what was found. */
  readonly report?: string;
}

const MEGABYTE = 2 ** 20;

/** What of a design a command line can change. */
export type DesignOptions = Pick<ExploreOptions, 'preset' | 'faults' | 'writes' | 'weaken'>;

/** Loads a design by name or path, with what the command line changes in it. */
export function designFor(nameOrPath: string, options: DesignOptions): Design {
  const { preset, faults, writes, weaken } = options;
  const bounds = {
    ...(faults === undefined ? {} : { faults }),
    ...(writes === undefined ? {} : { writes }),
  };
  const weakened = weaken === undefined ? [] : weaken.split(',');
  for (const name of weakened) checkRule(name);
  try {
    return loadDesign(nameOrPath, preset, { bounds, weakened });
  } catch (error) {
    if (!(error instanceof BadChange)) throw error;
    throw new WrongUsage(`${optionToBlame(error, options)}: expected ${error.expected}`);
  }
}

/** What does not pack is the fault of what the command line made larger: writes, where it says how many. */
function optionToBlame({ key, path }: BadChange, { writes }: DesignOptions): string {
  if (key === 'weakened') return '--weaken';
  if (path === 'bounds.faults') return '--faults';
  return path === 'bounds.writes' || writes !== undefined ? '--writes' : '--faults';
}

export function limitsFor(options: ExploreOptions): Limits {
  return {
    states: options.states,
    bytes: options.memory * MEGABYTE,
  };
}

function checkRule(name: string): void {
  if (rulesNamed(name).length > 0) return;
  const nearest = nearestRule(name);
  const hint =
    hintFor(name, [...ruleNames, LITERAL, ...readingNames]) ?? (nearest && `did you mean "${nearest}"?`);
  const found = `"${shown(name)}"${hint === undefined ? '' : ` (${hint})`}`;
  throw new WrongUsage(`--weaken: expected a rule such as R5 or R5_fence, found ${found}`);
}
