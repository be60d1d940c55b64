import pc from 'picocolors';
import type { Design } from '../../../spec/design.ts';
import type { RuleName } from '../../../spec/rules.ts';
import type { Rejection, TracesJudged } from '../../crosscheck/judge-traces.ts';
import type { CutSetsPart, GraphPart, StrikesPart } from '../../crosscheck/parts.ts';
import type { StrikeComparison } from '../../crosscheck/strikes.ts';
import { aligned } from '../../crosscheck/table.ts';
import { tellDifference } from '../../crosscheck/tell-difference.ts';
import { tellComparison } from '../../crosscheck/tell-graph.ts';
import type { CountsCompared, GradeComparison, VerdictsCompared } from '../../crosscheck/verdicts.ts';
import type { FoldName } from '../../explorer/fold/fold.ts';
import { compileModel } from '../../model/model.ts';
import { labelOf } from '../../schedule/label.ts';
import { count, plural } from '../../words/numbers.ts';
import { nameOf, table, tellBounds } from '../terminal/format.ts';
import { print } from '../terminal/write.ts';
import { indent } from './assessment.ts';
import { tellFolds } from './reduction.ts';

/** What came of one task. */
export type Outcome = {
  readonly design: Design;
  readonly part: string;
  readonly rule?: RuleName;
  readonly seconds: number;
} & (
  | { readonly graph: GraphPart }
  | { readonly verdicts: VerdictsCompared }
  | { readonly traces: readonly TracesJudged[] }
  | { readonly cutSets: CutSetsPart }
  | { readonly strikes: StrikesPart }
  | { readonly undecided: string }
);

export interface Crosscheck {
  readonly designs: readonly Design[];
  /** What both engines fold of each. */
  readonly folded: readonly { readonly design: Design; readonly folds: readonly FoldName[] }[];
  readonly seed: number;
  readonly outcomes: readonly Outcome[];
  /** Tasks that were not begun. */
  readonly missing: number;
  /** The command line that compares the graphs of a design alone, and shows where they part. */
  readonly graphOf: (design: Design, rule?: RuleName) => string;
}

/** Whether the two engines agree in this. False for what is undecided, too. */
export function agrees(outcome: Outcome): boolean {
  if ('graph' in outcome) return outcome.graph.agree;
  if ('verdicts' in outcome) return outcome.verdicts.agree;
  if ('cutSets' in outcome) return outcome.cutSets.agree;
  if ('strikes' in outcome) return outcome.strikes.agree;
  return 'traces' in outcome && outcome.traces.every(({ rejected }) => rejected === undefined);
}

/** Whether the two engines were found to differ in this. */
export function differs(outcome: Outcome): boolean {
  return !('undecided' in outcome) && !agrees(outcome);
}

/** A table of all designs, then each difference. */
export function printCrosscheck(result: Crosscheck): void {
  const { designs, seed, outcomes, missing } = result;
  const header = [
    'design',
    'states',
    'steps',
    'graph',
    "TLC's paths",
    'verdicts',
    'traces',
    'cut sets',
    'strikes',
    'time',
  ];
  print(
    table(
      header,
      designs.map((design) =>
        row(
          design,
          outcomes.filter((each) => each.design === design),
        ),
      ),
    ),
  );
  print(`\n${tellBounds(designs)}`);
  for (const line of tellFolds(result.folded)) print(line);
  if (outcomes.some(({ part }) => part === 'traces')) print(tellTraces(seed));
  for (const outcome of outcomes) {
    if (agrees(outcome)) continue;
    print(`\n${pc.bold(titleOf(outcome))}\n${indent(tell(outcome, result).join('\n'))}`);
  }
  print(`\n${conclusion(outcomes, missing)}`);
}

/** The bounds of the traces are not those of the other parts. */
function tellTraces(seed: number): string {
  const shares =
    "three quarters at the bounds of large, with 3 faults or more, the others at the design's own";
  return `Traces: ${shares}.\nSeed of the traces: ${seed}.`;
}

