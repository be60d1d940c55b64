import pc from 'picocolors';
import { rankOfBlock, verdictOf } from '../../../properties/verdict.ts';
import { wiringOf } from '../../../properties/wiring.ts';
import { declarationsOf } from '../../../spec/declaration.ts';
import { type Design, isHarm } from '../../../spec/design.ts';
import { kindsLeftOut, strikingNothing } from '../../../spec/faults.ts';
import type { Advising } from '../../check/advice.ts';
import { type Assessment, faultedIn, type HarmfulFaultSet } from '../../check/assess.ts';
import { cacheBatteriesIn } from '../../check/cache-batteries.ts';
import type { Endless } from '../../check/endless.ts';
import type { Factor } from '../../check/factor.ts';
import { tellIdle } from '../../check/idle-rules.ts';
import { faultsCounted, survivesInWords } from '../../check/survives.ts';
import type { Finding } from '../../explorer/findings.ts';
import type { Action } from '../../model/action.ts';
import type { Model } from '../../model/model.ts';
import { labelOf } from '../../schedule/label.ts';
import { clausesInWords } from '../../words/clauses.ts';
import { listed } from '../../words/names.ts';
import { boundsInWords, count, plural } from '../../words/numbers.ts';
import { summarise } from '../../words/summary.ts';
import type { DocumentOf } from '../json/documents.ts';
import { colourOf, table } from '../terminal/format.ts';
import { isEndlessAsDeclared } from './endless.ts';
import { verdictCell } from './verdict-cell.ts';

/** An assessment with what the command line measured and tried around it. */
export interface Report {
  /** The design as the command line named it. */
  readonly name: string;
  readonly assessment: Assessment;
  readonly seconds: number;
  readonly advice: Advising;
  /** How many times fewer states there are for what was folded, where anything was that need not be. */
  readonly factor?: Factor;
  /** What is known of it with any number of writes, where that was asked. */
  readonly endless?: Endless;
  /** The user ended it, here or while advice was sought. */
  readonly interrupted: boolean;
  /** Why what it came to is not in its checkpoint, or why it ended where that was no limit. To be told last. */
  readonly failed?: Error;
}

/** How a design stands to its own file. Untried: at these bounds nothing of what it declares was put to the test. */
export type Standing = 'as declared' | 'not as declared' | 'undecided' | 'untried';

/** A violated property is never as declared. */
export function standingOf(report: Report): Standing {
  const { mismatches, violations, exploration } = report.assessment;
  if (mismatches.length > 0 || violations.length > 0) return 'not as declared';
  if (!isEndlessAsDeclared(report)) return 'not as declared';
  if (exploration.stopped !== undefined) return 'undecided';
  return declaresUntried(report) ? 'untried' : 'as declared';
}

/** The same for programs: null where nothing is decided of it, or was put to the test. */
export function isAsDeclared(standing: Standing): boolean | null {
  return standing === 'undecided' || standing === 'untried' ? null : standing === 'as declared';
}

function declaresUntried({ assessment: { design, unexercised, ordersNotJudged } }: Report): boolean {
  const declared = declarationsOf(design).length;
  return declared > 0 && unexercised.length + ordersNotJudged.length === declared;
}

/** What is asked for stands first, for a narrow window shows no more; what has no fixed length, last. */
export const overviewHeader = [
  'design',
  'verdict',
  'as declared',
  'ack rule',
  'faults',
  'states',
  'depth',
  'time',
  'survives',
] as const;

export function overviewTable(reports: readonly Report[]): string {
  return table(overviewHeader, reports.map(overviewRow));
}

/** A design's row in the table of verdicts. */
export function overviewRow(report: Report): string[] {
  const { design, exploration } = report.assessment;
  return [
    design.weakened.length === 0 ? design.name : `${design.name} without ${design.weakened.join(', ')}`,
    verdictCell(report.assessment),
    standingCell[standingOf(report)],
    design.ack,
    `up to ${design.bounds.faults}`,
    count(exploration.states),
    String(exploration.depth),
    `${report.seconds.toFixed(1)} s`,
    survivesInWords(faultedIn(report.assessment)),
  ];
}

const standingCell: Readonly<Record<Standing, string>> = {
  'as declared': 'yes',
  'not as declared': pc.red('no'),
  undecided: pc.yellow('undecided'),
  untried: pc.yellow('untried'),
};

const MISMATCHES_SHOWN = 3;

function isWriteThroughOnly({ exploration }: Assessment): boolean {
  if (exploration.stopped !== undefined) return false;
  return exploration.findings.some(({ property, fired }) => property.id === 'write-back' && !fired);
}

