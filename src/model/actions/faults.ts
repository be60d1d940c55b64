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
  voidWrites,
} from '../edits.ts';
import { unless } from '../guard.ts';
import { eventOf } from '../lifecycle.ts';
import {
  BOARD_LOSS,
  CACHE_LOSS,
  exhaust,
  haltBoard,
  LOSSES,
  loseArbiter,
  loseCache,
  loseFifo,
  settleSupplies,
} from '../losses.ts';
import type { Model } from '../model.ts';
import { canDrain, halfEntry, pageUnderWay, queuedAt } from '../queue.ts';
import { R4_invalidated, R4_untargeted, R5_fence, R15_error } from '../rules.ts';
import { BOARD, FIFO, partner, type Side } from '../side.ts';
import { type Draft, move, type Page } from '../state.ts';
import { fault, WATCHING, WORKING } from '../transition.ts';

/* What strikes: spec/design.ts says what each kind of fault strikes, `fault` that it is within the budget, and once. */

const SWITCH_OFF = eventOf('power-unit', 'SWITCH_OFF');
const HANG = eventOf('controller.board', 'HANG');
const RETRY = eventOf('fifo', 'RETRY');
const FAIL = eventOf('read-write-page', 'FAIL');

const PowerOff = fault({
  name: 'PowerOff',
  touches: ['units', 'batteries.state', ...LOSSES],
  closed: (_, s, { unit }) => unless(s.units[unit] === 'on', 'target'),
  apply: (m, d, { unit }) => {
    d.units[unit] = move(d, SWITCH_OFF, m.unitNames[unit]!, d.units[unit]!);
    settleSupplies(m, d);
  },
});

/** H27: a battery is dead, noticed only by those who measure it. */
const BatteryDead = fault({
  name: 'BatteryDead',
  touches: ['batteries', ...LOSSES],
  closed: (_, s, { battery }) => unless(s.batteries[battery]!.state !== 'flat', 'target'),
  apply: (m, d, { battery }) => exhaust(m, d, battery),
});

/** H23: a board crashes, with the memory on it or without. */
const BoardCrash = fault({
  name: 'BoardCrash',
  touches: BOARD_LOSS,
  closed: (_, s, { side }) => unless(s.controllers[side].board !== 'down', 'target'),
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
  closed: () => undefined,
  apply: (_, d, { side }) => {
    const controller = d.controllers[side];
    controller.board = move(d, HANG, BOARD[side], controller.board);
  },
});

const CacheLost = fault({
  name: 'CacheLost',
  touches: CACHE_LOSS,
  closed: (_, s, { side }) => unless(s.controllers[side].mode !== 'stopped' || holdsPages(s, side), 'target'),
  apply: (m, d, { side }) => loseCache(m, d, side),
});

const FifoLost = fault({
  name: 'FifoLost',
  touches: ['fifos'],
  closed: (_, s, { side }) => unless(s.fifos[side].state !== 'failed', 'target'),
  apply: (_, d, { side }) => loseFifo(d, side),
});

/** H10: the node channel is cut: no DMA between the caches, no invalidation, no sign of life. */
const ChannelDown = fault({
  name: 'ChannelDown',
  touches: ['channelUp'],
  closed: (_, s) => unless(s.channelUp, 'target'),
  apply: (_, d) => {
    d.channelUp = false;
  },
});

/** H55: the arbiter fails, and nobody is fenced and nothing noted until it is back. What it keeps outlives that. */
const ArbiterDown = fault({
  name: 'ArbiterDown',
  touches: ['arbiterUp'],
  closed: (_, s) => unless(s.arbiterUp, 'target'),
  apply: (_, d) => loseArbiter(d),
});

/** R6: a controller takes a partner that works for dead. */
const FalseSuspicion = fault({
  name: 'FalseSuspicion',
  modes: WATCHING,
  touches: ['controllers.mode'],
  closed: (_, s, { side }) => unless(hearsPartner(s, side), 'partner'),
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
  closed: (m, s, { side }) =>
    unless(pageUnderWay(m, s, side) >= 0, 'underWay') ??
    unless(s.channelUp, 'channel') ??
    unless(mirrorAreaOpen(s, partner(side)), 'mirrorArea') ??
    unless(R5_fence.atPartner(m, s, side), 'R5_fence'),
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
  closed: (m, s, { side }) =>
    unless(halfEntry(m, s, side) >= 0, 'underWay') ?? unless(R5_fence.atPartner(m, s, side), 'R5_fence'),
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
  closed: (m, s, { side }) =>
    unless(pageUnderWay(m, s, side) >= 0, 'underWay') ?? unless(canDrain(m, s, side), 'drain'),
  apply: (m, d, { side }) => {
    const entry = pageUnderWay(m, d, side);
    const { block, version } = mirrorPage(m, d, side, entry);
    blankPage(d, partner(side), m.areas[partner(side)].readWrite + entry);
    const place = queuedAt(d, side, block, version);
    if (place < 0 || d.fifos[side].entries[place]!.drained) return;
    if (R15_error(m)) leave(m, d, side, place);
    else d.fifos[side].state = move(d, RETRY, FIFO[side], d.fifos[side].state);
  },
});

/** Every device write that the controller has under way. The pages are dirty again. */
const DestageError = fault({
  name: 'DestageError',
  modes: WORKING,
  touches: ['caches', 'blocks.queued', 'blocks.overtaken', 'blocks.ending', 'controllers.table'],
  closed: (_, s, { side }) =>
    unless(
      s.blocks.some(({ queued }) => queued[side] !== 0),
      'underWay',
    ),
  apply: (m, d, { side }) => {
    d.caches[side].forEach((page, i) => {
      if (page.state !== 'destaging' || !isUnderWayToDevice(d, side, page)) return;
      if (R15_error(m)) takeForDestaged(m, d, side, i);
      else page.state = move(d, FAIL, pageName(side, i), page.state);
    });
    voidWrites(m, d, side);
  },
});

/** The write of a page that landed while its controller hung is not. */
function isUnderWayToDevice(d: Draft, side: Side, { block, version }: Page): boolean {
  const { queued, overtaken } = d.blocks[block]!;
  return queued[side] === version || overtaken[side].includes(version);
}

/** Where R15 is weakened: the page is clean, its copy in the mirror area released, and a host that waits may be answered. */
function takeForDestaged(m: Model, d: Draft, side: Side, index: number): void {
  const { block, version } = d.caches[side][index]!;
  const entry = entryFor(d, side, block, version);
  cleanPage(d, side, index, CLEAN);
  noteError(d, side, block, version);
  if (entry >= 0 && R4_untargeted(m, d, side, entry) && R4_invalidated(m, d, side))
    releasePage(m, d, side, entry);
}

/** The host still waits for what ended with an error: it is done again, or the host is told (R15). */
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
  ArbiterDown,
  FalseSuspicion,
  CopyError,
  FifoError,
  DrainError,
  DestageError,
] as const;
