import { invariantsOf } from '../../properties/invariants.ts';
import { answerersOf, ranksOf, verdictOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import { witnessesOf } from '../../properties/witnesses.ts';
import { type Declaration, declarationFor, declarationsOf } from '../../spec/declaration.ts';
import { type Design, isHarm, type Verdict, verdicts } from '../../spec/design.ts';
import {
  type FaultSet,
  faultSet,
  isOrdered,
  isStruck,
  kindsLeftOut,
  matchesFaultSet,
  sizeOf,
} from '../../spec/faults.ts';
import { type Exploration, type Explore, explore, type Limits, type Progress } from '../explorer/explore.ts';
import type { FaultSetFinding, Finding, Question } from '../explorer/findings.ts';
import type { Reduction } from '../explorer/fold/fold.ts';
import type { Action, ActionName } from '../model/action.ts';
import { compileModel, type Model } from '../model/model.ts';
import { type IdleRule, neverAsked, RuleWatch } from './idle-rules.ts';
import { type Dropped, holdingFolds } from './reduction.ts';
import type { Faulted } from './survives.ts';

/** The worst that one set of faults led to. */
export interface FaultSetVerdict {
  readonly faults: readonly string[];
  /** Undecided where a search was stopped that has seen no harm of it so far. */
  readonly verdict: Verdict | 'undecided';
  /** A shortest schedule to that verdict, or to what is safe so far. */
  readonly schedule: () => Action[];
}

/** One that led to harm. */
export interface HarmfulFaultSet extends FaultSetVerdict {
  readonly verdict: Exclude<Verdict, 'safe'>;
}

/** A part of a property that never made it hold. */
export interface UndecidedClause {
  readonly property: string;
  readonly says: string;
}

/** Where a design did not come out as its file declares. */
export interface Mismatch {
  /** The pattern that spoke for it, or the fault set that no pattern speaks for. */
  readonly declared: string;
  readonly says: string;
  readonly example?: HarmfulFaultSet;
}

/** What an exploration says of a design. */
export interface Assessment {
  readonly design: Design;
  readonly model: Model;
  readonly exploration: Exploration;
  /** Reductions that were wished for and carried, and that do not hold for this design and its properties. */
  readonly dropped: readonly Dropped[];
  readonly verdict: Verdict | 'undecided';
  readonly faultSets: readonly FaultSetVerdict[];
  /** The fault set to show: of the worst verdict the one with the shortest schedule. Undefined when all is safe. */
  readonly worst?: HarmfulFaultSet;
  readonly violations: readonly Finding[];
  /** Properties whose premise never fired at these bounds. */
  readonly vacuous: readonly Finding[];
  /** Clauses of the others that decided nothing at these bounds. */
  readonly undecided: readonly UndecidedClause[];
  /** Actions of the design that no state within the bounds allows; none are named where the exploration was stopped. */
  readonly neverTaken: readonly ActionName[];
  readonly mismatches: readonly Mismatch[];
  /** Rules that it makes no difference to weaken. Where it was stopped, those alone that the design never asks. */
  readonly weakenedIdle: readonly IdleRule[];
  /** Patterns that no fault set within the bounds matched. */
  readonly unexercised: readonly string[];
  /** Patterns that name an order of a set that was explored: a set alone cannot judge them. */
  readonly ordersNotJudged: readonly string[];
}

/** What `survivesInWords` asks of an assessment. */
export function faultedIn({ design, faultSets, violations }: Assessment): Faulted {
  return {
    faultSets,
    faults: design.bounds.faults,
    violated: violations.map(({ property }) => property.id),
    kindsLeftOut: kindsLeftOut(design),
  };
}

/** Everything that `check` and `explore` ask of a design. */
export function questionFor(design: Design): Question {
  const w = wiringOf(design);
  const ranks = ranksOf(w);
  return {
    properties: [...invariantsOf(design, w, ranks), ...witnessesOf(design)],
    ranks,
    parts: answerersOf(design),
  };
}

/**
 * Explores a design and judges it, with those of the wished reductions that it carries. Yields the progress of the
 * exploration, which `next(reason)` stops. `search` is what explores.
 * @throws StateTooLarge when the bounds are too large to pack.
 * @throws CountsWrites, TooManyVersions where any number of writes cannot be explored.
 */
export function* assess(
  design: Design,
  limits: Limits,
  wished: readonly Reduction[] = [],
  search: Explore = explore,
): Generator<Progress, Assessment, string | undefined> {
  const model = compileModel(design);
  const watch = new RuleWatch(model);
  const visit = design.weakened.length === 0 ? {} : { visit: watch.look };
  const question = questionFor(design);
  const { folds, dropped } = holdingFolds(model, question, wished);
  const exploration = yield* search(model, { ...question, ...visit }, limits, folds);
  const idle = exploration.stopped === undefined ? watch.idle : neverAsked(design);
  return { ...judge(design, model, exploration, idle), dropped };
}

function judge(
  design: Design,
  model: Model,
  exploration: Exploration,
  weakenedIdle: readonly IdleRule[],
): Omit<Assessment, 'dropped'> {
  const complete = exploration.stopped === undefined;
  const faultSets = inOrder(model, exploration.faultSets).map(
    ({ faults, rank, schedules }): FaultSetVerdict => {
      const verdict = verdictOf(rank);
      return {
        faults: faultSet(model.faults, faults),
        verdict: isHarm(verdict) || complete ? verdict : 'undecided',
        schedule: schedules.get(rank)!,
      };
    },
  );
  const worst = worstOf(faultSets);
  const failing = exploration.findings.filter(({ property, schedule }) => {
    return property.kind !== 'sometimes' && schedule !== undefined;
  });
  const spokenFor = faultSets.map((set) => ({ set, declaration: declarationFor(design, set.faults) }));
  const exercised = new Set(spokenFor.map(({ declaration }) => declaration?.pattern));
  return {
    design,
    model,
    exploration,
    verdict: worst?.verdict ?? (complete ? 'safe' : 'undecided'),
    faultSets,
    ...(worst === undefined ? {} : { worst }),
    violations: failing.sort((a, b) => a.schedule!.length - b.schedule!.length),
    vacuous: exploration.findings.filter(({ fired }) => !fired),
    undecided: undecidedIn(exploration.findings),
    neverTaken: complete ? neverTakenIn(exploration) : [],
    weakenedIdle,
    mismatches: mismatchesOf(design, spokenFor, complete),
    unexercised: declarationsOf(design)
      .map(({ pattern }) => pattern)
      .filter((pattern) => !exercised.has(pattern) && !isOrderOf(pattern, faultSets)),
    ordersNotJudged: declarationsOf(design)
      .map(({ pattern }) => pattern)
      .filter((pattern) => isOrderOf(pattern, faultSets)),
  };
}

/** Whether a pattern names an order of a set that was explored: in which order faults struck is for `cutsets` to say. */
function isOrderOf(pattern: string, faultSets: readonly FaultSetVerdict[]): boolean {
  return isOrdered(pattern) && faultSets.some(({ faults }) => matchesFaultSet(pattern, faults));
}

/** The smallest first, then in the order of the faults of the design: however the search came across them. */
function inOrder({ faults }: Model, found: readonly FaultSetFinding[]): FaultSetFinding[] {
  const key = (set: FaultSet) => faults.map((_, i) => (isStruck(set, i) ? 0 : 1)).join('');
  return found
    .map((finding) => ({ finding, size: sizeOf(finding.faults), key: key(finding.faults) }))
    .sort((a, b) => a.size - b.size || (a.key < b.key ? -1 : 1))
    .map(({ finding }) => finding);
}

/** A property that was never put to the test is named as a whole. */
function undecidedIn(findings: readonly Finding[]): UndecidedClause[] {
  return findings
    .filter(({ fired }) => fired)
    .flatMap(({ property, clauses }) =>
      clauses.filter(({ decided }) => !decided).map(({ says }) => ({ property: property.id, says })),
    );
}

function neverTakenIn({ actions }: Exploration): ActionName[] {
  return [...actions].filter(([, { taken }]) => taken === 0).map(([name]) => name);
}

function worstOf(faultSets: readonly FaultSetVerdict[]): HarmfulFaultSet | undefined {
  const harmful = faultSets.filter(isHarmful);
  const rank = Math.max(...harmful.map(({ verdict }) => verdicts.indexOf(verdict)));
  const candidates = harmful.filter(({ verdict }) => verdict === verdicts[rank]);
  return candidates.sort((a, b) => a.schedule().length - b.schedule().length)[0];
}

function isHarmful(set: FaultSetVerdict): set is HarmfulFaultSet {
  return isHarm(set.verdict);
}

/** A fault set with the declaration that speaks for it. */
interface SpokenFor {
  readonly set: FaultSetVerdict;
  readonly declaration: Declaration | undefined;
}

function mismatchesOf(design: Design, spokenFor: readonly SpokenFor[], complete: boolean): Mismatch[] {
  const undeclared = spokenFor
    .flatMap(({ set, declaration }) => (declaration === undefined && isHarmful(set) ? [set] : []))
    .map((set) => ({
      declared: set.faults.join(' + '),
      says: `${set.faults.join(' + ')} came out ${set.verdict}, and the design declares nothing of it`,
      example: set,
    }));
  const broken = declarationsOf(design).flatMap(({ pattern, verdict }): Mismatch[] => {
    if (isOrdered(pattern)) return [];
    const sets = spokenFor
      .filter(({ declaration }) => declaration?.pattern === pattern)
      .map(({ set }) => set);
    const worst = worstOf(sets);
    const found = worst?.verdict ?? 'safe';
    const short = verdicts.indexOf(found) < verdicts.indexOf(verdict);
    if (sets.length === 0 || found === verdict || (short && !complete)) return [];
    const says = `${pattern} is declared ${verdict}, and ${whichOf(pattern, worst)}came out ${found}`;
    return [worst === undefined ? { declared: pattern, says } : { declared: pattern, says, example: worst }];
  });
  return [...broken, ...undeclared];
}

/** A pattern may speak for many fault sets: the worst of them, by its name. */
function whichOf(pattern: string, worst: HarmfulFaultSet | undefined): string {
  if (worst === undefined) return '';
  const name = worst.faults.join(' + ') || 'none';
  return name === pattern ? '' : `${name}, the worst of it, `;
}
