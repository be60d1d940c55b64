import { verdictOf } from '../../properties/verdict.ts';
import type { Design, Verdict } from '../../spec/design.ts';
import { faultSet } from '../../spec/faults.ts';
import { questionFor } from '../check/assess.ts';
import { type Exploration, type Explore, explore, type Limits, type Progress } from '../explorer/explore.ts';
import type { Finding } from '../explorer/findings.ts';
import { foldsFor, type Reduction } from '../explorer/fold/fold.ts';
import type { ActionName } from '../model/action.ts';
import { compileModel } from '../model/model.ts';
import { parseValue, type TlaSet } from '../tlc/read/value.ts';
import type { TlcResult } from '../tlc/run/run.ts';

/** A property of a design as both engines found it. */
export interface VerdictComparison {
  /** I1..I16, L1, L6, `refinement`, or the name of a witness. */
  readonly property: string;
  readonly kind: Finding['property']['kind'];
  /** Actions of a shortest schedule to a violation, or to the first sight of a witness; undefined when there is none. */
  readonly reference: number | undefined;
  readonly tlc: number | undefined;
}

/** A verdict as both engines came to it first: after which faults, and in how many actions; undefined when never. */
export interface GradeComparison {
  readonly verdict: Verdict;
  /** Undefined where states are folded that differ in an exchange of the two sides: which of the two struck is then open. */
  readonly faults: readonly string[] | undefined;
  readonly reference: number | undefined;
  readonly tlc: number | undefined;
}

/** What both engines say of one design with its weakened rules. */
export interface VerdictsCompared {
  readonly design: Design;
  readonly counts: CountsCompared;
  readonly properties: readonly VerdictComparison[];
  readonly verdicts: readonly GradeComparison[];
  readonly agree: boolean;
}

export interface GraphSize {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
}

/** The size of both graphs, and how often each action was taken. */
export interface CountsCompared {
  readonly reference: GraphSize;
  readonly tlc: GraphSize;
  /** Only the actions in which the two differ. */
  readonly actions: readonly { readonly name: string; readonly reference: number; readonly tlc: number }[];
  readonly agree: boolean;
}

/** Explores a design on the side of the reference, with those of the reductions that it carries. @throws StateTooLarge */
export function* referenceVerdicts(
  design: Design,
  limits: Limits,
  reductions: readonly Reduction[] = [],
  search: Explore = explore,
): Generator<Progress, Exploration, string | undefined> {
  const m = compileModel(design);
  return yield* search(m, questionFor(design), limits, foldsFor(m, reductions));
}

/** Joins an exploration and a run of TLC on the same design that was asked for verdicts, with one worker. */
export function compareVerdicts(design: Design, exploration: Exploration, run: TlcResult): VerdictsCompared {
  const noted = new Map(
    run.prints.flatMap((print) => {
      const note = notedIn(print);
      return note === undefined ? [] : [[note.name, note.level] as const];
    }),
  );
  const properties = exploration.findings.map(({ property, schedule }): VerdictComparison => {
    const level = noted.get(property.id);
    return {
      property: property.id,
      kind: property.kind,
      reference: schedule?.length,
      tlc: level === undefined ? undefined : lengthAt(level, property, noted),
    };
  });
  const counts = compareCounts(exploration, run, false);
  const verdicts = compareGrades(design, exploration, run, noted.get(FIRST_STATE) ?? 0);
  const agree =
    counts.agree &&
    verdicts.every(({ reference, tlc }) => reference === tlc) &&
    properties.every(({ reference, tlc }) => reference === tlc) &&
    [...noted.keys()].every(
      (name) => isLandmark(name) || properties.some(({ property }) => property === name),
    );
  return { design, counts, properties, verdicts, agree };
}

/** The level of the first state, from what `RecordStart` of MC.tla printed. */
export function firstLevelIn({ prints }: Pick<TlcResult, 'prints'>): number {
  return prints.flatMap((print) => notedIn(print) ?? []).find(({ name }) => name === FIRST_STATE)?.level ?? 0;
}

