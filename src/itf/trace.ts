import type { Bounds } from '../../spec/design.ts';
import type { Model } from '../model/model.ts';
import { labelOf } from '../schedule/label.ts';
import { statesOf, type Trace } from '../schedule/replay.ts';
import { tlaVariables } from '../tlc/read/state.ts';
import { parseValue } from '../tlc/read/value.ts';
import { type Json, toItf } from './value.ts';

/** What such a trace is a run of; in the file it stands below "mirrorproof" in "#meta". */
export interface RunOf {
  /** A shipped design by its name, another by its path, seen from the file. */
  readonly design: string;
  readonly bounds: Partial<Bounds>;
  readonly weaken: readonly string[];
}

/** The states of a run, in the variables of the TLA+ specification, a line each. Each names the action that led to it. */
export function itfTextOf(m: Model, trace: Trace, of: RunOf, description: string): string {
  const states = statesOf(trace).map((state, index) => {
    const step = trace.steps[index - 1];
    const action = step === undefined ? {} : { action: labelOf(m, step.action) };
    const variables = tlaVariables(m, state).map(([name, text]) => [name, toItf(parseValue(text))] as const);
    return { '#meta': { index, ...action }, ...Object.fromEntries(variables) };
  });
  const vars = tlaVariables(m, trace.initial).map(([name]) => name);
  const meta = { format: 'ITF', 'format-description': FORMAT, description, mirrorproof: of };
  return `{"#meta": ${JSON.stringify(meta)},
"vars": ${JSON.stringify(vars)},
"states": [
${states.map((state: Json) => JSON.stringify(state)).join(',\n')}
]}
`;
}

const FORMAT = 'https://apalache-mc.org/docs/adr/015adr-trace.html';
