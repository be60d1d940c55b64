import { match } from 'ts-pattern';
import type { Action } from '../model/action.ts';
import { answerAt } from '../model/actions/read.ts';
import { BOARD, CACHE, FIFO, type Model } from '../model/model.ts';
import { partner, type Side, type State, sides } from '../model/state.ts';
import { copiesOf } from './view.ts';

/** What one action did, as a sentence without its full stop: the action, then what followed from it. */
export function tellStep(m: Model, before: State, action: Action, after: State): string {
  const consequences = consequencesOf(m, before, after);
  const sentence = sentenceFor(m, before, action, after);
  return consequences.length === 0 ? sentence : `${sentence}: ${consequences.join(', ')}`;
}

/** Whether a short story may leave the step out: it neither promises, breaks nor takes over anything. */
export function isDetail({ name }: Action): boolean {
  return DETAILS.has(name);
}

const DETAILS: ReadonlySet<Action['name']> = new Set<Action['name']>([
  'NotifySize',
  'AllocateMirror',
  'CreateTable',
  'HostWrite',
  'WritePage',
  'Copy',
  'Enqueue',
  'Destage',
  'Suspect',
  'DrainDone',
]);

/** What became of the newest acknowledged version of a block: where copies are left, or that none is. */
export function tellFate(m: Model, s: State, block: number, verdict: string): string {
  const { acknowledged, settled } = s.blocks[block]!;
  const name = `version ${acknowledged} of block ${block + 1}`;
  if (verdict === 'lost') return `no copy of ${name} remains`;
  if (verdict === 'stale')
    return `the host is answered version ${settled}, although it was told that ${name} is safe`;
  const holders = copiesOf(m, s, block)
    .filter((place) => Number(/ v(\d+)$/.exec(place)?.[1] ?? 0) >= acknowledged)
    .map((place) => place.split(' ')[0]);
  return `${name} is left in ${[...new Set(holders)].join(' and ')}, which no working controller can reach`;
}

function sentenceFor(m: Model, before: State, action: Action, after: State): string {
  return match(action)
    .with({ name: 'NotifySize' }, ({ side }) => `${BOARD[side]} tells its partner the size of ${CACHE[side]}`)
    .with({ name: 'AllocateMirror' }, ({ side }) => `${BOARD[side]} allocates its mirror area`)
    .with({ name: 'CreateTable' }, ({ side }) => `${BOARD[side]} creates its mirror management table`)
    .with({ name: 'HostWrite' }, ({ side, block, pages }) => {
      const written = range(pages).map((i) => versionOf(after, block + i));
      return `the host writes ${written.join(' and ')} through ${BOARD[side]}`;
    })
    .with({ name: 'WritePage' }, ({ side, block }) => `${versionOf(after, block)} is in ${CACHE[side]}`)
    .with({ name: 'Copy' }, ({ side, block }) => {
      const page = after.caches[partner(side)].find(isCopyOf(before, block));
      const subBlock = `sub-block ${page?.written} of ${m.subBlocks}`;
      return `${subBlock} of ${versionOf(before, block)} is copied to ${CACHE[partner(side)]}`;
    })
    .with({ name: 'Enqueue' }, ({ side, block }) => {
      const entry = after.fifos[side].entries.find(isCopyOf(before, block));
      return `sub-block ${entry?.written} of ${m.subBlocks} of ${versionOf(before, block)} goes to ${FIFO[side]}`;
    })
    .with({ name: 'Acknowledge' }, ({ side }) => {
      const answered = before.blocks.flatMap(({ acknowledged }, b) =>
        after.blocks[b]!.acknowledged > acknowledged ? [versionOf(after, b)] : [],
      );
      return `${BOARD[side]} acknowledged ${answered.join(' and ')}`;
    })
    .with({ name: 'Drain' }, ({ side }) => `${FIFO[side]} drains a sub-block to ${CACHE[partner(side)]}`)
    .with({ name: 'Destage' }, ({ side, page }) => {
      const { block, version } = before.caches[side][page]!;
      return `${BOARD[side]} starts to write block ${block + 1} version ${version} to D${m.blocks[block]! + 1}`;
    })
    .with({ name: 'DestageDone' }, ({ side, block }) => {
      const { media } = after.blocks[block]!;
      return `D${m.blocks[block]! + 1} holds block ${block + 1} version ${media}, and ${BOARD[side]} knows`;
    })
    .with({ name: 'Release' }, ({ side, page }) => {
      const { block, version } = before.controllers[side].table[page]!;
      return `${BOARD[side]} releases mirror page ${page + 1} of block ${block + 1} version ${version}`;
    })
    .with({ name: 'HostRead' }, ({ side, block }) => tellRead(m, before, side, block, after))
    .with({ name: 'Degrade' }, ({ side }) => `${BOARD[side]} lost its redundancy and goes to write-through`)
    .with({ name: 'Suspect' }, ({ side }) => `${BOARD[side]} no longer hears ${BOARD[partner(side)]}`)
    .with(
      { name: 'Fence' },
      ({ side }) => `${BOARD[side]} fenced ${BOARD[partner(side)]} (epoch ${after.epoch})`,
    )
    .with({ name: 'DrainDone' }, ({ side }) => `${BOARD[side]} disables its mirror area`)
    .with({ name: 'LinkPage' }, ({ side, page }) => {
      const { block, version } = before.caches[side][m.areas[side].readWrite + page]!;
      return `${BOARD[side]} linked block ${block + 1} version ${version}`;
    })
    .with({ name: 'TakeCharge' }, ({ side }) => `${BOARD[side]} took charge of D${partner(side) + 1}`)
    .with({ name: 'StandDown' }, ({ side }) => `${BOARD[side]} learns that it is fenced and stops serving`)
    .with({ name: 'Wake' }, ({ side }) => `${BOARD[side]} acts again`)
    .with({ name: 'DeviceWriteLate' }, ({ block }) => `the device write of block ${block + 1} lands late`)
    .with(
      { name: 'BatteryElapse' },
      ({ battery }) => `the outage goes on, ${m.batteryNames[battery]} loses charge`,
    )
    .with({ name: 'PowerOff' }, ({ unit }) => `${m.unitNames[unit]} lost power`)
    .with({ name: 'BatteryDead' }, ({ battery }) => `${m.batteryNames[battery]} is dead`)
    .with({ name: 'BoardCrash' }, ({ side }) => `the board of ${BOARD[side]} crashed`)
    .with({ name: 'BoardHang' }, ({ side }) => `${BOARD[side]} hangs`)
    .with({ name: 'CacheLost' }, ({ side }) => `the memory of ${CACHE[side]} failed`)
    .with({ name: 'FifoLost' }, ({ side }) => `the memory of ${FIFO[side]} failed`)
    .with({ name: 'ChannelDown' }, () => 'the node channel is cut')
    .with(
      { name: 'FalseSuspicion' },
      ({ side }) => `${BOARD[side]} takes ${BOARD[partner(side)]} for dead, wrongly`,
    )
    .exhaustive();
}

