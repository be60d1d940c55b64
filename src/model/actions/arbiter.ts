import { isOpen } from '../cache.ts';
import { COMPLETION, changeMode, giveUp, voidWrites } from '../edits.ts';
import { isFenced, ownerIn } from '../epochs.ts';
import { unless } from '../guard.ts';
import { eventOf, LIFECYCLE_STATES, type LifecycleEvent, type StateOf } from '../lifecycle.ts';
import { closeRequests, discardHalfEntries, OPEN } from '../losses.ts';
import { decidesItself, type Model } from '../model.ts';
import { R5_fence, R6_arbiter, R12_clear } from '../rules.ts';
import { DEVICE, partner, type Side } from '../side.ts';
import { type Draft, move, type State } from '../state.ts';
import { transition, WORKING } from '../transition.ts';
import { answerClosed } from './answer.ts';

/*
 * What the arbiter keeps of each device, and who learns of it: owner and epoch (R5, R6), and a mark that says what the
 * answers of its owner rely on (R12). It is a part that can fail; its memory outlives that.
 */

const FENCE = eventOf('controller.mode', 'FENCE');
const GRANT = eventOf('device.granted', 'GRANT');
const CONFIRM = eventOf('device.confirmed', 'CONFIRM');
const ROUTE = eventOf('device.routed', 'ROUTE');
const EXPIRE = eventOf('device.routed', 'EXPIRE');
const SET = eventOf('device.mark', 'SET');
const CLEAR = eventOf('device.mark', 'CLEAR');

/**
 * R5, R6, fence: the arbiter grants the next epoch of the device of the partner. The survivor takes nothing more from the
 * partner; device, switch and partner are to learn of it.
 */
const Fence = transition({
  name: 'Fence',
  over: ['side'],
  by: 'array',
  process: 'takeover',
  modes: ['suspecting'],
  touches: ['controllers.mode', 'devices.granted', 'fifos'],
  closed: (m, s, { side }) => unless(s.arbiterUp, 'arbiter') ?? unless(R6_arbiter(m, s, side), 'R6_arbiter'),
  apply: (m, d, { side }) => {
    const device = partner(side);
    changeMode(d, side, FENCE);
    learnEpoch(d, device, 'granted', GRANT);
    if (m.inForce.R5_fence) discardHalfEntries(m, d, partner(side));
  },
});

/** R5, confirm: a device learns of its epoch. What its old owner has under way to it is void. */
const Confirm = transition({
  name: 'Confirm',
  over: ['device'],
  by: 'array',
  process: 'takeover',
  touches: ['devices.confirmed', 'blocks.queued', 'blocks.overtaken'],
  closed: (_, s, { device }) => unless(s.devices[device].confirmed < s.devices[device].granted, 'granted'),
  apply: (m, d, { device }) => {
    const old = ownerIn(d.devices[device].confirmed, device);
    learnEpoch(d, device, 'confirmed', CONFIRM);
    if (m.inForce.R5_fence) voidWrites(m, d, old, device);
  },
});

/** R5, B9, route: the switch lets no answer of the old owner through any more. Its requests stay unanswered. */
const Route = transition({
  name: 'Route',
  over: ['device'],
  by: 'array',
  process: 'takeover',
  touches: ['devices.routed', ...OPEN],
  only: ({ design }) => design.path === 'switch',
  closed: (_, s, { device }) => unless(isOld(s, device), 'granted'),
  apply: (m, d, { device }) => closeHostPath(m, d, device, ROUTE),
});

/**
 * R5, H53, lease: where hosts are wired to controllers, an owner answers nothing more once its lease is over. The arbiter
 * renews it until it grants the device to the partner, or fails. The owner looks at its clock before each answer.
 */
const Expire = transition({
  name: 'Expire',
  over: ['device'],
  by: 'array',
  process: 'takeover',
  touches: ['devices.routed', ...OPEN, ...COMPLETION],
  only: ({ design }) => design.path === 'direct',
  closed: (_, s, { device }) => unless(isOld(s, device) || !isRenewed(s, device), 'lease'),
  apply: (m, d, { device }) => closeHostPath(m, d, device, EXPIRE),
});

