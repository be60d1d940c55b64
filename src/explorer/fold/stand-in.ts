import type { Model } from '../../model/model.ts';
import type { State } from '../../model/state.ts';
import { codecFor } from '../codec.ts';
import { fold } from '../core/fold.ts';
import { attach } from '../core/machine.ts';
import { TOO_MANY_VERSIONS } from '../core/renumber.ts';
import { layoutOf } from '../layout.ts';
import type { FoldName } from './fold.ts';
import { foldProgram, scratchFor } from './program.ts';
import { TooManyVersions } from './versions.ts';

/** A memory of the core in which packed states of a model are folded. */
export class Folding {
  /** The state to fold, and then the one that stands for it. */
  readonly words: Uint32Array;
  /** One that is folded, for `foldFrom`. */
  readonly from: Uint32Array;
  readonly #memory: Int32Array;
  readonly #start: number;
  readonly #size: number;

  constructor(m: Model, folds: readonly FoldName[]) {
    const { words } = layoutOf(m);
    const program = foldProgram(m, folds);
    this.#memory = new Int32Array(program.length + 2 * words + scratchFor(m));
    this.#memory.set(program);
    this.#start = program.length;
    this.#size = words;
    this.words = this.#wordsAt(this.#start);
    this.from = this.#wordsAt(this.#start + words);
  }

  /** @throws TooManyVersions */
  fold(): void {
    this.#run(0);
  }

  /**
   * The same, faster: what does not differ from the state `from` is in order already.
   * @throws TooManyVersions
   */
  foldFrom(): void {
    this.#run(this.#start + this.#size);
  }

  #run(from: number): void {
    attach(this.#memory);
    const outcome = fold(0, this.#start, from, this.#start + 2 * this.#size);
    if (outcome === TOO_MANY_VERSIONS) throw new TooManyVersions();
  }

  #wordsAt(at: number): Uint32Array {
    return new Uint32Array(this.#memory.buffer, at * 4, this.#size);
  }
}

/** What it returns packs what stands for a state, as that is then: words that stay until the next. */
export function packerOf(m: Model, folds: readonly FoldName[], state: State): () => Uint32Array {
  const folding = new Folding(m, folds);
  const encode = codecFor(m).encoder(state);
  return () => {
    encode(folding.words);
    folding.fold();
    return folding.words;
  };
}
