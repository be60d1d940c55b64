import { tmpdir } from 'node:os';
import { type Explore, explore } from '../explorer/explore.ts';
import type { Question } from '../explorer/findings.ts';
import type { FoldName } from '../explorer/fold/fold.ts';
import { neededFolds } from '../explorer/fold/same-future.ts';
import { loadCore } from '../explorer/learned/load.ts';
import type { CoreMemory } from '../explorer/learned/memory.ts';
import { MOST_WORDS, memoryOf, NoSharedMemory } from '../explorer/learned/memory.ts';
import { ALONE, exploreLearned, MOST_INSTANCES } from '../explorer/learned/search.ts';
import type { Checkpointer } from '../explorer/learned/snapshot.ts';
import { coreModule } from '../files/core-module.ts';
import type { Model } from '../model/model.ts';
import { actionsOf } from '../model/protocol.ts';
import { helpersFor } from './helpers.ts';
import { shelfIn } from './shelf.ts';

/** What explores: the plain search, or the core that learns the rules. */
export const cores = ['learned', 'plain'] as const;
export type CoreName = (typeof cores)[number];

/** Thrown for a design that only the plain search can explore, where it was to be kept. */
export class CannotKeep extends Error {
  override readonly name = 'CannotKeep';

  constructor({ design }: Model) {
    super(
      `${design.name}: more than ${MOST_INSTANCES} instances of actions are explored by the plain search alone, ` +
        'and that cannot be kept: leave --checkpoint out, or lower its bounds',
    );
  }
}

/** Where a search is kept. */
export type Keeping = (m: Model, question: Question, folds: readonly FoldName[]) => Checkpointer;

/**
 * What explores a design for the question that `check` asks of it: with so many threads, if by the core that learns. Where
 * there is no WebAssembly, or no memory that threads can share, it is the plain search, which `tell` is told: the core in
 * JavaScript takes longer than that. The plain search cannot be kept. States that memory has no place for go to a folder.
 * @throws CannotKeep, NoSharedMemory where a search was to be kept that cannot be.
 */
export function engineOf(
  core: CoreName,
  workers: number,
  tell: (why: string) => void,
  keeping?: Keeping,
  asideIn = tmpdir(),
): Explore {
  if (core === 'plain') return explore;
  return (m, question, limits, folds = neededFolds(m, question)) => {
    if (actionsOf(m).length > MOST_INSTANCES) {
      if (keeping !== undefined) throw new CannotKeep(m);
      return explore(m, question, limits, folds);
    }
    const memory = keeping === undefined ? sharedMemory(tell) : takeMemory();
    if (memory === undefined) return explore(m, question, limits, folds);
    const module = coreModule();
    const helpers = workers === 1 ? undefined : helpersFor(workers - 1, memory, module, tell);
    const release = () => {
      free.push(memory);
      helpers?.release();
    };
    const shelf = shelfIn(asideIn);
    const { words } = memory;
    const bench = { core: loadCore(memory, module), words, helpers: helpers ?? ALONE, shelf, release };
    return exploreLearned(m, question, limits, bench, folds, keeping?.(m, question, folds));
  };
}

/** Words of memory: as many as there can be, but for a page. */
const MOST = MOST_WORDS - 2 ** 14;

/** Memories that searches have left as they found them. */
const free: CoreMemory[] = [];

/** @throws NoSharedMemory */
function takeMemory(): CoreMemory {
  return free.pop() ?? memoryOf(MOST);
}

function sharedMemory(tell: (why: string) => void): CoreMemory | undefined {
  if (coreModule() === undefined) {
    tell(
      'the plain search explores: the core that learns needs WebAssembly, and to be built (npm run build)',
    );
    return undefined;
  }
  try {
    return takeMemory();
  } catch (error) {
    if (!(error instanceof NoSharedMemory)) throw error;
    tell(`the plain search explores: ${error.message}`);
    return undefined;
  }
}
