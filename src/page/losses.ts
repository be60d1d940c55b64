import { faultSet } from '../../spec/faults.ts';
import { BOARD, CACHE, type Model } from '../model/model.ts';
import { isFed } from '../model/power.ts';
import type { Side, State } from '../model/state.ts';
import type { Course } from './course.ts';

/*
 * A state says of a memory that it is empty, not that it lost what it held: that takes the run. Nothing
 * enters a memory once it is gone, so the state before it went says what it took along.
 */

/** The last state in which the content of a cache was still there; undefined while it is. */
export function beforeCacheLoss(course: Course, number: number, side: Side): State | undefined {
  return lastBefore(course, number, (s) => isCacheGone(course.model, s, side));
}

/** The same for a FIFO. */
export function beforeFifoLoss(course: Course, number: number, side: Side): State | undefined {
  return lastBefore(course, number, ({ fifos }) => fifos[side].state === 'failed');
}

/** The same for a controller's table, which goes when the controller stops. */
export function beforeTableLoss(course: Course, number: number, side: Side): State | undefined {
  return lastBefore(course, number, ({ controllers }) => controllers[side].mode === 'stopped');
}

/** Whether a cache has no content any more: dark, failed, or gone with its board. */
export function isCacheGone(m: Model, s: State, side: Side): boolean {
  if (!isFed(m, s, CACHE[side])) return true;
  const struck = faultSet(m.faults, s.faults);
  const wentDown = m.design.crashLosesMemory && struck.includes(`BoardCrash ${BOARD[side]}`);
  return wentDown || struck.includes(`CacheLost ${CACHE[side]}`);
}

function lastBefore({ steps }: Course, number: number, isGone: (s: State) => boolean): State | undefined {
  return steps.slice(0, number).find(({ after }) => isGone(after))?.before;
}
