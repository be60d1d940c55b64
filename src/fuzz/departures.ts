import type { System } from '../../properties/schedules.ts';
import { ANYTHING } from '../explorer/changes.ts';
import { codecFor, copierFor } from '../explorer/codec.ts';
import { Expander } from '../explorer/expand.ts';
import { compileModel, type Model } from '../model/model.ts';

/**
 * Whether the last step of a system, by this instance, was one of its weakened rules alone: with all rules in force the
 * action would not have been enabled there, or would have led elsewhere.
 */
export function departuresOf(m: Model, system: System): (instance: number) => boolean {
  const inForce = compileModel({ ...m.design, weakened: [] });
  const expander = new Expander(inForce);
  const goBack = copierFor(m)('goBack', expander.before, system.before);
  const codec = codecFor(m);
  const encodeAllowed = codec.encoder(expander.after);
  const encodeTaken = codec.encoder(system.state);
  const allowed = new Uint32Array(codec.words);
  const taken = new Uint32Array(codec.words);
  return (instance) => {
    goBack(ANYTHING);
    const by = expander.instances[instance]!;
    if (!expander.isEnabled(by)) return true;
    expander.take(by);
    encodeAllowed(allowed);
    encodeTaken(taken);
    return allowed.some((word, i) => word !== taken[i]);
  };
}
