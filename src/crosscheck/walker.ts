import { codecFor } from '../explorer/codec.ts';
import { Expander, type Instance } from '../explorer/expand.ts';
import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';

/** Walks the reference from packed state to packed state. */
export class Walker {
  readonly instances: readonly Instance[];
  readonly #expander: Expander;
  readonly #words: Uint32Array;
  readonly #decode: (words: Uint32Array, at: number) => void;
  readonly #encode: (words: Uint32Array) => void;

  constructor(m: Model) {
    const codec = codecFor(m);
    this.#expander = new Expander(m);
    this.instances = this.#expander.instances;
    this.#words = new Uint32Array(codec.words);
    this.#decode = codec.decoder(this.#expander.before);
    this.#encode = codec.encoder(this.#expander.after);
  }

  /** Goes to a packed state. */
  goTo(words: Uint32Array, at = 0): void {
    this.#decode(words, at);
  }

  /** The packed state that an action leads to, until the next try; undefined when it is not enabled. */
  try(instance: Instance): Uint32Array | undefined {
    if (!this.#expander.isEnabled(instance)) return undefined;
    this.#expander.take(instance);
    this.#encode(this.#words);
    return this.#words;
  }

  /** Goes where the last action that was tried leads. */
  advance(): void {
    this.#expander.advance();
  }

  /** The state, to keep. */
  state(): State {
    const { moves: _, ...state } = structuredClone(this.#expander.before);
    return state;
  }
}
