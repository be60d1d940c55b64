import type { strikes } from '../../spec/design.ts';
import { isStruck, strike } from '../../spec/faults.ts';
import type { ActionOn, Card, Mode, Parameter, StruckArgument } from './card.ts';
import { type Guard, unless } from './guard.ts';
import type { Model } from './model.ts';
import { phaseOf } from './phase.ts';
import type { Side } from './side.ts';
import type { Draft, State } from './state.ts';

/** One action of the protocol: its card, when it may happen and what it does. */
export interface Transition<N extends string = string, P extends Parameter = Parameter> extends Card<N, P> {
  /** The guard, beyond the modes: the first that is closed, by its name; undefined where it may happen. */
  closed(m: Model, s: State, action: ActionOn<N, P>): Guard | undefined;
  /** Changes the draft. Called only where no guard is closed. */
  apply(m: Model, d: Draft, action: ActionOn<N, P>): void;
}

/** Modes in which a controller watches its partner. */
export const WATCHING: readonly Mode[] = ['booting', 'notified', 'allocated', 'mirrored', 'writeThrough'];

/** Modes in which a controller works: on its own device, and on that of its partner once it is in charge of it. */
export const WORKING: readonly Mode[] = [
  'mirrored',
  'writeThrough',
  'suspecting',
  'draining',
  'linking',
  'solo',
];

/** Keeps the type of each action while listing it beside the others. */
export function transition<const N extends string, const P extends Parameter>(
  definition: Transition<N, P>,
): Transition<N, P> {
  return definition;
}

type Kind = keyof typeof strikes;

/** The parameters of a fault: which it is, and what it strikes. */
type Struck<N extends Kind> = 'fault' | StruckArgument[(typeof strikes)[N]];

/** A fault: it strikes once in a run. What it strikes stands in spec/design.ts. */
export function fault<const N extends Kind>(
  definition: Pick<Transition<N, Struck<N>>, 'name' | 'modes' | 'touches' | 'closed' | 'apply'>,
): Transition<N, Struck<N>> {
  const itself = definition as unknown as Striking;
  const striking: Striking = {
    closed: (m, s, action) =>
      unless(!isStruck(s.faults, action.fault), 'once') ?? itself.closed(m, s, action),
    apply: (m, d, action) => {
      if (m.noted !== undefined) note(m, d, m.noted, action.fault);
      strike(d.faults, action.fault);
      itself.apply(m, d, action);
    },
  };
  const touches = [...definition.touches, 'faults', 'strikes'] as const;
  const card = { over: ['fault'], by: 'fault', process: 'fault', touches } as const;
  return { ...definition, ...striking, ...card } as unknown as Transition<N, Struck<N>>;
}

/** Notes that a fault strikes next, and in which phase. */
function note(m: Model, d: Draft, device: Side, fault: number): void {
  const strike = d.strikes.find((one) => one.fault === 0)!;
  strike.phase = phaseOf(m, d, device);
  strike.fault = fault + 1;
}

/** What happens when a fault strikes, whatever it strikes. */
interface Striking {
  closed(m: Model, s: State, action: { readonly fault: number }): Guard | undefined;
  apply(m: Model, d: Draft, action: { readonly fault: number }): void;
}
