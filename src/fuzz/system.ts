import type { System } from '../../properties/schedules.ts';
import { initialState } from '../model/initial.ts';
import type { Model } from '../model/model.ts';
import type { Draft } from '../model/state.ts';
import { actionsOf, applyTo, isEnabled, transitions } from '../model/step.ts';
import { copyState } from './copy.ts';

/** The reference as schedules see it. One state changes in place over all runs: a run allocates next to nothing. */
export function systemOf(m: Model): System {
  const initial = initialState(m);
  const before = initialState(m);
  const state: Draft = { ...initialState(m), moves: null };
  const instances = actionsOf(m);
  return {
    instances,
    state,
    before,
    reset: () => copyState(state, initial),
    isEnabled: (instance) => isEnabled(m, state, instances[instance]!),
    actsItself: (instance) => transitions[instances[instance]!.name].by === 'system',
    take: (instance) => {
      copyState(before, state);
      applyTo(m, state, instances[instance]!);
    },
  };
}
