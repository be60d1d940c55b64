import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { SEARCHES } from '../explorer/core/places.ts';
import type { Post } from '../explorer/learned/crew.ts';
import type { CoreMemory } from '../explorer/learned/memory.ts';
import type { Helpers } from '../explorer/learned/search.ts';

/** What a thread that helps runs: helper.ts, in the form of this file, which may be part of the bundled command. */
const SOURCE = new URL(`../threads/helper${import.meta.url.slice(-3)}`, import.meta.url);

/** What a thread that helps is given for a search. */
export interface Given {
  readonly memory: CoreMemory;
  readonly module: WebAssembly.Module | undefined;
  readonly post: Post;
  /** Where it says of what it failed. */
  readonly port: MessagePort;
}

/** Threads that have a search behind them. To start one takes longer than many a search. */
const idle = new Set<Worker>();

/**
 * So many threads to help with a search, until they are released. They go with the process. One that cannot start is
 * missed by nobody: `tell` is told.
 */
export function helpersFor(
  count: number,
  memory: CoreMemory,
  module: WebAssembly.Module | undefined,
  tell: (why: string) => void,
): Helpers & { readonly release: () => void } {
  const ports: MessagePort[] = [];
  const threads: Worker[] = [];
  const start = (thread: number) => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1);
    port1.unref();
    const post = { search: memory.words[SEARCHES]!, thread };
    const given: Given = { memory, module, post, port: port2 };
    try {
      const worker = takeThread(tell);
      threads.push(worker);
      worker.postMessage(given, [port2]);
    } catch (error) {
      missed(error, tell);
    }
  };
  return {
    count,
    start: (places) => places.forEach(start),
    fail: () => {
      const told = ports.map((port) => receiveMessageOnPort(port)).find((message) => message !== undefined);
      throw new Error(`a thread of the search failed: ${told?.message ?? 'it does not say of what'}`);
    },
    release: () => {
      for (const thread of threads) idle.add(thread);
    },
  };
}

function takeThread(tell: (why: string) => void): Worker {
  for (const thread of idle) {
    idle.delete(thread);
    return thread;
  }
  const thread = new Worker(SOURCE);
  thread.on('error', (error) => missed(error, tell)).on('exit', () => idle.delete(thread));
  thread.unref();
  return thread;
}

function missed(error: unknown, tell: (why: string) => void): void {
  tell(`one thread less explores: ${(error as Error).message}`);
}
