import { BOARD, type Side } from '../model/side.ts';

/*
 * What any drawing of an action is made of, whoever draws it. A lane has the name of its part, `K1`, `C1`,
 * `F1`, `D1`, `P1`, `B1`; four more are no parts of a controller.
 */

export const HOST = 'host';
export const SWITCH = 'switch';
export const CHANNEL = 'channel';
export const ARBITER = 'arbiter';

/**
 * `request` and `answer` are between host and controllers; `data` moves content and arrives, `begin` sets out
 * for a device and `done` says that it arrived; `control` passes no content.
 */
export type Arrow = 'request' | 'answer' | 'data' | 'begin' | 'done' | 'control';

/**
 * What happens at one lane: `local` by itself, `fault` from outside, and with `loss` a copy is gone that
 * nothing else at hand replaces.
 */
export type Incident = 'local' | 'fault' | 'loss';

export type EventKind = Arrow | Incident;

/** What happens between two lanes, or at one. */
export interface DrawnEvent {
  readonly kind: EventKind;
  readonly from: string;
  /** The same as `from` for what happens at one lane. */
  readonly to: string;
  /** The lane that passes it on. */
  readonly via?: string;
  readonly text: string;
}

export function at(kind: Incident, lane: string, text: string): DrawnEvent {
  return { kind, from: lane, to: lane, text };
}

export function between(kind: Arrow, from: string, to: string, text: string): DrawnEvent {
  return { kind, from, to, text };
}

/** From a controller to a part of its partner's, over the node channel. */
export function toPartner(kind: Arrow, from: string, to: string, text: string): DrawnEvent {
  return { ...between(kind, from, to, text), via: CHANNEL };
}

export function fromHost(side: Side, text: string): DrawnEvent {
  return { ...between('request', HOST, BOARD[side], text), via: SWITCH };
}

export function toHost(side: Side, text: string): DrawnEvent {
  return { ...between('answer', BOARD[side], HOST, text), via: SWITCH };
}
