/** The words that a core works on. Threads may share it: it can be posted to a worker as it is. */
export interface CoreMemory {
  readonly words: Int32Array<SharedArrayBuffer>;
  /** The same as WebAssembly sees it; undefined where there is none. */
  readonly forWebAssembly: WebAssembly.Memory | undefined;
}

/** The most words that a memory can have, 4 GB: WebAssembly counts bytes with 32 bits. */
export const MOST_WORDS = 2 ** 30;
const WORDS_PER_PAGE = 2 ** 14;

/** Thrown where the machine does not give a memory that threads can share, or not one of that size. */
export class NoSharedMemory extends Error {
  override readonly name = 'NoSharedMemory';

  constructor(
    readonly words: number,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `no shared memory of ${words} words can be had: ${reason}; ask for less, or explore without it`,
      options,
    );
  }
}

/**
 * A memory of at least so many words, all zero. It is only reserved: what nobody touches costs nothing.
 * @throws NoSharedMemory
 */
export function memoryOf(words: number): CoreMemory {
  if (words > MOST_WORDS) throw new NoSharedMemory(words, `${MOST_WORDS} is the most`);
  const pages = Math.max(1, Math.ceil(words / WORDS_PER_PAGE));
  try {
    return memoryOfPages(pages);
  } catch (cause) {
    throw new NoSharedMemory(words, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function memoryOfPages(pages: number): CoreMemory {
  if (typeof WebAssembly === 'undefined') {
    const buffer = new SharedArrayBuffer(pages * WORDS_PER_PAGE * Int32Array.BYTES_PER_ELEMENT);
    return { words: new Int32Array(buffer), forWebAssembly: undefined };
  }
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  return { words: new Int32Array(memory.buffer), forWebAssembly: memory };
}
