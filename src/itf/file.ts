import * as v from 'valibot';
import { shown } from '../text/shown.ts';
import type { Json } from './value.ts';

/** Thrown for a trace that cannot be run. */
export class BadItf extends Error {
  override readonly name = 'BadItf';

  constructor(
    readonly file: string,
    /** Place in the file, such as `states[3]`; empty for the whole file. */
    readonly at: string,
    problem: string,
  ) {
    super(
      [file, at, problem]
        .filter(Boolean)
        .map((part) => shown(part, MAX_PART))
        .join(': '),
    );
  }
}

const MAX_PART = 1000;

/** A state as the file has it. */
export interface ItfState {
  readonly variables: { readonly [name: string]: Json };
  /** The label of the action that led here, where the file says it. */
  readonly action?: string;
}

/** A trace as its file has it, and what it says it is a run of. */
export interface ItfFile {
  readonly file: string;
  readonly design: string;
  readonly bounds: object;
  readonly weaken: readonly string[];
  readonly states: readonly ItfState[];
}

const DESIGN = 'the design, such as "#meta": {"mirrorproof": {"design": "partner-fed"}}';

const stateForm = v.objectWithRest(
  { '#meta': v.optional(v.looseObject({ action: v.exactOptional(v.string('the label of an action')) }), {}) },
  v.unknown(),
  'a state: an object with a value for each variable',
);

/** What is not for us to know may stand beside it. */
const form = v.looseObject(
  {
    '#meta': v.looseObject(
      {
        mirrorproof: v.object(
          {
            design: v.string(DESIGN),
            bounds: v.optional(v.looseObject({}, 'an object'), {}),
            weaken: v.optional(v.array(v.string('a rule'), 'a list of rules'), []),
          },
          DESIGN,
        ),
      },
      DESIGN,
    ),
    states: v.pipe(v.array(stateForm, 'a list of states'), v.nonEmpty('at least one state')),
  },
  DESIGN,
);

/**
 * Reads a trace in the Informal Trace Format. What its states are is not looked at.
 * @throws BadItf for the first that is wrong.
 */
export function parseItf(text: string, file: string): ItfFile {
  const { issues, output, success } = v.safeParse(form, jsonIn(text, file), { abortEarly: true });
  if (!success) {
    const [{ message, path, received }] = issues;
    const found = received === 'undefined' ? 'nothing' : received;
    const at = (path ?? [])
      .map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
      .join('');
    throw new BadItf(file, at.replace(/^\./, ''), `expected ${message}, found ${found}`);
  }
  const { mirrorproof } = output['#meta'];
  const states = output.states.map(({ '#meta': { action }, ...variables }): ItfState => {
    const known = { variables: variables as ItfState['variables'] };
    return action === undefined ? known : { ...known, action };
  });
  return { file, ...mirrorproof, states };
}

function jsonIn(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadItf(file, '', `expected JSON: ${(error as Error).message}`);
  }
}
