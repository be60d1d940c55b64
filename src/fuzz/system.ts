import type { System } from '../../properties/schedules.ts';
import { Expander } from '../explorer/expand.ts';
import type { Model } from '../model/model.ts';
import { isEnabled } from '../model/step.ts';

/** The reference as schedules see it. One state changes in place over all runs: a run allocates next to nothing. */
export function systemOf(m: Model): System {
  const expander = new Expander(m);
  const { instances, before, after } = expander;
  return {
    instances,
    state: after,
    before,
    reset: () => expander.reset(),
    isEnabled: (instance) => isEnabled(m, after, instances[instance]!.action),
    take: (instance) => expander.goOn(instances[instance]!),
  };
}
