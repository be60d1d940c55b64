import { parentPort } from 'node:worker_threads';
import { serve } from '../explorer/learned/crew.ts';
import { loadCore } from '../explorer/learned/load.ts';
import type { Given } from './helpers.ts';

/* A thread that helps: it works on what the search shares in memory, and knows no rule. */

parentPort!.on('message', ({ memory, module, post, port }: Given) => {
  serve(loadCore(memory, module), memory.words, post, (error) => {
    port.postMessage(error instanceof Error ? error.stack : String(error));
  });
});
