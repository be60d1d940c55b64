import { inReadWriteArea } from './cache.ts';
import { BOARD, CACHE, FIFO, type Model } from './model.ts';
import { isFed, onUnits } from './power.ts';
import { type Draft, move, type Page, type Side, sides } from './state.ts';

/** Carries a change of supply through: batteries take load, what nothing feeds loses its content or stops. */
export function settleSupplies(m: Model, d: Draft): void {
  d.batteries.forEach((battery, i) => {
    if (battery.state !== 'standby' || m.batteryParts[i]!.every((part) => onUnits(m, d, part))) return;
    battery.state = move(d, 'battery', m.batteryNames[i]!, battery.state, 'TAKE_LOAD');
  });
  for (const side of sides) {
    if (!isFed(m, d, CACHE[side])) loseCache(m, d, side);
    if (!isFed(m, d, BOARD[side])) haltBoard(m, d, side);
    if (m.ack === 'fifo' && !isFed(m, d, FIFO[side])) loseFifo(d, side);
  }
}

/** Empties a battery at once, with all that follows. */
export function exhaust(m: Model, d: Draft, index: number): void {
  const battery = d.batteries[index]!;
  battery.charge = 0;
  battery.state = move(d, 'battery', m.batteryNames[index]!, battery.state, 'EXHAUST');
  settleSupplies(m, d);
}

/** A board goes down, and its controller with it. What its cache holds is not touched. */
export function haltBoard(m: Model, d: Draft, side: Side): void {
  const controller = d.controllers[side];
  if (controller.board === 'down') return;
  controller.board = move(d, 'controller.board', BOARD[side], controller.board, 'HALT');
  stopController(m, d, side);
}

/** The content of a cache is gone. A controller without its cache is degraded and stops (A4). */
export function loseCache(m: Model, d: Draft, side: Side): void {
  d.caches[side].forEach((page, i) => {
    if (page.version === 0) return;
    if (inReadWriteArea(page)) cleanPage(d, side, i, 'LOSE');
    else blankPage(d, side, i);
  });
  stopController(m, d, side);
}

/** A controller stops: its table goes with it, its requests stay unanswered. */
function stopController(m: Model, d: Draft, side: Side): void {
  const controller = d.controllers[side];
  if (controller.mode === 'stopped') return;
  controller.mode = move(d, 'controller.mode', BOARD[side], controller.mode, 'STOP');
  clearTable(d, side);
  closeRequests(m, d, side);
}

/** The content of a FIFO is gone, and the FIFO is out of service. */
export function loseFifo(d: Draft, side: Side): void {
  const fifo = d.fifos[side];
  if (fifo.state === 'failed') return;
  fifo.state = move(d, 'fifo', FIFO[side], fifo.state, 'FAIL');
  while (removeEntry(d, side, 0));
}

/** Ends the open requests of a controller unanswered; a FIFO entry that was not verified by then is discarded (H32). */
export function closeRequests(m: Model, d: Draft, side: Side): void {
  for (const block of d.blocks) {
    if (block.openAt !== side + 1) continue;
    block.openAt = 0;
    block.joined = false;
  }
  const truncated = d.fifos[side].entries.findIndex(
    (entry) => entry.version !== 0 && entry.written < m.subBlocks,
  );
  if (truncated >= 0) discardEntry(d, side, truncated);
}

/** Takes an entry that was never verified out of the FIFO: nothing will complete it any more. */
export function discardEntry(d: Draft, side: Side, place: number): void {
  const fifo = d.fifos[side];
  removeEntry(d, side, place);
  const remains = fifo.entries.some(({ version, drained }) => version !== 0 && !drained);
  if (!remains) fifo.state = move(d, 'fifo', FIFO[side], fifo.state, 'DISCARD');
}

export function clearTable(d: Draft, side: Side): void {
  d.controllers[side].table.forEach((entry, i) => {
    if (entry.state === 'acquired') freeEntry(d, side, i);
  });
}

export function freeEntry(d: Draft, side: Side, index: number): void {
  const entry = d.controllers[side].table[index]!;
  entry.state = move(d, 'mirror-page.entry', `${BOARD[side]} entry ${index + 1}`, entry.state, 'RELEASE');
  entry.block = 0;
  entry.version = 0;
}

/** Makes a read/write page free to take: the device holds its version, a newer one supersedes it, or it is lost. */
export function cleanPage(d: Draft, side: Side, index: number, event: 'CLEAN' | 'LOSE'): void {
  const page = d.caches[side][index]!;
  page.state = move(d, 'read-write-page', pageName(side, index), page.state as 'dirty', event);
  forgetHeader(page);
}

/** Takes the header off a mirror page (R4). */
export function blankPage(d: Draft, side: Side, index: number): void {
  const page = d.caches[side][index]!;
  page.state = move(d, 'mirror-page.copy', pageName(side, index), page.state as 'committed', 'INVALIDATE');
  forgetHeader(page);
}

function forgetHeader(page: Page): void {
  page.block = 0;
  page.version = 0;
  page.written = 0;
}

export function pageName(side: Side, index: number): string {
  return `${CACHE[side]} page ${index + 1}`;
}

/** Takes an entry out of the FIFO; those behind it move up. False when there was none. */
export function removeEntry(d: Draft, side: Side, place: number): boolean {
  const { entries } = d.fifos[side];
  const gone = entries[place];
  if (gone === undefined || gone.version === 0) return false;
  for (let i = place; i + 1 < entries.length; i++) Object.assign(entries[i]!, entries[i + 1]);
  Object.assign(entries[entries.length - 1]!, { block: 0, version: 0, page: 0, written: 0, drained: false });
  return true;
}
