import pc from 'picocolors';
import type { Estimate } from '../../check/estimate.ts';
import { isCounted } from '../../check/estimate.ts';
import type { Axis, Counted, Place, Range, Step } from '../../check/growth.ts';
import { boundsInWords, count, plural } from '../../words/numbers.ts';
import type { DocumentOf } from '../json/documents.ts';
import type { ExploreOptions } from '../terminal/options.ts';
import { indent } from './assessment.ts';
import { tellFolds } from './reduction.ts';

/** An estimate with the time that it took. */
export interface Estimated {
  readonly estimate: Estimate;
  readonly seconds: number;
}

const MEGABYTE = 2 ** 20;

/** The limits of an exploration, and what explores. */
type Limited = ExploreOptions & { readonly core: string };

/** What exploring a design would cost, and what that rests on. */
export function estimateInWords(estimated: Estimated, limits: Limited): string[] {
  const { estimate } = estimated;
  const lines = isCounted(estimate) ? [countedInWords(estimated)] : expectedInWords(estimated);
  const title = `${pc.bold(estimate.design.name)} (${boundsInWords(estimate.design)})`;
  return [title, ...[...lines, ...beyond(estimate, limits), ...tellFolds([estimate])].map(indent)];
}

function countedInWords({ estimate: { states, bytes }, seconds }: Estimated): string {
  const costs = [between(bytes, memory), between({ from: seconds, to: seconds }, duration)];
  return `Counted, with all that is smaller: ${plural(states.from, 'state')}, ${costs.join(', ')}.`;
}

function expectedInWords(estimated: Estimated): string[] {
  const { design, states, bytes, extrapolation } = estimated.estimate;
  const speed = speedOf(estimated);
  const costs = [
    `${between(states, number)} states`,
    between(bytes, memory),
    between(scaled(states, 1 / speed), duration),
  ];
  const steps = extrapolation?.steps ?? [];
  return [
    `${costs.join(', ')}, at the ${number(speed).join('')} states a second of now.`,
    ...(Number.isFinite(states.to) ? [] : [unboundedWhy(design.bounds.writes)]),
    restsOn(estimated.estimate),
    ...(steps.length === 0 ? [] : [`From there: ${steps.map(stepInWords).join('; ')}.`]),
  ];
}

function unboundedWhy(writes: number | 'any'): string {
  return writes === 'any'
    ? 'At least: with any number of writes there is an end, but no number of writes that were tried says where.'
    : 'At least: too little was counted to say how many more.';
}

function restsOn({ counted, explored, stopped, extrapolation }: Estimate): string {
  const sum = `Rests on ${plural(counted.length, 'smaller exploration')} of ${count(explored)} states in all`;
  const why = stopped === undefined ? '' : `, ended by ${stopped}`;
  if (extrapolation === undefined) return `${sum}${why}.`;
  const { start } = extrapolation;
  return `${sum}${why}; it starts from ${placeInWords(start)}: ${plural(start.states, 'state')}.`;
}

function placeInWords({ faults, writes, blocks }: Place): string {
  const written = Number.isFinite(writes) ? plural(writes, 'write') : 'any number of writes';
  return `${plural(faults, 'fault')}, ${written} and ${plural(blocks, 'block')} a device`;
}

const NOUNS: Readonly<Record<Axis, string>> = { faults: 'fault', writes: 'write', blocks: 'block' };

function stepInWords({ axis, level, ...range }: Step): string {
  return `${level - 1} to ${plural(level, NOUNS[axis])}, ${between(range, factor)} as many`;
}

/** The limits that an exploration would come to, and what comes of that. */
function beyond({ states, bytes }: Estimate, { states: mostStates, memory, core }: Limited): string[] {
  const ends = 'end it before the last state: the result would be undecided';
  const goesOn = core === 'plain' ? ends : 'be used up: the rest would go to disk';
  const asked = [
    { option: '--states', most: mostStates, range: states, given: count(mostStates), comes: ends },
    { option: '--memory', most: memory * MEGABYTE, range: bytes, given: String(memory), comes: goesOn },
  ];
  return asked
    .filter(({ most, range }) => range.to > most)
    .map(({ option, most, range, given, comes }) => {
      return `${option} ${given} ${range.from > most ? 'would' : 'may'} ${comes}.`;
    });
}

function speedOf({ estimate: { explored }, seconds }: Estimated): number {
  return explored / Math.max(seconds, 0.001);
}

function scaled({ from, to }: Range, by: number): Range {
  return { from: from * by, to: to * by };
}

/** A value in figures, and its unit. */
type Shown = readonly [figures: string, unit: string];

function between({ from, to }: Range, show: (value: number) => Shown): string {
  const [[low, unit], [high, unitOfHigh]] = [show(from), show(to)];
  if (!Number.isFinite(to)) return `${low}${unit} or more`;
  if (low === high && unit === unitOfHigh) return `${low}${unit}`;
  return unit === unitOfHigh ? `${low} to ${high}${unit}` : `${low}${unit} to ${high}${unitOfHigh}`;
}

/** Two figures are all that there is to an estimate. */
function figures(value: number): string {
  const rounded = Number(value.toPrecision(2));
  return rounded < 1e12 ? count(rounded) : rounded.toExponential();
}

function number(value: number): Shown {
  return [figures(value), ''];
}

function factor(value: number): Shown {
  return [figures(value), ' times'];
}

function memory(bytes: number): Shown {
  const megabytes = Math.max(1, bytes / MEGABYTE);
  return megabytes < 10_000 ? [figures(megabytes), ' MB'] : [figures(megabytes / 1024), ' GB'];
}

function duration(seconds: number): Shown {
  const hours = seconds / 3600;
  if (seconds < 100) return [figures(Math.max(1, seconds)), ' s'];
  if (hours < 1.5) return [figures(seconds / 60), ' minutes'];
  if (hours < 100) return [figures(hours), ' hours'];
  return hours < 24 * 1000 ? [figures(hours / 24), ' days'] : [figures(hours / 24 / 365), ' years'];
}

/** The JSON of the estimate of one design. What has no end is null. */
export function toJson({ estimate, seconds }: Estimated): DocumentOf<'explore-estimate'>['designs'][number] {
  const { design, folds, states, bytes, counted, extrapolation, explored, stopped } = estimate;
  const speed = speedOf({ estimate, seconds });
  return {
    design: design.name,
    bounds: design.bounds,
    weakened: design.weakened,
    folds,
    counted: isCounted(estimate),
    states: finite(states),
    bytes: finite(bytes),
    seconds: finite(scaled(states, 1 / speed)),
    statesPerSecond: Math.round(speed),
    explored,
    restsOn: counted.map(placeToJson),
    steps: (extrapolation?.steps ?? []).map(({ axis, level, ...range }) => ({
      bound: axis,
      level,
      ...finite(range),
    })),
    ...(stopped === undefined ? {} : { stopped }),
  };
}

function placeToJson({ faults, writes, blocks, states }: Counted) {
  return { faults, writes: Number.isFinite(writes) ? writes : ('any' as const), blocks, states };
}

function finite({ from, to }: Range) {
  return { from, to: Number.isFinite(to) ? to : null };
}
