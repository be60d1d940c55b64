import fc from 'fast-check';
import { replay, type System } from '../../properties/schedules.ts';
import type { Property } from '../model/property.ts';
import { Watch } from './watch.ts';

/**
 * A minimal schedule that violates the property, from one that does. Every action of it is enabled when its turn comes,
 * the last one brings the violation about, and without any one of them the rest, as far as it is enabled, does not.
 */
export function shrink(system: System, property: Property, failing: readonly number[]): readonly number[] {
  const judge = new Watch(system, [property]);
  const violation = (listed: readonly number[]): readonly number[] | undefined => {
    const { taken, violated } = replay(system, listed, judge);
    return violated === undefined ? undefined : taken;
  };
  const listed = fc.array(fc.nat(system.instances.length - 1));
  const holds = fc.property(listed, (schedule) => violation(schedule) === undefined);
  const { counterexample } = fc.check(holds, { examples: [[[...failing]]], numRuns: 1, seed: 0 });
  return withoutNeedless(violation(counterexample?.[0] ?? failing) ?? failing, violation);
}

/** Takes out single actions, with all that they alone made possible, until none can be spared. */
function withoutNeedless(
  schedule: readonly number[],
  violation: (listed: readonly number[]) => readonly number[] | undefined,
): readonly number[] {
  for (let place = 0; place < schedule.length; place++) {
    const shorter = violation(schedule.toSpliced(place, 1));
    if (shorter !== undefined) return withoutNeedless(shorter, violation);
  }
  return schedule;
}
