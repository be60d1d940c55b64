import { codecFor } from '../../src/explorer/codec.ts';
import type { Model } from '../../src/model/model.ts';
import type { State } from '../../src/model/state.ts';
import { initialState } from '../../src/model/state.ts';
import { applyTo, enabled, step } from '../../src/model/step.ts';
import { actionsByLabel } from '../../src/schedule/label.ts';
import { writeState } from '../../src/tlc/read/state.ts';
import { run } from './arrays.ts';

/*
 * Dumps as TLC writes them, made from the reference, to plant differences in.
 */

export interface FakeState {
  id: bigint;
  initial: boolean;
  text: string;
}

export interface FakeStep {
  from: bigint;
  to: bigint;
  label: string;
}

export interface FakeDump {
  states: FakeState[];
  steps: FakeStep[];
}

const made = new Map<string, FakeDump>();

/** The state graph of a model, as a dump has it. To be changed at will. */
export function dumpOf(m: Model): FakeDump {
  const key = JSON.stringify(m.design);
  if (!made.has(key)) made.set(key, exploreFor(m));
  return structuredClone(made.get(key)!);
}

/** Breadth-first over the pure step: slow, and with nothing in common with what is tested. */
function exploreFor(m: Model): FakeDump {
  const codec = codecFor(m);
  const words = new Uint32Array(codec.words);
  const key = (state: State) => {
    codec.encoder(state)(words);
    return words.join();
  };
  const first = initialState(m);
  const ids = new Map([[key(first), idOf(0)]]);
  const found = [first];
  const dump: FakeDump = { states: [{ id: idOf(0), initial: true, text: writeState(m, first) }], steps: [] };
  for (const before of found) {
    const from = ids.get(key(before))!;
    for (const action of enabled(m, before)) {
      const after = step(m, before, action).state;
      const known = ids.get(key(after));
      const to = known ?? idOf(ids.size);
      dump.steps.push({ from, to, label: action.name });
      if (known !== undefined) continue;
      ids.set(key(after), to);
      found.push(after);
      dump.states.push({ id: to, initial: false, text: writeState(m, after) });
    }
  }
  return dump;
}

/** A fingerprint that looks like one of TLC's: 64 bits, signed. */
function idOf(index: number): bigint {
  return BigInt.asIntN(64, BigInt(index + 1) * 0x9e3779b97f4a7c15n);
}

/** The file that TLC would write. */
export function render({ states, steps }: FakeDump): string {
  const quoted = (text: string) =>
    text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return [
    'strict digraph DiskGraph {',
    'nodesep=0.35;',
    'subgraph cluster_graph {',
    'color="white";',
    ...states.map(({ id, initial, text }) => {
      return `${id} [label="${quoted(text)}"${initial ? ',style = filled' : ''}]`;
    }),
    ...steps.map(({ from, to, label }) => {
      return `${from} -> ${to} [label="${label}",color="black",fontcolor="black"];`;
    }),
    `{rank = same; ${states.map(({ id }) => id).join(';')};}`,
    '}',
    '}',
  ].join('\n');
}

/** The states of a dump in which the reference is after these actions. */
export function stateAfter(m: Model, dump: FakeDump, labels: readonly string[]): FakeState[] {
  const text = writeState(m, run({ model: m, state: initialState(m) }, ...labels).state);
  return dump.states.filter((state) => state.text === text);
}

/** Adds a step that the reference does not take: an action that is not enabled after some others. */
export function plantStep(m: Model, dump: FakeDump, schedule: readonly string[], label: string): void {
  const { state } = run({ model: m, state: initialState(m) }, ...schedule);
  const action = actionsByLabel(m).get(label)!;
  const { moves: _, ...after } = applyTo(m, { ...structuredClone(state), moves: null }, action);
  const text = writeState(m, after);
  let target = dump.states.find((known) => known.text === text);
  if (target === undefined) {
    target = { id: idOf(dump.states.length), initial: false, text };
    dump.states.push(target);
  }
  dump.steps.push({ from: stateAfter(m, dump, schedule)[0]!.id, to: target.id, label: action.name });
}
