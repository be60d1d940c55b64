import { rankOf, rankOfBlock, rankOfRun, verdictOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import type { Verdict } from '../../spec/design.ts';
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

/** The verdict of a run: the worst that became of any block by its last state, or that the host was answered before. */
export function finalVerdict({ model, trace }: Run): Verdict {
  return verdictOf(rankOfRun(statesOf(trace).map(rankOf(wiringOf(model.design)))));
}

/** The properties that a run violates, in the order in which it comes to violate them. */
export function violatedIn({ trace }: Pick<Run, 'trace'>): string[] {
  return [...new Set(trace.steps.flatMap(({ violated }) => violated.map(({ id }) => id)))];
}

/**
 * What a run comes to, in lines: each property that it violates, where it first does, and what became of the blocks. Where a
 * property is violated no line says that all is safe, and what the host saw of that ends the run where no verdict says it.
 * The worst comes last.
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
  const ends = trace.initial.blocks.flatMap((_, block) => fateOf(run, block) ?? []);
  const fates = ends.sort((a, b) => a.rank - b.rank).map(({ fate }) => fate);
  const saw = trace.initial.blocks.flatMap((_, block) => {
    const verdict = verdictOfBlock(run, block);
    const isMilder = verdict === 'safe' || verdict === 'stranded';
    return isMilder ? hostSaw(model, steps, block, verdict === 'safe') : [];
  });
  if (saw.length === 0 && fates.length > 0) return [...violations, ...fates];
  const readable = 'every acknowledged write can still be read';
  const seen = saw.join('; ');
  if (violations.length > 0)
    return [
      ...violations,
      ...fates,
      `${violatedInWords(violated)}${seen === '' ? `, although ${readable}` : `: ${seen}`}`,
    ];
  if (fates.length > 0) return [...fates, `beside that, ${seen}`];
  return [`safe: ${readable}${seen === '' ? '' : `, but ${seen}`}`];
}

function verdictOfBlock({ model, trace }: Run, block: number): Verdict {
  const w = wiringOf(model.design);
  return verdictOf(rankOfRun(statesOf(trace).map((s) => rankOfBlock(w, s, block))));
}

/** What became of a block, where it is not safe: in the last state, or when the host was answered what it should not be. */
function fateOf(
  { model, trace }: Run,
  block: number,
): { readonly rank: number; readonly fate: string } | undefined {
  const w = wiringOf(model.design);
  const states = statesOf(trace);
  const ranks = states.map((s) => rankOfBlock(w, s, block));
  const rank = rankOfRun(ranks);
  const verdict = verdictOf(rank);
  if (verdict === 'safe') return undefined;
  const isNow = ranks.at(-1) === rank;
  const at = isNow ? ranks.length - 1 : ranks.indexOf(rank);
  const when = isNow ? '' : ` at step ${at}, ${labelOf(model, trace.steps[at - 1]!.action)}`;
  return { rank, fate: `${verdict}${when}: ${tellFate(model, states[at]!, block, verdict)}` };
}