/** Every verdict that either engine came to, with the faults after which it did. */
export function compareGrades(
  design: Design,
  { folds, faultSets }: Exploration,
  { prints }: TlcResult,
  firstLevel: number,
): GradeComparison[] {
  const { faults: all } = compileModel(design);
  const isOpen = folds.includes('sides');
  const ofReference = faultSets.flatMap(({ faults, schedules }) =>
    [...schedules].map(([rank, schedule]): Grade => {
      const struck = faultSet(all, faults);
      return { verdict: verdictOf(rank), faults: struck, length: schedule().length };
    }),
  );
  const ofTlc = prints.flatMap(gradeIn).map((grade) => ({ ...grade, length: grade.length - firstLevel + 1 }));
  const keyOf = ({ verdict, faults }: Grade) => [verdict, ...(isOpen ? [] : faults.toSorted())].join('+');
  const keys = new Map([...ofReference, ...ofTlc].map((grade) => [keyOf(grade), grade]));
  const shortest = (key: string, grades: readonly Grade[]) => {
    const lengths = grades.filter((grade) => keyOf(grade) === key).map(({ length }) => length);
    return lengths.length === 0 ? undefined : Math.min(...lengths);
  };
  return [...keys].map(([key, { verdict, faults }]) => ({
    verdict,
    faults: isOpen ? undefined : faults,
    reference: shortest(key, ofReference),
    tlc: shortest(key, ofTlc),
  }));
}

interface Grade {
  readonly verdict: Verdict;
  readonly faults: readonly string[];
  readonly length: number;
}

/** What `RecordVerdicts` of MC.tla prints: <<"graded", verdict, {<<kind, target>>, ...}, level>>. */
function gradeIn(print: string): Grade[] {
  if (!/^<<\s*"graded"/.test(print)) return [];
  const [, verdict, faults, length] = parseValue(print) as readonly [string, Verdict, TlaSet, number];
  const labels = (faults.elements as readonly (readonly [string, string])[]).map((fault) =>
    fault.join(' ').trim(),
  );
  return [{ verdict, faults: labels, length }];
}

const FIRST_STATE = 'first state';
const FIRST_STEP = 'first step';

const isLandmark = (name: string) => name === FIRST_STATE || name === FIRST_STEP;

/** Actions to a level, counted from what TLC told of the first state or step: builds differ in what they call a level. */
function lengthAt(
  level: number,
  { id, kind }: Finding['property'],
  noted: ReadonlyMap<string, number>,
): number {
  const isNotedByState = kind === 'always' || kind === 'deadlock' || id === 'I5';
  const length = level - noted.get(isNotedByState ? FIRST_STATE : FIRST_STEP)! + 1;
  // I5 is noted in the state where an old epoch could act; the step would come next.
  return id === 'I5' ? length + 1 : length;
}

/** What the recorders of MC.tla print: <<"noted", name, level>>. */
export function notedIn(print: string): { readonly name: string; readonly level: number } | undefined {
  // Java may have printed a line of its own.
  if (!/^<<\s*"noted"/.test(print)) return undefined;
  const value = parseValue(print) as readonly [string, string, number];
  return { name: value[1], level: value[2] };
}

/** Compares sizes and, where TLC was asked to count them, how often each action was taken. */
export function compareCounts(exploration: Exploration, run: TlcResult, counted: boolean): CountsCompared {
  const { states, transitions, depth } = exploration;
  const reference = { states, transitions, depth };
  const tlc = tlcSizeOf(run);
  const names = counted ? new Set([...exploration.actions.keys(), ...run.coverage.keys()]) : [];
  const actions = [...names].flatMap((name) => {
    const taken = exploration.actions.get(name as ActionName)?.taken ?? 0;
    const generated = run.coverage.get(name)?.generated ?? 0;
    return name === 'Init' || taken === generated ? [] : [{ name, reference: taken, tlc: generated }];
  });
  const sameSize = states === tlc.states && transitions === tlc.transitions && depth === tlc.depth;
  return { reference, tlc, actions, agree: sameSize && actions.length === 0 };
}

/** TLC counts the initial state as generated, and states instead of steps as depth. */
function tlcSizeOf({ distinct, generated, depth, initial }: TlcResult): GraphSize {
  return { states: distinct, transitions: generated - initial, depth: depth - 1 };
}
