import type { AnyStateMachine } from 'xstate';
import { type ChartName, charts } from '../../spec/charts/index.ts';
import type { Region } from '../model/lifecycle.ts';

/** A chart as every format draws it, read from the machine that runs. */
export interface Chart {
  readonly name: ChartName;
  /** What the machine calls itself. */
  readonly id: string;
  readonly about: string;
  /** One region named as the chart, or several that go on side by side. */
  readonly regions: readonly ChartRegion[];
  /** What the counts on the edges are, where there are any. */
  readonly counted?: string;
}

/** States of one level, and the edges between them. */
export interface Level {
  readonly initial: string;
  readonly states: readonly ChartState[];
  readonly edges: readonly Edge[];
}

export interface ChartRegion extends Level {
  readonly name: string;
  readonly region: Region;
}

export interface ChartState {
  readonly name: string;
  /** The states within, where there are any: an edge of this state holds for all of them. */
  readonly inside?: Level;
}

/** One transition of a chart, with the claims, rules and hazards that it is about. */
export interface Edge {
  readonly region: Region;
  readonly from: string;
  readonly event: string;
  readonly to: string;
  readonly says: string;
  /** The innermost states that it leads out of: `from`, or those within it that have no such edge themselves. */
  readonly leaves: readonly string[];
  /** How often it was taken. */
  readonly taken?: number;
  /** Those of `leaves` that it was never taken from, though from others it was. */
  readonly neverFrom?: readonly string[];
}

/** Thrown for a chart with something that the formats would leave out: a defect of this program. */
export class CannotDraw extends Error {}

type Definition = AnyStateMachine['definition'];
type StateDefinition = Definition['states'][string];

/** The chart of this name. */
export function chartNamed(name: ChartName): Chart {
  return chartOf(name, charts[name]);
}

/**
 * Walks a machine: one region, or parallel regions, whose states may have states of their own.
 * @throws CannotDraw for an edge that leaves its level or is more than an event and a target, and for a state name that
 * stands twice.
 */
export function chartOf(name: ChartName, machine: AnyStateMachine): Chart {
  const { definition } = machine;
  const parts = definition.type === 'parallel' ? Object.entries(definition.states) : [];
  const regions =
    parts.length === 0
      ? [regionOf(name, name as Region, definition)]
      : parts.map(([part, child]) => regionOf(part, `${name}.${part}` as Region, child));
  const names = regions.flatMap((region) => [region.name, ...namesIn(region)]);
  if (new Set(names).size < names.length) throw new CannotDraw(`${name}: a state name stands twice`);
  return { name, id: definition.id, about: definition.description ?? '', regions };
}

/** Whether the chart's regions go on side by side. */
export function isParallel({ regions }: Chart): boolean {
  return regions.length > 1;
}

/** Every edge of a level, and of the levels within it. */
export function edgesIn({ states, edges }: Level): Edge[] {
  return [...states.flatMap(({ inside }) => (inside === undefined ? [] : edgesIn(inside))), ...edges];
}

/** The innermost states of a level. */
export function leavesIn({ states }: Level): string[] {
  return states.flatMap(({ name, inside }) => (inside === undefined ? [name] : leavesIn(inside)));
}

function namesIn({ states }: Level): string[] {
  return states.flatMap(({ name, inside }) => [name, ...(inside === undefined ? [] : namesIn(inside))]);
}

function regionOf(name: string, region: Region, definition: Definition | StateDefinition): ChartRegion {
  return { name, region, ...levelOf(region, definition) };
}

function levelOf(region: Region, { key, initial, states, type }: Definition | StateDefinition): Level {
  const first = initial?.target[0]?.key;
  if (first === undefined || type === 'parallel')
    throw new CannotDraw(`${region}: ${key} has no initial state`);
  const all = Object.values(states);
  return {
    initial: first,
    states: all.map((state) =>
      isLeaf(state) ? { name: state.key } : { name: state.key, inside: levelOf(region, state) },
    ),
    edges: all.flatMap((state) => edgesOf(region, state, Object.keys(states))),
  };
}

function edgesOf(region: Region, state: StateDefinition, level: readonly string[]): Edge[] {
  const from = state.key;
  return state.transitions.map(({ eventType: event, target, guard, description }) => {
    const [to, ...others] = target ?? [];
    const isPlain = to !== undefined && others.length === 0 && guard === undefined && level.includes(to.key);
    if (!isPlain) throw new CannotDraw(`${region}: ${event} from ${from} is more than an edge`);
    return { region, from, event, to: to.key, says: description ?? '', leaves: leavesFor(event, state) };
  });
}

/** The innermost states where an event that a state knows is not known to anything further in. */
function leavesFor(event: string, state: StateDefinition): string[] {
  if (isLeaf(state)) return [state.key];
  const children = Object.values(state.states);
  return children.filter((child) => !knows(child, event)).flatMap((child) => leavesFor(event, child));
}

function knows({ transitions }: StateDefinition, event: string): boolean {
  return transitions.some(({ eventType }) => eventType === event);
}

function isLeaf({ states }: StateDefinition): boolean {
  return Object.keys(states).length === 0;
}