function row(design: Design, outcomes: readonly Outcome[]): string[] {
  const graph = outcomes.find((outcome) => 'graph' in outcome);
  const counts = graph?.graph.counts.reference;
  const paths = graph?.graph.exact?.paths;
  const seconds = outcomes.reduce((sum, outcome) => sum + outcome.seconds, 0);
  return [
    nameOf(design),
    counts === undefined ? '-' : count(counts.states),
    counts === undefined ? '-' : count(counts.transitions),
    cell(
      outcomes.filter(({ part }) => part === 'graph'),
      () => (graph?.graph.exact ? 'equal' : 'equal counts'),
    ),
    paths === undefined ? '-' : `${count(paths.paths)} ran`,
    cell(
      outcomes.filter(({ part }) => part === 'verdicts'),
      (equal, all) => `${equal} of ${all} equal`,
    ),
    cell(
      outcomes.filter(({ part }) => part === 'traces'),
      () => `${count(tracesIn(outcomes))} accepted`,
    ),
    cell(
      outcomes.filter(({ part }) => part === 'cutsets'),
      () => `${count(cutSetsIn(outcomes))} equal`,
    ),
    cell(
      outcomes.filter(({ part }) => part === 'strikes'),
      () => `${count(strikesIn(outcomes))} equal`,
    ),
    `${seconds.toFixed(0)} s`,
  ];
}

function cell(outcomes: readonly Outcome[], text: (equal: number, all: number) => string): string {
  if (outcomes.length === 0) return '-';
  const equal = outcomes.filter(agrees).length;
  if (equal === outcomes.length) return pc.green(text(equal, outcomes.length));
  const different = outcomes.filter(differs).length;
  if (different > 0)
    return pc.red(outcomes.length === 1 ? 'DIFFERENT' : `${different} of ${outcomes.length} DIFFERENT`);
  return pc.yellow('undecided');
}

function tracesIn(outcomes: readonly Outcome[]): number {
  return outcomes.reduce(
    (sum, outcome) =>
      sum + ('traces' in outcome ? outcome.traces.reduce((of, { traces }) => of + traces, 0) : 0),
    0,
  );
}

function cutSetsIn(outcomes: readonly Outcome[]): number {
  const [part] = outcomes.flatMap((outcome) => ('cutSets' in outcome ? [outcome.cutSets] : []));
  return part!.minimal.length;
}

function strikesIn(outcomes: readonly Outcome[]): number {
  const [part] = outcomes.flatMap((outcome) => ('strikes' in outcome ? [outcome.strikes] : []));
  return part!.strikes.length;
}

/** A comparison in a few words. */
export function titleOf({ design, part, rule }: Pick<Outcome, 'design' | 'part' | 'rule'>): string {
  return `${nameOf(design)}, ${part}${rule === undefined ? '' : ` without ${rule}`}`;
}

function tell(outcome: Outcome, { graphOf }: Crosscheck): string[] {
  const { design, rule } = outcome;
  if ('undecided' in outcome) return [`Undecided: ${outcome.undecided}`];
  if ('graph' in outcome) return tellGraph(design, outcome.graph);
  if ('verdicts' in outcome) return tellVerdicts(outcome.verdicts, graphOf(design, rule));
  if ('cutSets' in outcome) return tellGrades(outcome.cutSets.sets.map(withSet));
  if ('strikes' in outcome) return tellGrades(outcome.strikes.strikes.map(withOrder));
  return outcome.traces.flatMap(({ rejected }) =>
    rejected === undefined ? [] : tellRejection(design, rejected),
  );
}

function tellGraph(design: Design, { counts, exact }: GraphPart): string[] {
  if (exact === undefined) return tellCounts(counts);
  const m = compileModel(design);
  const { comparison, paths } = exact;
  if (comparison.difference !== undefined) return tellComparison(m, comparison);
  if (paths?.difference !== undefined) return tellDifference(m, paths.difference);
  return tellCounts(counts);
}

function tellCounts({ reference, tlc, actions }: CountsCompared): string[] {
  const rows = (['states', 'transitions', 'depth'] as const).map((key) => [
    key,
    count(reference[key]),
    count(tlc[key]),
  ]);
  const byAction = actions.map(({ name, ...taken }) => [name, count(taken.reference), count(taken.tlc)]);
  return aligned([['', 'reference', 'TLC'], ...rows, ...byAction], true);
}

