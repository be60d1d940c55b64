import type { Condition } from '../../../spec/conditions.ts';
import { destagingPage, endOfRequest, pageHolding } from '../../model/cache.ts';
import { epochOf, isFenced } from '../../model/epochs.ts';
import { isFed } from '../../model/power.ts';
import { cardOf } from '../../model/protocol.ts';
import { duplicateIsWhole } from '../../model/queue.ts';
import { BOARD, CACHE, DEVICE, ENGINE, FIFO, partner, sides } from '../../model/side.ts';
import type { State } from '../../model/state.ts';
import { newest } from '../actions/versions.ts';
import { copiesOf } from '../copies.ts';
import { deviceOf, listed, versionOf } from '../names.ts';
import { plural } from '../numbers.ts';
import { type Asked, areSo, closedArea, copyOf, entryOf, modeIn, pageOf } from './asked.ts';

/** What closes each condition, in words. */
export const conditionFacts: Readonly<Record<Condition, (asked: Asked) => string>> = {
  mode: unfitMode,
  budget: ({ m }) => `the bounds allow ${plural(m.maxFaults, 'fault')}`,
  once: () => 'it has struck already',
  target: () => 'nothing is left there that it could strike',
  partner: ({ s, side }) =>
    s.channelUp ? `${BOARD[partner(side)]} does not act` : 'the node channel is cut',
  mirrors: ({ s, side }) => `${modeIn(s, side)}, and does not mirror`,
  channel: () => 'the node channel is cut',
  inCharge: ({ m, s, side, block }) => `${modeIn(s, side)}, and not in charge of ${deviceOf(m, block)}`,
  bounds: ({ m }) => `the bounds allow ${plural(m.maxWrites, 'write')}`,
  pages: ({ s, side, pages }) => {
    const clean = s.caches[side].filter(({ state }) => state === 'clean').length;
    return `the write takes ${plural(pages, 'page')}, and ${areSo(clean)} free in ${CACHE[side]}`;
  },
  open: notOpen,
  waits: ({ s, block }) => `the host gave up ${versionOf(newest(s, block))}`,
  cause: ({ s, block }) =>
    `the host waits for ${versionOf(newest(s, block))}, and no error of a duplicate is left to be made good`,
  undone,
  filling: ({ s, block }) => `the data of ${versionOf(newest(s, block))} has come already`,
  first: ({ block }) => `block ${block + 1} is answered together with the block before it`,
  written: ({ block }) => `the host has not written block ${block + 1}`,
  mirrorArea: ({ s, side }) => closedArea(s, side),
  held: ({ m, s, side, block }) => {
    const version = newest(s, block);
    const page = pageHolding(s, side, block, version.version);
    if (page === undefined) return `${versionOf(version)} is not in ${CACHE[side]} any more`;
    return `${versionOf(version)} is on its way to ${deviceOf(m, block)}`;
  },
  mirrorPage: ({ s, side, block }) =>
    `${BOARD[side]} has acquired no mirror page for ${versionOf(newest(s, block))}`,
  duplicate: ({ m, s, block }) =>
    `${versionOf(newest(s, block))} is duplicated already: ${copiesOf(m, s, block).join(', ')}`,
  fifo: ({ side }) => `${FIFO[side]} has failed`,
  room: ({ side }) => `${FIFO[side]} is full`,
  drain: brokenDrain,
  queue: ({ side }) => `${FIFO[side]} has nothing to drain`,
  underWay: nothingUnderWay,
  dirty: (asked) => `page ${asked.page + 1} of ${CACHE[asked.side]} is ${pageOf(asked).state}`,
  deviceWrite: noDeviceWrite,
  acquired: (asked) =>
    `mirror page ${asked.page + 1} of ${CACHE[partner(asked.side)]} is ${entryOf(asked).state}`,
  copied: (asked) => `mirror page ${asked.page + 1} of ${CACHE[asked.side]} is ${copyOf(asked).state}`,
  mapped: ({ side }) =>
    `the page has no header, and the table that mapped it stopped with ${BOARD[partner(side)]}`,
  arbiter: () => 'the arbiter has failed',
  heard: ({ s, side }) => (s.channelUp ? `${BOARD[partner(side)]} does not act` : 'the node channel is cut'),
  noMark: ({ m, block }) =>
    `no answer for ${deviceOf(m, block)} waits for the arbiter to note that it relies on a single copy`,
  marked: ({ side }) => `a survivor could show that it has all that was answered for ${DEVICE[side]}`,
  granted: ({ device }) => `no epoch of ${DEVICE[device]} is granted that is not known there`,
  lease: ({ device }) => `no lease of ${DEVICE[device]} runs that the arbiter does not renew`,
  fenced: ({ side }) => `nobody has fenced ${BOARD[side]}`,
  feeding: ({ m, battery }) => `${m.batteryNames[battery]} feeds nothing that could be lost`,
  idle: ({ m, battery }) => `a drain that ${m.batteryNames[battery]} feeds goes forward`,
};

