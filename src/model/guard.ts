import type { Condition } from '../../spec/conditions.ts';
import type { RuleName } from '../../spec/rules.ts';

/** The rules that say what an action does, or what it can rely on, and keep none from happening. */
type RuleOfEffects =
  | 'R1_header'
  | 'R1_epoch'
  | 'R2_fresh'
  | 'R8_protected'
  | 'R9_version'
  | 'R12_suspect'
  | 'R13_committed';

/** What can keep an action from happening, by its name. */
export type Guard = Exclude<RuleName, RuleOfEffects> | Condition;

/** The guard that is closed unless this is met. With `??` between them the first of several that is closed. */
export function unless(isMet: boolean, guard: Guard): Guard | undefined {
  return isMet ? undefined : guard;
}
