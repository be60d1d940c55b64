import type { AnyStateMachine, AnyStateNode } from 'xstate';
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
  'device.granted': ['givenToOwn', 'givenToPartner'],
  'device.confirmed': ['takesFromOwn', 'takesFromPartner'],
  'device.routed': ['leadsToOwn', 'closedToOwn', 'closedToBoth'],
  'device.mark': ['two', 'nothing', 'one'],
  arbiter: ['up', 'down'],
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

/**
 * The one state that an event leads to, wherever it may come.
 * @throws IllegalMove when it leads to several.
 */
export function goalOf<R extends Region>({ region, name, edges }: LifecycleEvent<R>): StateOf<R> {
  const [first, ...others] = new Set(edges.map(({ to }) => to));
  if (others.length > 0) throw new IllegalMove(`${region}: ${name} leads to ${[first, ...others]}`);
  return first!;
}

function compileCharts(): Record<Region, LifecycleTable> {
  const tables: Record<string, LifecycleTable> = {};
  for (const [name, chart] of Object.entries(charts)) Object.assign(tables, compileChart(name, chart));
  for (const [region, states] of Object.entries(LIFECYCLE_STATES)) {
    const found = Object.keys(tables[region] ?? {}).sort();
    if (found.join() !== [...states].sort().join()) {
      throw new IllegalMove(`${region}: the chart has the states ${found}, the reference expects ${states}`);
    }
  }
  return tables as Record<Region, LifecycleTable>;
}

/** Region by region: one named as the chart, or, in a parallel chart, one for each of its children. */
function compileChart(name: string, { root }: AnyStateMachine): Record<string, LifecycleTable> {
  if (root.type !== 'parallel') return { [name]: tableOf(root) };
  return Object.fromEntries(
    Object.values(root.states).map((region) => [`${name}.${region.key}`, tableOf(region)]),
  );
}

/**
 * The innermost states with their events: those of the states around them, and their own, which come first. A chart may
 * group states that share an edge; the table knows only what is inside.
 */
function tableOf(node: AnyStateNode, around: Readonly<Record<string, string>> = {}): LifecycleTable {
  const tables = Object.values(node.states).map((state) => {
    const events = { ...around, ...eventsOf(state) };
    return Object.keys(state.states).length > 0 ? tableOf(state, events) : { [state.key]: events };
  });
  return Object.assign({}, ...tables) as LifecycleTable;
}

function eventsOf(state: AnyStateNode): Record<string, string> {
  return Object.fromEntries(
    [...state.transitions].map(([event, [edge]]) => [event, beginningOf(edge!.target![0]!)]),
  );
}

function beginningOf(node: AnyStateNode): string {
  const first = node.initial?.target?.[0];
  return first === undefined ? node.key : beginningOf(first);
}
