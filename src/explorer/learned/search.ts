import type { Model } from '../../model/model.ts';
import { initialState } from '../../model/state.ts';
import { ANYTHING, Changes } from '../changes.ts';
import { codecFor } from '../codec.ts';
import * as place from '../core/places.ts';
import { Expander, type Instance } from '../expand.ts';
import {
  type ActionCount,
  countsByName,
  type Exploration,
  type Limits,
  limitAt,
  type Progress,
  STRIDE,
} from '../explore.ts';
import { asksOf, gradeOf, Judge, type Question, type ScheduleTo } from '../findings.ts';
import type { FoldName } from '../fold/fold.ts';
import { neededFolds } from '../fold/same-future.ts';
import { type Layout, layoutOf } from '../layout.ts';
import { Paths } from '../paths.ts';
import { Crew, ThreadLost } from './crew.ts';
import { lay } from './lay.ts';
import type { Core } from './load.ts';
import type { Memory } from './regions.ts';
import { forgetSeen, gradesIn, renumber, settle } from './settle.ts';
import {
  type Checkpointer,
  type Counters,
  type Kept,
  type Kit,
  restore,
  type Snapshot,
  snapshotOf,
} from './snapshot.ts';
import { NotSetAside, type Shelf, States } from './states.ts';
import { Teacher } from './teacher.ts';

/** More instances than that have no place in the key of a step. */
export const MOST_INSTANCES = 1 << place.KEY_BITS;

/** A batch of fewer states is done before another thread is there, and a search of fewer before one has started. */
const WORTH_SHARING = 512;
const WORTH_STARTING = 2000;

/** Where a search runs. */
export interface Bench {
  readonly core: Core;
  /** The memory that `core` was made for. */
  readonly words: Int32Array;
  readonly helpers: Helpers;
  /** Where states are set aside that memory has no place for. Without one a limit of bytes ends the search. */
  readonly shelf?: Shelf;
  /** Told when the search is over, and the memory is as it was. */
  readonly release: () => void;
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

/** Thrown, or told behind what was found, where the states that are to be expanded do not fit in memory. */
export class TooLittleMemory extends Error {
  override readonly name = 'TooLittleMemory';

  constructor(bytes: number, waiting: number) {
    super(
      `--memory: ${Math.floor(bytes / 2 ** 20)} megabytes have no place for ${waiting} states that were found and not ` +
        'expanded yet, and only others are set aside on disk: give it more',
    );
  }
}

/**
 * The same search as `explore`, and the same to the last schedule, by a core that learns the rules. Breadth first, in
 * batches of states that follow each other; what is new in a batch is numbered at its end, in the order in which one
 * thread alone would have found it. A checkpointer is offered what is known between two batches, and may have kept where to
 * go on from: then all that is told is what a search tells that was never interrupted.
 * @throws StateTooLarge when the bounds are too large to pack.
 */
export function* exploreLearned(
  m: Model,
  question: Question,
  limits: Limits,
  bench: Bench,
  folds: readonly FoldName[] = neededFolds(m, question),
  checkpointer?: Checkpointer,
): Generator<Progress, Exploration, string | undefined> {
  const search = new Search(m, question, limits, bench, folds);
  try {
    let stopped =
      checkpointer?.kept === undefined ? undefined : yield* goOn(search, checkpointer.kept, limits);
    while (stopped === undefined && search.expand(STRIDE)) {
      checkpointer?.offer(search.snapshot, false);
      stopped = (yield search.progress) ?? search.endOf(limits);
    }
    search.resolve();
    checkpointer?.offer(search.snapshot, true);
    return search.result(stopped);
  } finally {
    search.end();
  }
}

/** Goes on from where another search was. Returns why it stops there, if it does. */
function* goOn(
  search: Search,
  kept: Kept,
  limits: Limits,
): Generator<Progress, string | undefined, string | undefined> {
  search.restore(kept);
  for (let first = 0; search.showAgain(first, STRIDE); first += STRIDE) {
    const stopped = yield search.progress;
    if (stopped !== undefined) return stopped;
  }
  return search.progress.waiting === 0 ? undefined : search.endOf(limits);
}

class Search {
  readonly #memory: Memory;
  readonly #states: States;
  /** The bytes that states in memory may take until some are set aside. */
  readonly #bytes: number;
  /** There is no place for what the next states can add. */
  #isFull = false;
  /** What ended the search, where that was no limit. */
  #failed: Error | undefined;
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
  readonly #numbers: ReadonlyMap<Instance, number>;
  readonly #taken: Float64Array;
  readonly #kit: Kit;
  /** The instances that lead to states, as far as they were asked. */
  readonly #leading = new Map<number, number>();
  #areStarted = false;
  #next = 0;
  #depth = 0;
  #levelEnd = 1;
  #levels: number[] = [];
  #transitions = 0;
  #terminal = 0;

