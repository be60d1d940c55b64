import type { ActionName, ActionOf } from './action.ts';
import type { Model } from './model.ts';
import { type Controller, type Draft, type Side, type State, sides } from './state.ts';

export type Mode = Controller['mode'];

/** One action of the protocol: when it may happen and what it does. */
export interface Transition<N extends ActionName = ActionName> {
  readonly name: N;
  /** Who acts. Fairness is assumed of the system only. */
  readonly by: 'system' | 'environment';
  /** A controller does it, while its board is up and in these modes. Without modes, hardware or a fault does it. */
  readonly modes?: readonly Mode[];
  /** Every instance that the design has, in a fixed order. */
  readonly instances: (m: Model) => ActionOf<N>[];
  /** The guard, beyond the modes. */
  readonly enabled: (m: Model, s: State, action: ActionOf<N>) => boolean;
  /** Changes the draft. Called only where `enabled`. */
  readonly apply: (m: Model, d: Draft, action: ActionOf<N>) => void;
}

/** Modes in which a controller serves the host. */
export const SERVING: readonly Mode[] = ['mirrored', 'writeThrough', 'solo'];

/** Modes in which a controller watches its partner. */
export const WATCHING: readonly Mode[] = ['booting', 'notified', 'allocated', 'mirrored', 'writeThrough'];

/** Modes in which a controller works on requests and dirty pages: serving, or taking over. */
export const WORKING: readonly Mode[] = [...SERVING, 'suspecting', 'draining', 'linking'];

/** Instances: one for each controller. */
export function perSide<N extends ActionName>(name: N) {
  return () => sides.map((side) => ({ name, side }) as ActionOf<N>);
}

/** Instances: one for each controller and block. */
export function perBlock<N extends ActionName>(name: N) {
  return (m: Model) =>
    sides.flatMap((side) => m.blocks.map((_, block) => ({ name, side, block }) as ActionOf<N>));
}

/** Instances: one for each controller and each of the pages that `count` gives it. */
export function perPage<N extends ActionName>(name: N, count: (m: Model, side: Side) => number) {
  return (m: Model) =>
    sides.flatMap((side) =>
      Array.from({ length: count(m, side) }, (_, page) => ({ name, side, page }) as ActionOf<N>),
    );
}

/** Keeps the type of each action while listing it beside the others. */
export function transition<N extends ActionName>(definition: Transition<N>): Transition<N> {
  return definition;
}
