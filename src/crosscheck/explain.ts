import { type RuleName, ruleNames } from '../../spec/rules.ts';
import type { Action } from '../model/action.ts';
import { type Model, withRules } from '../model/model.ts';
import { actionsOf } from '../model/protocol.ts';
import type { State } from '../model/state.ts';
import { applyTo, isEnabled } from '../model/step.ts';
import { refusalOf } from '../words/refusals.ts';
import { type FieldDifference, fieldsThatDiffer, isSame } from './fields.ts';
import type { TlcStep } from './tlc-graph.ts';

/** A step that the reference takes from some state. */
export interface OwnStep {
  readonly action: Action;
  readonly target: State;
}

/** Why a step is in one of the graphs only, as far as it can be found out in the reference. */
export type Cause =
  /** With any one of these rules changed, weakened or put in force, the reference does as TLC does. */
  | { readonly kind: 'rules'; readonly rules: readonly RuleName[]; readonly isBlocked: boolean }
  /** With these rules weakened, but not with fewer of them, the reference takes the step of TLC. */
  | { readonly kind: 'together'; readonly rules: readonly RuleName[] }
  /** The reference does not let the controller act in its mode. */
  | { readonly kind: 'mode'; readonly says: string }
  /** A guard that is no rule; the action, if one is given, would lead to TLC's state but for what it says. */
  | { readonly kind: 'guard'; readonly says?: string }
  /** The reference's nearest action leads elsewhere, if it is enabled at all. */
  | { readonly kind: 'outcome'; readonly isBlocked: boolean }
  /** TLC's state is none that the reference could hold. */
  | { readonly kind: 'strange'; readonly problem: string }
  /** Both take the step, under two names. */
  | { readonly kind: 'renamed'; readonly as: string }
  /** The reference has no action of this name, or none at these bounds. */
  | { readonly kind: 'unknown' }
  /** TLC does not take the step; the reference asked these rules about it, and they let it pass. */
  | { readonly kind: 'refused'; readonly asked: readonly RuleName[] };

/** Why a step is in one of the graphs only, and the action of the reference that it is or resembles. */
export interface Explained {
  readonly cause: Cause;
  readonly action?: Action;
  /** Where that action leads elsewhere: the fields that differ, the reference's value first. */
  readonly fields?: readonly FieldDifference[];
}

/**
 * Explains a step that TLC takes and the reference does not.
 * @param missed the reference's steps that TLC does not take
 * @param suspects the rules to try
 */
export function explainTlcStep(
  m: Model,
  s: State,
  step: TlcStep,
  missed: readonly OwnStep[],
  suspects: readonly RuleName[],
): Explained {
  const { name, target } = step;
  const alike = missed.filter(({ action }) => action.name === name);
  if ('problem' in target) {
    const cause = { kind: 'strange', problem: target.problem } as const;
    return alike.length === 1 ? { cause, action: alike[0]!.action } : { cause };
  }
  const renamed = missed.find((own) => own.action.name !== name && isSame(own.target, target));
  if (renamed) return { cause: { kind: 'renamed', as: renamed.action.name }, action: renamed.action };
  const attempts = attemptsAt(m, s, name);
  if (attempts.length === 0) return { cause: { kind: 'unknown' } };
  const candidates = alike.length > 0 ? alike.map((own) => ({ ...own, isEnabled: true })) : attempts;
  return (
    changedRule(m, s, name, target, suspects) ??
    guardInTheWay(m, s, attempts, target) ??
    closestOutcome(m, candidates, target) ?? { cause: { kind: 'guard' } }
  );
}

/**
 * Explains a step that the reference takes and TLC does not.
 * @param tlcSteps what TLC does instead
 * @param suspects the rules to try
 */
export function explainOwnStep(
  m: Model,
  s: State,
  { action }: OwnStep,
  tlcSteps: readonly TlcStep[],
  suspects: readonly RuleName[],
): Explained {
  const isAsTlc = (changed: Model) => {
    const { isEnabled, target } = attempt(changed, s, action);
    return !isEnabled || tlcSteps.some((step) => step.name === action.name && leadsTo(step, target!));
  };
  const rules = suspects.filter((rule) => isAsTlc(withRuleChanged(m, rule)));
  if (rules.length > 0) return { cause: { kind: 'rules', rules, isBlocked: false }, action };
  return { cause: { kind: 'refused', asked: rulesAsked(m, s, action) }, action };
}