/** What a design's row in the table cannot say: its counterexample in words, mismatches, violations, limits. */
export function details(report: Report): string[] {
  const { assessment, advice } = report;
  const {
    design,
    model,
    exploration,
    faultSets,
    worst,
    mismatches,
    violations,
    vacuous,
    neverTaken,
    undecided,
  } = assessment;
  const lines: string[] = [];
  if (exploration.stopped !== undefined) {
    lines.push(`Stopped: ${exploration.stopped}. What follows holds for the states seen, and for no others.`);
  }
  const counted = exploration.stopped === undefined ? faultsCounted(faultSets) : [];
  if (counted.length > 0) lines.push(`Does not survive: ${counted.join(', ')}.`);
  if (worst !== undefined) lines.push(...tellWorst(model, worst, assessment));
  lines.push(...tellAdvice(advice, design));
  for (const { says } of mismatches.slice(0, MISMATCHES_SHOWN))
    lines.push(`${pc.red('Not as declared')}: ${says}.`);
  const more = mismatches.length - MISMATCHES_SHOWN;
  if (more > 0) lines.push(`${plural(more, 'more fault set')} of this kind; explore lists them.`);
  if (isWriteThroughOnly(assessment))
    lines.push(
      'No write was ever answered before the device had it: at these bounds this array never writes back.',
    );
  for (const finding of violations) lines.push(...tellViolation(model, finding));
  const seen = exploration.stopped === undefined ? 'at these bounds' : 'in the states seen';
  const silent = vacuous.filter(({ property }) => property.kind !== 'sometimes');
  if (silent.length > 0) lines.push(`Never put to the test ${seen}: ${ids(silent)}.`);
  if (undecided.length > 0) lines.push(`Decided nothing ${seen}: ${clausesInWords(undecided)}.`);
  if (neverTaken.length > 0) lines.push(`Never taken at these bounds: ${neverTaken.join(', ')}.`);
  for (const { kind, why } of strikingNothing(design)) lines.push(`${kind} never strikes: ${why}.`);
  lines.push(...assessment.weakenedIdle.map(tellIdle));
  const unasked = cacheBatteriesIn(design);
  if (unasked.length > 0) lines.push(tellUnasked(unasked));
  return lines.length === 0
    ? []
    : [`${pc.bold(design.name)} (${boundsInWords(design)})`, ...lines.map(indent)];
}

function tellUnasked(batteries: readonly string[]): string {
  const [feed, one] = batteries.length === 1 ? ['feeds', 'it'] : ['feed', 'one of them'];
  const goesOn = `write-back goes on when ${one} is dead (H59).`;
  return `No rule asks for the charge of ${listed(batteries)}, which ${feed} a cache: ${goesOn}`;
}

/** Declarations that were not put to the test, and of which designs: beyond the bounds, or of an order. */
export function unexercisedIn(reports: readonly Report[]): string | undefined {
  const beyond = patternsIn(reports, ({ unexercised }) => unexercised);
  const ordered = patternsIn(reports, ({ ordersNotJudged }) => ordersNotJudged);
  const lines = [
    beyond && `Declared, and beyond these bounds: ${beyond}. With more faults (--faults) they may be.`,
    ordered && `Declared of an order, which this does not know: ${ordered}. That is for cutsets to judge.`,
  ].filter((line) => line !== undefined);
  return lines.length === 0 ? undefined : lines.join('\n');
}

function patternsIn(
  reports: readonly Report[],
  those: (assessment: Assessment) => readonly string[],
): string | undefined {
  const patterns = new Map<string, string[]>();
  for (const { assessment } of reports) {
    for (const pattern of those(assessment))
      patterns.set(pattern, [...(patterns.get(pattern) ?? []), assessment.design.name]);
  }
  if (patterns.size === 0) return undefined;
  return [...patterns].map(([pattern, designs]) => `"${pattern}" (${designs.join(', ')})`).join('; ');
}

function tellWorst(
  m: Model,
  { faults, verdict, schedule }: HarmfulFaultSet,
  { design }: Assessment,
): string[] {
  const steps = schedule();
  return [
    `${colourOf(verdict)(verdict)} ${afterFaults(faults)}, in ${plural(steps.length, 'action')}:`,
    indent(story(m, design, steps)),
  ];
}

function tellViolation(m: Model, { property, schedule }: Finding): string[] {
  const after = afterFaults(faultsIn(m, schedule!));
  return [
    `${pc.red('Violated')}: ${property.id}. ${property.says}`,
    indent(`${after}, in ${plural(schedule!.length, 'action')}: ${labels(m, schedule!).join(', ')}`),
  ];
}

function afterFaults(faults: readonly string[]): string {
  return faults.length === 0 ? 'without any fault' : `after ${faults.join(' + ')}`;
}

/** The faults that strike in a schedule, in that order. */
function faultsIn(m: Model, schedule: readonly Action[]): string[] {
  return schedule.filter((action) => 'fault' in action).map((action) => labelOf(m, action));
}

