import type { ActionName } from '../../model/action.ts';
import type { Model } from '../../model/model.ts';
import { initialState } from '../../model/state.ts';
import { ANYTHING, Changes } from '../changes.ts';
import { codecFor } from '../codec.ts';
import { Expander, type Instance } from '../expand.ts';
import type { ActionCount, Exploration, Limits, Progress } from '../explore.ts';
import { gradeOf, Judge, type Question, type ScheduleTo } from '../findings.ts';
import type { FoldName } from '../fold/fold.ts';
import { neededFolds } from '../fold/same-future.ts';
import { type Layout, layoutOf } from '../layout.ts';
import { Paths } from '../paths.ts';
import { Crew, work } from './crew.ts';
import { lay } from './lay.ts';
import type { Core } from './load.ts';
import * as place from './places.ts';
import type { Memory } from './regions.ts';
import { forgetSeen, gradesIn, settle } from './settle.ts';
import { Teacher } from './teacher.ts';

/** States expanded between two reports, and at most in one batch. */
const STRIDE = 4096;

/** More instances than that have no place in the key of a step. */
export const MOST_INSTANCES = 1 << place.KEY_BITS;

/** A batch of fewer states is done before another thread is there, and a search of fewer before one has started. */
const WORTH_SHARING = 512;
const WORTH_STARTING = 20_000;

/** Where a search runs. */
export interface Bench {
  readonly core: Core;
  /** The memory that `core` was made for. */
  readonly words: Int32Array;
  readonly helpers: Helpers;
}

/** The other threads of a search. */
export interface Helpers {
  readonly count: number;
  /** Starts them, each with its place in memory. */
  readonly start: (places: readonly number[]) => void;
  /** Throws what one of them failed of. */
  readonly fail: () => never;
}

/** No other thread. */
export const ALONE: Helpers = {
  count: 0,
  start: () => {},
  fail: () => {
    throw new Error('no other thread can fail');
  },
};

/**
 * The same search as `explore`, and the same to the last schedule, by a core that learns the rules. Breadth first, in
 * batches of states that follow each other; what is new in a batch is numbered at its end, in the order in which one
 * thread alone would have found it.
 * @throws StateTooLarge when the bounds are too large to pack.
 */
export function* exploreLearned(
  m: Model,
  question: Question,
  limits: Limits,
  bench: Bench,
  folds: readonly FoldName[] = neededFolds(m, question),
): Generator<Progress, Exploration, string | undefined> {
  const search = new Search(m, question, bench, folds);
  try {
    let stopped: string | undefined;
    while (stopped === undefined && search.expand(STRIDE)) {
      stopped = yield search.progress;
      if (search.size >= limits.states) stopped ??= `the limit of ${limits.states} states`;
      if (search.isFull) stopped ??= 'the memory that the core can address';
      if (search.memory.bytes >= limits.bytes) stopped ??= `the limit of ${limits.bytes} bytes`;
    }
    return search.result(stopped);
  } finally {
    search.end();
  }
}

class Search {
  readonly memory: Memory;
  /** There is no place for what the next states can add. */
  isFull = false;
  readonly #m: Model;
  readonly #folds: readonly FoldName[];
  readonly #bench: Bench;
  readonly #words: Int32Array;
  /** The same memory, as states are packed. */
  readonly #packed: Uint32Array;
  readonly #layout: Layout;
  readonly #judge: Judge;
  readonly #visit: Question['visit'];
  readonly #expander: Expander;
  readonly #instances: readonly Instance[];
  readonly #paths: Paths;
  readonly #teacher: Teacher;
  readonly #crew: Crew;
  readonly #threads: readonly number[];
  readonly #taken: Float64Array;
  #areStarted = false;
  #next = 0;
  #depth = 0;
  #levelEnd = 1;
  readonly #levels: number[] = [];
  #transitions = 0;
  #terminal = 0;

