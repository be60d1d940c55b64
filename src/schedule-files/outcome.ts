import { rankOf, rankOfBlock, verdictOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import type { Verdict } from '../../spec/design.ts';
import type { Model } from '../model/model.ts';
import { labelOf } from '../schedule/label.ts';
import type { Trace } from '../schedule/replay.ts';
import { tellFate, tellStep } from '../words/sentences.ts';

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

/** The verdict of a run: the worst that became of what the host was told is safe, in the last state. */
export function finalVerdict({ model, trace }: Run): Verdict {
  return verdictOf(rankOf(wiringOf(model.design))(trace.steps.at(-1)?.after ?? trace.initial));
}

/** What a run comes to, in lines: each property that it violates, where it first does, and what becomes of the blocks. */
export function conclusion({ model, trace }: Run): string[] {
  const last = trace.steps.at(-1)?.after ?? trace.initial;
  const w = wiringOf(model.design);
  const fates = last.blocks.flatMap((_, block) => {
    const verdict = verdictOf(rankOfBlock(w, last, block));
    return verdict === 'safe' ? [] : [`${verdict}: ${tellFate(model, last, block, verdict)}`];
  });
  const violations = new Map<string, string>();
  trace.steps.forEach(({ violated, action }, i) => {
    for (const { id, says } of violated) {
      if (violations.has(id)) continue;
      violations.set(id, `violated at step ${i + 1}, ${labelOf(model, action)}: ${id}. ${says}`);
    }
  });
  const fate = fates.length === 0 ? ['safe: every acknowledged write can still be read'] : fates;
  return [...violations.values(), ...fate];
}
