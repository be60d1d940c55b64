import { fed, type Wiring } from '../../properties/wiring.ts';
import type { Part } from '../../spec/design.ts';
import { isStruck } from '../../spec/faults.ts';
import type { Model } from '../model/model.ts';
import { ARBITER, BOARD, FIFO, sides } from '../model/side.ts';
import type { State } from '../model/state.ts';

/**
 * What does not work in a state, part by part, in a fixed order: supplies, what they leave without power, boards, memories,
 * node channel and arbiter. Empty where everything works.
 */
export function amissIn(m: Model, w: Wiring, s: State): string[] {
  const lost = m.faults.filter(({ kind }, i) => isMemoryLoss(kind) && isStruck(s.faults, i));
  const unfed = unfedParts(m, w, s);
  return [
    ...s.units.flatMap((state, i) => (state === 'off' ? [`${m.unitNames[i]} off`] : [])),
    ...s.batteries.flatMap(({ state }, i) => (state === 'flat' ? [`${m.batteryNames[i]} flat`] : [])),
    ...unfed.map((part) => `${part} without power`),
    ...sides.flatMap((side) => {
      const { board } = s.controllers[side];
      return board === 'up' ? [] : [`${BOARD[side]} ${board}`];
    }),
    ...lost.map(({ target }) => `${target} lost`),
    ...sides.flatMap((side) => {
      const isExplained = lost.some(({ target }) => target === FIFO[side]) || unfed.includes(FIFO[side]);
      return s.fifos[side].state === 'failed' && !isExplained ? [`${FIFO[side]} out of service`] : [];
    }),
    ...(s.channelUp ? [] : ['node channel cut']),
    ...(s.arbiterUp || unfed.includes(ARBITER) ? [] : ['arbiter down']),
  ];
}

function isMemoryLoss(kind: string): boolean {
  return kind === 'CacheLost' || kind === 'FifoLost';
}

/** Parts that something should feed, and nothing does. Without FIFOs, they and their engines are no parts. */
export function unfedParts(m: Model, w: Wiring, s: State): Part[] {
  const isThere = (part: string) => m.ack === 'fifo' || !/^[FE]/.test(part);
  const wired = Object.keys(w.units).filter(isThere) as Part[];
  const isWired = (part: Part) => w.units[part].length + w.batteries[part].length > 0;
  return wired.filter((part) => isWired(part) && !fed(w, s, part));
}
