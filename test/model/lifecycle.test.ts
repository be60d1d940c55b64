import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type AnyActor,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type StateValue,
  type StateValueMap,
} from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import { charts } from '../../spec/charts/index.ts';
import { advance, eventOf, goalOf, IllegalMove, lifecycles, type Region } from '../../src/model/lifecycle.ts';
import { compileModel } from '../../src/model/model.ts';
import type { Move } from '../../src/model/state.ts';
import { initialState } from '../../src/model/state.ts';
import { applyTo, enabled, step } from '../../src/model/step.ts';
import { arrayWith, type Changes, type Wiring } from '../support/arrays.ts';
import { search } from '../support/search.ts';
import { walkThrough } from '../support/walks.ts';

const regions = Object.keys(lifecycles) as Region[];

/** Every edge of every chart, as `region: from -EVENT-> to`: XState goes to every state of it and sends it every event. */
function edgesOfCharts(): string[] {
  const edges = Object.entries(charts).flatMap(([name, chart]) => {
    const steps = Object.values(getAdjacencyMap(chart as AnyStateMachine, {}) as Record<string, Adjacency>);
    return steps.flatMap(({ state, transitions }) => {
      const before = statesOf(name, state.value);
      return Object.values(transitions).flatMap(({ event, state: next }) => {
        const after = statesOf(name, next.value);
        const moved = Object.keys(before).filter((region) => after[region] !== before[region]);
        return moved.map((region) => `${region}: ${before[region]} -${event.type}-> ${after[region]}`);
      });
    });
  });
  return [...new Set(edges)];
}

interface Adjacency {
  readonly state: AnyMachineSnapshot;
  readonly transitions: Record<string, { event: { type: string }; state: AnyMachineSnapshot }>;
}

/** The innermost state of each region. */
function statesOf(name: string, value: StateValue): Record<string, string> {
  const isParallel = charts[name as keyof typeof charts].config.type === 'parallel';
  if (!isParallel) return { [name]: innermost(value) };
  return Object.fromEntries(
    Object.entries(value as StateValueMap).map(([region, inside]) => [
      `${name}.${region}`,
      innermost(inside!),
    ]),
  );
}

function edgesOfTables(): string[] {
  return regions.flatMap((region) =>
    Object.entries(lifecycles[region]).flatMap(([from, events]) =>
      Object.entries(events).map(([event, to]) => `${region}: ${from} -${event}-> ${to}`),
    ),
  );
}

test('the tables have exactly the edges of the charts', () => {
  assert.equal(edgesOfTables().sort(), edgesOfCharts().sort());
  assert.ok(edgesOfTables().length > 40);
});

test('a lifecycle change that no chart allows is refused', () => {
  assert.throws(
    () => advance(eventOf('fifo', 'DRAIN'), 'empty'),
    (error: unknown) => error instanceof IllegalMove && error.message === 'fifo: no DRAIN from empty',
  );
});

test('an event that its chart does not have is refused where it is looked up', () => {
  for (const region of regions) {
    assert.throws(
      () => eventOf(region, 'NO_SUCH_EVENT'),
      (error: unknown) => error instanceof IllegalMove && error.message.startsWith(region),
    );
  }
  assert.throws(() => eventOf('fifo', 'WAKE'), 'fifo: the chart has no event WAKE');
});

test('an event leads from each state that allows it where the chart says', () => {
  for (const region of regions) {
    for (const [from, events] of Object.entries(lifecycles[region])) {
      for (const [event, to] of Object.entries(events)) {
        assert.is(advance(eventOf(region, event), from as never), to, `${region}: ${from} -${event}->`);
      }
    }
  }
});

