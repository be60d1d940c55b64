import type { Verdict } from '../../spec/design.ts';
import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';
import { initialState } from '../model/state.ts';
import { step } from '../model/step.ts';
import { isDetail } from './actions.ts';
import { tellFate, tellStep } from './sentences.ts';

/** A schedule in one paragraph: what the host was told, what failed, who took over, and what became of the data. */
export function summarise(
  m: Model,
  schedule: readonly Action[],
  verdictOfBlock: (s: State, block: number) => Verdict,
): string {
  const told: string[] = [];
  let state = initialState(m);
  for (const action of schedule) {
    const after = step(m, state, action).state;
    if (!isDetail(action)) told.push(tellStep(m, state, action, after));
    state = after;
  }
  state.blocks.forEach((_, block) => {
    const verdict = verdictOfBlock(state, block);
    if (verdict !== 'safe') told.push(tellFate(m, state, block, verdict));
  });
  return `${told.join('; ')}.`;
}
