import type { Action } from '../../model/action.ts';
import { mirrorAreaOpen } from '../../model/cache.ts';
import { epochOf } from '../../model/epochs.ts';
import type { Model } from '../../model/model.ts';
import { BOARD, CACHE, DEVICE, partner, type Side } from '../../model/side.ts';
import type { Entry, Page, State } from '../../model/state.ts';

/** An action that is refused, and where. A guard reads those of its arguments that the action has. */
export interface Asked {
  readonly m: Model;
  readonly s: State;
  readonly name: Action['name'];
  readonly side: Side;
  readonly block: number;
  readonly pages: number;
  readonly page: number;
  readonly battery: number;
  readonly device: Side;
}

/** An action with its arguments; those that it does not have are never read. */
export function askedOf(m: Model, s: State, action: Action): Asked {
  return { side: 0, block: 0, pages: 1, page: 0, battery: 0, device: 0, ...action, m, s };
}

export function modeIn(s: State, side: Side): string {
  return `${BOARD[side]} is ${s.controllers[side].mode}`;
}

/** Why the mirror area in the cache of the partner takes no copies. */
export function closedArea(s: State, side: Side): string {
  const other = partner(side);
  return `${modeIn(s, other)}, and the mirror area in ${CACHE[other]} takes no copies`;
}

/** Actions that get to the host, or come from there. */
const TO_HOSTS: ReadonlySet<Action['name']> = new Set(['HostWrite', 'HostRead', 'Acknowledge', 'Discard']);

/** Why what a controller sends is rejected. */
export function oldEpoch({ m, s, side, block, page, name }: Asked): string {
  const device = name === 'Destage' ? m.blocks[s.caches[side][page]!.block]! : m.blocks[block]!;
  const { granted, routed } = s.devices[device];
  if (TO_HOSTS.has(name) && m.design.path === 'direct')
    return `the lease of ${BOARD[side]} for ${DEVICE[device]} is over`;
  if (TO_HOSTS.has(name))
    return `${BOARD[side]} is of epoch ${epochOf(side, device)} of ${DEVICE[device]}, and the switch knows epoch ${routed}`;
  if (granted === epochOf(side, device)) return `${DEVICE[device]} has not confirmed epoch ${granted} yet`;
  return `${BOARD[side]} is of epoch ${epochOf(side, device)} of ${DEVICE[device]}, and epoch ${granted} is granted`;
}

/** That the partner has fenced the controller. */
export function fencedBy(s: State, side: Side): string {
  return `${BOARD[partner(side)]} has fenced ${BOARD[side]} (epoch ${s.devices[side].granted} of ${DEVICE[side]})`;
}

/** Why the partner cannot be told that a page is released. */
export function cannotBeTold(s: State, side: Side): string {
  if (!s.channelUp) return `${BOARD[partner(side)]} cannot be told: the node channel is cut`;
  return mirrorAreaOpen(s, partner(side)) ? fencedBy(s, side) : closedArea(s, side);
}

/** The page of the cache that the action is about. */
export function pageOf({ s, side, page }: Asked): Page {
  return s.caches[side][page]!;
}

/** The page of the mirror area in its cache that a takeover is about. */
export function copyOf({ m, s, side, page }: Asked): Page {
  return s.caches[side][m.areas[side].readWrite + page]!;
}

/** The entry of the table that the action is about. */
export function entryOf({ s, side, page }: Asked): Entry {
  return s.controllers[side].table[page]!;
}

/** `1 is`, `2 are`. */
export function areSo(number: number): string {
  return `${number} ${number === 1 ? 'is' : 'are'}`;
}
