import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import type { Draft, State } from '../model/state.ts';
import { ANYTHING } from './changes.ts';
import { codecFor } from './codec.ts';
import { Expander, type Instance } from './expand.ts';
import { type Limits, limitAt, type Progress, STRIDE } from './explore.ts';
import type { FoldName } from './fold/fold.ts';
import { Folding } from './fold/stand-in.ts';
import { Visited } from './visited.ts';

/** Who is told of a state graph. States are numbered in the order in which they are found, from 0, the initial one. */
export interface GraphListener {
  /** Each state once, before the steps from it. It changes with the next. */
  readonly state: (index: number, depth: number, state: State) => void;
  /** The state before and after it, which change with the next; lifecycle changes in `after.moves`, where they are noted. */
  readonly step: (from: number, to: number, action: Action, before: Draft, after: Draft) => void;
  readonly notesMoves?: true;
}

/** Why a walk ended before the last state, if it did. */
export interface GraphWalk {
  readonly stopped?: string;
}

/**
 * Tells all states within the design's bounds and all steps between them, breadth-first: the graph that `explore` counts
 * with the same folds, where a step leads to the state that stands for its successor. Yields its progress as `explore` does.
 * @throws StateTooLarge when the bounds are too large to pack, and TooManyVersions.
 */
export function* walkGraph(
  m: Model,
  folds: readonly FoldName[],
  limits: Limits,
  listener: GraphListener,
): Generator<Progress, GraphWalk, string | undefined> {
  const codec = codecFor(m);
  const expander = new Expander(m, { notesMoves: listener.notesMoves ?? false });
  const { before, after } = expander;
  const decode = codec.decoder(before);
  const encode = codec.encoder(after);
  const folding = new Folding(m, folds);
  const { words } = folding;
  const visited = new Visited(codec.words);
  let [transitions, depth, levelEnd] = [0, 0, 1];
  encode(words);
  visited.add(words, -1, 0);
  for (let from = 0; from < visited.size; from++) {
    if (from === levelEnd) [depth, levelEnd] = [depth + 1, visited.size];
    const { size, bytes } = visited;
    const limit = limitAt({ states: size, bytes }, limits);
    if (limit !== undefined) return { stopped: limit };
    if (from % STRIDE === 0) {
      const stopped = yield { states: size, transitions, depth, waiting: size - from };
      if (stopped !== undefined) return { stopped };
    }
    decode(visited.chunkOf(from), visited.offsetOf(from));
    listener.state(from, depth, before);
    expander.expand(({ action }: Instance) => {
      encode(words);
      folding.fold();
      const added = visited.add(words, from, 0);
      listener.step(from, added < 0 ? visited.indexOf(words) : added, action, before, after);
      transitions++;
      return ANYTHING;
    });
  }
  return {};
}
