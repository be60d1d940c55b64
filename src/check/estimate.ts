import type { Design } from '../../spec/design.ts';
import { faultsOf } from '../../spec/faults.ts';
import { explore, type Limits, type Progress } from '../explorer/explore.ts';
import { type FoldName, foldsFor, type Reduction } from '../explorer/fold/fold.ts';
import { layoutOf } from '../explorer/layout.ts';
import { bytesFor } from '../explorer/visited.ts';
import { compileModel } from '../model/model.ts';
import { questionFor } from './assess.ts';
import {
  axes,
  type Counted,
  type Extrapolation,
  extrapolate,
  isBelow,
  ORIGIN,
  type Place,
  type Range,
} from './growth.ts';
import { holdingFolds } from './reduction.ts';

/** What an exploration would cost, before it runs. */
export interface Estimate {
  readonly design: Design;
  /** What is folded in all that is counted. */
  readonly folds: readonly FoldName[];
  /** From and to are the same where it was small enough to be counted. To is infinite where nothing says how many more. */
  readonly states: Range;
  /** Memory of the visited states. */
  readonly bytes: Range;
  /** Smaller explorations that it rests on, in the order in which they were made. */
  readonly counted: readonly Counted[];
  /** How it follows from them; undefined where it was counted, or nothing follows. */
  readonly extrapolation?: Extrapolation;
  /** States that were explored for it in all, to say how long so many take. */
  readonly explored: number;
  /** Why no more of them were, if that was not for the limits. */
  readonly stopped?: string;
}

/** Writes tried beside any number of them: what grows with a number says how it grows without one, at the least. */
const FEW_WRITES = 4;

/**
 * Explores smaller bounds of a design, the smallest first, as long as all their states together stay below the limit, and
 * says from their growth how many states the design has. Yields the progress of each; `next(reason)` stops.
 * @throws StateTooLarge when the bounds of the design are too large to pack, and CountsWrites.
 */
export function* estimate(
  design: Design,
  limits: Limits,
  wished: readonly Reduction[] = [],
): Generator<Progress, Estimate, string | undefined> {
  const m = compileModel(design);
  const { words } = layoutOf(m);
  const { folds, dropped } = holdingFolds(m, questionFor(design), wished);
  const holding = wished.filter((one) => !dropped.some(({ reduction }) => reduction === one));
  const { counted, largest, explored, stopped } = yield* sample(design, limits, holding);
  const extrapolation = extrapolate(counted, placeOf(design), faultsOf(design).length);
  const { from, to } = extrapolation?.states ?? { from: 0, to: Number.POSITIVE_INFINITY };
  const states = { from: Math.max(Math.round(from), largest), to: Math.max(Math.ceil(to), largest) };
  return {
    design,
    folds,
    states,
    bytes: { from: bytesFor(states.from, words), to: bytesFor(states.to, words) },
    counted,
    ...(extrapolation === undefined ? {} : { extrapolation }),
    explored,
    ...(stopped === undefined ? {} : { stopped }),
  };
}

interface Sample {
  readonly counted: readonly Counted[];
  /** The most states that were seen at some bounds, counted to the end or not: the design has as many at least. */
  readonly largest: number;
  readonly explored: number;
  readonly stopped?: string;
}

function* sample(
  design: Design,
  limits: Limits,
  wished: readonly Reduction[],
): Generator<Progress, Sample, string | undefined> {
  const counted: Counted[] = [];
  let [largest, explored] = [0, 0];
  for (;;) {
    const left = limits.states - explored;
    const place = nextOf(counted, placeOf(design), left);
    if (place === undefined) return { counted, largest, explored };
    const smaller = designAt(design, place);
    const m = compileModel(smaller);
    const within = { ...limits, states: left };
    const { states, stopped } = yield* explore(m, questionFor(smaller), within, foldsFor(m, wished));
    explored += states;
    largest = Math.max(largest, states);
    if (stopped === undefined) counted.push({ ...place, states });
    else if (explored >= limits.states) return { counted, largest, explored };
    else return { counted, largest, explored, stopped };
  }
}

/** Whether the design itself was small enough. */
export function isCounted({ design, counted }: Estimate): boolean {
  const place = placeOf(design);
  return counted.some((one) => isSame(one, place));
}

/** No more faults than there are: each strikes once. */
function placeOf(design: Design): Place {
  const { writes, blocks } = design.bounds;
  const faults = Math.min(design.bounds.faults, faultsOf(design).length);
  return { faults, writes: writes === 'any' ? Number.POSITIVE_INFINITY : writes, blocks };
}

/** The design with that much of what multiplies states. Writes narrow with the blocks. */
function designAt(design: Design, { faults, writes, blocks }: Place): Design {
  const { bounds } = design;
  const pagesPerWrite = Math.min(bounds.pagesPerWrite, blocks);
  const own = { faults, writes: Number.isFinite(writes) ? writes : ('any' as const), blocks, pagesPerWrite };
  return { ...design, bounds: { ...bounds, ...own } };
}

/** Of the places next to those that were counted the one with the fewest states to expect, if it fits. */
function nextOf(counted: readonly Counted[], to: Place, left: number): Place | undefined {
  const candidates = neighbours(counted, to).map((place) => ({ place, states: expected(counted, place) }));
  const [first] = candidates.sort((a, b) => a.states - b.states);
  return first === undefined || first.states > left ? undefined : first.place;
}

function neighbours(counted: readonly Counted[], to: Place): Place[] {
  const firsts = [ORIGIN, { ...ORIGIN, writes: to.writes }];
  const nexts = counted.flatMap((place) => axes.map((axis) => ({ ...place, [axis]: place[axis] + 1 })));
  const isTried = (place: Place) => counted.some((one) => isSame(one, place));
  return [...(Number.isFinite(to.writes) ? [ORIGIN] : firsts), ...nexts].filter(
    (place) => isBelow(place, to) && !isTried(place) && isFew(place, to) && allBefore(place).every(isTried),
  );
}

function isFew({ writes }: Place, to: Place): boolean {
  return Number.isFinite(to.writes) || !Number.isFinite(writes) || writes <= FEW_WRITES;
}

/** The places with one less of one bound. */
function allBefore(place: Place): Place[] {
  return axes
    .filter((axis) => place[axis] > ORIGIN[axis] && Number.isFinite(place[axis]))
    .map((axis) => ({ ...place, [axis]: place[axis] - 1 }));
}

function expected(counted: readonly Counted[], place: Place): number {
  const { from, to } = extrapolate(counted, place)?.states ?? { from: 0, to: 0 };
  return Number.isFinite(to) ? Math.sqrt(from * to) : from;
}

function isSame(one: Place, other: Place): boolean {
  return axes.every((axis) => one[axis] === other[axis]);
}
