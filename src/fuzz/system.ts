import type { System } from '../../properties/schedules.ts';
import type { Model } from '../model/model.ts';
import { type Draft, initialState } from '../model/state.ts';
import { actionsOf, transitions } from '../model/step.ts';
import type { Transition } from '../model/transition.ts';
import { copyState } from './copy.ts';

/** The reference as schedules see it. One state changes in place over all runs: a run allocates nothing to speak of. */
export function systemOf(m: Model): System {
  const initial = initialState(m);
  const state: Draft = { ...initialState(m), moves: null };
  const before = initialState(m);
  const instances = actionsOf(m);
  const rules = instances.map(({ name }) => transitions[name] as Transition);
  return {
    instances,
    state,
    before,
    reset: () => copyState(state, initial),
    isEnabled: (instance) => rules[instance]!.enabled(m, state, instances[instance]!),
    actsItself: (instance) => rules[instance]!.by === 'system',
    take: (instance) => {
      copyState(before, state);
      rules[instance]!.apply(m, state, instances[instance]!);
    },
  };
}
