import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import { BOARD, CACHE, FIFO, type Side, sides } from '../model/side.ts';
import type { Block, Fifo, FifoEntry, State } from '../model/state.ts';
import { deviceOf, versionOf } from './names.ts';

/** What follows from an action in parts that it does not name: stops, lost contents, batteries, what a fence voids. */
export function consequencesOf(m: Model, before: State, action: Action, after: State): string[] {
  return [
    ...sides
      .filter((side) => stopped(before, side) !== stopped(after, side))
      .map((side) => `${BOARD[side]} stops`),
    ...sides.flatMap((side) => lossesOf(m, before, side, after)),
    ...(before.arbiterUp && !after.arbiterUp ? [`no takeover is granted${andLease(m)} any more`] : []),
    ...after.batteries.flatMap(({ state }, i) => {
      const isNews = state !== before.batteries[i]!.state && action.name !== 'BatteryElapse';
      if (!isNews || action.name === 'BatteryDead') return [];
      return [`${m.batteryNames[i]} takes the load`];
    }),
    ...before.blocks.flatMap((block, b) => changesOf(m, block, b, after.blocks[b]!, action)),
  ];
}

function andLease({ design }: Model): string {
  return design.path === 'direct' ? ', and no lease renewed,' : '';
}

function lossesOf(m: Model, before: State, side: Side, after: State): string[] {
  const told: string[] = [];
  const cached = before.caches[side].some(({ version }) => version > 0);
  if (cached && stopped(after, side) && after.caches[side].every(({ version }) => version === 0)) {
    told.push(`${CACHE[side]} loses its content`);
  }
  const [was, is] = [before.fifos[side], after.fifos[side]];
  if (was.state !== 'failed' && is.state === 'failed') {
    told.push(
      was.entries[0]!.version > 0 ? `${FIFO[side]} loses its content` : `${FIFO[side]} is out of service`,
    );
  } else if (was.entries.some((entry) => isHalf(m, entry)) && lengthOf(is) < lengthOf(was)) {
    if (!is.entries.some((entry) => isHalf(m, entry))) told.push(`${FIFO[side]} discards half an entry`);
  }
  return told;
}

function changesOf(m: Model, was: Block, index: number, is: Block, { name }: Action): string[] {
  const told: string[] = [];
  if (is.media < was.media) told.push(`${deviceOf(m, index)} goes back from version ${was.media}`);
  const isForgotten = (is.openAt === 0 && is.ending !== 'failed') || is.issued > was.issued;
  if (was.openAt > 0 && isForgotten && is.acknowledged === was.acknowledged) {
    const version = versionOf({ block: index, version: was.issued });
    const isGivenUp = name === 'Abort' || was.ending === 'aborted';
    const isComplete = isGivenUp && is.settled === was.issued && is.media >= was.issued;
    told.push(
      isComplete
        ? `the write of ${version} is complete, though the host gave it up`
        : `the write of ${version} stays unanswered`,
    );
  }
  for (const side of sides) {
    if (name !== 'Confirm' || is.queued[side] !== 0) continue;
    for (const version of [was.queued[side], ...was.overtaken[side]]) {
      if (version === 0) continue;
      told.push(`the device write of ${versionOf({ block: index, version })} by ${BOARD[side]} is void`);
    }
  }
  return told;
}

function lengthOf({ entries }: Fifo): number {
  return entries.filter(({ version }) => version > 0).length;
}

function isHalf(m: Model, { version, written }: FifoEntry): boolean {
  return version > 0 && written < m.subBlocks;
}

function stopped(s: State, side: Side): boolean {
  return s.controllers[side].mode === 'stopped';
}