function tellRead(m: Model, before: State, side: Side, block: number, after: State): string {
  const answer = answerAt(m, before, side, block);
  const lost = answer < before.blocks[block]!.acknowledged && after.blocks[block]!.settled !== answer;
  const told = lost ? 'that the block is lost' : `version ${answer}`;
  return `${BOARD[side]} answers a read of block ${block + 1} with ${told}`;
}

/** What followed from an action in parts that it did not name: stops, lost contents, batteries, rejected writes. */
function consequencesOf(m: Model, before: State, after: State): string[] {
  const told: string[] = [];
  for (const side of sides) {
    if (stopped(before, side) !== stopped(after, side)) told.push(`${BOARD[side]} stopped`);
  }
  for (const side of sides) {
    const held = before.caches[side].some(({ version }) => version > 0);
    if (held && after.caches[side].every(({ version }) => version === 0) && stopped(after, side)) {
      told.push(`${CACHE[side]} lost its content`);
    }
    const failed = before.fifos[side].state !== 'failed' && after.fifos[side].state === 'failed';
    if (failed && before.fifos[side].entries[0]!.version > 0) told.push(`${FIFO[side]} lost its content`);
    else if (failed) told.push(`${FIFO[side]} is out of service`);
  }
  after.batteries.forEach(({ state }, i) => {
    if (state === before.batteries[i]!.state) return;
    const name = m.batteryNames[i];
    told.push(state === 'feeding' ? `${name} takes the load` : `${name} is flat`);
  });
  return told;
}

function stopped(s: State, side: Side): boolean {
  return s.controllers[side].mode === 'stopped';
}

function versionOf(s: State, block: number): string {
  return `block ${block + 1} version ${s.blocks[block]!.issued}`;
}

function isCopyOf(s: State, block: number) {
  return (copy: { block: number; version: number }) =>
    copy.block === block && copy.version === s.blocks[block]!.issued;
}

function range(count: number): number[] {
  return [...Array(count).keys()];
}
