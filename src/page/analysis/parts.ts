import { decidesItself, type Model } from '../../model/model.ts';
import { ARBITER, BOARD, CACHE, DEVICE, FIFO, partner, type Side, sides } from '../../model/side.ts';

/** Whether a model has a part of this name that a lifecycle can be shown of. */
export function isPart(m: Model, name: string): boolean {
  const between = decidesItself(m) ? [] : [ARBITER];
  const ofSides = sides.flatMap((side) => partsOf(m, side));
  return [...ofSides, ...between, ...m.unitNames, ...m.batteryNames].includes(name);
}

function partsOf({ ack, areas }: Model, side: Side): string[] {
  const { readWrite, mirror } = areas[side];
  return [
    BOARD[side],
    ...numbered(`${BOARD[side]} entry`, areas[partner(side)].mirror),
    ...numbered(`${CACHE[side]} page`, readWrite + mirror),
    ...(ack === 'fifo' ? [FIFO[side]] : []),
    DEVICE[side],
  ];
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${name} ${i + 1}`);
}
