import { invariantsOf } from '../../properties/invariants.ts';
import { rankOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import type { Design } from '../../spec/design.ts';
import { ANYTHING } from '../../src/explorer/changes.ts';
import { codecFor } from '../../src/explorer/codec.ts';
import { Expander } from '../../src/explorer/expand.ts';
import { type Fold, type FoldName, foldOf } from '../../src/explorer/fold/fold.ts';
import { Visited } from '../../src/explorer/visited.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import type { Property } from '../../src/model/property.ts';
import type { Draft, State } from '../../src/model/state.ts';

/** What a comparison of states with those that stand for them came to. */
export interface Futures {
  readonly states: number;
  /** Of these the ones that another stands for. */
  readonly folded: number;
  /** The first whose future is another than that of its folded state. */
  readonly different?: State;
}

/**
 * Goes through states of a design, at most so many, without folding any, and compares the future of each with that of the
 * state that stands for it: the actions by their names, what stands for what they lead to, what every property says of
 * that step and of the state behind it, and how bad that is. Equal futures everywhere are what makes a fold sound.
 */
export function compareFutures(design: Design, folds: readonly FoldName[], most: number): Futures {
  const m = compileModel(design);
  const plain = new Look(m, folds);
  const folded = new Look(m, folds);
  const fold = foldOf(m, folds, folded.before);
  const words = new Uint32Array(codecFor(m).words);
  const states = new Visited(words.length);
  states.add(words, -1, 0);
  plain.encodeBefore(states.chunkOf(0));
  let others = 0;
  for (let at = 0; at < Math.min(states.size, most); at++) {
    plain.goTo(states.chunkOf(at), states.offsetOf(at));
    folded.goTo(states.chunkOf(at), states.offsetOf(at));
    const future = plain.future((next) => states.add(next, at, 0));
    folded.encodeBefore(words);
    const itself = words.join();
    fold(words, ANYTHING);
    if (words.join() === itself) continue;
    folded.goTo(words, 0);
    others++;
    if (folded.future() === future) continue;
    return {
      states: at + 1,
      folded: others,
      different: structuredClone({ ...plain.before, moves: null }),
      plain: future,
      other: folded.future(),
    } as Futures;
  }
  return { states: Math.min(states.size, most), folded: others };
}

/** A place in the graph, from which one looks ahead. */
class Look {
  readonly before: Draft;
  readonly goTo: (words: Uint32Array, at: number) => void;
  readonly encodeBefore: (words: Uint32Array) => void;
  readonly #expander: Expander;
  readonly #properties: readonly Property[];
  readonly #rank: (state: State) => number;
  readonly #fold: Fold;
  readonly #encode: (words: Uint32Array) => void;
  readonly #words: Uint32Array;

  constructor(m: Model, folds: readonly FoldName[]) {
    const codec = codecFor(m);
    this.#expander = new Expander(m);
    this.before = this.#expander.before;
    this.goTo = codec.decoder(this.before);
    this.encodeBefore = codec.encoder(this.before);
    this.#properties = invariantsOf(m.design);
    this.#rank = rankOf(wiringOf(m.design));
    this.#fold = foldOf(m, folds, this.#expander.after);
    this.#encode = codec.encoder(this.#expander.after);
    this.#words = new Uint32Array(codec.words);
  }

  /** Everything that may come next. Says of each state itself, before it is folded, what its words are. */
  future(tell: (words: Uint32Array) => void = () => {}): string {
    const { before, after } = this.#expander;
    const ways: string[] = [];
    this.#expander.expand((by) => {
      const judged = this.#properties.map((property) => {
        if (property.kind === 'step') return property.check(before, by, after);
        return property.kind === 'always' ? property.check(after) : 0;
      });
      const rank = this.#rank(after);
      this.#encode(this.#words);
      tell(this.#words);
      this.#fold(this.#words, ANYTHING);
      ways.push(`${by.action.name} ${this.#words} ${judged} ${rank}`);
      return ANYTHING;
    });
    return ways.sort().join('\n');
  }
}
