import pc from 'picocolors';
import type { Design } from '../../../spec/design.ts';
import { neverAsked, tellIdle } from '../../check/idle-rules.ts';
import type { FoldName } from '../../explorer/fold/fold.ts';
import type { Violation } from '../../tlc/read/collected.ts';
import { changesBetween } from '../../tlc/read/text-changes.ts';
import type { TlcResult } from '../../tlc/run/run.ts';
import { boundsInWords, count, plural } from '../../words/numbers.ts';
import { type ExitCode, exit } from '../terminal/exit.ts';
import { nameOf, table, tellBounds } from '../terminal/format.ts';
import { print } from '../terminal/write.ts';
import { indent } from './assessment.ts';
import { tellFolds } from './reduction.ts';

/** What TLC found for one question about a design. */
export interface TlcCheck {
  readonly design: Design;
  readonly question: 'safety' | 'liveness' | 'blocked';
  /** What a view made one state of. */
  readonly folds: readonly FoldName[];
  readonly result: TlcResult;
  /** The properties that were checked beside invariants. */
  readonly temporal: readonly string[];
  readonly isDistributed: boolean;
  /** No counterexample has fewer states. */
  readonly isShortest: boolean;
  /** The command that repeats the run, where its files were kept. */
  readonly byHand?: string;
}

/** The questions as the table has them. */
const TITLES = { safety: 'safety', liveness: 'liveness', blocked: 'liveness, a device blocked' } as const;

type Outcome = 'holds' | 'violated' | 'deadlock' | 'stopped' | 'failed';

function outcomeOf({ violation, stopped, completed, exitCode }: TlcResult): Outcome {
  if (violation?.kind === 'deadlock') return 'deadlock';
  // A false assumption says that the model is no good, and nothing of the design.
  if (violation !== undefined && violation.kind !== 'assumption') return 'violated';
  if (stopped !== undefined) return 'stopped';
  return completed && exitCode === 0 ? 'holds' : 'failed';
}

/** By what was violated, not by TLC's exit code: that is the one of liveness for a bad step, too. */
export function codeOfCheck({ result }: TlcCheck): ExitCode {
  switch (outcomeOf(result)) {
    case 'holds':
      return exit.holds;
    case 'deadlock':
      return exit.deadlock;
    case 'stopped':
      return exit.undecided;
    case 'failed':
      return exit.internalError;
    case 'violated':
      return result.violation?.kind === 'temporal' ? exit.livenessViolated : exit.safetyViolated;
  }
}

/** Shows a table of all checks, and below it what a row cannot say. */
export function printChecks(checks: readonly TlcCheck[], planned: number): void {
  print(overview(checks));
  print(`\n${tellBounds(checks.map(({ design }) => design))}`);
  for (const line of tellFolds(checks)) print(line);
  for (const check of checks) {
    const lines = details(check);
    if (lines.length === 0) continue;
    print(`\n${pc.bold(nameOf(check.design))} (${boundsInWords(check.design)})`);
    print(indent(lines.join('\n')));
  }
  print(`\n${conclusion(checks, planned)}`);
}

function overview(checks: readonly TlcCheck[]): string {
  const header = ['design', 'checked', 'faults', 'states', 'generated', 'depth', 'time', 'TLC', 'result'];
  const rows = checks.map((check) => {
    const { design, question, result } = check;
    return [
      nameOf(design),
      TITLES[question],
      `up to ${design.bounds.faults}`,
      told(result.distinct),
      told(result.generated),
      told(result.depth),
      `${result.seconds.toFixed(1)} s`,
      result.version,
      resultInWords(check),
    ];
  });
  return table(header, rows);
}

/** What TLC has not told is 0: it stopped before, or it does not count that in its distributed mode. */
function told(number: number): string {
  return number === 0 ? '?' : count(number);
}

function resultInWords({ result, temporal }: TlcCheck): string {
  const outcome = outcomeOf(result);
  if (outcome === 'holds') return pc.green(outcome);
  if (outcome === 'stopped') return pc.yellow(outcome);
  return pc.red(outcome === 'violated' ? `violates ${propertyIn(result.violation!, temporal)}` : outcome);
}

function propertyIn({ kind, name }: Violation, temporal: readonly string[]): string {
  if (name !== undefined) return name;
  if (kind !== 'temporal') return 'a property';
  return temporal.length === 1 ? temporal[0]! : `one of ${temporal.join(', ')}`;
}

