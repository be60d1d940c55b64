import type { Side, State } from '../../model/state.ts';
import { whyCacheIsGone } from '../../words/lost-cache.ts';
import type { Course } from './run.ts';

/*
 * A state says of a memory that it is empty, not that it lost what it held: that takes the run. Nothing
 * enters a memory once it is gone, so the state before it went says what it took along.
 */

/** The last state in which the content of a cache was still there; undefined while it is. */
export function beforeCacheLoss(course: Course, number: number, side: Side): State | undefined {
  return lastBefore(course, number, (s) => whyCacheIsGone(course.model, s, side) !== undefined);
}

/** The same for a FIFO. */
export function beforeFifoLoss(course: Course, number: number, side: Side): State | undefined {
  return lastBefore(course, number, ({ fifos }) => fifos[side].state === 'failed');
}

/** The same for a controller's table, which goes when the controller stops. */
export function beforeTableLoss(course: Course, number: number, side: Side): State | undefined {
  return lastBefore(course, number, ({ controllers }) => controllers[side].mode === 'stopped');
}

function lastBefore({ steps }: Course, number: number, isGone: (s: State) => boolean): State | undefined {
  return steps.slice(0, number).find(({ after }) => isGone(after))?.before;
}
