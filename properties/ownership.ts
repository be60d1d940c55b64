import type { Side } from '../src/model/side.ts';
import type { Controller, State } from '../src/model/state.ts';
import { both } from './copies.ts';

/* Who acts for a device: by epochs, which are 0 while a device is with its own controller, and 1 once its partner has it. */

/** The epoch of a device that what a controller does for it is of. */
export function epochAt(side: Side, device: Side): number {
  return side === device ? 0 : 1;
}

/** A controller that works: it is up, and neither has stopped nor knows that it is fenced. */
export function works(s: State, side: Side): boolean {
  const { board, mode } = s.controllers[side];
  return board === 'up' && mode !== 'fenced' && mode !== 'stopped';
}

/** Whether the arbiter has granted the device of this controller to its partner. */
export function isFenced(s: State, side: Side): boolean {
  return s.devices[side].granted > 0;
}

const BOOTS: readonly Controller['mode'][] = ['booting', 'notified', 'allocated'];

/** Whether requests for this device get to the controller and its answers to the host (B9), and it works. */
export function serves(s: State, side: Side, device: Side): boolean {
  const { mode } = s.controllers[side];
  if (!works(s, side) || s.devices[device].routed > epochAt(side, device)) return false;
  return side === device ? !BOOTS.includes(mode) : mode === 'solo';
}

/** Whether anybody serves the device. */
export function isServed(s: State, device: Side): boolean {
  return both.some((side) => serves(s, side, device));
}

/**
 * Whether a controller works that has been granted the device, or can be, and can answer hosts for it: an arbiter that works
 * fences no one who is. Without one each decides by itself, fenced or not.
 */
export function mayBeGranted(s: State, side: Side, device: Side, decidesItself: boolean): boolean {
  if (!works(s, side) || s.devices[device].routed > epochAt(side, device)) return false;
  if (s.devices[device].granted > 0) return side !== device;
  return side === device || decidesItself || (s.arbiterUp && !isFenced(s, side));
}
