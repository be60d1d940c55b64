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

/**
 * The threads of a search, from the side of the one that leads. A batch is opened to all of them: who comes in time takes
 * states from it. It is closed when all that came have left. The leader alone runs rules: it answers what the others ask.
 */
export class Crew {
  readonly #core: Core;
  readonly #memory: Int32Array;
  readonly #leader: number;
  readonly #others: readonly number[];
  readonly #teacher: Pick<Teacher, 'answer'>;
  readonly #patience: number;

  constructor(
    core: Core,
    memory: Int32Array,
    [leader, ...others]: readonly number[],
    teacher: Pick<Teacher, 'answer'>,
    patience = PATIENCE_MS,
  ) {
    this.#core = core;
    this.#memory = memory;
    this.#leader = leader!;
    this.#others = others;
    this.#teacher = teacher;
    this.#patience = patience;
  }

  open(): void {
    Atomics.store(this.#memory, place.IS_OPEN, 1);
    Atomics.add(this.#memory, place.OPENED, 1);
    Atomics.notify(this.#memory, place.OPENED);
  }

  /** Expands what the leader can get of the batch under way. */
  work(): void {
    const { expand } = this.#core;
    for (let asked = expand(this.#leader); asked !== place.DONE; asked = expand(this.#leader)) {
      if (asked === place.IS_CALLED) this.#hear();
      else this.#teacher.answer(asked, this.#leader);
    }
  }

  /** @throws ThreadLost when one that came does not leave. */
  close(): void {
    Atomics.store(this.#memory, place.IS_OPEN, 0);
    for (this.#hear(); Atomics.load(this.#memory, place.INSIDE) > 0; this.#hear()) {
      this.#waitWhile(place.CALLS, this.#memory[place.HEARD]!);
    }
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
    for (const thread of this.#others) this.#release(thread);
    for (let left = this.#running; left > 0; left = this.#running) this.#waitWhile(place.RUNNING, left);
    Atomics.add(this.#memory, place.SEARCHES, 1);
  }

  get #running(): number {
    return Atomics.load(this.#memory, place.RUNNING);
  }

  /** Answers all that was asked. A call that comes meanwhile is heard later. */
  #hear(): void {
    this.#memory[place.HEARD] = Atomics.load(this.#memory, place.CALLS);
    for (const thread of this.#others) {
      const asked = Atomics.load(this.#memory, thread + place.QUESTION);
      if (asked === place.DONE) continue;
      this.#teacher.answer(asked, thread);
      this.#release(thread);
    }
  }

  /** Lets a thread go on that waits for an answer. */
  #release(thread: number): void {
    Atomics.store(this.#memory, thread + place.QUESTION, place.DONE);
    Atomics.notify(this.#memory, thread + place.QUESTION);
  }

  /** A thread that was lost is not waited for: what it does shows in memory as long as it does anything. */
  #waitWhile(at: number, value: number): void {
    let seen = '';
    while (Atomics.wait(this.#memory, at, value, this.#patience) === 'timed-out') {
      const now = this.#others
        .map((from) => this.#memory.subarray(from, from + place.THREAD_WORDS).join())
        .join();
      if (now === seen) throw new ThreadLost();
      seen = now;
    }
  }
}

/** What another thread is to do: in which search, and its place there. */
export interface Post {
  readonly search: number;
  readonly thread: number;
}

/**
 * What another thread does until the search ends: it works on each batch that it finds open, and asks the leader what a
 * tree does not know. If it fails, it says so and leaves.
 */
export function serve(core: Core, memory: Int32Array, post: Post, fails: (error: unknown) => void): void {
  Atomics.add(memory, place.RUNNING, 1);
  for (let [seen, works] = [0, true]; works && isOn(memory, post); ) {
    Atomics.wait(memory, place.OPENED, seen);
    seen = Atomics.load(memory, place.OPENED);
    if (isOn(memory, post)) works = workIfOpen(core, memory, post, fails);
  }
  Atomics.sub(memory, place.RUNNING, 1);
  Atomics.notify(memory, place.RUNNING);
}

function isOn(memory: Int32Array, { search }: Post): boolean {
  return Atomics.load(memory, place.SEARCHES) === search && Atomics.load(memory, place.ENDS) === 0;
}

/** False if it failed. Of what, it says before it leaves: the leader asks then. */
function workIfOpen(
  { expand }: Core,
  memory: Int32Array,
  post: Post,
  fails: (error: unknown) => void,
): boolean {
  const { thread } = post;
  Atomics.add(memory, place.INSIDE, 1);
  try {
    if (Atomics.load(memory, place.IS_OPEN) === 0) return true;
    for (let asked = expand(thread); asked !== place.DONE; asked = expand(thread)) {
      if (!ask(memory, post, asked)) return true;
    }
    return true;
  } catch (error) {
    fails(error);
    Atomics.store(memory, place.FAILED, 1);
    return false;
  } finally {
    Atomics.sub(memory, place.INSIDE, 1);
    call(memory);
  }
}

/** Waits until the leader has answered. False if it does not any more. */
function ask(memory: Int32Array, post: Post, asked: number): boolean {
  const at = post.thread + place.QUESTION;
  Atomics.store(memory, at, asked);
  call(memory);
  while (Atomics.load(memory, at) !== place.DONE) {
    if (!isOn(memory, post)) return false;
    Atomics.wait(memory, at, asked);
  }
  return true;
}

function call(memory: Int32Array): void {
  Atomics.add(memory, place.CALLS, 1);
  Atomics.notify(memory, place.CALLS);
}
