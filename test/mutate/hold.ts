import { exec } from 'uvu';

/*
 * Test files in one process, one after another, until a test fails. uvu must have been told to wait for it (`DEFERRED`):
 * else it begins by itself with what is there, and again when all is there.
 */

/** What Node is to be told for that: before anything is loaded, for a bundle loads uvu first. */
export const DEFERRED = ['--import', 'data:text/javascript,globalThis.UVU_DEFER=1'];

/** Files of tests, each by a name and a way to load it. */
export type Suites = readonly (readonly [name: string, load: () => Promise<unknown>])[];

interface UvuGlobals {
  UVU_DEFER?: number;
  UVU_INDEX?: number;
  UVU_QUEUE: unknown[][];
}

/** Runs them; the process ends with 1 at the first test that fails. */
export async function holdAll(suites: Suites): Promise<void> {
  const uvu = globalThis as unknown as UvuGlobals;
  if (uvu.UVU_DEFER === undefined) throw new Error('uvu begins by itself: start Node with DEFERRED');
  for (const [name, load] of suites) {
    uvu.UVU_INDEX = uvu.UVU_QUEUE.push([name]) - 1;
    await load();
  }
  await exec(true);
}
