/*
 * How many states there are at bounds that nobody has explored, from how many there are at smaller ones. Each step of a
 * bound multiplies them. Along one bound the factor falls from step to step, and the more there is of another bound, the
 * larger it is; how much so, the counts themselves show.
 */

/** The bounds that multiply states. Any number of writes is infinitely many. */
export const axes = ['faults', 'writes', 'blocks'] as const;
export type Axis = (typeof axes)[number];

/** How much there is of each. */
export type Place = Readonly<Record<Axis, number>>;

/** The least that a design can have. */
export const ORIGIN: Place = { faults: 0, writes: 1, blocks: 1 };

/** A place where the states were counted. */
export interface Counted extends Place {
  readonly states: number;
}

/** At least so many and at most so many; infinitely many where nothing says how many more. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What a step of a bound multiplies the states by. */
export interface Step extends Range {
  readonly axis: Axis;
  /** How much there is of the bound after it. */
  readonly level: number;
}

export interface Extrapolation {
  readonly states: Range;
  /** The place that was counted, from which the steps lead to the other. */
  readonly start: Counted;
  readonly steps: readonly Step[];
}

/**
 * How many states there are at a place: the narrowest of what each of the counted ones below it says. `faults` is how many
 * there are to strike, each once.
 */
export function extrapolate(
  counted: readonly Counted[],
  to: Place,
  faults = Number.POSITIVE_INFINITY,
): Extrapolation | undefined {
  const starts = counted.filter((start) => isBelow(start, to) && isEndless(start) === isEndless(to));
  return narrowest(
    starts.map((start) => walk(counted, start, to, faults)),
    ({ states }) => states,
  );
}

export function isBelow(one: Place, other: Place): boolean {
  return axes.every((axis) => one[axis] <= other[axis]);
}

function isEndless({ writes }: Place): boolean {
  return writes === Number.POSITIVE_INFINITY;
}

function walk(counted: readonly Counted[], start: Counted, to: Place, faults: number): Extrapolation {
  let states: Range = { from: start.states, to: start.states };
  let at: Place = start;
  const steps: Step[] = [];
  for (const axis of axes) {
    while (at[axis] < to[axis]) {
      at = { ...at, [axis]: at[axis] + 1 };
      const growth = fewerFaults(growthInto(counted, at, axis), axis, at.faults, faults);
      steps.push({ axis, level: at[axis], ...growth });
      states = { from: states.from * growth.from, to: states.to * growth.to };
    }
  }
  return { states, start, steps };
}

/** The fewer faults are left to strike, the less one more makes of it. */
function fewerFaults({ from, to }: Range, axis: Axis, level: number, faults: number): Range {
  if (axis !== 'faults' || !Number.isFinite(faults)) return { from, to };
  return { from: Math.max(1, (from * (faults - level + 1)) / faults), to };
}

/** The counts along one bound, all others being equal: the factors from level to level. */
interface Row {
  readonly place: Place;
  readonly factors: readonly number[];
}

/** What the last step of a bound multiplies the states of a place by. */
function growthInto(counted: readonly Counted[], at: Place, axis: Axis): Range {
  const rows = rowsBelow(counted, at, axis);
  const step = at[axis] - ORIGIN[axis];
  const said = rows.map((row) => {
    const own = factorOf(row, step);
    return {
      from: Math.max(1, own.from * (1 - MARGIN)),
      to: own.to * (1 + MARGIN) * interplay(rows, row, at, axis, step),
    };
  });
  return narrowest(said, (range) => range) ?? { from: 1, to: Number.POSITIVE_INFINITY };
}

/** Factors are not quite as regular as all that. */
const MARGIN = 0.2;

function rowsBelow(counted: readonly Counted[], at: Place, axis: Axis): Row[] {
  const first = counted.filter((one) => one[axis] === ORIGIN[axis] && isBelow(one, at));
  return first
    .map((place) => {
      const factors: number[] = [];
      for (let last: Counted = place, next: Counted | undefined; ; last = next) {
        next = counted.find((one) =>
          axes.every((each) => one[each] === last[each] + (each === axis ? 1 : 0)),
        );
        if (next === undefined) return { place, factors };
        factors.push(next.states / last.states);
      }
    })
    .filter(({ factors }) => factors.length > 0);
}

/** A step of a row: counted, or between what it were if factors fell on as they did, and if they fell no more. */
function factorOf({ factors }: Row, step: number): Range {
  const known = factors[step - 1];
  if (known !== undefined) return { from: known, to: known };
  const last = factors.at(-1)!;
  const before = factors.at(-2);
  const isFalling = before !== undefined && before > 1;
  const fall = isFalling ? Math.min(1, Math.log(last) / Math.log(before)) : USUAL_FALL;
  return { from: last ** (fall ** (step - factors.length)), to: last };
}

/** How logarithms of factors fall from step to step, where no two were counted: those of faults by that much. */
const USUAL_FALL = 1 / 3;

/** By how much a factor is larger at a place than in a row with less of the other bounds. */
function interplay(rows: readonly Row[], row: Row, at: Place, axis: Axis, step: number): number {
  return axes
    .filter((other) => other !== axis && row.place[other] < at[other])
    .map((other) => {
      const missing = at[other] - row.place[other];
      return Number.isFinite(missing) ? ratioAlong(rows, other, step) ** (missing * LEEWAY) : missing;
    })
    .reduce((product, ratio) => product * ratio, 1);
}

/** The two together with a third may make more of it. */
const LEEWAY = 2;

/** By how much a step of another bound makes the factor larger, as far up as that was counted. */
function ratioAlong(rows: readonly Row[], other: Axis, step: number): number {
  const ratios = rows.flatMap((row) => {
    const before = rows.find(({ place }) =>
      axes.every((each) => place[each] === row.place[each] - (each === other ? 1 : 0)),
    );
    if (before === undefined) return [];
    const common = Math.min(step, row.factors.length, before.factors.length) - 1;
    return [{ level: row.place[other], ratio: row.factors[common]! / before.factors[common]! }];
  });
  const highest = Math.max(...ratios.map(({ level }) => level));
  const there = ratios.filter(({ level }) => level === highest).map(({ ratio }) => ratio);
  return there.length === 0 ? USUAL_RATIO : Math.max(1, ...there);
}

/** The first fault makes the factor of the second write twice as large; nothing else that was counted does more. */
const USUAL_RATIO = 2.5;

/** The one with the least room; of those without an end the one that begins highest. */
function narrowest<T>(all: readonly T[], rangeOf: (one: T) => Range): T | undefined {
  const room = (one: T) => rangeOf(one).to / rangeOf(one).from;
  return [...all].sort((a, b) => {
    const [roomA, roomB] = [room(a), room(b)];
    return roomA === roomB ? rangeOf(b).from - rangeOf(a).from : roomA - roomB;
  })[0];
}
