import { verdictOf } from '../../properties/verdict.ts';
import type { Design, Part } from '../../spec/design.ts';
import { entriesKept, fedFrom, fifosApart, following, memoryKept, type Variant } from '../check/variants.ts';
import { compileModel } from '../model/model.ts';
import { type Course, runCourse, worst } from './course.ts';

/**
 * A change to the design with which these very steps do less harm. Others may do it still: that takes an
 * exploration.
 */
export interface Remedy {
  readonly change: string;
  readonly outcome: string;
}

/**
 * Changes that save a run which does harm, the least first: rules to follow, even where one does not save
 * it all, then other supplies and memories; where nothing saves it all, what leaves less harm.
 */
export function remediesFor(course: Course): Remedy[] {
  const harm = harmOf(course);
  if (harm === NONE) return [];
  const { design } = course.model;
  const { weakened } = design;
  const labels = course.steps.map(({ label }) => label);
  const tryAll = (variants: readonly Variant[]): Tried[] =>
    variants
      .map(({ design, change }) => ({ change, run: runCourse(compileModel(design), labels) }))
      .filter(({ run }) => harmOf(run) < harm);
  const singly = tryAll(weakened.map((rule) => following(design, [rule])));
  const together = singly.length > 0 || weakened.length < 2 ? [] : [following(design, weakened)];
  const helping = [...singly, ...tryAll([...together, ...otherSupplies(design), ...otherMemory(design)])];
  const saving = helping.filter(({ run }) => harmOf(run) === NONE);
  const shown = saving.length === 0 ? helping : [...new Set([...singly, ...saving])];
  return shown.map(({ change, run }) => ({ change, outcome: outcomeOf(run) }));
}

interface Tried {
  readonly change: string;
  readonly run: Course;
}

const NONE = 0;

/** 0 for none; a property may be violated although all is safe, and a block harmed as the design declares. */
function harmOf({ steps }: Course): number {
  const rank = worst(steps.at(-1)?.ranks ?? [NONE]);
  const isBroken = steps.some(({ violated }) => violated.length > 0);
  return rank * 2 + (isBroken ? 1 : 0);
}

function outcomeOf({ refused, steps }: Course): string {
  const verdict = verdictOf(worst(steps.at(-1)?.ranks ?? [NONE]));
  if (refused === undefined) return `the same steps end ${verdict}`;
  return `step ${steps.length + 1}, ${refused}, is refused, ${verdict} until there`;
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
