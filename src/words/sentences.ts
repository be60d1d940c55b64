import { match } from 'ts-pattern';
import type { Action } from '../model/action.ts';
import { answerAt } from '../model/answer.ts';
import { BOARD, CACHE, FIFO, type Model } from '../model/model.ts';
import { partner, type Side, type State } from '../model/state.ts';
import { consequencesOf } from './consequences.ts';
import { copiesOf, deviceOf, versionOf } from './states.ts';

/** What one action did, as a sentence without its full stop: the action, then what followed from it. */
export function tellStep(m: Model, before: State, action: Action, after: State): string {
  const consequences = consequencesOf(m, before, action, after);
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
  const version = acknowledged === 0 ? 'the initial content' : `version ${acknowledged}`;
  const name = `${version} of block ${block + 1}`;
  if (verdict === 'lost') return `no copy of ${name} remains`;
  if (verdict === 'stale')
    return `the host is answered version ${settled}, although it was told that ${name} is safe`;
  const holders = copiesOf(m, s, block)
    .filter((place) => Number(/ v(\d+)$/.exec(place)?.[1] ?? 0) >= acknowledged)
    .map((place) => place.split(' ')[0]);
  const isOnItsWay = s.blocks[block]!.queued.some((queued) => queued >= acknowledged && queued > 0);
  if (isOnItsWay) holders.push('a device write under way');
  return `${name} is left in ${[...new Set(holders)].join(' and ')}, which no working controller can reach`;
}

function sentenceFor(m: Model, before: State, action: Action, after: State): string {
  return match(action)
    .with({ name: 'NotifySize' }, ({ side }) => `${BOARD[side]} tells its partner the size of ${CACHE[side]}`)
    .with({ name: 'AllocateMirror' }, ({ side }) => `${BOARD[side]} allocates its mirror area`)
    .with({ name: 'CreateTable' }, ({ side }) => `${BOARD[side]} creates its mirror management table`)
    .with({ name: 'HostWrite' }, ({ side, block, pages }) => {
      const written = range(pages).map((i) => newest(after, block + i));
      return `the host writes ${written.join(' and ')} through ${BOARD[side]}`;
    })
    .with({ name: 'WritePage' }, ({ side, block }) => `${newest(after, block)} is in ${CACHE[side]}`)
    .with({ name: 'Copy' }, ({ side, block }) => {
      const page = after.caches[partner(side)].find(isCopyOf(before, block));
      return `${subBlock(m, page)} of ${newest(before, block)} is copied to ${CACHE[partner(side)]}`;
    })
    .with({ name: 'Enqueue' }, ({ side, block }) => {
      const entry = after.fifos[side].entries.find(isCopyOf(before, block));
      return `${subBlock(m, entry)} of ${newest(before, block)} goes to ${FIFO[side]}`;
    })
    .with({ name: 'Acknowledge' }, ({ side }) => {
      const answered = before.blocks.flatMap(({ acknowledged }, b) =>
        after.blocks[b]!.acknowledged > acknowledged ? [newest(after, b)] : [],
      );
      return `${BOARD[side]} acknowledges ${answered.join(' and ')}`;
    })
    .with({ name: 'Drain' }, ({ side }) => tellDrain(m, before, side, after))
    .with({ name: 'Destage' }, ({ side, page }) => {
      const { block, version } = before.caches[side][page]!;
      return `${BOARD[side]} starts to write ${versionOf(block, version)} to ${deviceOf(m, block)}`;
    })
    .with({ name: 'DestageDone' }, ({ side, block }) => {
      const held = versionOf(block, after.blocks[block]!.media);
      return `${deviceOf(m, block)} holds ${held}, and ${BOARD[side]} learns of it`;
    })
    .with({ name: 'Release' }, ({ side, page }) => {
      const { block, version } = before.controllers[side].table[page]!;
      return `${BOARD[side]} releases mirror page ${page + 1} of ${versionOf(block, version)}`;
    })
    .with({ name: 'HostRead' }, ({ side, block }) => tellRead(m, before, side, block, after))
    .with(
      { name: 'Degrade' },
      ({ side }) => `${BOARD[side]} has lost its redundancy and goes to write-through`,
    )
    .with({ name: 'Suspect' }, ({ side }) => `${BOARD[side]} no longer hears ${BOARD[partner(side)]}`)
    .with(
      { name: 'Fence' },
      ({ side }) => `${BOARD[side]} fences ${BOARD[partner(side)]} (epoch ${after.epoch})`,
    )
    .with({ name: 'DrainDone' }, ({ side }) => `${BOARD[side]} disables its mirror area`)
    .with({ name: 'LinkPage' }, ({ side, page }) => {
      const { block, version, written } = before.caches[side][m.areas[side].readWrite + page]!;
      const half = written < m.subBlocks ? 'half a copy of ' : '';
      return `${BOARD[side]} links ${half}${versionOf(block, version)}`;
    })
    .with({ name: 'TakeCharge' }, ({ side }) => {
      const dropped = droppedCopies(m, before, side);
      const drops = dropped.length === 0 ? '' : ` and drops ${dropped.join(' and ')}`;
      return `${BOARD[side]} takes charge of D${partner(side) + 1}${drops}`;
    })
    .with({ name: 'StandDown' }, ({ side }) => `${BOARD[side]} learns that it is fenced and stops serving`)
    .with({ name: 'Wake' }, ({ side }) => `${BOARD[side]} acts again`)
    .with({ name: 'DeviceWriteLate' }, ({ side, block }) => {
      const written = versionOf(block, before.blocks[block]!.queued[side]);
      return `the device write of ${written} by ${BOARD[side]} lands late`;
    })
    .with({ name: 'BatteryElapse' }, ({ battery }) => {
      const outlasts = after.batteries[battery]!.state === 'flat';
      return `the outage ${outlasts ? 'outlasts' : 'goes on, and costs charge of'} ${m.batteryNames[battery]}`;
    })
    .with({ name: 'PowerOff' }, ({ unit }) => `${m.unitNames[unit]} loses power`)
    .with({ name: 'BatteryDead' }, ({ battery }) => `${m.batteryNames[battery]} is dead`)
    .with({ name: 'BoardCrash' }, ({ side }) => `the board of ${BOARD[side]} crashes`)
    .with({ name: 'BoardHang' }, ({ side }) => `${BOARD[side]} hangs`)
    .with({ name: 'CacheLost' }, ({ side }) => `the memory of ${CACHE[side]} fails`)
    .with({ name: 'FifoLost' }, ({ side }) => `the memory of ${FIFO[side]} fails`)
    .with({ name: 'ChannelDown' }, () => 'the node channel is cut')
    .with(
      { name: 'FalseSuspicion' },
      ({ side }) => `${BOARD[side]} takes ${BOARD[partner(side)]} for dead, wrongly`,
    )
    .exhaustive();
}

