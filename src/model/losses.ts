import { inReadWriteArea } from './cache.ts';
import { blankPage, changeMode, clearTable, discardEntry, emptyFifo, losePage } from './edits.ts';
import { eventOf } from './lifecycle.ts';
import { isMirrorPage, type Model } from './model.ts';
import { isFed, onUnits } from './power.ts';
import { isVerified } from './queue.ts';
import { ARBITER, BOARD, CACHE, FIFO, type Side, sides } from './side.ts';
import { type Draft, move, type StateField } from './state.ts';

/* What a fault takes with it: a loss spreads from a supply to a cache, to its controller, to its requests. */

const TAKE_LOAD = eventOf('battery', 'TAKE_LOAD');
const EXHAUST = eventOf('battery', 'EXHAUST');
const HALT = eventOf('controller.board', 'HALT');
const STOP = eventOf('controller.mode', 'STOP');
const FAIL = eventOf('fifo', 'FAIL');
const FAIL_ARBITER = eventOf('arbiter', 'FAIL');

/** What closing requests may change, where no FIFO entry of theirs is half written. */
export const OPEN: readonly StateField[] = ['blocks.openAt', 'blocks.joined', 'blocks.ending'];

/** What closing requests may change. */
export const REQUESTS: readonly StateField[] = [...OPEN, 'fifos'];

/** What the loss of a cache may change. */
export const CACHE_LOSS: readonly StateField[] = [
  'caches',
  'controllers.mode',
  'controllers.table',
  ...REQUESTS,
];

/** What the loss of a board may change. */
export const BOARD_LOSS: readonly StateField[] = ['controllers.board', ...CACHE_LOSS];

/** What the loss of a supply may change. */
export const LOSSES: readonly StateField[] = ['arbiterUp', ...BOARD_LOSS];

/** Carries a change of supply through: batteries take load, what nothing feeds loses its content or stops. */
export function settleSupplies(m: Model, d: Draft): void {
  d.batteries.forEach((battery, i) => {
    if (battery.state !== 'standby' || m.batteryParts[i]!.every((part) => onUnits(m, d, part))) return;
    battery.state = move(d, TAKE_LOAD, m.batteryNames[i]!, battery.state);
  });
  for (const side of sides) {
    if (!isFed(m, d, CACHE[side])) loseCache(m, d, side);
    if (!isFed(m, d, BOARD[side])) haltBoard(m, d, side);
    if (m.ack === 'fifo' && !isFed(m, d, FIFO[side])) loseFifo(d, side);
  }
  if (m.design.arbiter === 'fed' && !isFed(m, d, ARBITER)) loseArbiter(d);
}

/** Empties a battery at once, with all that follows. */
export function exhaust(m: Model, d: Draft, index: number): void {
  const battery = d.batteries[index]!;
  battery.charge = 0;
  battery.state = move(d, EXHAUST, m.batteryNames[index]!, battery.state);
  settleSupplies(m, d);
}

/** A board goes down, and its controller with it. What its cache holds is not touched. */
export function haltBoard(m: Model, d: Draft, side: Side): void {
  const controller = d.controllers[side];
  if (controller.board === 'down') return;
  controller.board = move(d, HALT, BOARD[side], controller.board);
  stopController(m, d, side);
}

/** The content of a cache is gone. A controller without its cache is degraded and stops (A4). */
export function loseCache(m: Model, d: Draft, side: Side): void {
  d.caches[side].forEach((page, i) => {
    if (!isMirrorPage(m, side, i) || inReadWriteArea(page)) losePage(d, side, i);
    else if (page.state !== 'blank') blankPage(d, side, i);
  });
  stopController(m, d, side);
}

/** A controller stops: its table goes with it, its requests stay unanswered. */
function stopController(m: Model, d: Draft, side: Side): void {
  if (d.controllers[side].mode === 'stopped') return;
  changeMode(d, side, STOP);
  clearTable(d, side);
  closeRequests(m, d, side);
}

/** The content of a FIFO is gone, and the FIFO is out of service. */
export function loseFifo(d: Draft, side: Side): void {
  const fifo = d.fifos[side];
  if (fifo.state === 'failed') return;
  fifo.lost = fifo.state !== 'empty';
  fifo.state = move(d, FAIL, FIFO[side], fifo.state);
  emptyFifo(d, side);
}

/** The arbiter goes down. What it keeps outlives that (R6, R12). */
export function loseArbiter(d: Draft): void {
  if (d.arbiterUp) d.arbiterUp = move(d, FAIL_ARBITER, ARBITER, 'up') === 'up';
}

/** Ends the open requests of a controller unanswered, those for one device if it is given, with their half FIFO entries. */
export function closeRequests(m: Model, d: Draft, side: Side, device?: Side): void {
  d.blocks.forEach((block, b) => {
    if (block.openAt !== side + 1 || (device ?? m.blocks[b]) !== m.blocks[b]) return;
    block.openAt = 0;
    block.joined = false;
    block.ending = 'none';
  });
  discardHalfEntries(m, d, side);
}

/** Discards the FIFO entries of a controller that were not verified by now (H32). */
export function discardHalfEntries(m: Model, d: Draft, side: Side): void {
  const { entries } = d.fifos[side];
  for (let place = entries.length - 1; place >= 0; place--)
    if (entries[place]!.version !== 0 && !isVerified(m, entries[place]!)) discardEntry(d, side, place);
}
