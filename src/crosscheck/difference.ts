import { type RuleName, ruleNames } from '../../spec/rules.ts';
import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';
import { initialState } from '../model/state.ts';
import { enabled, step } from '../model/step.ts';
import {
  type Explained,
  explainOwnStep,
  explainTlcStep,
  leadsTo,
  type OwnStep,
  withRuleChanged,
} from './explain.ts';
import type { Strange, TlcGraph, TlcStep } from './tlc-graph.ts';

/** A step that one of the two takes alone, and why. */
export interface LoneStep extends Explained {
  readonly by: 'TLC' | 'reference';
  readonly name: string;
  readonly target: State | Strange;
  /** Whether TLC takes the reference's own step of the action, too. */
  readonly isMore?: boolean;
}

/** Where two graphs part: the shortest way there that both have, and what they do there. */
export interface Difference {
  readonly schedule: readonly Action[];
  /** Where it leads. */
  readonly state: State;
  /** TLC's first. Where both take an action, and it leads elsewhere, the reference's step is left out. */
  readonly steps: readonly LoneStep[];
  /** Rules any one of which, changed, makes the reference take exactly the steps of TLC there. */
  readonly settling: readonly RuleName[];
  /** Initial states of TLC, when those are what differs. */
  readonly initial?: readonly (State | Strange)[];
}

/** What differs between the steps of TLC and those of the reference, from a state that both have. */
export function differenceAt(
  m: Model,
  schedule: readonly Action[],
  state: State,
  tlcSteps: readonly TlcStep[],
): Difference {
  const own = ownSteps(m, state);
  const missed = own.filter((step) => !tlcSteps.some((other) => isSameStep(step, other)));
  const added = tlcSteps.filter((other) => !own.some((step) => isSameStep(step, other)));
  const settling = ruleNames.filter((rule) => agreesWith(m, rule, state, tlcSteps));
  const suspects = settling.length > 0 ? settling : ruleNames;
  const byTlc = added.map((step): LoneStep => {
    const explained = explainTlcStep(m, state, step, missed, suspects);
    const isOf = ({ action }: OwnStep) => isSameAction(explained.action, action);
    return { by: 'TLC', ...step, ...explained, isMore: own.some(isOf) && !missed.some(isOf) };
  });
  const byReference = missed
    .filter((step) => !byTlc.some(({ action }) => isSameAction(action, step.action)))
    .map((step): LoneStep => {
      const { action, target } = step;
      const explained = explainOwnStep(m, state, step, tlcSteps, suspects);
      return { by: 'reference', name: action.name, target, ...explained };
    });
  return { schedule, state, steps: [...byTlc, ...byReference], settling };
}

/** The difference of two graphs that do not begin alike. */
export function differenceAtStart(m: Model, tlc: TlcGraph): Difference {
  const initial = tlc.initial.map((node) => tlc.stateOf(node));
  return { schedule: [], state: initialState(m), steps: [], settling: [], initial };
}

/** Whether the reference, with one rule changed, takes exactly the steps of TLC from a state. */
export function agreesWith(m: Model, rule: RuleName, state: State, tlcSteps: readonly TlcStep[]): boolean {
  const own = ownSteps(withRuleChanged(m, rule), state);
  return (
    own.every((step) => tlcSteps.some((other) => isSameStep(step, other))) &&
    tlcSteps.every((other) => own.some((step) => isSameStep(step, other)))
  );
}

function ownSteps(m: Model, state: State): OwnStep[] {
  return enabled(m, state).map((action) => ({ action, target: step(m, state, action).state }));
}

function isSameStep({ action, target }: OwnStep, other: TlcStep): boolean {
  return action.name === other.name && leadsTo(other, target);
}

function isSameAction(a: Action | undefined, b: Action): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
