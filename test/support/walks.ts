import type { Design } from '../../spec/design.ts';
import type { Action, ActionName } from '../../src/model/action.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { initialState } from '../../src/model/state.ts';
import { enabled, step } from '../../src/model/step.ts';

export interface Walk {
  readonly model: Model;
  readonly actions: readonly Action[];
}

/**
 * A walk through a design that gets about, without chance: in each state the action that it took least often
 * so far; `start` shifts which of several. Faults, reads and aborts come late, so that there is something to strike.
 */
export function walkThrough(design: Design, length: number, start = 0): Walk {
  const model = compileModel(design);
  const taken = new Map<ActionName, number>();
  const actions: Action[] = [];
  let state = initialState(model);
  while (actions.length < length) {
    const isDue = (action: Action) =>
      actions.length > length / 2 ||
      !('fault' in action || action.name === 'HostRead' || action.name === 'Abort');
    const possible = enabled(model, state);
    const among = possible.some(isDue) ? possible.filter(isDue) : possible;
    if (among.length === 0) break;
    const times = ({ name }: Action) => taken.get(name) ?? 0;
    const least = Math.min(...among.map(times));
    const rare = among.filter((action) => times(action) === least);
    const action = rare[((start + actions.length) * 7919) % rare.length]!;
    taken.set(action.name, least + 1);
    actions.push(action);
    state = step(model, state, action).state;
  }
  return { model, actions };
}
