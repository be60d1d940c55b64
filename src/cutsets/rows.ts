import { verdictOf } from '../../properties/verdict.ts';
import { isHarm } from '../../spec/design.ts';
import type { Model } from '../model/model.ts';
import { type Side, sides } from '../model/side.ts';
import type { CutSet, DeviceHarm, Harm, OtherOrder } from './cut-set.ts';
import { deviceHarm } from './device-harm.ts';
import type { FaultNames } from './fault-names.ts';
import type { History } from './histories.ts';
import type { Ranked } from './ranked.ts';

/**
 * The rows of a set: one where all its orders come to the same, or else one for each order that comes to the worst, and is
 * no mirror image of another.
 */
export function rowsOf(m: Model, set: Ranked, histories: readonly History[], names: FaultNames): CutSet[] {
  const verdict = verdictOf(set.rank);
  if (!isHarm(verdict)) return [];
  const orders = ordersOf(set.faults);
  const rankOf = (order: readonly string[]) =>
    Math.max(-1, ...histories.filter((one) => isSame(one.order, order)).map(({ rank }) => rank));
  const worst = orders.filter((order) => rankOf(order) === set.rank);
  if (worst.length === orders.length)
    return [row(m, { faults: set.faults, isOrdered: false, verdict }, histories, [], names)];
  const otherwise = orders
    .filter((order) => rankOf(order) < set.rank)
    .map((order): OtherOrder => {
      const rank = rankOf(order);
      return { order, verdict: rank < 0 ? 'cannot happen' : verdictOf(rank) };
    });
  const told: (readonly string[])[] = [];
  for (const order of worst) {
    const image = names.imageOf(order);
    if (image === undefined || !told.some((other) => isSame(other, image))) told.push(order);
  }
  return told.map((faults) => {
    const own = histories.filter((one) => isSame(one.order, faults));
    return row(m, { faults, isOrdered: true, verdict }, own, otherwise, names);
  });
}

function row(
  m: Model,
  head: { readonly faults: readonly string[]; readonly isOrdered: boolean; readonly verdict: Harm },
  histories: readonly History[],
  otherwise: readonly OtherOrder[],
  names: FaultNames,
): CutSet {
  const devices = sides
    .flatMap((device) => harmOf(m, device, histories))
    .sort((a, b) => b.rank - a.rank || a.harm.schedule.length - b.harm.schedule.length)
    .map(({ harm }) => harm);
  const image = names.imageOf(head.faults);
  const other = image && (head.isOrdered ? image : names.sorted(image));
  const alike = other === undefined || isSame(other, head.faults) ? [] : [other];
  return { ...head, devices, otherwise, alike, milder: [] };
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
