import { hearsPartner, holdsPages } from '../cache.ts';
import { changeMode, SUSPECT } from '../edits.ts';
import { unless } from '../guard.ts';
import { eventOf } from '../lifecycle.ts';
import { CACHE_LOSS, exhaust, haltBoard, LOSSES, loseCache, loseFifo, settleSupplies } from '../losses.ts';
import { BOARD } from '../side.ts';
import { move } from '../state.ts';
import { fault, WATCHING, WORKING } from '../transition.ts';

/* What strikes: spec/design.ts says what each kind of fault strikes, `fault` that it is within the budget, and once. */

const SWITCH_OFF = eventOf('power-unit', 'SWITCH_OFF');
const HANG = eventOf('controller.board', 'HANG');

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
  touches: LOSSES,
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

/** R6: a controller takes a partner that works for dead. */
const FalseSuspicion = fault({
  name: 'FalseSuspicion',
  modes: WATCHING,
  touches: ['controllers.mode'],
  closed: (_, s, { side }) => unless(hearsPartner(s, side), 'partner'),
  apply: (_, d, { side }) => changeMode(d, side, SUSPECT),
});

export const faults = [
  PowerOff,
  BatteryDead,
  BoardCrash,
  BoardHang,
  CacheLost,
  FifoLost,
  ChannelDown,
  FalseSuspicion,
] as const;
