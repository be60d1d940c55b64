import { type Codec, codecFor } from '../explorer/codec.ts';
import { Visited } from '../explorer/visited.ts';
import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import type { Draft, State } from '../model/state.ts';
import { actionsOf, applyTo, isEnabled } from '../model/step.ts';
import { type Reporting, report, STRIDE } from './progress.ts';
import { type ActionNames, StepList, type Steps, stepKey } from './steps.ts';

/** The state graph of the reference. State 0 is the initial one; the others follow as they were found. */
export interface ReferenceGraph {
  readonly states: Visited;
  readonly steps: Steps;
  /** Steps before those of the same name to the same state were taken as one. */
  readonly taken: number;
}

/** One place to stand in the reference: a state, packed and whole, and what an action makes of it. */
export class Walker {
  readonly before: Draft;
  readonly #m: Model;
  readonly #after: Draft;
  readonly #words: Uint32Array;
  readonly #decode: ReturnType<Codec['decoder']>;
  readonly #copy: ReturnType<Codec['copier']>;
  readonly #encode: ReturnType<Codec['encoder']>;
  readonly #advance: ReturnType<Codec['copier']>;

  constructor(m: Model, codec: Codec = codecFor(m)) {
    this.#m = m;
    this.before = codec.draft();
    this.#after = codec.draft();
    this.#words = new Uint32Array(codec.words);
    this.#decode = codec.decoder(this.before);
    this.#copy = codec.copier(this.#after, this.before);
    this.#encode = codec.encoder(this.#after);
    this.#advance = codec.copier(this.before, this.#after);
  }

  /** Goes to a packed state. */
  goTo(words: Uint32Array, at = 0): void {
    this.#decode(words, at);
  }

  /** The packed state that an action leads to, until the next try; undefined when it is not enabled. */
  try(action: Action): Uint32Array | undefined {
    if (!isEnabled(this.#m, this.before, action)) return undefined;
    this.#copy();
    applyTo(this.#m, this.#after, action);
    this.#encode(this.#words);
    return this.#words;
  }

  /** Goes where the last action that was tried leads. */
  advance(): void {
    this.#advance();
  }

  /** The state, to keep. */
  state(): State {
    const { moves: _, ...state } = structuredClone(this.before);
    return state;
  }
}

/**
 * Explores the reference to the end and keeps every step.
 * @throws StateTooLarge when the bounds are too large to pack.
 */
export function* exploreReference(m: Model, names: ActionNames): Reporting<ReferenceGraph> {
  const codec = codecFor(m);
  const walker = new Walker(m, codec);
  const instances = actionsOf(m).map((action) => ({ action, name: names.indexOf(action.name) }));
  const states = new Visited(codec.words);
  const list = new StepList();
  const initial = new Uint32Array(codec.words);
  codec.encoder(walker.before)(initial);
  states.add(initial, -1, 0);
  for (let from = 0; from < states.size; from++) {
    if (from % STRIDE === 0) yield* report({ task: 'exploring', done: from, known: states.size });
    walker.goTo(states.chunkOf(from), states.offsetOf(from));
    for (const { action, name } of instances) {
      const words = walker.try(action);
      if (words === undefined) continue;
      const added = states.add(words, from, 0);
      list.add(from, stepKey(name, added < 0 ? states.indexOf(words) : added));
    }
  }
  return { states, steps: list.toSteps(states.size), taken: list.length };
}
