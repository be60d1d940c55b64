import type { Core } from './load.ts';
import * as place from './places.ts';
import type { Teacher } from './teacher.ts';

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

  constructor(memory: Int32Array) {
    this.#memory = memory;
  }

  open(): void {
    Atomics.store(this.#memory, place.IS_OPEN, 1);
    Atomics.add(this.#memory, place.OPENED, 1);
    Atomics.notify(this.#memory, place.OPENED);
  }

  close(): void {
    Atomics.store(this.#memory, place.IS_OPEN, 0);
    for (;;) {
      const inside = Atomics.load(this.#memory, place.INSIDE);
      if (inside === 0) return;
      Atomics.wait(this.#memory, place.INSIDE, inside);
    }
  }

  /** Whether a thread failed: then what the batch came to is not to be used. */
  get hasFailed(): boolean {
    return Atomics.load(this.#memory, place.FAILED) !== 0;
  }

  end(): void {
    Atomics.store(this.#memory, place.ENDS, 1);
    Atomics.add(this.#memory, place.OPENED, 1);
    Atomics.notify(this.#memory, place.OPENED);
  }
}

/**
 * What another thread does until the search ends: it works on each batch that it finds open. If it fails, it says of what
 * and leaves.
 */
export function serve(memory: Int32Array, expand: () => void, fails: (error: unknown) => void): void {
  let seen = 0;
  for (;;) {
    Atomics.wait(memory, place.OPENED, seen);
    if (Atomics.load(memory, place.ENDS) !== 0) return;
    seen = Atomics.load(memory, place.OPENED);
    Atomics.add(memory, place.INSIDE, 1);
    try {
      if (Atomics.load(memory, place.IS_OPEN) !== 0) expand();
    } catch (error) {
      fails(error);
      Atomics.store(memory, place.FAILED, 1);
      return;
    } finally {
      Atomics.sub(memory, place.INSIDE, 1);
      Atomics.notify(memory, place.INSIDE);
    }
  }
}
