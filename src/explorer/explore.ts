import type { ActionName } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import type { EveryStep } from '../model/property.ts';
import { ANYTHING, Changes } from './changes.ts';
import { type Codec, codecFor } from './codec.ts';
import { Expander, type Instance } from './expand.ts';
import {
  type FaultSetFinding,
  type Finding,
  Judge,
  type Question,
  type ScheduleTo,
  type Watch,
} from './findings.ts';
import type { FoldName } from './fold/fold.ts';
import { neededFolds } from './fold/same-future.ts';
import { Folding } from './fold/stand-in.ts';
import { layoutOf } from './layout.ts';
import { Paths } from './paths.ts';
import { Visited } from './visited.ts';

/** Where an exploration gives up. Bytes are those of the visited states. */
export interface Limits {
  readonly states: number;
  readonly bytes: number;
}

export interface Progress {
  /** Within a level there may be fewer, where some are on disk: those that were found again are taken out at its end. */
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
  /** What ended it, where that is a mistake rather than a limit. What was found is to be told before. */
  readonly failed?: Error;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** For each depth how many states there are up to it. */
  readonly levels: readonly number[];
  /** What it folded. Then a state stands for all that differ in nothing else. */
  readonly folds: readonly FoldName[];
  /** States without any enabled action. */
  readonly terminal: number;
  readonly actions: ReadonlyMap<ActionName, ActionCount>;
  readonly findings: readonly Finding[];
  readonly faultSets: readonly FaultSetFinding[];
  readonly words: number;
  readonly bytes: number;
}

/** A search as `explore` is one. All come to the same. */
export type Explore = typeof explore;

/** States expanded between two reports. */
export const STRIDE = 4096;

/** The limit that a search has come to, if it has. */
export function limitAt({ states, bytes }: Limits, limits: Limits): string | undefined {
  if (states >= limits.states) return `the limit of ${limits.states} states`;
  return bytes >= limits.bytes ? `the limit of ${limits.bytes} bytes` : undefined;
}

/** The counts of all instances of an action together. An instance is given by its place. */
export function countsByName(
  instances: readonly Instance[],
  countOf: (instance: number) => ActionCount,
): Map<ActionName, ActionCount> {
  const counts = new Map<ActionName, ActionCount>();
  instances.forEach(({ action }, i) => {
    const { taken, distinct } = countOf(i);
    const sum = counts.get(action.name) ?? { taken: 0, distinct: 0 };
    counts.set(action.name, { taken: sum.taken + taken, distinct: sum.distinct + distinct });
  });
  return counts;
}

/**
 * Breadth-first search of every state within the design's bounds. Exact: states are compared whole. Yields its progress
 * every few thousand states; `next(reason)` stops it there, and what it then returns says so. Schedules are those of the
 * model itself, and the shortest, whatever is folded. Folds that are named are made untried; `holdingFolds` tries them.
 * @throws StateTooLarge when the bounds are too large to pack.
 * @throws CountsWrites, TooManyVersions where any number of writes cannot be explored.
 */
export function* explore(
  m: Model,
  question: Question,
  limits: Limits,
  folds: readonly FoldName[] = neededFolds(m, question),
): Generator<Progress, Exploration, string | undefined> {
  const search = new Search(m, question, folds);
  let stopped: string | undefined;
  while (stopped === undefined && search.expand(STRIDE)) {
    const { size, bytes } = search.visited;
    stopped = (yield search.progress) ?? limitAt({ states: size, bytes }, limits);
  }
  return search.result(stopped);
}

/** What a search keeps beside an instance: the step properties that judge it, and how often it was taken. */
interface Tally {
  readonly checks: readonly Watch<EveryStep>[];
  readonly count: ActionCount;
}

/** One breadth-first search under way. The visited states are its queue: those from `#next` on are not expanded yet. */
class Search {
  readonly visited: Visited;
  readonly #judge: Judge;
  readonly #changes: Changes;
  readonly #observe: Question['observe'];
  readonly #visit: Question['visit'];
  readonly #expander: Expander;
  readonly #tallies: readonly Tally[];
  readonly #decode: ReturnType<Codec['decoder']>;
  readonly #encode: ReturnType<Codec['encoder']>;
  readonly #folds: readonly FoldName[];
  readonly #folding: Folding;
  readonly #paths: Paths;
  #next = 0;
  #depth = 0;
  #levelEnd = 1;
  readonly #levels: number[] = [];
  #transitions = 0;
  #terminal = 0;
  /** What was found of the state under expansion. */
  #successors = 0;
  #systemMoves = false;

