import type { Page, Side, State } from '../model/state.ts';
import { sides } from '../model/state.ts';

/**
 * Overwrites every field of `to` with those of `from`, a state of the same model. By hand, because a run copies the
 * state before each of its steps, and a general deep copy takes far longer than the step itself.
 */
export function copyState(to: State, from: State): void {
  for (const side of sides) {
    copyController(to, from, side);
    copyPages(to.caches[side], from.caches[side]);
    copyFifo(to, from, side);
  }
  copyBlocks(to, from);
  copySupplies(to, from);
  to.channelUp = from.channelUp;
  to.epoch = from.epoch;
  to.faults = from.faults;
}

function copyController(to: State, from: State, side: Side): void {
  const target = to.controllers[side];
  const source = from.controllers[side];
  target.board = source.board;
  target.mode = source.mode;
  target.epoch = source.epoch;
  for (let i = 0; i < source.table.length; i++) {
    const entry = target.table[i]!;
    const { state, block, version } = source.table[i]!;
    entry.state = state;
    entry.block = block;
    entry.version = version;
  }
}

function copyPages(to: Page[], from: Page[]): void {
  for (let i = 0; i < from.length; i++) {
    const page = to[i]!;
    const { state, block, version, written } = from[i]!;
    page.state = state;
    page.block = block;
    page.version = version;
    page.written = written;
  }
}

function copyFifo(to: State, from: State, side: Side): void {
  const target = to.fifos[side];
  const source = from.fifos[side];
  target.state = source.state;
  for (let i = 0; i < source.entries.length; i++) {
    const entry = target.entries[i]!;
    const { block, version, page, written, drained } = source.entries[i]!;
    entry.block = block;
    entry.version = version;
    entry.page = page;
    entry.written = written;
    entry.drained = drained;
  }
}

function copyBlocks(to: State, from: State): void {
  for (let i = 0; i < from.blocks.length; i++) {
    const block = to.blocks[i]!;
    const source = from.blocks[i]!;
    block.issued = source.issued;
    block.acknowledged = source.acknowledged;
    block.settled = source.settled;
    block.openAt = source.openAt;
    block.joined = source.joined;
    block.media = source.media;
    block.queued[0] = source.queued[0];
    block.queued[1] = source.queued[1];
  }
}

function copySupplies(to: State, from: State): void {
  for (let i = 0; i < from.units.length; i++) to.units[i] = from.units[i]!;
  for (let i = 0; i < from.batteries.length; i++) {
    to.batteries[i]!.state = from.batteries[i]!.state;
    to.batteries[i]!.charge = from.batteries[i]!.charge;
  }
}