function tellVerdicts({ properties, verdicts, counts }: VerdictsCompared, command: string): string[] {
  const different = properties.filter(({ reference, tlc }) => reference !== tlc);
  const rows = different.map(({ property, kind, reference, tlc }) => [
    property,
    kind === 'sometimes' ? 'seen' : 'violated',
    lengthInWords(reference),
    lengthInWords(tlc),
  ]);
  for (const { verdict, faults, reference, tlc } of verdicts) {
    if (reference === tlc) continue;
    const after = faults === undefined ? '' : `after ${faults.join(' + ') || 'no fault'}`;
    rows.push([verdict, after, lengthInWords(reference), lengthInWords(tlc)]);
  }
  return [
    ...(rows.length === 0 ? [] : aligned([['property or verdict', '', 'reference', 'TLC'], ...rows])),
    ...(counts.agree ? [] : [...tellCounts(counts), `The graphs differ. Where they part: ${command}`]),
  ];
}

/** A verdict after some faults, and how soon each engine came to it. */
interface Graded extends Pick<GradeComparison, 'verdict' | 'reference' | 'tlc'> {
  readonly after: string;
}

function withSet(set: GradeComparison): Graded {
  return { ...set, after: set.faults?.join(' + ') || 'no fault' };
}

function withOrder(one: StrikeComparison): Graded {
  return { ...one, after: `${one.device}: ${one.strikes.join(' > ') || 'no fault'}` };
}

function tellGrades(all: readonly Graded[]): string[] {
  const rows = all
    .filter(({ reference, tlc }) => reference !== tlc)
    .map(({ verdict, after, reference, tlc }) => [
      verdict,
      after,
      lengthInWords(reference),
      lengthInWords(tlc),
    ]);
  return aligned([['verdict', 'after', 'reference', 'TLC'], ...rows]);
}

function lengthInWords(value: number | undefined): string {
  return value === undefined ? 'never' : `after ${plural(value, 'action')}`;
}

function tellRejection(design: Design, { trace, step, action, before, fields }: Rejection): string[] {
  const m = compileModel(design);
  const head = `Trace ${trace} is no behaviour of the specification: step ${step}, ${labelOf(m, action)}, `;
  const path = ['after', ...before.map((earlier) => `  ${labelOf(m, earlier)}`)];
  if (fields.length === 0) return [`${head}is not enabled in TLA+`, ...path];
  const rows = fields.map((field) => [field.path, field.trace, field.tlc]);
  return [`${head}leads elsewhere in TLA+:`, ...aligned([['field', 'trace', 'TLA+'], ...rows]), ...path];
}

function conclusion(outcomes: readonly Outcome[], missing: number): string {
  const undecided = outcomes.filter((outcome) => 'undecided' in outcome).length + missing;
  const different = outcomes.filter(differs).length;
  if (different > 0)
    return `The reference and the TLA+ specification differ in ${plural(different, 'comparison')}.`;
  if (undecided > 0) return `Undecided: ${plural(undecided, 'comparison')} did not come to an end.`;
  const all = plural(outcomes.length, 'comparison');
  return `${all}: the reference and the TLA+ specification agree in all, at the bounds stated.`;
}

/** The JSON of a crosscheck. */
export function toJson(result: Crosscheck) {
  const { folded, seed, outcomes, missing } = result;
  return {
    agree: missing === 0 && outcomes.every(agrees),
    seed,
    missing,
    designs: folded.map(({ design: { name, bounds, weakened }, folds }) => ({
      design: name,
      bounds,
      weakened,
      folds,
    })),
    comparisons: outcomes.map((outcome) => ({
      design: outcome.design.name,
      part: outcome.part,
      ...(outcome.rule === undefined ? {} : { weakened: outcome.rule }),
      agree: agrees(outcome),
      seconds: outcome.seconds,
      ...figures(outcome),
      ...(agrees(outcome) ? {} : { told: tell(outcome, result) }),
    })),
  };
}

function figures(outcome: Outcome) {
  if ('undecided' in outcome) return { undecided: outcome.undecided };
  if ('verdicts' in outcome) {
    const { counts, properties, verdicts } = outcome.verdicts;
    return { counts, properties, verdicts };
  }
  if ('traces' in outcome) return { traces: outcome.traces.map(({ traces, steps }) => ({ traces, steps })) };
  if ('cutSets' in outcome) {
    const { sets, minimal } = outcome.cutSets;
    return { compared: sets.length, minimal };
  }
  if ('strikes' in outcome) return { compared: outcome.strikes.strikes.length, sets: outcome.strikes.sets };
  const { counts, exact } = outcome.graph;
  if (exact?.paths === undefined) return { counts, exact: exact !== undefined };
  const { paths, run, covered } = exact.paths;
  return { counts, exact: true, paths, run, covered };
}