  constructor(m: Model, question: Question, { bytes }: Limits, bench: Bench, folds: readonly FoldName[]) {
    this.#m = m;
    this.#bytes = bytes;
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
    this.#numbers = new Map(this.#instances.map((instance, number) => [instance, number]));
    this.#paths = new Paths(m, folds, this.#expander.instances);
    this.#memory = lay(bench.words, {
      m,
      layout: this.#layout,
      changes,
      judge: this.#judge,
      instances: this.#instances,
      threads: 1 + bench.helpers.count,
      batch: STRIDE,
      folds,
      ranks: question.ranks.length,
      parts: asksOf(question).length,
    });
    this.#states = new States(this.#memory, bench.core, bench.shelf);
    this.#threads = this.#memory.threads;
    this.#teacher = new Teacher(m, question, bench.words);
    this.#crew = new Crew(bench.core, bench.words, this.#threads, this.#teacher);
    this.#taken = new Float64Array(this.#instances.length);
    this.#kit = {
      memory: this.#memory,
      states: this.#states,
      core: bench.core,
      threads: this.#threads,
      watches: this.#judge.watches,
      instances: this.#instances,
    };
    this.#addInitial(question);
  }

  get size(): number {
    return this.#states.size;
  }

  get progress(): Progress {
    return {
      states: this.size,
      transitions: this.#transitions,
      depth: this.#depth,
      waiting: this.size - this.#next,
    };
  }

  /** Why it goes no further, if it does not. */
  endOf(limits: Limits): string | undefined {
    this.#relieve();
    if (this.size >= limits.states) this.resolve();
    if (this.#failed !== undefined) return this.#failed.message;
    const limit = limitAt({ states: this.size, bytes: this.#memory.bytesInMemory }, limits);
    if (this.#bench.shelf !== undefined && this.size < limits.states && limit !== undefined)
      this.#failed = new TooLittleMemory(limits.bytes, this.size - this.#next);
    return limit ?? (this.#isFull ? 'the memory that the core can address' : undefined);
  }

  /** Takes out what was found again once it was set aside. By then each state has the number that it keeps. */
  resolve(): void {
    const distinct = this.#words[place.DISTINCT]!;
    const known = this.#states.resolve((state, parent) => {
      this.#words[distinct + this.#instanceTo(state, parent)]!--;
    });
    if (known.length > 0) renumber(this.#words, this.#judge.watches, known);
  }

  /** Sets states aside before they take as much memory as they may, also where that is for no more than a larger table. */
  #relieve(): void {
    if (this.#memory.bytesWith(STRIDE) >= this.#bytes) this.#setAside();
  }

  #setAside(): void {
    if (this.#failed !== undefined || !this.#states.isWorthSettingAside(this.#next)) return;
    this.resolve();
    try {
      this.#states.setAside(this.#next);
    } catch (error) {
      if (!(error instanceof NotSetAside)) throw error;
      this.#failed = error;
    }
  }

  /** Sends the threads away and leaves the memory as it was found. */
  end(): void {
    this.#crew.end();
    this.#bench.shelf?.close();
    this.#memory.clear();
    this.#bench.release();
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
      this.#relieve();
      const batch = Math.min(left, this.#levelEnd - this.#next);
      if (!this.#prepare(batch)) return this.#giveUp();
      left -= this.#expandBatch(batch);
      if (this.#next === this.#levelEnd) this.resolve();
    }
    return this.#next < this.size;
  }

  /** Makes place for what so many states can add, if need be by setting others aside. */
  #prepare(batch: number): boolean {
    const { core } = this.#bench;
    if (this.#memory.prepare(batch, core)) return true;
    this.#setAside();
    return this.#memory.prepare(batch, core);
  }

  #giveUp(): true {
    this.#isFull = true;
    return true;
  }

  /**
   * Expands states of one level: who finds a state first does not depend on what is new. Returns how many: fewer where
   * there was no place for more.
   */
  #expandBatch(count: number): number {
    const words = this.#words;
    const first = this.#next;
    const inMemory = first - this.#states.base;
    words[place.FIRST] = inMemory;
    words[place.LAST] = inMemory + count;
    words[place.CLAIMED] = inMemory;
    this.#work(count);
    const expanded = Math.min(words[place.CLAIMED]!, words[place.LAST]!) - inMemory;
    this.#next += expanded;
    this.#bench.core.numberNew();
    this.#gather(expanded);
    this.#teacher.review(this.#threads[0]!);
    this.#teacher.sift();
    this.#showBatch(first, expanded);
    return expanded;
  }

  #work(count: number): void {
    const isShared = this.#areHelpersStarted() && count >= WORTH_SHARING;
    if (isShared) this.#crew.open();
    this.#crew.work();
    if (isShared) this.#crew.close();
    if (this.#crew.hasFailed) this.#bench.helpers.fail();
  }

  #areHelpersStarted(): boolean {
    if (this.#areStarted || this.size < WORTH_STARTING) return this.#areStarted;
    this.#bench.helpers.start(this.#threads.slice(1));
    this.#areStarted = this.#bench.helpers.count > 0;
    return this.#areStarted;
  }

  /**
   * Takes what the threads counted, and tells each what another has found.
   * @throws ThreadLost where they did not expand all that they took.
   */
  #gather(expanded: number): void {
    const words = this.#words;
    const done = this.#threads.reduce((sum, thread) => sum + words[thread + place.EXPANDED]!, 0);
    if (done !== expanded) throw new ThreadLost();
    for (const thread of this.#threads) {
      this.#transitions += words[thread + place.TRANSITIONS]!;
      this.#terminal += words[thread + place.TERMINAL]!;
      const taken = words[thread + place.TAKEN]!;
      for (let i = 0; i < this.#taken.length; i++) this.#taken[i]! += words[taken + i]!;
      words.fill(0, taken, taken + this.#taken.length);
      words.fill(0, thread + place.TRANSITIONS, thread + place.TERMINAL + 1);
      words[thread + place.EXPANDED] = 0;
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
    this.#memory.prepare(1, core);
    words[place.FIRST] = -1;
    core.addFirst(thread, gradeOf(question.ranks, state));
    words.fill(0, words[place.DISTINCT]!, words[place.DISTINCT]! + this.#instances.length);
    this.#judge.arrive(state, packed, 0, ANYTHING);
  }

  /** What is known now. It is to be read before the search goes on. */
  readonly snapshot = (): Snapshot => {
    this.resolve();
    return snapshotOf(this.#kit, {
      next: this.#next,
      depth: this.#depth,
      levelEnd: this.#levelEnd,
      levels: [...this.#levels],
      transitions: this.#transitions,
      terminal: this.#terminal,
      taken: [...this.#taken],
    });
  };

  /** Makes this search, which has just begun, know what another knew. */
  restore(kept: Kept): void {
    restore(this.#kit, kept, this.#bytes);
    const counters: Counters = kept.standing.counters;
    this.#next = counters.next;
    this.#depth = counters.depth;
    this.#levelEnd = counters.levelEnd;
    this.#levels = [...counters.levels];
    this.#transitions = counters.transitions;
    this.#terminal = counters.terminal;
    this.#taken.set(counters.taken);
  }

  /** Shows some of the states that another search expanded, from one on: who asks for them has not seen them. */
  showAgain(first: number, count: number): boolean {
    if (this.#visit === undefined || first >= this.#next) return false;
    this.#showBatch(first, Math.min(count, this.#next - first));
    return true;
  }

  /** Shows every state that was expanded to who asked for it. */
  #showBatch(first: number, count: number): void {
    if (this.#visit === undefined) return;
    // Not where the thread stands: in the next batch it may get no state, and what it was asked is asked there once more.
    const at = this.#words[this.#threads[0]! + place.AFTER]!;
    const roots = this.#states.rootsOf(first, count);
    for (let i = 0; i < count; i++) {
      this.#bench.core.unpack(roots[2 * i]!, roots[2 * i + 1]!, at);
      this.#visit(this.#packed, at);
    }
  }

  result(stopped: string | undefined): Exploration {
    for (const { words, rank, state } of gradesIn(this.#words)) this.#judge.note(words, rank, state);
    return {
      ...(stopped === undefined ? {} : { stopped }),
      ...(stopped === undefined || this.#failed === undefined ? {} : { failed: this.#failed }),
      states: this.size,
      transitions: this.#transitions,
      depth: this.#depth,
      levels: [...this.#levels, this.#levelEnd],
      folds: this.#folds,
      terminal: this.#terminal,
      actions: countsByName(this.#expander.instances, (instance) => this.#countOf(instance)),
      findings: this.#judge.findings(this.#scheduleTo),
      faultSets: this.#paths.allOf(this.#judge.faultSets(this.#laterTo)),
      words: this.#layout.words,
      bytes: this.#memory.bytes,
    };
  }

  readonly #scheduleTo: ScheduleTo = (index, by, shows) => {
    return this.#paths.actionsOf([...this.#pathTo(index), ...(by === undefined ? [] : [by])], shows);
  };

  /** The memory is another's by then: the path must be known now. */
  readonly #laterTo = (index: number) => {
    const path = this.#pathTo(index);
    return () => this.#paths.actionsOf(path);
  };

  /** The instances that lead to a state: each is the first that leads there from the state before. */
  #pathTo(index: number): number[] {
    const path: number[] = [];
    for (let state = index; state > 0; ) {
      const parent = this.#states.parentOf(state);
      const by = this.#leading.get(state) ?? this.#instanceTo(state, parent);
      this.#leading.set(state, by);
      path.push(this.#instances[by]!.index);
      state = parent;
    }
    return path.reverse();
  }

  /** The number of an instance. A search that went on has not learned what leads to states that it did not find itself. */
  #instanceTo(state: number, parent: number): number {
    const thread = this.#threads[0]!;
    const step = this.#states.stepTo(state, parent);
    for (;;) {
      const found = this.#bench.core.instanceTo(thread, ...step);
      if (found >= 0) return found;
      if (found === -1) throw new Error(`no step leads from state ${parent} to state ${state}`);
      this.#teacher.answer(-1 - found, thread);
    }
  }

  /** Of an instance, by its place among all that the model has. */
  #countOf(instance: number): ActionCount {
    const number = this.#numbers.get(this.#expander.instances[instance]!)!;
    return { taken: this.#taken[number]!, distinct: this.#words[this.#words[place.DISTINCT]! + number]! };
  }
}
