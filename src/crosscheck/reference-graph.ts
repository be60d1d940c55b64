import { ANYTHING } from '../explorer/changes.ts';
import { codecFor } from '../explorer/codec.ts';
import { Expander, type Instance } from '../explorer/expand.ts';
import { Visited } from '../explorer/visited.ts';
import type { Model } from '../model/model.ts';
import { type Reporting, report, STRIDE } from './progress.ts';
import { type ActionNames, StepList, type Steps, stepKey } from './steps.ts';

/** The state graph of the reference. State 0 is the initial one; the others follow as they were found. */
export interface ReferenceGraph {
  readonly states: Visited;
  readonly steps: Steps;
  /** Steps before those of the same name to the same state were taken as one. */
  readonly taken: number;
}

/**
 * Explores the reference to the end and keeps every step.
 * @throws StateTooLarge when the bounds are too large to pack.
 */
export function* exploreReference(m: Model, names: ActionNames): Reporting<ReferenceGraph> {
  const codec = codecFor(m);
  const expander = new Expander(m);
  const nameOf = expander.instances.map(({ action }) => names.indexOf(action.name));
  const decode = codec.decoder(expander.before);
  const encode = codec.encoder(expander.after);
  const words = new Uint32Array(codec.words);
  const states = new Visited(codec.words);
  const list = new StepList();
  encode(words);
  states.add(words, -1, 0);
  for (let from = 0; from < states.size; from++) {
    if (from % STRIDE === 0) yield* report({ task: 'exploring', done: from, known: states.size });
    decode(states.chunkOf(from), states.offsetOf(from));
    expander.expand(({ index }: Instance) => {
      encode(words);
      const added = states.add(words, from, 0);
      list.add(from, stepKey(nameOf[index]!, added < 0 ? states.indexOf(words) : added));
      return ANYTHING;
    });
  }
  return { states, steps: list.toSteps(states.size), taken: list.length };
}
