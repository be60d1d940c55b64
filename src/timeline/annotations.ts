import { type Verdict, verdicts } from '../../spec/design.ts';
import { ownerIn } from '../model/epochs.ts';
import { decidesItself, type Model } from '../model/model.ts';
import { BOARD, DEVICE, sides } from '../model/side.ts';
import { labelOf } from '../schedule/label.ts';
import { brokenBy, statesOf, type Trace } from '../schedule/replay.ts';
import { copyName } from '../words/copies.ts';
import { lastCopiesOf } from '../words/last-copies.ts';
import { tellFate } from '../words/sentences.ts';
import type {
  Annotation,
  BlockHistory,
  EpochAnnotation,
  VerdictAnnotation,
  ViolationAnnotation,
} from './types.ts';

/** What to mark across the picture, in the order of the steps. */
export function annotationsOf(m: Model, trace: Trace, blocks: readonly BlockHistory[]): Annotation[] {
  const annotations: Annotation[] = [
    ...epochAnnotations(m, trace),
    ...blocks.flatMap((history) => verdictAnnotations(m, trace, history)),
    ...violationAnnotations(m, trace),
  ];
  return annotations.sort((a, b) => a.step - b.step);
}

function epochAnnotations(m: Model, { steps }: Trace): EpochAnnotation[] {
  return steps.flatMap(({ before, after }, i) =>
    sides.flatMap((device): EpochAnnotation[] => {
      const { granted: epoch } = after.devices[device];
      if (epoch === before.devices[device].granted) return [];
      const title = `epoch ${epoch} of ${DEVICE[device]}`;
      const survivor = BOARD[ownerIn(epoch, device)];
      const fences = `fence ${BOARD[device]}`;
      const text = decidesItself(m)
        ? `${survivor} decides to ${fences}`
        : `the arbiter lets ${survivor} ${fences}`;
      return [{ kind: 'epoch', step: i + 1, epoch, title, text }];
    }),
  );
}

/** Where the verdict of a block changes. */
function verdictAnnotations(m: Model, trace: Trace, { block, moments }: BlockHistory): VerdictAnnotation[] {
  return moments.flatMap(({ step, verdict, told }): VerdictAnnotation[] => {
    const before = moments[step - 1]?.verdict ?? 'safe';
    if (verdict === before) return [];
    const isWorse = rank(verdict) > rank(before);
    const title = `${verdict}${isWorse ? '' : ' again'} after step ${stepName(m, trace, step)}`;
    const annotation = { kind: 'verdict', step, block, version: told, verdict, isWorse, title } as const;
    const last = isWorse ? lastGoodCopies(m, trace, block, step) : undefined;
    const text = [
      fateOf(m, trace, annotation),
      ...(last === undefined ? [] : [toldOf(m, trace, last, step)]),
    ];
    return [{ ...annotation, ...(last === undefined ? {} : { last }), text: text.join('. ') }];
  });
}

/** Where no good copy is left after a step: those that were the last, and the step that they went with. */
function lastGoodCopies(m: Model, trace: Trace, block: number, step: number): VerdictAnnotation['last'] {
  const { partings, left } = lastCopiesOf(m, statesOf(trace).slice(0, step + 1), block);
  const last = partings.at(-1)?.step;
  if (left.length > 0 || last === undefined) return undefined;
  return { step: last, copies: partings.filter(({ step }) => step === last).map(({ copy }) => copy) };
}

function fateOf(
  m: Model,
  trace: Trace,
  { step, block, version, verdict }: Omit<VerdictAnnotation, 'text'>,
): string {
  if (verdict === 'safe') return `version ${version} of block ${block + 1}, or a newer one, can be read`;
  return tellFate(m, trace.steps[step - 1]!.after, block, verdict);
}

function toldOf(m: Model, trace: Trace, last: NonNullable<VerdictAnnotation['last']>, step: number): string {
  const copies = last.copies.map(copyName).join(' and ');
  const went = last.step === step ? 'this step' : `step ${stepName(m, trace, last.step)},`;
  const [noun, verb] = last.copies.length === 1 ? ['copy', 'was'] : ['copies', 'were'];
  return `The last good ${noun} ${verb} ${copies}: ${went} took ${last.copies.length === 1 ? 'it' : 'them'}`;
}

function violationAnnotations(m: Model, trace: Trace): ViolationAnnotation[] {
  return trace.steps.flatMap((step, i) =>
    brokenBy(step, trace.steps[i - 1]).map(({ id, says }): ViolationAnnotation => {
      const title = `${id} violated at step ${stepName(m, trace, i + 1)}`;
      return { kind: 'violation', step: i + 1, property: id, title, text: says.replace(/\.$/, '') };
    }),
  );
}

function stepName(m: Model, { steps }: Trace, step: number): string {
  return `${step}, ${labelOf(m, steps[step - 1]!.action)}`;
}

function rank(verdict: Verdict): number {
  return verdicts.indexOf(verdict);
}
