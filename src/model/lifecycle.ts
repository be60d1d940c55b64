import type { AnyMachineSnapshot, AnyStateMachine, StateValue, StateValueMap } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import { charts } from '../../spec/charts/index.ts';

/** The lifecycle states of each region of each chart. The compiler below refuses a list that its chart does not have. */
export const LIFECYCLE_STATES = {
  'controller.board': ['up', 'hung', 'down'],
  'controller.mode': [
    'booting',
    'notified',
    'allocated',
    'mirrored',
    'writeThrough',
    'suspecting',
    'draining',
    'linking',
    'solo',
    'fenced',
    'stopped',
  ],
  'mirror-page.entry': ['free', 'acquired'],
  'mirror-page.copy': ['blank', 'copying', 'committed', 'linked'],
  fifo: ['empty', 'holding', 'draining', 'failed'],
  'read-write-page': ['clean', 'filling', 'dirty', 'linked', 'destaging'],
  'power-unit': ['on', 'off'],
  battery: ['standby', 'feeding', 'flat'],
} as const;

export type Region = keyof typeof LIFECYCLE_STATES;
export type StateOf<R extends Region> = (typeof LIFECYCLE_STATES)[R][number];

/** For each state of a region the events it allows, each with the state it leads to. */
export type LifecycleTable = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Thrown when the rules attempt a lifecycle change that no chart allows: a defect of this program, never of a design. */
export class IllegalMove extends Error {}

/** Every chart flattened once, region by region. */
export const lifecycles: Readonly<Record<Region, LifecycleTable>> = compileCharts();

/** An event of one region with its few transitions: found once by its name, where the rules are loaded. */
export interface LifecycleEvent<R extends Region = Region> {
  readonly region: R;
  readonly name: string;
  readonly edges: readonly { readonly from: StateOf<R>; readonly to: StateOf<R> }[];
}

/**
 * The event of this name.
 * @throws IllegalMove when the chart of the region has no such event.
 */
export function eventOf<R extends Region>(region: R, name: string): LifecycleEvent<R> {
  const edges = Object.entries(lifecycles[region]).flatMap(([from, events]) => {
    const to = events[name];
    return to === undefined ? [] : [{ from: from as StateOf<R>, to: to as StateOf<R> }];
  });
  if (edges.length === 0) throw new IllegalMove(`${region}: the chart has no event ${name}`);
  return { region, name, edges };
}

/**
 * The state that an event leads to.
 * @throws IllegalMove when the chart has no such transition from this state.
 */
export function advance<R extends Region>(
  { region, name, edges }: LifecycleEvent<R>,
  from: StateOf<R>,
): StateOf<R> {
  for (let i = 0; i < edges.length; i++) if (edges[i]!.from === from) return edges[i]!.to;
  throw new IllegalMove(`${region}: no ${name} from ${from}`);
}

function compileCharts(): Record<Region, LifecycleTable> {
  const tables: Record<string, Record<string, Record<string, string>>> = {};
  for (const [name, chart] of Object.entries(charts)) Object.assign(tables, compileChart(name, chart));
  for (const [region, states] of Object.entries(LIFECYCLE_STATES)) {
    const found = Object.keys(tables[region] ?? {}).sort();
    if (found.join() !== [...states].sort().join()) {
      throw new IllegalMove(`${region}: the chart has the states ${found}, the reference expects ${states}`);
    }
  }
  return tables as Record<Region, LifecycleTable>;
}

function compileChart(
  name: string,
  chart: AnyStateMachine,
): Record<string, Record<string, Record<string, string>>> {
  const tables: Record<string, Record<string, Record<string, string>>> = {};
  for (const { state, transitions } of Object.values(adjacencyOf(chart))) {
    const before = regionsOf(name, chart, state);
    for (const [region, from] of Object.entries(before)) {
      tables[region] ??= {};
      tables[region][from] ??= {};
    }
    for (const { event, state: next } of Object.values(transitions)) {
      const after = regionsOf(name, chart, next);
      for (const [region, from] of Object.entries(before)) {
        if (after[region] !== from) tables[region]![from]![event.type] = after[region]!;
      }
    }
  }
  return tables;
}

interface Adjacency {
  readonly state: AnyMachineSnapshot;
  readonly transitions: Record<string, { event: { type: string }; state: AnyMachineSnapshot }>;
}

function adjacencyOf(chart: AnyStateMachine): Record<string, Adjacency> {
  return getAdjacencyMap(chart, {}) as Record<string, Adjacency>;
}

/** The state of each region: one region named as the chart, or, in a parallel chart, one for each of its children. */
function regionsOf(
  name: string,
  chart: AnyStateMachine,
  { value }: AnyMachineSnapshot,
): Record<string, string> {
  if (chart.definition.type !== 'parallel') return { [name]: leafOf(value) };
  return Object.fromEntries(
    Object.entries(value as StateValueMap).map(([region, inside]) => [`${name}.${region}`, leafOf(inside!)]),
  );
}

/** The innermost state: a chart may group states that share an edge, the tables know only what is inside. */
function leafOf(value: StateValue): string {
  return typeof value === 'string' ? value : leafOf(Object.values(value)[0]!);
}
