import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Design } from '../../spec/design.ts';
import type { CoreMemory } from '../explorer/core/memory.ts';
import { SEARCHES } from '../explorer/core/places.ts';
import type { Helpers } from '../explorer/core/search.ts';

/** What a thread that helps runs: helper.ts, in the form that this file has. */
const SOURCE = new URL(import.meta.url.replace(/helpers(\.[jt]s)$/, 'helper$1'));

/** What a thread that helps is given. */
export interface Given {
  readonly design: Design;
  readonly memory: CoreMemory;
  readonly module: WebAssembly.Module | undefined;
  /** Which search of this memory it is. */
  readonly search: number;
  /** Its place in memory. */
  readonly place: number;
  /** Where it says of what it failed. */
  readonly port: MessagePort;
}

/**
 * So many threads to help with the exploration of a design. They go with the process, if not before. One that cannot start
 * is missed by nobody: `tell` is told.
 */
export function helpersFor(
  count: number,
  design: Design,
  memory: CoreMemory,
  module: WebAssembly.Module | undefined,
  tell: (why: string) => void,
): Helpers {
  const ports: MessagePort[] = [];
  const start = (place: number) => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1);
    port1.unref();
    const search = memory.words[SEARCHES]!;
    const given: Given = { design, memory, module, search, place, port: port2 };
    const missed = (error: unknown) => tell(`one thread less explores: ${(error as Error).message}`);
    try {
      new Worker(SOURCE, { workerData: given, transferList: [port2] }).on('error', missed).unref();
    } catch (error) {
      missed(error);
    }
  };
  return {
    count,
    start: (places) => places.forEach(start),
    fail: () => {
      const told = ports.map((port) => receiveMessageOnPort(port)).find((message) => message !== undefined);
      throw new Error(`a thread of the search failed: ${told?.message ?? 'it does not say of what'}`);
    },
  };
}
