import type { Side } from '../../model/side.ts';
import type { State } from '../../model/state.ts';
import { whyCacheIsGone } from '../../words/lost-cache.ts';
import type { Run } from './run.ts';

/*
 * A state says of a memory that it is empty, not that it lost what it held: that takes the run. Nothing
 * enters a memory once it is gone, so the state before it went says what it took along.
 */

/** The last state in which the content of a cache was still there; undefined while it is. */
export function beforeCacheLoss(run: Run, number: number, side: Side): State | undefined {
  return lastBefore(run, number, (s) => whyCacheIsGone(run.model, s, side) !== undefined);
}

/** The same for a FIFO. */
export function beforeFifoLoss(run: Run, number: number, side: Side): State | undefined {
  return lastBefore(run, number, ({ fifos }) => fifos[side].state === 'failed');
}

/** The same for a controller's table, which goes when the controller stops. */
export function beforeTableLoss(run: Run, number: number, side: Side): State | undefined {
  return lastBefore(run, number, ({ controllers }) => controllers[side].mode === 'stopped');
}

function lastBefore({ steps }: Run, number: number, isGone: (s: State) => boolean): State | undefined {
  return steps.slice(0, number).find(({ after }) => isGone(after))?.before;
}