  constructor(m: Model, question: Question, bench: Bench, folds: readonly FoldName[]) {
    this.#m = m;
    this.#folds = folds;
    this.#bench = bench;
    this.#words = bench.words;
    this.#packed = new Uint32Array(bench.words.buffer);
    this.#layout = layoutOf(m);
    const changes = new Changes(this.#layout);
    this.#judge = new Judge(question, this.#layout);
    this.#visit = question.visit;
    this.#expander = new Expander(m);
    this.#instances = this.#expander.inOrder;
    this.#paths = new Paths(m, folds, this.#expander.instances);
    this.memory = lay(bench.words, {
      m,
      layout: this.#layout,
      changes,
      judge: this.#judge,
      instances: this.#instances,
      threads: 1 + bench.helpers.count,
      batch: STRIDE,
      folds,
      ranks: question.ranks.length,
    });
    this.#threads = this.memory.threads;
    this.#teacher = new Teacher(m, question, bench.words);
    this.#crew = new Crew(bench.words);
    this.#taken = new Float64Array(this.#instances.length);
    this.#addInitial(question);
  }

  get size(): number {
    return this.#words[place.SIZE]!;
  }

  get progress(): Progress {
    return {
      states: this.size,
      transitions: this.#transitions,
      depth: this.#depth,
      waiting: this.size - this.#next,
    };
  }

  end(): void {
    this.#crew.end();
  }

  /** Expands up to `count` states. False when none is left. */
  expand(count: number): boolean {
    let left = count;
    while (left > 0) {
      if (this.#next === this.size) return false;
      if (this.#next === this.#levelEnd) {
        this.#depth++;
        this.#levels.push(this.#levelEnd);
        this.#levelEnd = this.size;
      }
      const batch = Math.min(left, this.#levelEnd - this.#next);
      if (!this.memory.prepare(batch, this.#bench.core)) return this.#giveUp();
      this.#expandBatch(batch);
      left -= batch;
    }
    return this.#next < this.size;
  }

  #giveUp(): true {
    this.isFull = true;
    return true;
  }

  /** The states of a batch are of one level: who finds a state first does not depend on what is new. */
  #expandBatch(count: number): void {
    const words = this.#words;
    const { core } = this.#bench;
    words[place.FIRST] = this.#next;
    words[place.LAST] = this.#next + count;
    words[place.CLAIMED] = this.#next;
    const isShared = this.#areHelpersStarted() && count >= WORTH_SHARING;
    if (isShared) this.#crew.open();
    work(core, this.#teacher, this.#threads[0]!);
    if (isShared) this.#crew.close();
    if (this.#crew.hasFailed) this.#bench.helpers.fail();
    core.numberNew();
    this.#teacher.review(this.#threads[0]!);
    this.#teacher.sift();
    this.#showBatch(this.#next, count);
    this.#next += count;
    this.#gather();
  }

  #areHelpersStarted(): boolean {
    if (this.#areStarted || this.size < WORTH_STARTING) return this.#areStarted;
    this.#bench.helpers.start(this.#threads.slice(1));
    this.#areStarted = this.#bench.helpers.count > 0;
    return this.#areStarted;
  }

  /** Takes what the threads counted, and tells each what another has found. */
  #gather(): void {
    const words = this.#words;
    for (const thread of this.#threads) {
      this.#transitions += words[thread + place.TRANSITIONS]!;
      this.#terminal += words[thread + place.TERMINAL]!;
      const taken = words[thread + place.TAKEN]!;
      for (let i = 0; i < this.#taken.length; i++) this.#taken[i]! += words[taken + i]!;
      words.fill(0, taken, taken + this.#taken.length);
      words.fill(0, thread + place.TRANSITIONS, thread + place.TERMINAL + 1);
      words[thread + place.SPARE_STATE] = -1;
    }
    settle(words, this.#threads, this.#judge.watches, this.#instances);
    forgetSeen(words, this.#judge.watches);
  }

  #addInitial(question: Question): void {
    const { core } = this.#bench;
    const words = this.#words;
    const thread = this.#threads[0]!;
    const state = initialState(this.#m);
    const packed = new Uint32Array(this.#layout.words);
    codecFor(this.#m).encoder(state)(packed);
    words.set(packed, words[thread + place.AFTER]!);
    this.memory.prepare(1, core);
    words[place.FIRST] = -1;
    core.addFirst(thread, gradeOf(question.ranks, state));
    words.fill(0, words[place.DISTINCT]!, words[place.DISTINCT]! + this.#instances.length);
    this.#judge.arrive(state, packed, 0, ANYTHING);
  }

  /** Shows every state that was expanded to who asked for it. Where the first thread stands is left as it is. */
  #showBatch(first: number, count: number): void {
    if (this.#visit === undefined) return;
    const at = this.#words[this.#threads[0]! + place.AFTER]!;
    for (let state = first; state < first + count; state++) {
      this.#bench.core.unpack(state, at);
      this.#visit(this.#packed, at);
    }
  }

  result(stopped: string | undefined): Exploration {
    for (const { words, rank, state } of gradesIn(this.#words)) this.#judge.note(words, rank, state);
    return {
      ...(stopped === undefined ? {} : { stopped }),
      states: this.size,
      transitions: this.#transitions,
      depth: this.#depth,
      levels: [...this.#levels, this.#levelEnd],
      folds: this.#folds,
      terminal: this.#terminal,
      actions: this.#countsByName(),
      findings: this.#judge.findings(this.#scheduleTo),
      faultSets: this.#paths.allOf(this.#judge.faultSets(this.#scheduleTo)),
      words: this.#layout.words,
      bytes: this.memory.bytes,
    };
  }

  /** The actions that lead to a state: each is the first that leads there from the state before. */
  readonly #scheduleTo: ScheduleTo = (index, by, shows) => {
    const path = by === undefined ? [] : [by];
    const parents = this.#words[place.PARENTS]!;
    for (let state = index; state > 0; state = this.#words[parents + state]!) {
      const number = this.#bench.core.instanceTo(this.#threads[0]!, this.#words[parents + state]!, state);
      path.push(this.#instances[number]!.index);
    }
    return this.#paths.actionsOf(path.reverse(), shows);
  };

  #countsByName(): Map<ActionName, ActionCount> {
    const counts = new Map<ActionName, ActionCount>();
    const distinct = this.#words[place.DISTINCT]!;
    const numbers = new Map(this.#instances.map((instance, number) => [instance, number]));
    for (const instance of this.#expander.instances) {
      const { name } = instance.action;
      const number = numbers.get(instance)!;
      const sum = counts.get(name) ?? { taken: 0, distinct: 0 };
      sum.taken += this.#taken[number]!;
      sum.distinct += this.#words[distinct + number]!;
      counts.set(name, sum);
    }
    return counts;
  }
}
