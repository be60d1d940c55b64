import { type Verdict, verdicts } from '../../spec/design.ts';
import { BOARD, type Model } from '../model/model.ts';
import { partner, sides } from '../model/state.ts';
import { labelOf } from '../schedule/label.ts';
import type { Trace } from '../schedule/replay.ts';
import { copyName } from '../words/copies.ts';
import { lastCopiesOf } from '../words/last-copies.ts';
import { tellFate } from '../words/sentences.ts';
import type { BlockHistory, EpochMark, Mark, VerdictMark, ViolationMark } from './types.ts';

/** What to mark across the picture, in the order of the steps. */
export function marksOf(m: Model, trace: Trace, blocks: readonly BlockHistory[]): Mark[] {
  const marks: Mark[] = [
    ...epochMarks(trace),
    ...blocks.flatMap((history) => verdictMarks(m, trace, history)),
    ...violationMarks(m, trace),
  ];
  return marks.sort((a, b) => a.step - b.step);
}

function epochMarks({ steps }: Trace): EpochMark[] {
  return steps.flatMap(({ before, after }, i): EpochMark[] => {
    if (after.epoch === before.epoch) return [];
    const side = sides.find((side) => after.controllers[side].epoch > before.controllers[side].epoch)!;
    const text = `the arbiter lets ${BOARD[side]} fence ${BOARD[partner(side)]}`;
    return [{ kind: 'epoch', step: i + 1, epoch: after.epoch, title: `epoch ${after.epoch}`, text }];
  });
}

/** Where the verdict of a block changes. */
function verdictMarks(m: Model, trace: Trace, { block, moments }: BlockHistory): VerdictMark[] {
  return moments.flatMap(({ step, verdict, told }): VerdictMark[] => {
    const before = moments[step - 1]?.verdict ?? 'safe';
    if (verdict === before) return [];
    const isWorse = rank(verdict) > rank(before);
    const title = `${verdict}${isWorse ? '' : ' again'} after step ${stepName(m, trace, step)}`;
    const mark = { kind: 'verdict', step, block, version: told, verdict, isWorse, title } as const;
    const last = isWorse ? lastGoodCopies(m, trace, block, step) : undefined;
    const text = [fateOf(m, trace, mark), ...(last === undefined ? [] : [toldOf(m, trace, last, step)])];
    return [{ ...mark, ...(last === undefined ? {} : { last }), text: text.join('. ') }];
  });
}

/** Where no good copy is left after a step: those that were the last, and the step that they went with. */
function lastGoodCopies(m: Model, trace: Trace, block: number, step: number): VerdictMark['last'] {
  const states = [trace.initial, ...trace.steps.slice(0, step).map(({ after }) => after)];
  const { partings, left } = lastCopiesOf(m, states, block);
  const last = partings.at(-1)?.step;
  if (left.length > 0 || last === undefined) return undefined;
  return { step: last, copies: partings.filter(({ step }) => step === last).map(({ copy }) => copy) };
}

function fateOf(
  m: Model,
  trace: Trace,
  { step, block, version, verdict }: Omit<VerdictMark, 'text'>,
): string {
  if (verdict === 'safe') return `version ${version} of block ${block + 1} can be read again`;
  return tellFate(m, trace.steps[step - 1]!.after, block, verdict);
}

function toldOf(m: Model, trace: Trace, last: NonNullable<VerdictMark['last']>, step: number): string {
  const copies = last.copies.map(copyName).join(' and ');
  const went = last.step === step ? 'this step' : `step ${stepName(m, trace, last.step)},`;
  const [noun, verb] = last.copies.length === 1 ? ['copy', 'was'] : ['copies', 'were'];
  return `The last good ${noun} ${verb} ${copies}: ${went} took ${last.copies.length === 1 ? 'it' : 'them'}`;
}

/** A property that stays violated is marked where that begins. */
function violationMarks(m: Model, trace: Trace): ViolationMark[] {
  return trace.steps.flatMap(({ violated }, i) => {
    const before = trace.steps[i - 1]?.violated ?? [];
    return (
      violated
        // A property of states stays violated; a step that violates one is a violation each time.
        .filter((property) => property.kind === 'step' || !before.includes(property))
        .map(({ id, says }): ViolationMark => {
          const title = `${id} violated at step ${stepName(m, trace, i + 1)}`;
          return { kind: 'violation', step: i + 1, property: id, title, text: says.replace(/\.$/, '') };
        })
    );
  });
}

function stepName(m: Model, { steps }: Trace, step: number): string {
  return `${step}, ${labelOf(m, steps[step - 1]!.action)}`;
}

function rank(verdict: Verdict): number {
  return verdicts.indexOf(verdict);
}
