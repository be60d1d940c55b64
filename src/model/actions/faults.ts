import type { Fault } from '../../../spec/faults.ts';
import type { ActionName, ActionOf } from '../action.ts';
import { exhaust, haltBoard, loseCache, loseFifo, settleSupplies } from '../failure.ts';
import { BOARD, CACHE, FIFO, type Model } from '../model.ts';
import { onUnits } from '../power.ts';
import { canDrain, drainRunsOn, nextToDrain } from '../queue.ts';
import { move, type State, sides } from '../state.ts';
import { perSide, transition, WATCHING, WORKING } from '../transition.ts';
import { hearsPartner } from './takeover.ts';

export const PowerOff = transition({
  name: 'PowerOff',
  by: 'environment',
  instances: (m) => struck(m, 'PowerOff', (target) => ({ unit: m.unitNames.indexOf(target) })),
  enabled: (m, s, { unit, fault }) => mayStrike(m, s, fault) && s.units[unit] === 'on',
  apply: (m, d, { unit, fault }) => {
    d.faults |= 1 << fault;
    d.units[unit] = move(d, 'power-unit', m.unitNames[unit]!, d.units[unit]!, 'SWITCH_OFF');
    settleSupplies(m, d);
  },
});

/** H27: a battery is dead, noticed only by those who measure it. */
export const BatteryDead = transition({
  name: 'BatteryDead',
  by: 'environment',
  instances: (m) => struck(m, 'BatteryDead', (target) => ({ battery: m.batteryNames.indexOf(target) })),
  enabled: (m, s, { battery, fault }) => mayStrike(m, s, fault) && s.batteries[battery]!.state !== 'flat',
  apply: (m, d, { battery, fault }) => {
    d.faults |= 1 << fault;
    exhaust(m, d, battery);
  },
});

/**
 * H26: an outage goes on. Time passes on a battery in drain steps, so not while a drain that it feeds goes forward; but
 * once its charge is spent, it may fail at any time.
 */
export const BatteryElapse = transition({
  name: 'BatteryElapse',
  by: 'environment',
  instances: (m) =>
    m.outagesLast ? m.batteryNames.map((_, battery) => ({ name: 'BatteryElapse', battery }) as const) : [],
  enabled: (m, s, { battery }) =>
    s.batteries[battery]!.state === 'feeding' &&
    holdsUp(m, s, battery) &&
    (s.batteries[battery]!.charge === 0 || !drainsOn(m, s, battery)),
  apply: (m, d, { battery }) => {
    if (d.batteries[battery]!.charge > 1) d.batteries[battery]!.charge--;
    else exhaust(m, d, battery);
  },
});

/** H23: a board crashes, with the memory on it or without. */
export const BoardCrash = transition({
  name: 'BoardCrash',
  by: 'environment',
  instances: (m) => struck(m, 'BoardCrash', sideOf),
  enabled: (m, s, { side, fault }) => mayStrike(m, s, fault) && s.controllers[side].board !== 'down',
  apply: (m, d, { side, fault }) => {
    d.faults |= 1 << fault;
    haltBoard(m, d, side);
    if (!m.design.crashLosesMemory) return;
    loseCache(m, d, side);
    if (m.ack === 'fifo' && m.design.fifo.onBoard) loseFifo(d, side);
  },
});

/** H08: a board stops acting for a while; what its DMA and its device writes were doing goes on. */
export const BoardHang = transition({
  name: 'BoardHang',
  by: 'environment',
  modes: [...WORKING, ...WATCHING, 'fenced'],
  instances: (m) => struck(m, 'BoardHang', sideOf),
  enabled: (m, s, { fault }) => mayStrike(m, s, fault),
  apply: (_, d, { side, fault }) => {
    d.faults |= 1 << fault;
    const controller = d.controllers[side];
    controller.board = move(d, 'controller.board', BOARD[side], controller.board, 'HANG');
  },
});

