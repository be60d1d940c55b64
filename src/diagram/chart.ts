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

export interface ChartRegion {
  readonly name: string;
  readonly initial: string;
  readonly states: readonly string[];
  readonly edges: readonly Edge[];
}

/** One transition of a chart, with the claims, rules and hazards that it is about. */
export interface Edge {
  readonly region: Region;
  readonly from: string;
  readonly event: string;
  readonly to: string;
  readonly says: string;
  /** How often it was taken. */
  readonly taken?: number;
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
 * Walks a machine: flat, or parallel with flat regions, as the lifecycle tables have it.
 * @throws CannotDraw for anything else, and for a state name that stands twice.
 */
export function chartOf(name: ChartName, machine: AnyStateMachine): Chart {
  const { definition } = machine;
  const parts = definition.type === 'parallel' ? Object.entries(definition.states) : [];
  const regions =
    parts.length === 0
      ? [regionOf(name, name as Region, definition)]
      : parts.map(([part, child]) => regionOf(part, `${name}.${part}` as Region, child));
  const names = regions.flatMap((region) => [region.name, ...region.states]);
  if (new Set(names).size < names.length) throw new CannotDraw(`${name}: a state name stands twice`);
  return { name, id: definition.id, about: definition.description ?? '', regions };
}

/** Whether the chart's regions go on side by side. */
export function isParallel({ regions }: Chart): boolean {
  return regions.length > 1;
}

function regionOf(name: string, region: Region, definition: Definition | StateDefinition): ChartRegion {
  const states = Object.values(definition.states);
  const initial = definition.initial?.target[0]?.key;
  if (initial === undefined) throw new CannotDraw(`${region} has no initial state`);
  return {
    name,
    initial,
    states: states.map(({ key }) => key),
    edges: states.flatMap((state) => edgesOf(region, state)),
  };
}

function edgesOf(region: Region, { key: from, states, transitions }: StateDefinition): Edge[] {
  if (Object.keys(states).length > 0) throw new CannotDraw(`${region}: ${from} has states of its own`);
  return transitions.map(({ eventType: event, target, guard, description }) => {
    const [to, ...others] = target ?? [];
    const isPlain = to !== undefined && others.length === 0 && guard === undefined;
    if (!isPlain) throw new CannotDraw(`${region}: ${event} from ${from} is more than an edge`);
    return { region, from, event, to: to.key, says: description ?? '' };
  });
}
