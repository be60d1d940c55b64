import { rankOf, rankOfBlock, rankOfRun, verdictOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import { type Verdict, verdicts } from '../../spec/design.ts';
import { hostSaw } from '../explain/host-saw.ts';
import type { Model } from '../model/model.ts';
import { labelOf } from '../schedule/label.ts';
import { statesOf, type Trace } from '../schedule/replay.ts';
import { tellFate, tellStep } from '../words/sentences.ts';
import { violatedInWords } from '../words/verdicts.ts';

/** A schedule that was run. */
interface Run {
  readonly model: Model;
  readonly trace: Trace;
}

/** Each step of a run in words, then its conclusion: what `replay` prints, and what a schedule file may record. */
export function outcomeText(run: Run): string {
  const { model, trace } = run;
  const steps = trace.steps.map(({ action, before, after }) => tellStep(model, before, action, after));
  return [...steps, ...conclusion(run)].join('\n');
}

/** The verdict of a run: the worst that became of any block by its last state, or before, where that stays. */
export function finalVerdict({ model, trace }: Run): Verdict {
  return verdictOf(rankOfRun(statesOf(trace).map(rankOf(wiringOf(model.design)))));
}

/** The properties that a run violates, in the order in which it comes to violate them. */
export function violatedIn({ trace }: Pick<Run, 'trace'>): string[] {
  return [...new Set(trace.steps.flatMap(({ violated }) => violated.map(({ id }) => id)))];
}

/**
 * What a run comes to, in lines: each property that it violates, where it first does, and what became of the blocks. Where a
 * property is violated no line says that all is safe. What the host saw is told where no verdict says it; that is worse than
 * a block out of reach, and milder than one that is lost. The worst comes last.
 */
export function conclusion(run: Run): string[] {
  const { model, trace } = run;
  const steps = trace.steps.map((step) => ({ ...step, label: labelOf(model, step.action) }));
  const violated = violatedIn(run);
  const violations = violated.map((id) => {
    const at = steps.findIndex((step) => step.violated.some((property) => property.id === id));
    const { label, violated } = steps[at]!;
    const { says } = violated.find((property) => property.id === id)!;
    return `violated at step ${at + 1}, ${label}: ${id}. ${says}`;
  });
  const ends = endsOf(run);
  const milder = ends.filter(({ verdict }) => verdict === 'safe' || verdict === 'stranded');
  const saw = milder.flatMap(({ block, verdict }) => hostSaw(model, steps, block, verdict === 'safe'));
  const [outOfReach, worse] = [fatesOf(milder), fatesOf(ends.filter((end) => !milder.includes(end)))];
  const harm = outOfReach.length + worse.length > 0;
  return [...violations, ...outOfReach, ...lineOf(saw, violated, harm), ...worse];
}

/** What the host saw, or, where no block says what became of it, that all can be read. */
function lineOf(saw: readonly string[], violated: readonly string[], harm: boolean): string[] {
  const seen = saw.join('; ');
  if (harm && seen === '') return [];
  const readable = 'every acknowledged write can still be read';
  if (violated.length > 0)
    return [`${violatedInWords(violated)}${seen === '' ? `, although ${readable}` : `: ${seen}`}`];
  if (harm) return [`beside that, ${seen}`];
  return [`safe: ${readable}${seen === '' ? '' : `, but ${seen}`}`];
}

/** What became of a block. */
interface End {
  readonly block: number;
  readonly verdict: Verdict;
  /** Where it is not safe, in words: in the last state, or when it came to what stays. */
  readonly fate?: string;
}

/** The blocks, the worst last. */
function endsOf({ model, trace }: Run): End[] {
  const w = wiringOf(model.design);
  const states = statesOf(trace);
  const ends = trace.initial.blocks.map((_, block): End => {
    const ranks = states.map((s) => rankOfBlock(w, s, block));
    const rank = rankOfRun(ranks);
    const verdict = verdictOf(rank);
    if (verdict === 'safe') return { block, verdict };
    const isNow = ranks.at(-1) === rank;
    const at = isNow ? ranks.length - 1 : ranks.indexOf(rank);
    const when = isNow ? '' : ` at step ${at}, ${labelOf(model, trace.steps[at - 1]!.action)}`;
    return { block, verdict, fate: `${verdict}${when}: ${tellFate(model, states[at]!, block, verdict)}` };
  });
  return ends.sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));
}

function fatesOf(ends: readonly End[]): string[] {
  return ends.flatMap(({ fate }) => fate ?? []);
}