/** Not for the controller as it is: for its board, or for its mode. */
function unfitMode({ s, side, name }: Asked): string {
  const { modes = [] } = cardOf({ name });
  const { board } = s.controllers[side];
  if (modes.length === 0)
    return `${modeIn(s, side)}, its board ${board}, and ${name} is not for such a controller`;
  if (board !== 'up') return `the board of ${BOARD[side]} is ${board}`;
  return `${modeIn(s, side)}, and ${name} needs ${modes.join(', ')}`;
}

/** Why the controller works on no write of the block: what became of the newest one. */
function notOpen({ s, side, block }: Asked): string {
  const { issued, acknowledged, settled, openAt, ending } = s.blocks[block]!;
  const version = versionOf(newest(s, block));
  if (openAt !== 0) return `${BOARD[partner(side)]} works on ${version}, not ${BOARD[side]}`;
  if (issued === 0) return `the host has not written block ${block + 1}`;
  if (acknowledged === issued) return `${version} is acknowledged already`;
  if (ending === 'failed') return `${version} is discarded already`;
  if (settled >= issued) return `${version} is in effect already, though it was never acknowledged`;
  return `${version} ended unanswered, for ${whyGone(s)}`;
}

/** Why a controller answers no more, whichever it was that worked on a write. */
function whyGone(s: State): string {
  const gone = sides.filter((each) => ['stopped', 'fenced'].includes(s.controllers[each].mode));
  const old = sides.find((each) => !gone.includes(each) && isFenced(s, each));
  const fenced = old === undefined ? [] : [`${BOARD[partner(old)]} has fenced ${BOARD[old]}`];
  return listed([...gone.map((each) => modeIn(s, each)), ...fenced]);
}

/** Why a write cannot be taken back any more. */
function undone({ m, s, side, block: first }: Asked): string {
  for (let block = first; block < endOfRequest(s, first); block++) {
    const { issued, media } = s.blocks[block]!;
    const version = versionOf({ block, version: issued });
    const device = deviceOf(m, block);
    if (media >= issued) return `${device} holds ${version} already`;
    if (pageHolding(s, side, block, issued)?.state === 'destaging')
      return `${version} is on its way to ${device}`;
    if (duplicateIsWhole(m, s, side, block, issued)) return `${version} has a whole duplicate already`;
  }
  return `${CACHE[side]} does not hold the write any more`;
}

/** A page whose write has neither landed nor is under way is what the fence made void. */
function noDeviceWrite({ m, s, side, block }: Asked): string {
  const device = deviceOf(m, block);
  const page = destagingPage(s, side, block);
  const { confirmed } = s.devices[m.blocks[block]!];
  const isVoid =
    page !== undefined &&
    page.version > s.blocks[block]!.media &&
    confirmed > epochOf(side, m.blocks[block]!);
  if (!isVoid) return `${BOARD[side]} has no write of block ${block + 1} under way to ${device}`;
  const fence = `the fence of ${BOARD[partner(side)]} (epoch ${confirmed} of ${device})`;
  return `${fence} made its write of ${versionOf(page)} to ${device} void`;
}

/** What an error strikes is something that goes on. */
function nothingUnderWay({ name, side }: Asked): string {
  if (name === 'CopyError') return `no copy from ${CACHE[side]} to ${CACHE[partner(side)]} is under way`;
  if (name === 'FifoError') return `no write to ${FIFO[side]} is under way`;
  if (name === 'DrainError') return `no drain of ${FIFO[side]} is under way`;
  return `${BOARD[side]} has no device write under way`;
}

function brokenDrain({ m, s, side }: Asked): string {
  if (s.fifos[side].state === 'failed') return `${FIFO[side]} has failed`;
  if (m.design.fifo.onBoard && s.controllers[side].board === 'down')
    return `the board of ${BOARD[side]}, with ${FIFO[side]}, is down`;
  const unfed = [FIFO[side], ENGINE[side]].find((part) => !isFed(m, s, part));
  return unfed === undefined ? closedArea(s, side) : `nothing feeds ${unfed}`;
}
