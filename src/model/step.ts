import type { Action, ActionName } from './action.ts';
import { Acknowledge } from './actions/acknowledge.ts';
import { AllocateMirror, CreateTable, NotifySize } from './actions/boot.ts';
import { Copy } from './actions/copy.ts';
import { Destage, DestageDone, DeviceWriteLate } from './actions/destage.ts';
import * as faults from './actions/faults.ts';
import { Drain, Enqueue } from './actions/fifo.ts';
import { HostRead } from './actions/read.ts';
import { Release } from './actions/release.ts';
import * as takeover from './actions/takeover.ts';
import { HostWrite, WritePage } from './actions/write.ts';
import type { Model } from './model.ts';
import type { Draft, Move, State } from './state.ts';
import type { Transition } from './transition.ts';

/** Every action of the protocol, in the order in which `enabled` lists them. */
export const transitions = {
  NotifySize,
  AllocateMirror,
  CreateTable,
  HostWrite,
  WritePage,
  Copy,
  Enqueue,
  Acknowledge,
  Drain,
  Destage,
  DestageDone,
  Release,
  HostRead,
  Degrade: takeover.Degrade,
  Suspect: takeover.Suspect,
  Fence: takeover.Fence,
  DrainDone: takeover.DrainDone,
  LinkPage: takeover.LinkPage,
  TakeCharge: takeover.TakeCharge,
  StandDown: takeover.StandDown,
  Wake: faults.Wake,
  DeviceWriteLate,
  BatteryElapse: faults.BatteryElapse,
  PowerOff: faults.PowerOff,
  BatteryDead: faults.BatteryDead,
  BoardCrash: faults.BoardCrash,
  BoardHang: faults.BoardHang,
  CacheLost: faults.CacheLost,
  FifoLost: faults.FifoLost,
  ChannelDown: faults.ChannelDown,
  FalseSuspicion: faults.FalseSuspicion,
} satisfies { [N in ActionName]: Transition<N> };

/** Thrown by `step` for an action that is not enabled in the state. */
export class NotEnabled extends Error {}

/** Every instance of every action that the design has, enabled or not. */
export function actionsOf(m: Model): Action[] {
  return Object.values(transitions).flatMap((transition): Action[] => transition.instances(m));
}

/** Whether the action may happen in the state. */
export function isEnabled(m: Model, s: State, action: Action): boolean {
  const transition = transitions[action.name] as Transition;
  return mayAct(s, transition, action) && transition.enabled(m, s, action);
}

/** Whether the controller that an action belongs to is up and in a mode for it. Others may always act. */
function mayAct(s: State, { modes }: Transition, action: Action): boolean {
  if (modes === undefined || !('side' in action)) return true;
  const { board, mode } = s.controllers[action.side];
  return board === 'up' && modes.includes(mode);
}

/** The actions that may happen in the state. */
export function enabled(m: Model, s: State): Action[] {
  return actionsOf(m).filter((action) => isEnabled(m, s, action));
}

/** The state after an action, and the lifecycle changes on the way. The given state is not touched. */
export interface Stepped {
  readonly state: State;
  readonly moves: readonly Move[];
}

/**
 * The one transition function.
 * @throws NotEnabled when the action may not happen in the state.
 */
export function step(m: Model, s: State, action: Action): Stepped {
  if (!isEnabled(m, s, action)) throw new NotEnabled(`${action.name} is not enabled`);
  const moves: Move[] = [];
  const { moves: _, ...state } = applyTo(m, { ...structuredClone(s), moves }, action);
  return { state, moves };
}

/** Changes the draft in place: what `step` does after its check, for those who made sure that the action is enabled. */
export function applyTo(m: Model, draft: Draft, action: Action): Draft {
  (transitions[action.name] as Transition).apply(m, draft, action);
  return draft;
}