  constructor(m: Model, question: Question, folds: readonly FoldName[]) {
    const codec = codecFor(m);
    const layout = layoutOf(m);
    this.#changes = new Changes(layout);
    this.#judge = new Judge(question, layout);
    this.#observe = question.observe;
    this.#visit = question.visit;
    this.#expander = new Expander(m, { notesMoves: question.observe !== undefined });
    this.#tallies = this.#expander.instances.map(({ card }) => ({
      checks: this.#judge.checksOf(card),
      count: { taken: 0, distinct: 0 },
    }));
    const { before, after } = this.#expander;
    this.#decode = codec.decoder(before);
    this.#encode = codec.encoder(after);
    this.#folds = folds;
    this.#folding = new Folding(m, folds);
    this.#paths = new Paths(m, folds, this.#expander.instances);
    this.visited = new Visited(codec.words);
    this.#encode(this.#folding.words);
    this.visited.add(this.#folding.words, -1, 0);
    this.#judge.arrive(before, this.#folding.words, 0, ANYTHING);
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
        this.#levels.push(this.#levelEnd);
        this.#levelEnd = this.visited.size;
      }
      this.#expandNext();
      this.#next++;
    }
    return this.#next < this.visited.size;
  }

  #expandNext(): void {
    const chunk = this.visited.chunkOf(this.#next);
    const at = this.visited.offsetOf(this.#next);
    const { from } = this.#folding;
    for (let i = 0; i < from.length; i++) from[i] = chunk[at + i]!;
    this.#decode(from, 0);
    this.#visit?.(chunk, at);
    this.#successors = 0;
    this.#systemMoves = false;
    this.#expander.expand(this.#follow);
    this.#transitions += this.#successors;
    if (this.#successors === 0) this.#terminal++;
    this.#judge.leave(this.#expander.before, this.#next, this.#systemMoves);
  }

  /** A step is judged as the model makes it, and so is the state; it is visited as what stands for it. */
  readonly #follow = (by: Instance): number => {
    const { before, after } = this.#expander;
    const { from, words } = this.#folding;
    const { checks, count } = this.#tallies[by.index]!;
    this.#successors++;
    this.#systemMoves ||= by.isOwn;
    if (after.moves !== null) this.#observe?.(after.moves);
    count.taken++;
    this.#encode(words);
    const changed = this.#changes.between(from, 0, words);
    this.#judge.step(checks, changed, before, by, after, this.#next);
    if (changed === 0) return changed;
    this.#folding.foldFrom();
    const index = this.visited.add(words, this.#next, by.index);
    if (index >= 0) {
      count.distinct++;
      this.#judge.arrive(after, words, index, changed);
    }
    return changed;
  };

  result(stopped: string | undefined): Exploration {
    return {
      ...(stopped === undefined ? {} : { stopped }),
      states: this.visited.size,
      transitions: this.#transitions,
      depth: this.#depth,
      levels: [...this.#levels, this.#levelEnd],
      folds: this.#folds,
      terminal: this.#terminal,
      actions: countsByName(this.#expander.instances, (i) => this.#tallies[i]!.count),
      findings: this.#judge.findings(this.#scheduleTo),
      faultSets: this.#paths.allOf(this.#judge.faultSets((index) => () => this.#scheduleTo(index))),
      words: this.#folding.words.length,
      bytes: this.visited.bytes,
    };
  }

  /** The actions that lead from the initial state to this one. No schedule is shorter: the search is breadth-first. */
  readonly #scheduleTo: ScheduleTo = (index, by, shows) => {
    const path = by === undefined ? [] : [by];
    for (let at = index; at > 0; at = this.visited.parentOf(at)) path.push(this.visited.actionOf(at));
    return this.#paths.actionsOf(path.reverse(), shows);
  };
}
