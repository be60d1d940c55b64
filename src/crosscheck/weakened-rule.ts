import { quietBecause, type RuleName } from '../../spec/rules.ts';
import type { Exploration } from '../explorer/explore.ts';

/** How an exploration of a design with a rule weakened came out, beside the design itself. */
export interface Mutant {
  readonly design: string;
  /** The violated properties, the one with the shortest counterexample first. */
  readonly caught: readonly Catch[];
  /** States of the weakened design, and whether its graph is another one at all. */
  readonly states: number;
  readonly changes: boolean;
  /** The design is asked only where no other one catches the rule. */
  readonly isFurther: boolean;
}

export interface Catch {
  readonly property: string;
  /** Actions of the shortest counterexample. */
  readonly length: number;
}

/** What became of a rule: where weakening it is caught soonest, and in which other designs. */
export interface RuleFate {
  readonly rule: RuleName;
  /** The design where it is caught in the fewest actions, a further one if no other catches it; undefined if none does. */
  readonly best?: Mutant;
  readonly alsoIn: readonly string[];
  /** Said of a rule that is caught nowhere. */
  readonly finding?: string;
  /** Weakening it changes nothing: it was not put to the test. */
  readonly isIdle: boolean;
}

/**
 * Reads an exploration of a weakened design beside that of the design with the rule in force. What the design violates
 * anyway, as soon, says nothing of the rule.
 */
export function mutantOf(
  design: string,
  weakened: Exploration,
  whole: Exploration,
  isFurther = false,
): Mutant {
  const anyway = new Map(violationsOf(whole).map(({ property, length }) => [property, length]));
  const caught = violationsOf(weakened).filter(
    ({ property, length }) => length < (anyway.get(property) ?? Number.POSITIVE_INFINITY),
  );
  return {
    design,
    caught: caught.sort((a, b) => a.length - b.length),
    states: weakened.states,
    changes: weakened.states !== whole.states || weakened.transitions !== whole.transitions,
    isFurther,
  };
}

function violationsOf({ findings }: Exploration): Catch[] {
  return findings.flatMap(({ property: { id, kind }, schedule }) =>
    kind === 'sometimes' || schedule === undefined ? [] : [{ property: id, length: schedule.length }],
  );
}

/** Joins what all designs say of a rule. */
export function fateOf(rule: RuleName, mutants: readonly Mutant[]): RuleFate {
  const caughtIn = mutants.filter(({ caught }) => caught.length > 0);
  const best = soonestOf(caughtIn.filter(({ isFurther }) => !isFurther)) ?? soonestOf(caughtIn);
  const isIdle = mutants.every(({ changes }) => !changes);
  if (best === undefined) return { rule, alsoIn: [], finding: findingFor(rule, mutants), isIdle };
  return {
    rule,
    best,
    isIdle,
    alsoIn: caughtIn.filter((mutant) => mutant !== best).map(({ design }) => design),
  };
}

function soonestOf([first, ...others]: readonly Mutant[]): Mutant | undefined {
  if (first === undefined) return undefined;
  return others.reduce(
    (soonest, next) => (next.caught[0]!.length < soonest.caught[0]!.length ? next : soonest),
    first,
  );
}

function findingFor(rule: RuleName, mutants: readonly Mutant[]): string {
  const why = quietBecause(rule);
  if (why !== undefined) return `weakened alone it loses nothing: ${why}`;
  const changed = mutants.filter(({ changes }) => changes).map(({ design }) => design);
  if (changed.length === 0)
    return 'weakening it leaves every graph as it is: at these bounds nothing comes to where it would forbid anything';
  const covered = 'other rules cover for it, or a property is missing';
  return `weakening it changes what ${changed.join(', ')} can do, and violates nothing: ${covered}`;
}
