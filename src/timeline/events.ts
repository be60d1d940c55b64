import { match } from 'ts-pattern';
import type { Action } from '../model/action.ts';
import { answerAt } from '../model/answer.ts';
import { BOARD, CACHE, FIFO, type Model } from '../model/model.ts';
import { type Page, partner, type Side, type State } from '../model/state.ts';
import { deviceOf } from '../words/states.ts';
import { copiesIn, lossesBetween } from './copies.ts';
import { CHANNEL, HOST, SWITCH } from './lanes.ts';
import type { EventKind, PictureEvent } from './types.ts';

/** An event whose step is understood. */
type Happening = Omit<PictureEvent, 'step'>;

/**
 * What one action did, as events between and at lanes: the action itself, then the copies that it destroyed.
 */
export function eventsOf(m: Model, before: State, action: Action, after: State): Happening[] {
  return [...happeningsOf(m, before, action, after), ...lossesOf(m, before, after)];
}

function happeningsOf(m: Model, before: State, action: Action, after: State): Happening[] {
  return match(action)
    .with({ name: 'NotifySize' }, ({ side }) => [
      toPartner(side, BOARD[partner(side)], `size of ${CACHE[side]}`),
    ])
    .with({ name: 'AllocateMirror' }, ({ side }) => [at('local', CACHE[side], 'mirror area')])
    .with({ name: 'CreateTable' }, ({ side }) => [at('local', BOARD[side], 'table')])
    .with({ name: 'HostWrite' }, ({ side, block, pages }) => {
      const written = Array.from({ length: pages }, (_, i) => newest(after, block + i));
      return [request(side, `write ${written.join(', ')}`)];
    })
    .with({ name: 'WritePage' }, ({ side, block }) => [data(BOARD[side], CACHE[side], newest(after, block))])
    .with({ name: 'Copy' }, ({ side, block }) => {
      const page = after.caches[partner(side)].find(isNewest(after, block));
      const moved = `${newest(after, block)} ${part(m, page)}`;
      return [{ ...data(CACHE[side], CACHE[partner(side)], moved), via: CHANNEL }];
    })
    .with({ name: 'Enqueue' }, ({ side, block }) => {
      const entry = after.fifos[side].entries.find(isNewest(after, block));
      return [data(CACHE[side], FIFO[side], `${newest(after, block)} ${part(m, entry)}`)];
    })
    .with({ name: 'Acknowledge' }, ({ side }) => {
      const told = after.blocks.flatMap(({ acknowledged }, b) =>
        acknowledged > before.blocks[b]!.acknowledged ? [newest(after, b)] : [],
      );
      return [answer(side, `ack ${told.join(', ')}`)];
    })
    .with({ name: 'Drain' }, ({ side }) => [
      data(FIFO[side], CACHE[partner(side)], drained(m, before, side, after)),
    ])
    .with({ name: 'Destage' }, ({ side, page }) => {
      const { block, version } = before.caches[side][page]!;
      return [between('begin', CACHE[side], deviceOf(m, block), versioned(block, version))];
    })
    .with({ name: 'DestageDone' }, ({ side, block }) => {
      const held = versioned(block, after.blocks[block]!.media);
      return [between('done', deviceOf(m, block), BOARD[side], `${held} done`)];
    })
    .with({ name: 'DeviceWriteLate' }, ({ side, block }) => {
      const written = versioned(block, before.blocks[block]!.queued[side]);
      return [data(CACHE[side], deviceOf(m, block), `${written}, late`)];
    })
    .with({ name: 'Release' }, ({ side, page }) => {
      const text = `release m${page + 1}`;
      if (!m.inForce.R4_invalidated) return [at('local', BOARD[side], text)];
      return [toPartner(side, CACHE[partner(side)], text)];
    })
    .with({ name: 'HostRead' }, ({ side, block }) => [
      answer(side, readAnswer(m, before, side, block, after)),
    ])
    .with({ name: 'Fence' }, ({ side }) => [
      between('control', BOARD[side], BOARD[partner(side)], `arbiter: fence, epoch ${after.epoch}`),
      ...voidedWrites(m, before, partner(side), after),
    ])
    .with({ name: 'LinkPage' }, ({ side, page }) => [at('local', CACHE[side], linked(m, before, side, page))])
    .with({ name: 'TakeCharge' }, ({ side }) => [
      between('control', BOARD[side], SWITCH, `takes charge of D${partner(side) + 1}`),
    ])
    .with({ name: 'DrainDone' }, ({ side }) => [at('local', CACHE[side], 'mirror area off')])
    .with({ name: 'Degrade' }, ({ side }) => [at('local', BOARD[side], 'write-through')])
    .with({ name: 'Suspect' }, ({ side }) => [at('local', BOARD[side], `suspects ${BOARD[partner(side)]}`)])
    .with({ name: 'StandDown' }, ({ side }) => [at('local', BOARD[side], 'stands down')])
    .with({ name: 'Wake' }, ({ side }) => [at('local', BOARD[side], 'acts again')])
    .with({ name: 'BatteryElapse' }, ({ battery }) => {
      const { state, charge } = after.batteries[battery]!;
      return [at('local', m.batteryNames[battery]!, state === 'flat' ? 'flat' : `${charge} left`)];
    })
    .with({ name: 'PowerOff' }, ({ unit }) => [at('fault', m.unitNames[unit]!, 'off')])
    .with({ name: 'BatteryDead' }, ({ battery }) => [at('fault', m.batteryNames[battery]!, 'dead')])
    .with({ name: 'BoardCrash' }, ({ side }) => [at('fault', BOARD[side], 'crashes')])
    .with({ name: 'BoardHang' }, ({ side }) => [at('fault', BOARD[side], 'hangs')])
    .with({ name: 'CacheLost' }, ({ side }) => [at('fault', CACHE[side], 'fails')])
    .with({ name: 'FifoLost' }, ({ side }) => [at('fault', FIFO[side], 'fails')])
    .with({ name: 'ChannelDown' }, () => [at('fault', CHANNEL, 'cut')])
    .with({ name: 'FalseSuspicion' }, ({ side }) => [
      at('fault', BOARD[side], `suspects ${BOARD[partner(side)]}, wrongly`),
    ])
    .exhaustive();
}