/** What was tried to mend a design. What mends it is said with what it was explored for, and what it leaves. */
function tellAdvice({ goal, faults, tried, stopped }: Advising, design: Design): string[] {
  const failed = tried.filter(({ mends }) => !mends).map(({ change }) => change);
  const lines = failed.length === 0 ? [] : [`Tried and not enough: ${failed.join('; ')}.`];
  const mending = tried.find(({ mends }) => mends);
  if (mending === undefined && stopped !== undefined)
    return [...lines, `The search for a remedy was stopped: ${stopped}.`];
  if (mending === undefined)
    return lines.length === 0 ? lines : [...lines, 'Nothing that was tried mends it.'];
  const { change, left } = mending;
  const any = faults === 0 ? 'safe without a fault' : `safe after any ${plural(faults, 'fault')}`;
  const mended = goal.length === 0 ? 'no property is violated' : `safe after ${named(goal)}`;
  const some = `${mended}; as declared, not after ${named(left)}`;
  const at = boundsInWords({ ...design, bounds: { ...design.bounds, faults } });
  return [...lines, `To mend it: ${change}. Explored with ${at}: ${left.length === 0 ? any : some}.`];
}

/** What a design that comes out as declared declares to fail, and does: nothing where it is safe. */
export function declaredHarm({ assessment: { design, verdict, faultSets } }: Report): string | undefined {
  const harmful = faultSets.filter((set) => isHarm(set.verdict)).map(({ faults }) => faults.join(' + '));
  if (harmful.length === 0) return undefined;
  return `${design.name}, as it declares, comes out ${verdict} after ${named(harmful)}`;
}

const FAULT_SETS_NAMED = 4;

function named(faultSets: readonly string[]): string {
  const first = faultSets.slice(0, FAULT_SETS_NAMED);
  const more = faultSets.length - first.length;
  return more === 0 ? first.join(', ') : `${first.join(', ')} and ${more} more`;
}

/** A schedule told in the words of the domain. */
export function story(m: Model, design: Assessment['design'], schedule: readonly Action[]): string {
  const w = wiringOf(design);
  return summarise(m, schedule, (s, block) => verdictOf(rankOfBlock(w, s, block)));
}

/** The JSON of one design, for `check` and `explore`. */
export function toJson(report: Report): DocumentOf<'explore'>['designs'][number] {
  const { assessment, seconds, advice, factor } = report;
  const { design, model, exploration, verdict, worst, mismatches, violations } = assessment;
  const first = violations[0];
  const property = worst === undefined ? first?.property.id : propertyOf[worst.verdict];
  const schedule = worst === undefined ? first?.schedule : worst.schedule();
  return {
    design: design.name,
    ack: design.ack,
    verdict,
    violated: violations.map(({ property }) => property.id),
    asDeclared: isAsDeclared(standingOf(report)),
    exhaustive: exploration.stopped === undefined,
    ...(exploration.stopped === undefined ? {} : { stopped: exploration.stopped }),
    ...(property === undefined ? {} : { property }),
    ...(worst === undefined ? {} : { faults: worst.faults }),
    ...(schedule === undefined
      ? {}
      : { counterexample: labels(model, schedule), story: story(model, design, schedule) }),
    states: exploration.states,
    transitions: exploration.transitions,
    depth: exploration.depth,
    folds: exploration.folds,
    dropped: assessment.dropped,
    ...(factor === undefined ? {} : { factor }),
    terminal: exploration.terminal,
    seconds,
    bytesPerState: Math.round(exploration.bytes / exploration.states),
    bounds: design.bounds,
    faultKinds: design.faultKinds,
    kindsLeftOut: kindsLeftOut(design),
    cacheBatteriesNotAsked: cacheBatteriesIn(design),
    weakened: design.weakened,
    faultSets: assessment.faultSets.map(({ faults, verdict }) => ({ faults, verdict })),
    ordersNotJudged: assessment.ordersNotJudged,
    mismatches: mismatches.map(({ says, example }) =>
      example === undefined ? { says } : { says, counterexample: labels(model, example.schedule()) },
    ),
    violations: violations.map(({ property, schedule }) => ({
      property: property.id,
      says: property.says,
      faults: faultsIn(model, schedule!),
      counterexample: labels(model, schedule!),
    })),
    properties: exploration.findings.map(({ property, fired, clauses, schedule }) => ({
      id: property.id,
      kind: property.kind,
      says: property.says,
      fired,
      clauses,
      violated: property.kind !== 'sometimes' && schedule !== undefined,
    })),
    actions: Object.fromEntries(exploration.actions),
    neverTaken: assessment.neverTaken,
    weakenedIdle: assessment.weakenedIdle.map(({ rule }) => rule),
    advice: advice.tried,
    ...(advice.stopped === undefined ? {} : { adviceStopped: advice.stopped }),
  };
}

/** The property that a schedule to harm shows violated. */
const propertyOf = { stranded: 'I1', lost: 'I1', stale: 'I2', torn: 'I10' } as const;

export function labels(m: Model, schedule: readonly Action[]): string[] {
  return schedule.map((action) => labelOf(m, action));
}

export function indent(text: string): string {
  return `  ${text.replaceAll('\n', '\n  ')}`;
}

function ids(findings: readonly Finding[]): string {
  return findings.map(({ property }) => property.id).join(', ');
}
