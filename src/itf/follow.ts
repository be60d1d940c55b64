import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import { initialState, type State } from '../model/state.ts';
import { enabled, step } from '../model/step.ts';
import { actionsByLabel } from '../schedule/label.ts';
import { StateReader, StrangeState, tlaVariables } from '../tlc/read/state.ts';
import { refusalOf, tellRefusal } from '../words/refusals.ts';
import { BadItf, type ItfFile, type ItfState } from './file.ts';
import { StrangeValue, tlaTextOf } from './value.ts';

/**
 * The actions by which a model goes through the states of a trace. A state that names its action came by that one; of any
 * other it is found which leads there, whoever wrote the trace. What repeats the state before it, and names no action, is
 * no step.
 * @throws BadItf for the first state that the model has not, or that it does not come to from the one before.
 */
export function actionsThrough(m: Model, { file, states }: ItfFile): Action[] {
  const reader = new StateReader(m);
  const known = actionsByLabel(m);
  const actions: Action[] = [];
  let before: State | undefined;
  for (const [i, given] of states.entries()) {
    const at = `states[${i}]`;
    const state = stateOf(reader, given, file, at);
    const place = { file, at, state };
    if (before === undefined) refuseOtherStart(m, place);
    else if (given.action !== undefined) actions.push(named(m, before, place, known, given.action));
    else if (differing(m, before, state).length > 0) actions.push(leading(m, before, place));
    before = state;
  }
  return actions;
}

/** A state of a trace, and where it stands. */
interface Place {
  readonly file: string;
  readonly at: string;
  readonly state: State;
}

function stateOf(reader: StateReader, { variables }: ItfState, file: string, at: string): State {
  try {
    const conjuncts = Object.entries(variables).map(
      ([name, json]) => `/\\ ${name} = ${tlaTextOf(json, name)}`,
    );
    return reader.read(conjuncts.join('\n'));
  } catch (error) {
    if (error instanceof StrangeState || error instanceof StrangeValue)
      throw new BadItf(file, at, error.message);
    throw error;
  }
}

function refuseOtherStart(m: Model, { file, at, state }: Place): void {
  const differ = differing(m, initialState(m), state);
  if (differ.length === 0) return;
  throw new BadItf(file, at, `expected the state before boot, found others in ${differ.join(', ')}`);
}

function named(
  m: Model,
  before: State,
  { file, at, state }: Place,
  known: ReadonlyMap<string, Action>,
  label: string,
): Action {
  const action = known.get(label);
  if (action === undefined)
    throw new BadItf(file, at, `expected an action of ${m.design.name}, found ${JSON.stringify(label)}`);
  const refusal = refusalOf(m, before, action);
  if (refusal !== undefined)
    throw new BadItf(file, at, `${label} is not enabled in the state before: ${tellRefusal(refusal)}`);
  const differ = differing(m, step(m, before, action).state, state);
  if (differ.length === 0) return action;
  throw new BadItf(file, at, `${label} leads elsewhere, with others in ${differ.join(', ')}`);
}

function leading(m: Model, before: State, { file, at, state }: Place): Action {
  const action = enabled(m, before).find(
    (each) => differing(m, step(m, before, each).state, state).length === 0,
  );
  if (action !== undefined) return action;
  throw new BadItf(file, at, `no action of ${m.design.name} leads here from the state before`);
}

/** The variables in which two states differ. */
function differing(m: Model, first: State, second: State): string[] {
  const others = tlaVariables(m, second);
  return tlaVariables(m, first).flatMap(([name, text], i) => (text === others[i]![1] ? [] : [name]));
}
