import { type Side, sides } from './side.ts';
import type { State } from './state.ts';

/*
 * Each device has epochs, one more with every fence of it (R5, R6). The arbiter grants them; the device, the switch and the
 * old owner learn of each at a time of their own.
 */

/** The epoch of a device that a controller acts in: the first of its own, the next of one that it takes over. */
export function epochOf(side: Side, device: Side): number {
  return side === device ? 0 : 1;
}

/** The controller that owns a device in an epoch of it. */
export function ownerIn(epoch: number, device: Side): Side {
  return sides.find((side) => epochOf(side, device) === epoch)!;
}

/** Whether the arbiter has granted the device of a controller to its partner. */
export function isFenced({ devices }: State, side: Side): boolean {
  return devices[side].granted > epochOf(side, side);
}
