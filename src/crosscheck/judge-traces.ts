import type { Action } from '../model/action.ts';
import { parseValue, TlaSet, type Value, variablesOf } from '../tlc/read/value.ts';
import type { TlcResult } from '../tlc/run/run.ts';
import type { RecordedTrace } from './record-traces.ts';

/** What TLC says of recorded traces: they are all behaviours of the specification, or where one of them is not. */
export interface TracesJudged {
  readonly traces: number;
  readonly steps: number;
  readonly rejected?: Rejection;
}

/** A step of a trace that the specification does not allow. */
export interface Rejection {
  /** Both count from 1. */
  readonly trace: number;
  readonly step: number;
  readonly action: Action;
  /** The actions before it, from the initial state. */
  readonly before: readonly Action[];
  /** Where the specification's outcome of the action is another; without any, it does not allow the action there. */
  readonly fields: readonly FieldOfTwo[];
}

/** A field of the TLA+ state with the value that each side has there, as text. */
export interface FieldOfTwo {
  readonly path: string;
  readonly tlc: string;
  readonly trace: string;
}

/** Thrown when TLC ended without a word on the traces. */
export class NotJudged extends Error {}

/**
 * Reads the outcome of a run of TLC on traces: it ends in a deadlock where a trace is no behaviour.
 * @throws NotJudged when TLC failed.
 */
export function judgeTraces(traces: readonly RecordedTrace[], run: TlcResult): TracesJudged {
  const steps = traces.reduce((sum, trace) => sum + trace.length, 0);
  const count = { traces: traces.length, steps };
  if (run.completed && run.exitCode === 0) {
    const expected = steps + traces.length;
    if (run.distinct !== expected)
      throw new NotJudged(`TLC saw ${run.distinct} states of traces, not ${expected}`);
    return count;
  }
  const last = run.violation?.kind === 'deadlock' ? run.violation.trace.at(-1) : undefined;
  if (last === undefined)
    throw new NotJudged(run.stopped || run.errors.join('\n') || `TLC ended with ${run.exitCode}`);
  const variables = new Map(variablesOf(last));
  const trace = Number(variables.get('trace'));
  const taken = Number(variables.get('taken'));
  const rejected = traces[trace - 1]!;
  return {
    ...count,
    rejected: {
      trace,
      step: taken + 1,
      action: rejected[taken]!.action,
      before: rejected.slice(0, taken).map(({ action }) => action),
      fields: run.prints.flatMap((print) => fieldsIn(print, trace, taken + 1)),
    },
  };
}

/**
 * What Trace.tla prints: <<"differs", trace, step, {<<variable, in TLC, in the trace>>}>>. Other prints may be
 * lines of Java, and no values.
 */
function fieldsIn(print: string, trace: number, step: number): FieldOfTwo[] {
  if (!print.startsWith('<<') || !print.includes('"differs"')) return [];
  const value = parseValue(print);
  if (!Array.isArray(value) || value[0] !== 'differs' || value[1] !== trace || value[2] !== step) return [];
  const variables = (value[3] as TlaSet).elements as readonly (readonly Value[])[];
  return variables.flatMap(([name, tlc, recorded]) => [...fieldsOfTwo(String(name), tlc!, recorded!)]);
}

function* fieldsOfTwo(path: string, tlc: Value, trace: Value): Generator<FieldOfTwo> {
  const both = [tlc, trace].map(show);
  if (both[0] === both[1]) return;
  if (!isAlike(tlc, trace)) {
    yield { path, tlc: both[0]!, trace: both[1]! };
    return;
  }
  for (const [key, inner] of Object.entries(tlc)) {
    const place = Array.isArray(tlc) ? `${path}[${Number(key) + 1}]` : `${path}.${key}`;
    yield* fieldsOfTwo(place, inner as Value, (trace as unknown as Record<string, Value>)[key]!);
  }
}

/** Sequences of one length, and records, are told field by field. */
function isAlike(first: Value, second: Value): first is Exclude<Value, string | number | boolean> {
  if (typeof first !== 'object' || typeof second !== 'object') return false;
  if (first instanceof TlaSet || second instanceof TlaSet) return false;
  return (
    Array.isArray(first) === Array.isArray(second) && Object.keys(first).length === Object.keys(second).length
  );
}

function show(value: Value): string {
  if (value instanceof TlaSet) return `{${value.elements.map(show).join(', ')}}`;
  return JSON.stringify(value);
}
