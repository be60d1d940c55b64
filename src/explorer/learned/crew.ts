import * as place from '../core/places.ts';
import type { Core } from './load.ts';
import type { Teacher } from './teacher.ts';

/** How long a thread may do nothing before it counts as lost. */
const PATIENCE_MS = 20_000;

/** Thrown where a thread of a search is gone without a word. */
export class ThreadLost extends Error {
  override readonly name = 'ThreadLost';

  constructor() {
    super('a thread of the search is lost: explore with --workers 1');
  }
}

/** Expands what a thread can get of the batch under way. */
export function work(core: Core, teacher: Teacher, thread: number): void {
  for (let asked = core.expand(thread); asked !== place.DONE; asked = core.expand(thread)) {
    teacher.answer(asked, thread);
  }
}

/**
 * The threads of a search, from the side of the one that leads. A batch is opened to all of them: who comes in time takes
 * states from it. It is closed when all that came have left.
 */
export class Crew {
  readonly #memory: Int32Array;
  readonly #threads: readonly number[];
  readonly #patience: number;

  constructor(memory: Int32Array, threads: readonly number[], patience = PATIENCE_MS) {
    this.#patience = patience;
    this.#memory = memory;
    this.#threads = threads;
  }

  open(): void {
    Atomics.store(this.#memory, place.IS_OPEN, 1);
    Atomics.add(this.#memory, place.OPENED, 1);
    Atomics.notify(this.#memory, place.OPENED);
  }

  /** @throws ThreadLost when one that came does not leave. */
  close(): void {
    Atomics.store(this.#memory, place.IS_OPEN, 0);
    this.#waitForNone(place.INSIDE);
  }

  /** Whether a thread failed: then what the batch came to is not to be used. */
  get hasFailed(): boolean {
    return Atomics.load(this.#memory, place.FAILED) !== 0;
  }

  /** Sends all threads away. Those that come later find that the search is not theirs any more. */
  end(): void {
    Atomics.store(this.#memory, place.ENDS, 1);
    Atomics.add(this.#memory, place.OPENED, 1);
    Atomics.notify(this.#memory, place.OPENED);
    this.#waitForNone(place.RUNNING);
    Atomics.add(this.#memory, place.SEARCHES, 1);
  }

  /** A thread that was lost is not waited for: what it does shows in memory as long as it does anything. */
  #waitForNone(count: number): void {
    let seen = '';
    for (;;) {
      const left = Atomics.load(this.#memory, count);
      if (left === 0) return;
      if (Atomics.wait(this.#memory, count, left, this.#patience) !== 'timed-out') continue;
      const now = this.#threads.map((at) => this.#memory.subarray(at, at + place.THREAD_WORDS).join()).join();
      if (now === seen) throw new ThreadLost();
      seen = now;
    }
  }
}

/**
 * What another thread does until the search ends, the one with this number: it works on each batch that it finds open. If
 * it fails, it says so and leaves.
 */
export function serve(
  memory: Int32Array,
  search: number,
  expand: () => void,
  fails: (error: unknown) => void,
): void {
  Atomics.add(memory, place.RUNNING, 1);
  try {
    for (let seen = 0; isOn(memory, search); ) {
      Atomics.wait(memory, place.OPENED, seen);
      seen = Atomics.load(memory, place.OPENED);
      if (isOn(memory, search)) workIfOpen(memory, expand);
    }
  } catch (error) {
    fails(error);
  } finally {
    Atomics.sub(memory, place.RUNNING, 1);
    Atomics.notify(memory, place.RUNNING);
  }
}

function isOn(memory: Int32Array, search: number): boolean {
  return Atomics.load(memory, place.SEARCHES) === search && Atomics.load(memory, place.ENDS) === 0;
}

function workIfOpen(memory: Int32Array, expand: () => void): void {
  Atomics.add(memory, place.INSIDE, 1);
  try {
    if (Atomics.load(memory, place.IS_OPEN) !== 0) expand();
  } catch (error) {
    Atomics.store(memory, place.FAILED, 1);
    throw error;
  } finally {
    Atomics.sub(memory, place.INSIDE, 1);
    Atomics.notify(memory, place.INSIDE);
  }
}
