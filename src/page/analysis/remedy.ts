import { verdictOf } from '../../../properties/verdict.ts';
import type { Design, Part } from '../../../spec/design.ts';
import {
  entriesKept,
  fedFrom,
  fifosApart,
  following,
  memoryKept,
  type Variant,
} from '../../check/variants.ts';
import { compileModel } from '../../model/model.ts';
import { type Run, rankOf, runLabels } from './run.ts';

/**
 * A change to the design with which these very steps do less harm. Others may do it still: that takes an
 * exploration.
 */
export interface Remedy {
  readonly change: string;
  readonly outcome: string;
  /** Whether no harm at all is left. */
  readonly saves: boolean;
}

/**
 * Changes with which a run that does harm does less of it, the least change first: rules to follow, then
 * other supplies and memories.
 */
export function remediesFor(original: Run): Remedy[] {
  const harm = harmOf(original);
  if (harm === NONE) return [];
  const { design } = original.model;
  const { weakened } = design;
  const labels = original.steps.map(({ label }) => label);
  const tryAll = (variants: readonly Variant[]): Remedy[] =>
    variants
      .map(({ design, change }) => ({ change, run: runLabels(compileModel(design), labels) }))
      .filter(({ run }) => harmOf(run) < harm)
      .map(({ change, run }) => ({ change, outcome: outcomeOf(run, original), saves: harmOf(run) === NONE }));
  const singly = tryAll(weakened.map((rule) => following(design, [rule])));
  const together = singly.length > 0 || weakened.length < 2 ? [] : [following(design, weakened)];
  return [...singly, ...tryAll([...together, ...otherSupplies(design), ...otherMemory(design)])];
}

const NONE = 0;

/** 0 for none; a property may be violated although all is safe, and a block harmed as the design declares. */
function harmOf(run: Run): number {
  return rankOf(run) * 2 + (breaksProperty(run) ? 1 : 0);
}

function breaksProperty({ steps }: Run): boolean {
  return steps.some(({ violated }) => violated.length > 0);
}

/** Where all was safe before, what counts is that no property is broken any more. */
function outcomeOf(run: Run, before: Run): string {
  const { refused, steps } = run;
  const onlyBroke = rankOf(before) === NONE;
  if (refused === undefined) return `the same steps ${onlyBroke ? 'break no property' : `end ${endOf(run)}`}`;
  const until = onlyBroke ? 'no property is broken' : endOf(run);
  return `step ${steps.length + 1}, ${refused.label}, is refused (${refused.why}), ${until} until there`;
}

function endOf(run: Run): string {
  const verdict = verdictOf(rankOf(run));
  return verdict === 'safe' && breaksProperty(run) ? 'safe with a property broken' : verdict;
}

/** Each FIFO, with the engine that drains it, on another power unit. */
function otherSupplies(design: Design): Variant[] {
  if (design.ack !== 'fifo') return [];
  const pairs: readonly (readonly [Part, Part])[] = [
    ['F1', 'E1'],
    ['F2', 'E2'],
  ];
  return pairs.flatMap((pair) =>
    Object.keys(design.power)
      .filter((unit) => !pair.every((part) => design.power[unit]!.includes(part)))
      .map((unit) => ({
        change: `feed ${pair.join(' and ')} from ${unit}`,
        design: fedFrom(design, pair, unit),
      })),
  );
}

/** Where FIFO and cache sit, and what they keep. */
function otherMemory(design: Design): Variant[] {
  return [...fifosApart(design), ...entriesKept(design), ...memoryKept(design)];
}
