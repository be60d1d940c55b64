import { availableParallelism } from 'node:os';
import type { Explore } from '../../explorer/explore.ts';
import { MOST_THREADS } from '../../explorer/learned/regions.ts';
import { type CoreName, cores, engineOf, type Keeping } from '../../threads/engine.ts';
import { WrongUsage } from '../terminal/exit.ts';
import { warn } from '../terminal/write.ts';
import type { CheckpointOptions } from './checkpoints.ts';
import { number, type Option, oneOf } from './verb.ts';

/** What explores, and by how many threads. Everything that is found is the same whatever is chosen. */
export interface EngineOptions {
  readonly core: CoreName;
  readonly workers?: number;
}

export const engineOptions: readonly Option[] = [
  {
    name: 'core',
    takes: oneOf(cores),
    says: 'what explores: the core that learns the rules, or the plain search, which asks them each time',
    default: cores[0],
  },
  {
    name: 'workers',
    takes: number(1, MOST_THREADS),
    says: 'threads that explore together; as many as there are cores by default; the plain search has one',
  },
];

/**
 * What explores as the options say, and where it is kept. Who named a folder for that has place in it.
 * @throws WrongUsage
 */
export function engineFor(
  { core, workers, checkpoint }: EngineOptions & CheckpointOptions,
  keeping?: Keeping,
): Explore {
  if (core === 'plain' && workers !== undefined && workers > 1) {
    throw new WrongUsage(`--workers: expected 1 with --core plain, found ${workers}`);
  }
  return engineOf(core, workers ?? Math.min(availableParallelism(), MOST_THREADS), warn, keeping, checkpoint);
}
