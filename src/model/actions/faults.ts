import {
  entryFor,
  hearsPartner,
  holdsPages,
  isOpen,
  isUnderWay,
  mirrorAreaOpen,
  mirrorPage,
} from '../cache.ts';
import {
  blankPage,
  CLEAN,
  changeMode,
  cleanPage,
  discardEntry,
  leave,
  pageName,
  releasePage,
  SUSPECT,
} from '../edits.ts';
import { eventOf } from '../lifecycle.ts';
import { CACHE_LOSS, exhaust, haltBoard, LOSSES, loseCache, loseFifo, settleSupplies } from '../losses.ts';
import type { Model } from '../model.ts';
import { canDrain, halfEntry, pageUnderWay, queuedAt } from '../queue.ts';
import { R4_invalidated, R4_untargeted, R5_fence, R15_error } from '../rules.ts';
import { BOARD, FIFO, partner, type Side } from '../side.ts';
import { type Draft, move } from '../state.ts';
import { fault, WATCHING, WORKING } from '../transition.ts';

/* What strikes: spec/design.ts says what each kind of fault strikes, `fault` that it is within the budget, and once. */

const SWITCH_OFF = eventOf('power-unit', 'SWITCH_OFF');
const HANG = eventOf('controller.board', 'HANG');
const RETRY = eventOf('fifo', 'RETRY');
const FAIL = eventOf('read-write-page', 'FAIL');

const PowerOff = fault({
  name: 'PowerOff',
  touches: ['units', 'batteries.state', ...LOSSES],
  enabled: (_, s, { unit }) => s.units[unit] === 'on',
  apply: (m, d, { unit }) => {
    d.units[unit] = move(d, SWITCH_OFF, m.unitNames[unit]!, d.units[unit]!);
    settleSupplies(m, d);
  },
});

/** H27: a battery is dead, noticed only by those who measure it. */
const BatteryDead = fault({
  name: 'BatteryDead',
  touches: ['batteries', ...LOSSES],
  enabled: (_, s, { battery }) => s.batteries[battery]!.state !== 'flat',
  apply: (m, d, { battery }) => exhaust(m, d, battery),
});

/** H23: a board crashes, with the memory on it or without. */
const BoardCrash = fault({
  name: 'BoardCrash',
  touches: LOSSES,
  enabled: (_, s, { side }) => s.controllers[side].board !== 'down',
  apply: (m, d, { side }) => {
    haltBoard(m, d, side);
    if (!m.design.crashLosesMemory) return;
    loseCache(m, d, side);
    if (m.ack === 'fifo' && m.design.fifo.onBoard) loseFifo(d, side);
  },
});

/** H08: a board stops acting for a while; what its DMA and its device writes were doing goes on. */
const BoardHang = fault({
  name: 'BoardHang',
  modes: [...WORKING, ...WATCHING, 'fenced'],
  touches: ['controllers.board'],
  enabled: () => true,
  apply: (_, d, { side }) => {
    const controller = d.controllers[side];
    controller.board = move(d, HANG, BOARD[side], controller.board);
  },
});

const CacheLost = fault({
  name: 'CacheLost',
  touches: CACHE_LOSS,
  enabled: (_, s, { side }) => s.controllers[side].mode !== 'stopped' || holdsPages(s, side),
  apply: (m, d, { side }) => loseCache(m, d, side),
});

const FifoLost = fault({
  name: 'FifoLost',
  touches: ['fifos'],
  enabled: (_, s, { side }) => s.fifos[side].state !== 'failed',
  apply: (_, d, { side }) => loseFifo(d, side),
});

/** H10: the node channel is cut: no DMA between the caches, no invalidation, no sign of life. */
const ChannelDown = fault({
  name: 'ChannelDown',
  touches: ['channelUp'],
  enabled: (_, s) => s.channelUp,
  apply: (_, d) => {
    d.channelUp = false;
  },
});

/** R6: a controller takes a partner that works for dead. */
const FalseSuspicion = fault({
  name: 'FalseSuspicion',
  modes: WATCHING,
  touches: ['controllers.mode'],
  enabled: (_, s, { side }) => hearsPartner(s, side),
  apply: (_, d, { side }) => changeMode(d, side, SUSPECT),
});