function isOld({ devices }: State, device: Side): boolean {
  return devices[device].routed < devices[device].granted;
}

/** Whether the lease of the owner goes on, or there is none any more. */
function isRenewed({ devices, arbiterUp }: State, device: Side): boolean {
  return arbiterUp || devices[device].routed > devices[device].granted;
}

/** Nothing of the old owner gets to the host any more. Its half FIFO entries went with the grant. */
function closeHostPath(m: Model, d: Draft, device: Side, event: LifecycleEvent<'device.routed'>): void {
  const of = d.devices[device];
  const old = ownerIn(of.routed, device);
  learnEpoch(d, device, 'routed', event);
  if (!m.inForce.R5_fence) return;
  if (of.routed <= of.granted) closeRequests(m, d, old, device);
  else giveUpRequests(m, d, old, device);
}

/** Nobody follows on an owner whose lease ran out, so what it has begun stays its own to complete or to discard (R14). */
function giveUpRequests(m: Model, d: Draft, side: Side, device: Side): void {
  m.blocks.forEach((owner, block) => {
    if (owner === device && isOpen(d, side, block)) giveUp(d, block);
  });
}

/** Arbiter, device or host path go on to the next epoch of a device: the next state of the chart. */
function learnEpoch<Who extends 'granted' | 'confirmed' | 'routed'>(
  d: Draft,
  device: Side,
  who: Who,
  event: LifecycleEvent<`device.${Who}`>,
): void {
  const of = d.devices[device];
  const epochs: readonly StateOf<`device.${Who}`>[] = LIFECYCLE_STATES[`device.${who}`];
  of[who] = epochs.indexOf(move(d, event, DEVICE[device], epochs[of[who]]!));
}

function changeMark(d: Draft, device: Side, event: LifecycleEvent<'device.mark'>): void {
  const of = d.devices[device];
  of.mark = move(d, event, DEVICE[device], of.mark);
}

/** R12: the arbiter notes that an answer will rely on a single copy, which waits for nothing else (R7 weakened). */
const SetMark = transition({
  name: 'SetMark',
  over: ['side', 'block'],
  by: 'array',
  process: 'write',
  modes: WORKING,
  touches: ['devices.mark'],
  only: (m) => !decidesItself(m) && !m.inForce.R7_writeThrough,
  closed: (m, s, { side, block }) =>
    unless(s.arbiterUp, 'arbiter') ??
    unless(R5_fence.atArbiter(m, s, side, block), 'R5_fence') ??
    unless(isOpen(s, side, block) && answerClosed(m, s, side, block) === 'R12_mark', 'noMark'),
  apply: (m, d, { block }) => changeMark(d, m.blocks[block]!, SET),
});

/**
 * R12: a controller that has given up mirroring asks the arbiter to note that its device holds all that was answered. Until
 * the arbiter has, it answers nothing.
 */
const ClearMark = transition({
  name: 'ClearMark',
  over: ['side'],
  by: 'array',
  process: 'destage',
  modes: ['writeThrough'],
  touches: ['devices.mark'],
  only: (m) => !decidesItself(m) && (m.ack === 'fifo' || !m.inForce.R7_writeThrough),
  closed: (m, s, { side }) =>
    unless(s.arbiterUp, 'arbiter') ??
    unless(reliesOnLess(s, side), 'marked') ??
    unless(!isFenced(s, side), 'R5_fence') ??
    unless(R12_clear(m, s, side), 'R12_clear'),
  apply: (_, d, { side }) => changeMark(d, side, CLEAR),
});

/** Whether a survivor could not show by now that it has all that was answered. */
function reliesOnLess({ devices, fifos }: State, side: Side): boolean {
  const { mark } = devices[side];
  return mark === 'one' || (mark === 'two' && fifos[side].lost);
}

export const arbiter = [Fence, Confirm, Route, Expire, SetMark, ClearMark] as const;
