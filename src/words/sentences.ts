import type { Verdict } from '../../spec/design.ts';
import type { Action } from '../model/action.ts';
import { answerAt } from '../model/answer.ts';
import { acts, inCharge } from '../model/cache.ts';
import { epochOf, isFenced, ownerIn } from '../model/epochs.ts';
import type { Model } from '../model/model.ts';
import { BOARD, CACHE, DEVICE, type Side, sides } from '../model/side.ts';
import type { State } from '../model/state.ts';
import { sentenceOf } from './actions.ts';
import { consequencesOf } from './consequences.ts';
import { copiesIn, goodCopiesOf, isAtRest } from './copies.ts';
import { deviceOf, versionName } from './names.ts';

/** What one action did, as a sentence without its full stop: the action, then what followed from it. */
export function tellStep(m: Model, before: State, action: Action, after: State): string {
  const consequences = consequencesOf(m, before, action, after);
  const sentence = sentenceOf(action, { m, before, after });
  return consequences.length === 0 ? sentence : `${sentence}: ${consequences.join(', ')}`;
}

/** What became of the newest acknowledged version of a block that is not safe: where copies are, or what is answered. */
export function tellFate(m: Model, s: State, block: number, verdict: Exclude<Verdict, 'safe'>): string {
  const { acknowledged, settled } = s.blocks[block]!;
  const name = `${versionName(acknowledged)} of block ${block + 1}`;
  switch (verdict) {
    case 'stranded':
      return `${leftOf(m, s, block)} is left in ${holdersOf(m, s, block)}, ${whyNotAnswered(m, s, block)}`;
    case 'lost':
      return `no copy of ${name} remains`;
    case 'stale':
      return `the host is answered ${versionName(settled)}, although it was told that ${name} is safe`;
    case 'torn':
      return `the host is answered half of ${halfOf(m, s, block)}, which was never written whole`;
  }
}

/** What is left: the version that the host was told is safe, or only a newer one, which was not acknowledged. */
function leftOf(m: Model, s: State, block: number): string {
  const { acknowledged } = s.blocks[block]!;
  const name = `${versionName(acknowledged)} of block ${block + 1}`;
  const versions = goodCopiesOf(m, s, block, acknowledged).map(({ version }) => version);
  const least = Math.min(...versions);
  return least === acknowledged
    ? name
    : `no copy of ${name} remains, and ${versionName(least)}, which is newer,`;
}

function holdersOf(m: Model, s: State, block: number): string {
  const { acknowledged } = s.blocks[block]!;
  const holders = goodCopiesOf(m, s, block, acknowledged).map((copy) =>
    isAtRest(copy) ? copy.place : 'a device write under way',
  );
  return [...new Set(holders)].join(' and ');
}

/** Of the controllers whose answers get to the host, one that answers something else. */
function whoDoesNot(m: Model, s: State, block: number, answering: readonly Side[]): string {
  const { acknowledged } = s.blocks[block]!;
  const one = answering.find((side) => answerAt(m, s, side, block) < acknowledged) ?? answering[0]!;
  const how = answering.length > 1 ? 'whose answers still get through' : 'which is in charge';
  return `${BOARD[one]}, ${how},`;
}

/** A stranded version is out of reach, or on a device or in a cache that one who works has, and not what is answered. */
function whyNotAnswered(m: Model, s: State, block: number): string {
  const working = sides.filter((side) => works(s, side) && !isFenced(s, side));
  const [survivor] = working;
  const reached = [deviceOf(m, block), ...working.map((side) => CACHE[side])];
  const copies = goodCopiesOf(m, s, block, s.blocks[block]!.acknowledged);
  const isReached = copies.some((copy) => isAtRest(copy) && reached.includes(copy.place));
  if (survivor === undefined || !isReached) return 'which no working controller can reach';
  const device = m.blocks[block]!;
  const answering = sides.filter(
    (side) => works(s, side) && inCharge(m, s, side, block) && getsToHosts(s, side, device),
  );
  if (answering.length > 0) return `and ${whoDoesNot(m, s, block, answering)} does not answer with it`;
  const owner = ownerIn(s.devices[device].granted, device);
  if (m.design.path === 'direct' && works(s, owner) && !getsToHosts(s, owner, device))
    return `and the lease of ${BOARD[owner]} for ${DEVICE[device]} is over`;
  if (!s.arbiterUp && s.devices[device].granted === 0 && survivor !== device)
    return `and no arbiter works that would grant ${BOARD[survivor]} a takeover`;
  return `and a takeover by ${BOARD[survivor]} does not bring it back`;
}

function works(s: State, side: Side): boolean {
  const controller = s.controllers[side];
  return acts(controller) && controller.mode !== 'fenced';
}

function getsToHosts({ devices }: State, side: Side, device: Side): boolean {
  return devices[device].routed <= epochOf(side, device);
}

/** The version of the half page that a takeover linked. */
function halfOf(m: Model, s: State, block: number): string {
  const halves = copiesIn(m, s, block).filter(({ area, isWhole }) => area === 'read/write' && !isWhole);
  return `version ${Math.max(...halves.map(({ version }) => version))} of block ${block + 1}`;
}
