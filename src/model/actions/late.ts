import { acts, holdsPages } from '../cache.ts';
import { LANDING, landWrite } from '../edits.ts';
import { unless } from '../guard.ts';
import { eventOf } from '../lifecycle.ts';
import { exhaust, LOSSES } from '../losses.ts';
import type { Model } from '../model.ts';
import { onUnits } from '../power.ts';
import { canDrain, drainRunsOn, nextToDrain } from '../queue.ts';
import { R5_fence } from '../rules.ts';
import { ARBITER, BOARD, CACHE, ENGINE, FIFO, type Side, sides } from '../side.ts';
import { move, type State } from '../state.ts';
import { transition } from '../transition.ts';

/* What a fault leaves under way: it costs no budget. */

const WAKE = eventOf('controller.board', 'WAKE');

/** H08: a hung board acts again. */
const Wake = transition({
  name: 'Wake',
  over: ['side'],
  by: 'late',
  process: 'late',
  of: ({ board }) => board === 'hung',
  touches: ['controllers.board'],
  closed: () => undefined,
  apply: (_, d, { side }) => {
    const controller = d.controllers[side];
    controller.board = move(d, WAKE, BOARD[side], controller.board);
  },
});

/** H09: the device write of a controller that hangs or is down still lands, until a fence rejects it (R5). */
const DeviceWriteLate = transition({
  name: 'DeviceWriteLate',
  over: ['side', 'block'],
  by: 'late',
  process: 'late',
  of: (controller) => !acts(controller),
  touches: LANDING,
  closed: (m, s, { side, block }) =>
    unless(s.blocks[block]!.queued[side] !== 0, 'deviceWrite') ??
    unless(R5_fence.atDevice(m, s, side, block), 'R5_fence'),
  apply: (_, d, { side, block }) => landWrite(d, side, block),
});

/**
 * H26: an outage goes on. Time passes on a battery in drain steps, so not while a drain that it feeds goes forward; but
 * once its charge is spent, it may fail at any time. Nobody counts the charge of one behind no drain: it fails at any time.
 */
const BatteryElapse = transition({
  name: 'BatteryElapse',
  over: ['battery'],
  by: 'late',
  process: 'late',
  touches: ['batteries', ...LOSSES],
  only: ({ outagesLast }) => outagesLast,
  closed: (m, s, { battery }) =>
    unless(s.batteries[battery]!.state === 'feeding' && holdsUp(m, s, battery), 'feeding') ??
    unless(s.batteries[battery]!.charge === 0 || !drainsOn(m, s, battery), 'idle'),
  apply: (m, d, { battery }) => {
    if (isForDrains(m, battery) && d.batteries[battery]!.charge > 1) d.batteries[battery]!.charge--;
    else exhaust(m, d, battery);
  },
});

function isForDrains({ drainBatteries }: Model, battery: number): boolean {
  return sides.some((side) => drainBatteries[side].includes(battery));
}

/** Whether the battery keeps anything that can be lost: a working board or arbiter, content, or a drain that has work. */
function holdsUp(m: Model, s: State, battery: number): boolean {
  return m.batteryParts[battery]!.some((part) => {
    if (onUnits(m, s, part)) return false;
    if (part === ARBITER) return s.arbiterUp;
    return sides.some(
      (side) =>
        (part === BOARD[side] && s.controllers[side].mode !== 'stopped') ||
        (part === CACHE[side] && holdsPages(s, side)) ||
        (part === FIFO[side] && s.fifos[side].entries[0]?.version) ||
        (part === ENGINE[side] && hasToDrain(m, s, side)),
    );
  });
}

function drainsOn(m: Model, s: State, battery: number): boolean {
  return sides.some((side) => m.ack === 'fifo' && drainRunsOn(m, s, side, battery) && hasToDrain(m, s, side));
}

function hasToDrain(m: Model, s: State, side: Side): boolean {
  return canDrain(m, s, side) && nextToDrain(m, s, side) >= 0;
}

export const late = [Wake, DeviceWriteLate, BatteryElapse] as const;
