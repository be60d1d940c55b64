import { parentPort } from 'node:worker_threads';
import { questionFor } from '../check/assess.ts';
import { serve, work } from '../explorer/learned/crew.ts';
import { loadCore } from '../explorer/learned/load.ts';
import { Teacher } from '../explorer/learned/teacher.ts';
import { compileModel } from '../model/model.ts';
import type { Given } from './helpers.ts';

/* A thread that helps: it knows the design and its question, and works on what the search shares in memory. */

parentPort!.on('message', ({ design, memory, module, search, place, port }: Given) => {
  const core = loadCore(memory, module);
  const teacher = new Teacher(compileModel(design), questionFor(design), memory.words);
  serve(
    memory.words,
    search,
    () => work(core, teacher, place),
    (error) => port.postMessage(error instanceof Error ? error.stack : String(error)),
  );
});