/** Copies in the mirror area that a takeover leaves behind although the device has nothing as new. */
function droppedCopies(m: Model, before: State, side: Side): string[] {
  return before.caches[side].flatMap(({ state, block, version, written }) => {
    const isMirrored = state === 'committed' || state === 'copying';
    if (!isMirrored || version <= answerAt(m, before, side, block)) return [];
    return [`${written < m.subBlocks ? 'half a copy' : 'its copy'} of ${versionOf(block, version)}`];
  });
}

function tellDrain(m: Model, before: State, side: Side, after: State): string {
  const other = partner(side);
  const changed = after.caches[other].find(({ written }, i) => written > before.caches[other][i]!.written);
  if (changed === undefined) return `${FIFO[side]} drains to ${CACHE[other]}`;
  const { block, version } = changed;
  return `${FIFO[side]} drains ${subBlock(m, changed)} of ${versionOf(block, version)} to ${CACHE[other]}`;
}

function tellRead(m: Model, before: State, side: Side, block: number, after: State): string {
  const answer = answerAt(m, before, side, block);
  const { acknowledged } = before.blocks[block]!;
  const refused = answer < acknowledged && after.blocks[block]!.settled !== answer;
  if (refused) {
    return `${BOARD[side]} answers a read of block ${block + 1} with an error: version ${acknowledged} is out of its reach`;
  }
  const told = answer === 0 ? 'its initial content' : `version ${answer}`;
  return `${BOARD[side]} answers a read of block ${block + 1} with ${told}`;
}

function newest(s: State, block: number): string {
  return versionOf(block, s.blocks[block]!.issued);
}

function subBlock(m: Model, copy: { written: number } | undefined): string {
  return `sub-block ${copy?.written} of ${m.subBlocks}`;
}

function isCopyOf(s: State, block: number) {
  return (copy: { block: number; version: number }) =>
    copy.block === block && copy.version === s.blocks[block]!.issued;
}

function range(count: number): number[] {
  return [...Array(count).keys()];
}