function details(check: TlcCheck): string[] {
  const { result, byHand } = check;
  const { violation, stopped, exitCode, errors } = result;
  const outcome = outcomeOf(result);
  const lines: string[] = [];
  if (stopped !== undefined) lines.push(`Stopped: ${stopped}. What was not found until then is undecided.`);
  if (outcome === 'violated' || outcome === 'deadlock') lines.push(...tellViolation(check));
  if (outcome === 'failed') lines.push(`TLC ended with exit code ${exitCode}, and said:`);
  if (violation?.kind === 'assumption') lines.push(indent(`Assumption ${violation.name} is false.`));
  if (outcome === 'failed' || outcome === 'stopped') lines.push(...errors.map(indent));
  lines.push(...neverAsked(check.design).map(tellIdle));
  if (byHand !== undefined) lines.push(`By hand: ${byHand}`);
  return lines;
}

function tellViolation(check: TlcCheck): string[] {
  const { result, isDistributed, isShortest } = check;
  const what = resultInWords(check);
  if (isDistributed) {
    return [
      `${what}, or a value in one could not be computed.`,
      "TLC's distributed mode does not tell the way there: run again without --distributed.",
    ];
  }
  const { trace } = result.violation!;
  const which = isShortest ? 'shortest counterexample' : 'counterexample, perhaps not the shortest';
  return [
    `${what}; TLC's ${which}, ${plural(trace.length, 'state')}:`,
    indent(traceInWords(result.violation!)),
  ];
}

/** Each state by its number and the action that leads to it; of all but the first only what is different. */
function traceInWords({ trace, actions, forever }: Violation): string {
  const states = trace.map((state, i) => {
    const before = trace[i - 1];
    const content = before === undefined ? state : changesBetween(before, state).join('\n');
    const head = `${i + 1}  ${actions[i]}`;
    return content === '' ? head : `${head}\n${content.replace(/^/gm, '     ')}`;
  });
  if (forever === 'stuttering') states.push('and nothing more, for ever');
  else if (forever !== undefined) states.push(`and by ${forever.by} back to ${forever.backTo}, for ever`);
  return states.join('\n');
}

function conclusion(checks: readonly TlcCheck[], planned: number): string {
  const outcomes = checks.map(({ result }) => outcomeOf(result));
  const good = outcomes.filter((outcome) => outcome === 'holds').length;
  if (good === planned)
    return `${plural(good, 'check')} by TLC: all hold, exhaustively at the bounds stated.`;
  const bad = outcomes.filter((outcome) => outcome === 'violated' || outcome === 'deadlock').length;
  return `${plural(planned, 'check')} by TLC: ${good} hold, ${bad} do not, ${planned - good - bad} undecided.`;
}

/** The JSON of one check. */
export function toJson(check: TlcCheck) {
  const { design, question, result, isDistributed, byHand } = check;
  const { violation, stopped, exitCode, generated, depth, distinct, version, initial, left } = result;
  const outcome = outcomeOf(result);
  return {
    design: design.name,
    ack: design.ack,
    checked: question,
    result: outcome,
    exhaustive: outcome === 'holds',
    tlcExit: exitCode,
    tlcVersion: version,
    ...(stopped === undefined ? {} : { stopped }),
    ...(violation === undefined ? {} : { violation: violationJson(violation, check) }),
    states: distinct,
    ...(isDistributed ? { distributed: true } : { generated, depth }),
    initial,
    left,
    seconds: result.seconds,
    bounds: design.bounds,
    folds: check.folds,
    weakened: design.weakened,
    weakenedIdle: neverAsked(design).map(({ rule }) => rule),
    errors: result.errors,
    ...(byHand === undefined ? {} : { byHand }),
  };
}

function violationJson(violation: Violation, { isShortest, temporal }: TlcCheck) {
  const { kind, name, trace, actions, forever } = violation;
  return {
    kind,
    ...(name === undefined ? {} : { property: name }),
    ...(name === undefined && kind === 'temporal' ? { oneOf: temporal } : {}),
    shortest: isShortest,
    counterexample: trace.map((state, i) => ({ action: actions[i], state })),
    ...(forever === undefined ? {} : { forever }),
  };
}
