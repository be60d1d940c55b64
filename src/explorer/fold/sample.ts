import type { Model } from '../../model/model.ts';
import { ANYTHING } from '../changes.ts';
import { type Codec, codecFor } from '../codec.ts';
import { Expander, type Instance } from '../expand.ts';
import { Visited } from '../visited.ts';
import type { FoldName } from './fold.ts';
import { packerOf } from './stand-in.ts';

/** States of a search, from its beginning on. */
const FIRST = 50;
const WALKS = 22;
/** Steps of a walk at most. */
const LENGTH = 40;
/** Walks that go on as long again, from the first fault on by takeovers, which have many steps. */
const TAKEOVERS = 4;

/**
 * States of a model to try something on, packed and each once: the first that a search comes across, and those along some
 * walks. They are the same each time. These folds are made on the way. The words are those of a state until the next.
 */
export function* sampleOf(m: Model, folds: readonly FoldName[]): Generator<Uint32Array> {
  const place = new Place(m, folds);
  const states = new Visited(place.initial.length);
  states.add(place.initial, -1, 0);
  for (let at = 0; at < Math.min(states.size, FIRST); at++) {
    const [chunk, offset] = [states.chunkOf(at), states.offsetOf(at)];
    place.goTo(chunk, offset);
    place.lookAround((words) => states.add(words, at, 0));
    yield chunk.subarray(offset, offset + place.initial.length);
  }
  const draw = lottery();
  for (let walk = 0; walk < WALKS + TAKEOVERS; walk++) {
    const faultsFrom = Math.min(LENGTH, (walk * LENGTH) / WALKS);
    for (const words of statesOnWalk(place, faultsFrom, draw)) if (states.add(words, -1, 0) >= 0) yield words;
  }
}

/** Goes on by chance; by faults and aborts, which leave less to do, from a step on. */
function* statesOnWalk(place: Place, faultsFrom: number, draw: Draw): Generator<Uint32Array> {
  const takesOver = faultsFrom === LENGTH;
  place.goTo(place.initial, 0);
  for (let step = 0; step < (takesOver ? 2 * LENGTH : LENGTH); step++) {
    const ways: Instance[] = [];
    place.lookAround((_, by) => ways.push(by));
    const calm = ways.filter(({ card }) => card.by !== 'fault' && card.process !== 'abort');
    const takeover = ways.filter(({ card }) => takesOver && card.process === 'takeover');
    const first = step < faultsFrom ? calm : takeover;
    const due = first.length > 0 ? first : ways;
    if (due.length === 0) return;
    yield place.take(due[draw(due.length)]!);
  }
}

/** A number from 0 on, below another. */
export type Draw = (below: number) => number;

/** Numbers by chance, the same each time: from 1 on so many walks come across most that there is. */
export function lottery(): Draw {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A place to stand in the states of a model. */
class Place {
  readonly initial: Uint32Array;
  readonly goTo: ReturnType<Codec['decoder']>;
  readonly #expander: Expander;
  readonly #pack: () => Uint32Array;

  constructor(m: Model, folds: readonly FoldName[]) {
    const codec = codecFor(m);
    this.#expander = new Expander(m);
    this.initial = new Uint32Array(codec.words);
    this.goTo = codec.decoder(this.#expander.before);
    this.#pack = packerOf(m, folds, this.#expander.after);
    codec.encoder(this.#expander.before)(this.initial);
  }

  /** Looks at each state that may come next, by the action that leads there. */
  lookAround(visit: (words: Uint32Array, by: Instance) => void): void {
    this.#expander.expand((by) => {
      visit(this.#pack(), by);
      return ANYTHING;
    });
  }

  /** Goes to the state that an enabled action leads to, which has these words until the next look. */
  take(by: Instance): Uint32Array {
    this.#expander.take(by);
    const words = this.#pack();
    this.goTo(words, 0);
    return words;
  }
}