/** One event for each place that loses good copies. */
function lossesOf(m: Model, before: State, after: State): Happening[] {
  const lost = new Map<string, string[]>();
  after.blocks.forEach(({ acknowledged }, block) => {
    const gone = lossesBetween(copiesIn(m, before, block), copiesIn(m, after, block), acknowledged);
    for (const { place, version } of gone) {
      lost.set(place, [...(lost.get(place) ?? []), versioned(block, version)]);
    }
  });
  return [...lost].map(([place, versions]) =>
    at('loss', place, `loses ${[...new Set(versions)].join(', ')}`),
  );
}

/** Device writes of a fenced controller that the fence keeps from landing. */
function voidedWrites(m: Model, before: State, fenced: Side, after: State): Happening[] {
  return before.blocks.flatMap(({ queued }, block) => {
    const version = queued[fenced];
    if (version === 0 || after.blocks[block]!.queued[fenced] === version) return [];
    return [at('local', deviceOf(m, block), `${versioned(block, version)} void`)];
  });
}

function readAnswer(m: Model, before: State, side: Side, block: number, after: State): string {
  const version = answerAt(m, before, side, block);
  const isAnswered = after.blocks[block]!.settled === version;
  return `read b${block + 1}: ${isAnswered ? `v${version}` : 'error'}`;
}

function linked(m: Model, before: State, side: Side, entry: number): string {
  const { block, version, written } = before.caches[side][m.areas[side].readWrite + entry]!;
  return `links ${versioned(block, version)}${written < m.subBlocks ? ', half' : ''}`;
}

function drained(m: Model, before: State, side: Side, after: State): string {
  const other = partner(side);
  const isTarget = ({ version, written }: Page, i: number) => {
    const was = before.caches[other][i]!;
    return version !== 0 && (written > was.written || version !== was.version);
  };
  const page = after.caches[other].find(isTarget);
  return page === undefined ? '' : `${versioned(page.block, page.version)} ${part(m, page)}`;
}

function at(kind: EventKind, lane: string, text: string): Happening {
  return { kind, from: lane, to: lane, text };
}

function between(kind: EventKind, from: string, to: string, text: string): Happening {
  return { kind, from, to, text };
}

function data(from: string, to: string, text: string): Happening {
  return between('data', from, to, text);
}

function toPartner(side: Side, to: string, text: string): Happening {
  return { ...between('control', BOARD[side], to, text), via: CHANNEL };
}

function request(side: Side, text: string): Happening {
  return { ...between('request', HOST, BOARD[side], text), via: SWITCH };
}

function answer(side: Side, text: string): Happening {
  return { ...between('answer', BOARD[side], HOST, text), via: SWITCH };
}

function newest(s: State, block: number): string {
  return versioned(block, s.blocks[block]!.issued);
}

function versioned(block: number, version: number): string {
  return `b${block + 1} v${version}`;
}

/** Which of its sub-blocks a copy has just got. */
function part(m: Model, copy: { readonly written: number } | undefined): string {
  return `${copy?.written}/${m.subBlocks}`;
}

function isNewest(s: State, block: number) {
  return (copy: { readonly block: number; readonly version: number }) =>
    copy.block === block && copy.version === s.blocks[block]!.issued;
}