/** H08: a hung board acts again, late. */
export const Wake = transition({
  name: 'Wake',
  by: 'environment',
  instances: perSide('Wake'),
  enabled: (_, s, { side }) => s.controllers[side].board === 'hung',
  apply: (_, d, { side }) => {
    const controller = d.controllers[side];
    controller.board = move(d, 'controller.board', BOARD[side], controller.board, 'WAKE');
  },
});

export const CacheLost = transition({
  name: 'CacheLost',
  by: 'environment',
  instances: (m) => struck(m, 'CacheLost', sideOf),
  enabled: (m, s, { side, fault }) =>
    mayStrike(m, s, fault) && (s.controllers[side].mode !== 'stopped' || holdsPages(s, side)),
  apply: (m, d, { side, fault }) => {
    d.faults |= 1 << fault;
    loseCache(m, d, side);
  },
});

export const FifoLost = transition({
  name: 'FifoLost',
  by: 'environment',
  instances: (m) => struck(m, 'FifoLost', sideOf),
  enabled: (m, s, { side, fault }) => mayStrike(m, s, fault) && s.fifos[side].state !== 'failed',
  apply: (_, d, { side, fault }) => {
    d.faults |= 1 << fault;
    loseFifo(d, side);
  },
});

/** H10: the node channel is cut: no DMA between the caches, no invalidation, no sign of life. */
export const ChannelDown = transition({
  name: 'ChannelDown',
  by: 'environment',
  instances: (m) => struck(m, 'ChannelDown', () => ({})),
  enabled: (m, s, { fault }) => mayStrike(m, s, fault) && s.channelUp,
  apply: (_, d, { fault }) => {
    d.faults |= 1 << fault;
    d.channelUp = false;
  },
});

/** R6: a controller takes a partner that works for dead. */
export const FalseSuspicion = transition({
  name: 'FalseSuspicion',
  by: 'environment',
  modes: WATCHING,
  instances: (m) => struck(m, 'FalseSuspicion', sideOf),
  enabled: (m, s, { side, fault }) => mayStrike(m, s, fault) && hearsPartner(s, side),
  apply: (_, d, { side, fault }) => {
    d.faults |= 1 << fault;
    const controller = d.controllers[side];
    controller.mode = move(d, 'controller.mode', BOARD[side], controller.mode, 'SUSPECT');
  },
});

function struck<N extends ActionName & Fault['kind']>(
  m: Model,
  name: N,
  target: (target: string) => object,
): ActionOf<N>[] {
  return m.faults.flatMap((fault, i) =>
    fault.kind === name ? [{ name, ...target(fault.target), fault: i } as unknown as ActionOf<N>] : [],
  );
}

function sideOf(target: string): object {
  return { side: target.endsWith('1') ? 0 : 1 };
}

/** Within the budget, and not struck before. */
function mayStrike(m: Model, s: State, fault: number): boolean {
  if (s.faults & (1 << fault)) return false;
  let count = 0;
  for (let bits = s.faults; bits !== 0; bits &= bits - 1) count++;
  return count < m.maxFaults;
}

/** Whether the battery still keeps anything that can be lost: a working board, or content. */
function holdsUp(m: Model, s: State, battery: number): boolean {
  return m.batteryParts[battery]!.some((part) => {
    if (onUnits(m, s, part)) return false;
    return sides.some(
      (side) =>
        (part === BOARD[side] && s.controllers[side].mode !== 'stopped') ||
        (part === CACHE[side] && holdsPages(s, side)) ||
        (part === FIFO[side] && s.fifos[side].entries[0]?.version),
    );
  });
}

function drainsOn(m: Model, s: State, battery: number): boolean {
  return sides.some(
    (side) =>
      m.ack === 'fifo' &&
      drainRunsOn(m, s, side, battery) &&
      canDrain(m, s, side) &&
      nextToDrain(m, s, side) >= 0,
  );
}

function holdsPages(s: State, side: 0 | 1): boolean {
  return s.caches[side].some(({ version }) => version !== 0);
}