test('every edge of every chart is taken by some exploration', () => {
  const taken = new Set<string>();
  const observe = (moves: readonly Move[]) => {
    for (const { region, event, from, to } of moves) taken.add(`${region}: ${from} -${event}-> ${to}`);
  };
  const explorations: [Wiring, Changes][] = [
    ['mirror-only', {}],
    ['battery', { bounds: { fifoDepth: 2 } }],
    ['mirror-only', { weaken: ['R6'] }],
    [
      'mirror-only',
      { bounds: { faults: 2, writes: 1 }, path: 'direct', faultKinds: ['BoardCrash', 'ArbiterDown'] },
    ],
    ['mirror-only', { faultKinds: ['ChannelDown'], weaken: ['R7_writeThrough'] }],
    [
      'battery',
      {
        bounds: { writes: 1, faults: 2 },
        power: { P1: ['K1', 'C1', 'F1', 'E1'], P2: ['K2', 'C2', 'F2', 'E2'] },
      },
    ],
  ];
  for (const [wiring, changes] of explorations) {
    search(arrayWith(wiring, changes), { properties: [], ranks: [], observe });
  }
  assert.equal(
    edgesOfTables().filter((edge) => !taken.has(edge)),
    [],
  );
});

test('live XState actors, sent the same events, show the same lifecycle states', () => {
  let compared = 0;
  for (const wiring of ['mirror-only', 'battery'] as const) {
    for (let seed = 1; seed <= 40; seed++) compared += followWithActors(wiring, seed);
  }
  assert.ok(compared > 1000, `${compared} moves compared`);
});

test('steps come to the same states whether lifecycle changes are noted or not', () => {
  const noted = new Set<string>();
  for (const wiring of ['mirror-only', 'battery'] as const) {
    const design = arrayWith(wiring, { bounds: { faults: 3, writes: 4, fifoDepth: 2 } });
    for (let start = 0; start < 40; start++) {
      const { model, actions } = walkThrough(design, 60, start);
      let state = initialState(model);
      for (const action of actions) {
        const stepped = step(model, state, action);
        const { moves: _, ...unnoted } = applyTo(model, { ...structuredClone(state), moves: null }, action);
        assert.equal(unnoted, stepped.state, action.name);
        for (const { region, event } of stepped.moves) noted.add(`${region} ${event}`);
        state = stepped.state;
      }
    }
  }
  for (const what of ['read-write-page LOSE', 'mirror-page.entry RELEASE', 'fifo FAIL'])
    assert.ok(noted.has(what), what);
});

test('an event that leads to several states has no one goal', () => {
  const lose = eventOf('read-write-page', 'LOSE');
  assert.is(goalOf(lose), 'clean');
  assert.throws(
    () => goalOf({ ...lose, edges: [...lose.edges, { from: 'dirty', to: 'filling' }] }),
    /read-write-page: LOSE leads to clean,filling/,
  );
});

/** Runs a pseudo-random schedule, sends each move to a live actor of its part, and compares. */
function followWithActors(wiring: Wiring, seed: number): number {
  const model = compileModel(arrayWith(wiring, { bounds: { faults: 3, writes: 4 } }));
  const actors = new Map<string, AnyActor>();
  let state = initialState(model);
  let random = seed;
  let compared = 0;
  for (let i = 0; i < 80; i++) {
    const choices = enabled(model, state);
    if (choices.length === 0) break;
    random = (Math.imul(random, 1103515245) + 12345) >>> 0;
    const stepped = step(model, state, choices[(random >>> 8) % choices.length]!);
    for (const move of stepped.moves) {
      compareWithActor(actors, move);
      compared++;
    }
    state = stepped.state;
  }
  return compared;
}

/** The entries and copies of a mirror page are in two places, so each region of a part has an actor of its own. */
function compareWithActor(actors: Map<string, AnyActor>, { region, part, event, from, to }: Move): void {
  const [name = '', child] = region.split('.');
  const key = `${region} ${part}`;
  if (!actors.has(key)) actors.set(key, createActor(charts[name as keyof typeof charts]).start());
  const actor = actors.get(key)!;
  const stateOf = () => {
    const { value } = actor.getSnapshot() as { value: StateValue };
    return innermost(child === undefined ? value : (value as Record<string, StateValue>)[child]!);
  };
  assert.is(stateOf(), from, `${key} before ${event}`);
  actor.send({ type: event });
  assert.is(stateOf(), to, `${key} after ${event}`);
}

function innermost(value: StateValue): string {
  return typeof value === 'string' ? value : innermost(Object.values(value)[0]!);
}

test.run();
