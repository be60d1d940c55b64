import { decidesItself, type Model } from '../model/model.ts';
import { BOARD, CACHE, DEVICE, FIFO, type Side, sides } from '../model/side.ts';
import { ARBITER, CHANNEL, HOST, SWITCH } from '../words/drawing.ts';
import type { Lane } from './types.ts';

/**
 * The parts that the design has, in the order in which a picture sets them: the two controllers back to back,
 * so that copies travel inwards, from the cache of the one over the FIFO or the channel to the cache of the
 * other.
 */
export function lanesOf(m: Model): Lane[] {
  const fifos = (side: Side): Lane[] => (m.ack === 'fifo' ? [part(FIFO[side], side)] : []);
  return [
    { id: HOST, name: 'host', group: 'host' },
    ...(m.design.path === 'direct' ? [] : [{ id: SWITCH, name: 'switch', group: 'host' } as const]),
    part(BOARD[0], 0),
    part(CACHE[0], 0),
    ...fifos(0),
    { id: CHANNEL, name: 'channel', group: 'between' },
    ...(decidesItself(m) ? [] : [{ id: ARBITER, name: 'arbiter', group: 'between' } as const]),
    ...fifos(1),
    part(CACHE[1], 1),
    part(BOARD[1], 1),
    ...sides.map((side): Lane => ({ id: DEVICE[side], name: DEVICE[side], group: 'devices' })),
    ...[...m.unitNames, ...m.batteryNames].map((name): Lane => ({ id: name, name, group: 'power' })),
  ];
}

function part(name: string, side: Side): Lane {
  return { id: name, name, group: side === 0 ? 'controller 1' : 'controller 2' };
}