/** Whether a step of TLC leads to this state. */
export function leadsTo({ target }: TlcStep, state: State): boolean {
  return !('problem' in target) && isSame(target, state);
}

/** The same model with one rule weakened, or put in force where it is weakened. */
export function withRuleChanged(m: Model, rule: RuleName): Model {
  return withRules(m, [rule], !m.inForce[rule]);
}

/** An action tried in a state, whether its guard allows it or not. */
interface Attempt {
  readonly action: Action;
  readonly isEnabled: boolean;
  /** Undefined where the action makes no sense without its guard. */
  readonly target: State | undefined;
}

function attempt(m: Model, s: State, action: Action): Attempt {
  const enabled = isEnabled(m, s, action);
  try {
    const { moves: _, ...target } = applyTo(m, { ...structuredClone(s), moves: null }, action);
    return { action, isEnabled: enabled, target };
  } catch (error) {
    if (enabled) throw error;
    return { action, isEnabled: false, target: undefined };
  }
}

/** What the instances of an action name lead to. */
function attemptsAt(m: Model, s: State, name: string): Attempt[] {
  return actionsOf(m)
    .filter((action) => action.name === name)
    .map((action) => attempt(m, s, action));
}

/** The instance of an action name that is enabled and leads to a state. */
function takerOf(m: Model, s: State, name: string, target: State): Action | undefined {
  return attemptsAt(m, s, name).find((tried) => tried.isEnabled && isSame(tried.target!, target))?.action;
}

function changedRule(
  m: Model,
  s: State,
  name: string,
  target: State,
  suspects: readonly RuleName[],
): Explained | undefined {
  const found = suspects.flatMap((rule) => {
    const action = takerOf(withRuleChanged(m, rule), s, name, target);
    return action === undefined ? [] : [{ rule, action }];
  });
  if (found.length === 0) return undefined;
  const { action } = found[0]!;
  const rules = found.map(({ rule }) => rule);
  const own = attempt(m, s, action);
  if (!own.isEnabled) return { cause: { kind: 'rules', rules, isBlocked: true }, action };
  const fields = fieldsThatDiffer(m, own.target!, target);
  return { cause: { kind: 'rules', rules, isBlocked: false }, action, fields };
}

function guardInTheWay(
  m: Model,
  s: State,
  attempts: readonly Attempt[],
  target: State,
): Explained | undefined {
  const blocked = attempts.find((tried) => {
    return !tried.isEnabled && tried.target !== undefined && isSame(tried.target, target);
  });
  if (blocked === undefined) return undefined;
  const { action } = blocked;
  const { guard, fact: says } = refusalOf(m, s, action)!;
  if (guard === 'mode') return { cause: { kind: 'mode', says }, action };
  const rules = rulesInTheWay(m, s, action, target);
  return { cause: rules === undefined ? { kind: 'guard', says } : { kind: 'together', rules }, action };
}

/** Rules that must be weakened, all of them, for an action to lead to a state; undefined when none help. */
function rulesInTheWay(m: Model, s: State, action: Action, target: State): RuleName[] | undefined {
  const opens = (weakened: readonly RuleName[]) => {
    const tried = attempt(withRules(m, weakened, false), s, action);
    return tried.isEnabled && isSame(tried.target!, target);
  };
  const inForce = ruleNames.filter((rule) => m.inForce[rule]);
  if (!opens(inForce)) return undefined;
  return inForce.reduce<RuleName[]>((needed, rule) => {
    const fewer = needed.filter((other) => other !== rule);
    return opens(fewer) ? fewer : needed;
  }, inForce);
}

function closestOutcome(m: Model, attempts: readonly Attempt[], target: State): Explained | undefined {
  const outcomes = attempts.flatMap((tried) => {
    return tried.target === undefined
      ? []
      : [{ ...tried, fields: fieldsThatDiffer(m, tried.target, target) }];
  });
  const [closest] = outcomes.sort((a, b) => a.fields.length - b.fields.length);
  if (closest === undefined) return undefined;
  const { action, fields } = closest;
  return { cause: { kind: 'outcome', isBlocked: !closest.isEnabled }, action, fields };
}

/** The rules that the guard of an action asks in a state, and that let it pass. */
function rulesAsked(m: Model, s: State, action: Action): RuleName[] {
  const asked = new Set<RuleName>();
  const inForce = new Proxy(m.inForce, {
    get: (rules, rule: RuleName) => {
      asked.add(rule);
      return rules[rule];
    },
  });
  isEnabled({ ...m, inForce }, s, action);
  return [...asked];
}
