import type { System } from '../../properties/schedules.ts';
import { ruleNames } from '../../spec/rules.ts';
import { ANYTHING } from '../explorer/changes.ts';
import { copierFor, placesIn } from '../explorer/codec.ts';
import { Expander } from '../explorer/expand.ts';
import { type Model, withRules } from '../model/model.ts';
import { fieldsOf } from '../model/shape.ts';
import { type State, shape } from '../model/state.ts';

/**
 * Whether the last step of a system, by this instance, was one of its weakened rules alone: with all rules in force the
 * action would not have been enabled there, or would have led elsewhere.
 */
export function departuresOf(m: Model, system: System): (instance: number) => boolean {
  const inForce = withRules(m, ruleNames, true);
  const expander = new Expander(inForce);
  const goBack = copierFor(m)('goBack', expander.before, system.before);
  const isElsewhere = difference(m, expander.after, system.state);
  // Some actions are there only where a rule is weakened, so places in the two lists differ.
  const byText = new Map(expander.instances.map((one) => [JSON.stringify(one.action), one]));
  const counterparts = system.instances.map(({ action }) => byText.get(JSON.stringify(action)));
  return (instance) => {
    goBack(ANYTHING);
    const by = counterparts[instance];
    if (by === undefined || !expander.isEnabled(by)) return true;
    expander.take(by);
    return isElsewhere();
  };
}

/**
 * Whether two states that change in place differ, field by field: where the host writes without end, a long run counts
 * further than what packs.
 */
function difference(m: Model, one: State, other: State): () => boolean {
  const fields = fieldsOf(shape, m);
  const [a, b] = [placesIn('a', fields), placesIn('b', fields)];
  const differs = fields.map(({ path }) => `${a.at(path)} !== ${b.at(path)}`);
  const body = `${a.binding} ${b.binding} return () => ${differs.join(' || ')};`;
  return new Function('a', 'b', body)(one, other) as () => boolean;
}
