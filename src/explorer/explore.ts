import type { Action, ActionName } from '../model/action.ts';
import { LIFECYCLE_STATES } from '../model/lifecycle.ts';
import type { Model } from '../model/model.ts';
import type { EveryStep } from '../model/property.ts';
import { type Draft, type Side, sides } from '../model/state.ts';
import { actionsOf, transitions } from '../model/step.ts';
import type { Mode, Transition } from '../model/transition.ts';
import { type Codec, codecFor } from './codec.ts';
import { type FaultSetFinding, type Finding, Judge, type Question, type Watch } from './findings.ts';
import { Visited } from './visited.ts';

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

/** States expanded between two reports. */
const STRIDE = 4096;

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
  const search = new Search(m, question);
  let stopped: string | undefined;
  while (stopped === undefined && search.expand(STRIDE)) {
    stopped = yield search.progress;
    if (search.visited.size >= limits.states) stopped ??= `the limit of ${limits.states} states`;
    if (search.visited.bytes >= limits.bytes) stopped ??= `the limit of ${limits.bytes} bytes`;
  }
  return search.result(stopped);
}

/** An action with all that the inner loop needs of it. */
interface Instance {
  readonly index: number;
  readonly action: Action;
  readonly transition: Transition;
  readonly bySystem: boolean;
  readonly checks: readonly Watch<EveryStep>[];
  readonly count: ActionCount;
}

/** One breadth-first search under way. The visited states are its queue: those from `#next` on are not expanded yet. */
class Search {
  readonly visited: Visited;
  readonly #m: Model;
  readonly #judge: Judge;
  readonly #observe: Question['observe'];
  readonly #instances: readonly Instance[];
  /** Instances that hardware, faults and the environment take. */
  readonly #unbound: readonly Instance[];
  /** Instances that each controller takes, by the mode it is in. */
  readonly #bound: readonly ReadonlyMap<Mode, readonly Instance[]>[];
  readonly #before: Draft;
  readonly #after: Draft;
  readonly #words: Uint32Array;
  /** Into `#before`, from `#before` to `#after`, out of `#after`. */
  readonly #decode: ReturnType<Codec['decoder']>;
  readonly #copy: ReturnType<Codec['copier']>;
  readonly #encode: ReturnType<Codec['encoder']>;
  #next = 0;
  #depth = 0;
  #levelEnd = 1;
  #transitions = 0;
  #terminal = 0;
  /** Of the state under expansion. */
  #successors = 0;
  #systemMoves = false;

  constructor(m: Model, question: Question) {
    this.#m = m;
    const codec = codecFor(m);
    this.#judge = new Judge(question);
    this.#observe = question.observe;
    this.#instances = actionsOf(m).map((action, index) => ({
      index,
      action,
      transition: transitions[action.name] as Transition,
      bySystem: transitions[action.name].by === 'system',
      checks: this.#judge.checksOf(action.name),
      count: { taken: 0, distinct: 0 },
    }));
    this.#unbound = this.#instances.filter(({ transition }) => transition.modes === undefined);
    this.#bound = sides.map((side) => instancesByMode(this.#instances, side));
    this.#before = codec.draft();
    this.#after = codec.draft();
    this.#words = new Uint32Array(codec.words);
    this.#decode = codec.decoder(this.#before);
    this.#copy = codec.copier(this.#after, this.#before);
    this.#encode = codec.encoder(this.#after);
    this.visited = new Visited(codec.words);
    codec.encoder(this.#before)(this.#words);
    this.visited.add(this.#words, -1, 0);
    this.#judge.arrive(this.#before, 0);
  }

  get progress(): Progress {
    const { size } = this.visited;
    return {
      states: size,
      transitions: this.#transitions,
      depth: this.#depth,
      waiting: size - this.#next,
    };
  }

  /** Expands up to `count` states. False when none is left. */
  expand(count: number): boolean {
    for (let i = 0; i < count; i++) {
      if (this.#next === this.visited.size) return false;
      if (this.#next === this.#levelEnd) {
        this.#depth++;
        this.#levelEnd = this.visited.size;
      }
      this.#expandState(this.#next++);
    }
    return this.#next < this.visited.size;
  }

  #expandState(index: number): void {
    const { visited } = this;
    const before = this.#before;
    this.#decode(visited.chunkOf(index), visited.offsetOf(index));
    this.#successors = 0;
    this.#systemMoves = false;
    this.#followAll(this.#unbound, index);
    for (const side of sides) {
      const { board, mode } = before.controllers[side];
      if (board === 'up') this.#followAll(this.#bound[side]!.get(mode)!, index);
    }
    this.#transitions += this.#successors;
    if (this.#successors === 0) this.#terminal++;
    this.#judge.leave(before, index, this.#systemMoves);
  }

  #followAll(instances: readonly Instance[], from: number): void {
    for (let i = 0; i < instances.length; i++) {
      const instance = instances[i]!;
      if (!instance.transition.enabled(this.#m, this.#before, instance.action)) continue;
      this.#successors++;
      this.#systemMoves ||= instance.bySystem;
      this.#follow(instance, from);
    }
  }

  #follow({ index: by, action, transition, checks, count }: Instance, from: number): void {
    const after = this.#after;
    this.#copy();
    if (this.#observe !== undefined) after.moves = [];
    transition.apply(this.#m, after, action);
    if (after.moves !== null) this.#observe?.(after.moves);
    count.taken++;
    this.#judge.step(checks, this.#before, action, after, from, by);
    this.#encode(this.#words);
    if (this.visited.holds(from, this.#words)) return;
    const index = this.visited.add(this.#words, from, by);
    if (index < 0) return;
    count.distinct++;
    this.#judge.arrive(after, index);
  }

  result(stopped: string | undefined): Exploration {
    return {
      ...(stopped === undefined ? {} : { stopped }),
      states: this.visited.size,
      transitions: this.#transitions,
      depth: this.#depth,
      terminal: this.#terminal,
      actions: this.#countsByName(),
      findings: this.#judge.findings(this.#scheduleTo, (by) => this.#instances[by]!.action),
      faultSets: this.#judge.faultSets(this.#scheduleTo),
      words: this.#words.length,
      bytes: this.visited.bytes,
    };
  }

  /** The actions that lead from the initial state to this one. No schedule is shorter: the search is breadth-first. */
  readonly #scheduleTo = (index: number): Action[] => {
    const schedule: Action[] = [];
    for (let at = index; at > 0; at = this.visited.parentOf(at)) {
      schedule.push(this.#instances[this.visited.actionOf(at)]!.action);
    }
    return schedule.reverse();
  };

  #countsByName(): Map<ActionName, ActionCount> {
    const counts = new Map<ActionName, ActionCount>();
    for (const { action, count } of this.#instances) {
      const sum = counts.get(action.name) ?? { taken: 0, distinct: 0 };
      counts.set(action.name, {
        taken: sum.taken + count.taken,
        distinct: sum.distinct + count.distinct,
      });
    }
    return counts;
  }
}

function instancesByMode(instances: readonly Instance[], side: Side): Map<Mode, Instance[]> {
  const ofSide = instances.filter(
    ({ action, transition }) => transition.modes !== undefined && 'side' in action && action.side === side,
  );
  return new Map(
    LIFECYCLE_STATES['controller.mode'].map((mode) => [
      mode,
      ofSide.filter(({ transition }) => transition.modes!.includes(mode)),
    ]),
  );
}
