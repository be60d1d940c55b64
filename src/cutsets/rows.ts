import { verdictOf } from '../../properties/verdict.ts';
import { isHarm } from '../../spec/design.ts';
import type { Model } from '../model/model.ts';
import { type Side, sides } from '../model/side.ts';
import type { CutSet, DeviceHarm, OtherOrder } from './cut-set.ts';
import { deviceHarm } from './device-harm.ts';
import type { FaultNames } from './fault-names.ts';
import type { History } from './histories.ts';
import type { Ranked } from './ranked.ts';

/**
 * The rows of a set, the worst first: one where all its orders come to the same, or else one for each order that does more
 * harm than any part of the set, and is no mirror image of another. `ofParts` is the rank of the worst of its parts.
 */
export function rowsOf(
  m: Model,
  set: Ranked,
  ofParts: number,
  histories: readonly History[],
  names: FaultNames,
): CutSet[] {
  const orders = ordersOf(set.faults).map((order) => {
    const own = histories.filter((one) => isSame(one.order, order));
    return { order, own, rank: Math.max(-1, ...own.map(({ rank }) => rank)) };
  });
  if (orders.every(({ rank }) => rank === set.rank))
    return rowOf(m, { faults: set.faults, isOrdered: false, rank: set.rank }, histories, [], names);
  const told: (typeof orders)[number][] = [];
  for (const one of orders.toSorted((a, b) => b.rank - a.rank)) {
    const image = names.imageOf(one.order);
    const isTold = image !== undefined && told.some(({ order }) => isSame(order, image));
    if (one.rank > ofParts && !isTold) told.push(one);
  }
  return told.flatMap(({ order, own, rank }) => {
    const otherwise = orders
      .filter((other) => other.rank !== rank)
      .map((other): OtherOrder => {
        return { order: other.order, verdict: other.rank < 0 ? 'cannot happen' : verdictOf(other.rank) };
      });
    return rowOf(m, { faults: order, isOrdered: true, rank }, own, otherwise, names);
  });
}

function rowOf(
  m: Model,
  { faults, isOrdered, rank }: Pick<CutSet, 'faults' | 'isOrdered'> & { readonly rank: number },
  histories: readonly History[],
  otherwise: readonly OtherOrder[],
  names: FaultNames,
): CutSet[] {
  const verdict = verdictOf(rank);
  if (!isHarm(verdict)) return [];
  const devices = sides
    .flatMap((device) => harmOf(m, device, histories))
    .sort((a, b) => b.rank - a.rank || a.harm.schedule.length - b.harm.schedule.length)
    .map(({ harm }) => harm);
  const image = names.imageOf(faults);
  const other = image && (isOrdered ? image : names.sorted(image));
  const alike = other === undefined || isSame(other, faults) ? [] : [other];
  return [{ faults, isOrdered, verdict, devices, otherwise, alike, milder: [] }];
}

/** What the worst of these histories does to the data of a device, if it does harm. */
function harmOf(
  m: Model,
  device: Side,
  histories: readonly History[],
): { readonly rank: number; readonly harm: DeviceHarm }[] {
  const own = histories.filter((one) => one.device === device);
  const rank = Math.max(0, ...own.map((one) => one.rank));
  const verdict = verdictOf(rank);
  if (!isHarm(verdict)) return [];
  const worst = own.filter((one) => one.rank === rank);
  return [{ rank, harm: deviceHarm(m, device, verdict, worst) }];
}

/** All orders in which these can follow each other. */
function ordersOf<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]];
  return all.flatMap((first, i) => ordersOf(all.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}

function isSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((value, i) => value === other[i]);
}
