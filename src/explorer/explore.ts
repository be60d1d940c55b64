import type { Action, ActionName } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import {
  type Always,
  type Deadlock,
  type EveryStep,
  type Property,
  type Sometimes,
  VIOLATED,
} from '../model/property.ts';
import { initialState, type State } from '../model/state.ts';
import { actionsOf, transitions } from '../model/step.ts';
import type { Transition } from '../model/transition.ts';
import { codecFor } from './codec.ts';
import { Visited } from './visited.ts';

/** What to look for. `rank` grades a state, 0 the best; the worst grade of each fault set is kept. */
export interface Question {
  readonly properties: readonly Property[];
  readonly rank: (state: State) => number;
}

/** Where an exploration gives up. Bytes are those of the visited states. */
export interface Limits {
  readonly states: number;
  readonly bytes: number;
}

export interface Progress {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** States found but not expanded yet. */
  readonly waiting: number;
}

/** A property as an exploration found it. */
export interface Finding {
  readonly property: Property;
  /** Its premise fired; for a witness: it was reached. */
  readonly fired: boolean;
  /** Shortest schedule to a violation; for a witness, to its first sight. */
  readonly schedule?: readonly Action[];
}

/** The worst grade of the states with one fault set, and the shortest schedules to each grade. */
export interface FaultSetFinding {
  readonly faults: number;
  readonly rank: number;
  readonly schedules: ReadonlyMap<number, () => Action[]>;
}

export interface ActionCount {
  /** Transitions by this action. */
  taken: number;
  /** States that it was the first to reach. */
  distinct: number;
}

export interface Exploration {
  /** Why it ended before the last state, if it did. Then nothing here is exhaustive. */
  readonly stopped?: string;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** States without any enabled action. */
  readonly terminal: number;
  readonly actions: ReadonlyMap<ActionName, ActionCount>;
  readonly findings: readonly Finding[];
  readonly faultSets: readonly FaultSetFinding[];
  readonly words: number;
  readonly bytes: number;
}

const REPORT_EVERY = 4096;

/**
 * Breadth-first search of every state within the design's bounds. Exact: states are compared whole. Yields its progress
 * every few thousand states; `next(reason)` stops it there, and what it then returns says so.
 * @throws StateTooLarge when the bounds are too large to pack.
 */
export function* explore(
  m: Model,
  question: Question,
  limits: Limits,
): Generator<Progress, Exploration, string | undefined> {
  const codec = codecFor(m);
  const visited = new Visited(codec.words);
  const instances = actionsOf(m).map((action) => ({
    action,
    transition: transitions[action.name] as Transition,
    bySystem: transitions[action.name].by === 'system',
    count: { taken: 0, distinct: 0 },
    checks: question.properties.filter(
      (p): p is EveryStep => p.kind === 'step' && (p.on === undefined || p.on.includes(action.name)),
    ),
  }));
  const judge = new Judge(question, m);
  const before = codec.draft();
  const after = codec.draft();
  const words = new Uint32Array(codec.words);

  codec.encode(initialState(m), words);
  visited.add(words, -1, 0);
  judge.arrive(before, 0);

  let taken = 0;
  let terminal = 0;
  let depth = 0;
  let levelEnd = 1;
  let stopped: string | undefined;
  for (let index = 0; index < visited.size && stopped === undefined; index++) {
    if (index === levelEnd) {
      depth++;
      levelEnd = visited.size;
    }
    codec.decode(visited.chunkOf(index), visited.offsetOf(index), before);
    let successors = 0;
    let systemMoves = false;
    for (let i = 0; i < instances.length; i++) {
      const { action, transition, bySystem, count, checks } = instances[i]!;
      if (!transition.enabled(m, before, action)) continue;
      successors++;
      systemMoves ||= bySystem;
      codec.copy(after, before);
      transition.apply(m, after, action);
      count.taken++;
      judge.step(checks, before, action, after, index, i);
      codec.encode(after, words);
      const found = visited.add(words, index, i);
      if (found < 0) continue;
      count.distinct++;
      judge.arrive(after, found);
    }
    taken += successors;
    if (successors === 0) terminal++;
    if (!systemMoves) judge.stuck(before, index);
    if (index % REPORT_EVERY !== REPORT_EVERY - 1) continue;
    stopped = yield { states: visited.size, transitions: taken, depth, waiting: visited.size - index - 1 };
    if (visited.size >= limits.states) stopped ??= `the limit of ${limits.states} states`;
    if (visited.bytes >= limits.bytes) stopped ??= `the limit of ${limits.bytes} bytes`;
  }

  const actions = new Map<ActionName, ActionCount>();
  for (const { action, count } of instances) {
    const sum = actions.get(action.name) ?? { taken: 0, distinct: 0 };
    sum.taken += count.taken;
    sum.distinct += count.distinct;
    actions.set(action.name, sum);
  }
  const scheduleTo = (index: number): Action[] => {
    const schedule: Action[] = [];
    for (let at = index; at > 0; at = visited.parentOf(at))
      schedule.push(instances[visited.actionOf(at)]!.action);
    return schedule.reverse();
  };
  return {
    ...(stopped === undefined ? {} : { stopped }),
    states: visited.size,
    transitions: taken,
    depth,
    terminal,
    actions,
    findings: judge.findings(scheduleTo, (i) => instances[i]!.action),
    faultSets: judge.faultSets(scheduleTo),
    words: codec.words,
    bytes: visited.bytes,
  };
}