/*
 * Errors, H51, H58: what is under way ends, its path stays up, and who waits for it is told. What had arrived by then counts
 * for nothing, so that it is the same as if nothing had.
 */

const CopyError = fault({
  name: 'CopyError',
  modes: ['mirrored'],
  touches: ['caches.mirror', 'blocks.ending'],
  enabled: (m, s, { side }) =>
    s.channelUp && mirrorAreaOpen(s, partner(side)) && R5_fence(m, s, side) && pageUnderWay(m, s, side) >= 0,
  apply: (m, d, { side }) => {
    const entry = pageUnderWay(m, d, side);
    const { block, version } = mirrorPage(m, d, side, entry);
    blankPage(d, partner(side), m.areas[partner(side)].readWrite + entry);
    noteError(d, side, block, version);
  },
});

const FifoError = fault({
  name: 'FifoError',
  modes: ['mirrored'],
  touches: ['fifos', 'blocks.ending'],
  enabled: (m, s, { side }) => halfEntry(m, s, side) >= 0 && R5_fence(m, s, side),
  apply: (m, d, { side }) => {
    const place = halfEntry(m, d, side);
    const { block, version } = d.fifos[side].entries[place]!;
    discardEntry(d, side, place);
    noteError(d, side, block, version);
  },
});

/** The entry waits for the next try, unless R15 is weakened: then it leaves. */
const DrainError = fault({
  name: 'DrainError',
  touches: ['caches.mirror', 'fifos'],
  enabled: (m, s, { side }) => canDrain(m, s, side) && pageUnderWay(m, s, side) >= 0,
  apply: (m, d, { side }) => {
    const entry = pageUnderWay(m, d, side);
    const { block, version } = mirrorPage(m, d, side, entry);
    blankPage(d, partner(side), m.areas[partner(side)].readWrite + entry);
    const place = queuedAt(d, side, block, version);
    if (place < 0 || d.fifos[side].entries[place]!.drained) return;
    if (R15_error(m)) d.fifos[side].state = move(d, RETRY, FIFO[side], d.fifos[side].state);
    else leave(m, d, side, place);
  },
});

/** Every device write that the controller has under way. The pages are dirty again. */
const DestageError = fault({
  name: 'DestageError',
  modes: WORKING,
  touches: ['caches', 'blocks.queued', 'controllers.table'],
  enabled: (m, s, { side }) => R5_fence(m, s, side) && s.blocks.some(({ queued }) => queued[side] !== 0),
  apply: (m, d, { side }) => {
    d.caches[side].forEach((page, i) => {
      if (page.state !== 'destaging' || d.blocks[page.block]!.queued[side] !== page.version) return;
      if (R15_error(m)) page.state = move(d, FAIL, pageName(side, i), page.state);
      else takeForDestaged(m, d, side, i);
    });
    for (const block of d.blocks) block.queued[side] = 0;
  },
});

/** Where R15 is weakened: the page is clean, and its copy in the mirror area released. */
function takeForDestaged(m: Model, d: Draft, side: Side, index: number): void {
  const { block, version } = d.caches[side][index]!;
  const entry = entryFor(d, side, block, version);
  cleanPage(d, side, index, CLEAN);
  if (entry >= 0 && R4_untargeted(m, d, side, entry) && R4_invalidated(m, d, side))
    releasePage(m, d, side, entry);
}

/** The host still waits for a duplicate that ended with an error: it is made again, or the host is told (R15). */
function noteError(d: Draft, side: Side, index: number, version: number): void {
  const block = d.blocks[index]!;
  if (isOpen(d, side, index) && isUnderWay(d, index) && block.issued === version) block.ending = 'errored';
}

export const faults = [
  PowerOff,
  BatteryDead,
  BoardCrash,
  BoardHang,
  CacheLost,
  FifoLost,
  ChannelDown,
  FalseSuspicion,
  CopyError,
  FifoError,
  DrainError,
  DestageError,
] as const;