/** Keeps what the question asks for: first violations, fired premises, worst grades. */
class Judge {
  readonly #always: Watch<Always>[];
  readonly #step = new Map<EveryStep, Watch<EveryStep>>();
  #sometimes: Watch<Sometimes>[];
  readonly #reached: Watch<Sometimes>[] = [];
  readonly #deadlock: Watch<Deadlock>[];
  readonly #rank: Question['rank'];
  readonly #grades = new Map<number, number[]>();
  readonly #order: readonly Property[];

  constructor({ properties, rank }: Question, _: Model) {
    this.#order = properties;
    this.#rank = rank;
    const watch = <P extends Property>(property: P): Watch<P> => ({ property, fired: false, at: -1, by: -1 });
    this.#always = properties.filter((p) => p.kind === 'always').map(watch);
    for (const p of properties) if (p.kind === 'step') this.#step.set(p, watch(p));
    this.#sometimes = properties.filter((p) => p.kind === 'sometimes').map(watch);
    this.#deadlock = properties.filter((p) => p.kind === 'deadlock').map(watch);
  }

  arrive(state: State, index: number): void {
    for (const watch of this.#always) {
      const outcome = watch.property.check(state);
      if (outcome !== 0) watch.fired = true;
      if (outcome === VIOLATED && watch.at < 0) watch.at = index;
    }
    const rank = this.#rank(state);
    let grades = this.#grades.get(state.faults);
    if (grades === undefined) this.#grades.set(state.faults, (grades = []));
    grades[rank] ??= index;
  }

  step(
    checks: readonly EveryStep[],
    before: State,
    action: Action,
    after: State,
    index: number,
    by: number,
  ): void {
    for (const check of checks) {
      const outcome = check.check(before, action, after);
      if (outcome === 0) continue;
      const watch = this.#step.get(check)!;
      watch.fired = true;
      if (outcome === VIOLATED && watch.at < 0) Object.assign(watch, { at: index, by });
    }
    let reached = false;
    for (const watch of this.#sometimes) {
      if (!watch.property.check(before, action, after)) continue;
      Object.assign(watch, { fired: true, at: index, by });
      reached = true;
    }
    if (!reached) return;
    this.#reached.push(...this.#sometimes.filter(({ fired }) => fired));
    this.#sometimes = this.#sometimes.filter(({ fired }) => !fired);
  }

  stuck(state: State, index: number): void {
    for (const watch of this.#deadlock) {
      if (!watch.property.awaits(state)) continue;
      watch.fired = true;
      if (watch.at < 0) watch.at = index;
    }
  }

  findings(scheduleTo: (index: number) => Action[], action: (by: number) => Action): Finding[] {
    const watches = [
      ...this.#always,
      ...this.#step.values(),
      ...this.#sometimes,
      ...this.#reached,
      ...this.#deadlock,
    ];
    return this.#order.map((property) => {
      const { fired, at, by } = watches.find((watch) => watch.property === property)!;
      if (at < 0) return { property, fired };
      const schedule = by < 0 ? scheduleTo(at) : [...scheduleTo(at), action(by)];
      return { property, fired, schedule };
    });
  }

  faultSets(scheduleTo: (index: number) => Action[]): FaultSetFinding[] {
    return [...this.#grades].map(([faults, grades]) => ({
      faults,
      rank: grades.length - 1,
      schedules: new Map(grades.flatMap((index, rank) => [[rank, () => scheduleTo(index)] as const])),
    }));
  }
}

interface Watch<P extends Property> {
  readonly property: P;
  fired: boolean;
  at: number;
  /** The instance of the violating step, or -1 when the state itself violates. */
  by: number;
}
