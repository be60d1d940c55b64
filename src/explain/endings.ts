import type { Action } from '../model/action.ts';
import { answerAt } from '../model/answer.ts';
import { endOfRequest, mirrorPage } from '../model/cache.ts';
import type { Model } from '../model/model.ts';
import { halfEntry, nextToDrain, pageUnderWay } from '../model/queue.ts';
import type { Block, State } from '../model/state.ts';
import type { Trace, TraceStep } from '../schedule/replay.ts';
import { answerTo } from '../words/actions/answer.ts';
import { writesUnderWay } from '../words/actions/versions.ts';
import { isHalfAnswer } from '../words/copies.ts';
import type { Versioned } from '../words/names.ts';

/** What can end with an error on the way of a write. */
export type Operation = 'copy' | 'FIFO write' | 'drain' | 'device write';

/** An operation for a version of a block that ended with an error. */
export interface Failed {
  readonly operation: Operation;
  readonly version: number;
}

/** A write of which the host was not told what became of it: because it gave up, or because its controller is gone. */
export interface Unresolved {
  readonly version: number;
  readonly isGivenUp: boolean;
}

/**
 * How a write ends that is not told safe, how that is resolved, what becomes of errors (R14, R15), of answers (I4), and of
 * what a device holds (I12).
 */
export type Ending =
  | { readonly kind: 'given up' | 'unanswered' | 'left out by the takeover'; readonly version: number }
  | EffectEnding
  | { readonly kind: 'on the device'; readonly version: number; readonly isAfterAll: boolean }
  | { readonly kind: 'answered an error'; readonly version: number }
  | { readonly kind: 'not brought back by the takeover'; readonly version: number }
  | { readonly kind: 'replaced'; readonly version: number; readonly by: number }
  | { readonly kind: 'went back' | 'device went back'; readonly version: number; readonly from: number }
  | { readonly kind: 'discarded'; readonly version: number; readonly isTold: boolean }
  | ({ readonly kind: 'error'; readonly isTakenForDone: boolean } & Failed)
  | ({ readonly kind: 'tried again' } & Failed);

/** A version comes into effect: also one that was left out before, and half of one, where rules are weakened. */
interface EffectEnding {
  readonly kind: 'in effect';
  readonly version: number;
  readonly by: 'device' | 'number on the device' | 'takeover' | 'read';
  readonly isAfterAll: boolean;
  readonly isHalf: boolean;
}

/** What is open after a step. */
export interface Open {
  readonly unresolved: readonly Unresolved[];
  readonly failed: readonly Failed[];
}

/** That, and the versions that came to nothing so far. Where rules are weakened they may surface. */
interface Watch extends Open {
  readonly out: readonly number[];
}

/** After each step of a run the endings that it brought for a block, and what is open after the last. */
export function endingsOf(m: Model, trace: Trace, block: number): { endings: Ending[][]; open: Open } {
  const endings: Ending[][] = [];
  let watch: Watch = { unresolved: [], failed: [], out: [] };
  for (const step of trace.steps) {
    const brought = endingsAt(m, step, block, watch);
    endings.push(brought);
    watch = watchAfter(brought, watch, step.after.blocks[block]!);
  }
  const { unresolved, failed } = watch;
  return { endings, open: { unresolved, failed } };
}

function endingsAt(m: Model, step: TraceStep, block: number, watch: Watch): Ending[] {
  const left = leftBy(step, block).filter(({ version }) => !isWatched(watch, version));
  const taken = takenFromHung(m, step, block).filter((version) => !isWatched(watch, version));
  const unresolved = [...[...watch.unresolved, ...left].map(({ version }) => version), ...taken];
  return [
    ...failedBy(m, step, block),
    ...left.map(
      ({ version, isGivenUp }): Ending => ({ kind: isGivenUp ? 'given up' : 'unanswered', version }),
    ),
    ...effectOf(m, step, block, watch),
    ...unresolved.flatMap((version) => resolutionOf(m, step, block, version) ?? []),
    ...discardedBy(step, block),
    ...wentBackBy(step, block),
    ...notBroughtBackBy(m, step, block),
    ...refusedBy(m, step, block),
    ...landedBy(step, block, watch),
    ...watch.failed
      .filter((failed) => isTriedAgain(m, step, block, failed))
      .map((failed): Ending => ({ kind: 'tried again', ...failed })),
  ];
}

function isWatched({ unresolved, out }: Watch, version: number): boolean {
  return out.includes(version) || unresolved.some((one) => one.version === version);
}

/**
 * An error is made good also by the device: nobody needs a copy of what that holds. What is in effect is resolved: also
 * what the host is told after all, by a controller that is no longer in charge for one.
 */
function watchAfter(
  brought: readonly Ending[],
  watch: Watch,
  { media, acknowledged, settled }: Block,
): Watch {
  let { unresolved, failed, out } = watch;
  for (const ending of brought) {
    const { version } = ending;
    switch (ending.kind) {
      case 'given up':
      case 'unanswered':
        unresolved = [...unresolved, { version, isGivenUp: ending.kind === 'given up' }];
        break;
      case 'error':
        if (!ending.isTakenForDone) failed = [...failed, { operation: ending.operation, version }];
        break;
      case 'tried again':
        failed = failed.filter((one) => one.operation !== ending.operation || one.version !== version);
        break;
      case 'discarded':
        failed = failed.filter((one) => one.version !== version);
        unresolved = unresolved.filter((one) => one.version !== version);
        out = [...out, version];
        break;
      case 'in effect':
        unresolved = unresolved.filter((one) => one.version !== version);
        out = out.filter((one) => one !== version);
        break;
      case 'left out by the takeover':
      case 'not brought back by the takeover':
      case 'replaced':
        unresolved = unresolved.filter((one) => one.version !== version);
        out = [...out, version];
        break;
      case 'went back':
      case 'device went back':
      case 'on the device':
      case 'answered an error':
        break;
    }
  }
  return {
    unresolved: unresolved.filter(({ version }) => version !== acknowledged && version !== settled),
    failed: failed.filter(({ version }) => version > media),
    out: out.filter((version) => version !== acknowledged),
  };
}

type ErrorEnding = Extract<Ending, { kind: 'error' }>;

function failedBy(m: Model, { action, before, after }: TraceStep, block: number): ErrorEnding[] {
  const isAwaited = after.blocks[block]!.ending === 'errored';
  const error =
    (operation: Operation, isTaken: boolean) =>
    ({ version }: Versioned): ErrorEnding => {
      return { kind: 'error', operation, version, isTakenForDone: isTaken && !m.inForce.R15_error };
    };
  const ofBlock = (versioned: Versioned) => versioned.block === block;
  switch (action.name) {
    case 'CopyError':
      return [copyUnderWay(m, before, action.side)].filter(ofBlock).map(error('copy', isAwaited));
    case 'FifoError':
      return [before.fifos[action.side].entries[halfEntry(m, before, action.side)]!]
        .filter(ofBlock)
        .map(error('FIFO write', isAwaited));
    case 'DrainError':
      return [copyUnderWay(m, before, action.side)].filter(ofBlock).map(error('drain', true));
    case 'DestageError':
      return writesUnderWay(before, action.side, block).map(error('device write', true));
    default:
      return [];
  }
}

function copyUnderWay(m: Model, s: State, side: 0 | 1): Versioned {
  return mirrorPage(m, s, side, pageUnderWay(m, s, side));
}

/** The write that is left without an answer by this step, if one is. */
function leftBy({ action, before, after }: TraceStep, block: number): Unresolved[] {
  const was = before.blocks[block]!;
  const is = after.blocks[block]!;
  if (isOver(action, 'Abort', before, block)) return [{ version: was.issued, isGivenUp: true }];
  if (was.ending === 'aborted' || was.openAt === 0 || was.settled >= was.issued) return [];
  const isLeft = is.openAt === 0 || is.issued > was.issued;
  const isEnded = is.ending === 'failed' || is.acknowledged > was.acknowledged;
  return isLeft && !isEnded ? [{ version: was.issued, isGivenUp: false }] : [];
}

/** What a controller that hangs still works on when its partner takes over: nobody can say that it is never answered. */
function takenFromHung(m: Model, step: TraceStep, block: number): number[] {
  const { openAt, issued, settled } = step.after.blocks[block]!;
  return isTakeoverOf(m, step, block) && openAt !== 0 && issued > settled ? [issued] : [];
}

/** Whether the partner of the controller that the block belongs to takes charge of it. */
function isTakeoverOf(m: Model, { action }: TraceStep, block: number): boolean {
  return action.name === 'TakeCharge' && m.blocks[block] !== action.side;
}

/** Whether the action is of this name, and the block belongs to the request that it is about. */
function isOver(action: Action, name: 'Abort' | 'Discard', before: State, block: number): boolean {
  if (action.name !== name) return false;
  return block >= action.block && block < endOfRequest(before, action.block);
}

function discardedBy({ action, before }: TraceStep, block: number): Ending[] {
  if (!isOver(action, 'Discard', before, block)) return [];
  const { issued: version, ending } = before.blocks[block]!;
  return [{ kind: 'discarded', version, isTold: ending !== 'aborted' }];
}

/** An answer that is older than what was in effect. */
function wentBackBy({ before, after }: TraceStep, block: number): Ending[] {
  const [from, version] = [before.blocks[block]!.settled, after.blocks[block]!.settled];
  return version < from ? [{ kind: 'went back', version, from }] : [];
}

/** A version that comes into effect without being told safe. */
function effectOf(m: Model, step: TraceStep, block: number, { out }: Watch): EffectEnding[] {
  const { action, before, after } = step;
  const was = before.blocks[block]!;
  const { settled: version, acknowledged } = after.blocks[block]!;
  if (version <= was.settled || acknowledged > was.acknowledged) return [];
  const effect = (by: EffectEnding['by'], isHalf: boolean): EffectEnding[] => [
    { kind: 'in effect', version, by, isAfterAll: out.includes(version), isHalf },
  ];
  switch (action.name) {
    case 'TakeCharge':
      return effect('takeover', isHalfAnswer(m, after, action.side, block, version));
    case 'HostRead':
      return effect('read', isHalfAnswer(m, after, action.side, block, version));
    default:
      return effect(after.blocks[block]!.media >= version ? 'device' : 'number on the device', false);
  }
}

/** What becomes of a write of which the host was not told anything, other than that it comes into effect. */
function resolutionOf(m: Model, step: TraceStep, block: number, version: number): Ending | undefined {
  const { settled } = step.after.blocks[block]!;
  if (settled > version) return { kind: 'replaced', version, by: settled };
  if (settled === version) return undefined;
  return isTakeoverOf(m, step, block) ? { kind: 'left out by the takeover', version } : undefined;
}

/** What a read brought into effect, and the host was not told: a takeover that answers what is older goes back (I4). */
function notBroughtBackBy(m: Model, step: TraceStep, block: number): Ending[] {
  const { action, before, after } = step;
  const { settled: version, acknowledged } = before.blocks[block]!;
  if (action.name !== 'TakeCharge' || !isTakeoverOf(m, step, block) || version <= acknowledged) return [];
  return answerAt(m, after, action.side, block) < version
    ? [{ kind: 'not brought back by the takeover', version }]
    : [];
}

/** A read that is answered with an error: what the host was told is safe is out of reach (R12). */
function refusedBy(m: Model, { action, before, after }: TraceStep, block: number): Ending[] {
  if (action.name !== 'HostRead' || action.block !== block) return [];
  if (answerTo(action, { m, before, after }) !== undefined) return [];
  return [{ kind: 'answered an error', version: before.blocks[block]!.acknowledged }];
}

/** What the device takes that is older than what it held, or that nothing came of before and does not take effect. */
function landedBy({ before, after }: TraceStep, block: number, watch: Watch): Ending[] {
  const was = before.blocks[block]!;
  const { media: version, settled } = after.blocks[block]!;
  if (version < was.media) return [{ kind: 'device went back', version, from: was.media }];
  const isNews = version > was.media && settled !== version && isWatched(watch, version);
  return isNews ? [{ kind: 'on the device', version, isAfterAll: watch.out.includes(version) }] : [];
}

function isTriedAgain(
  m: Model,
  { action, before }: TraceStep,
  block: number,
  { operation, version }: Failed,
): boolean {
  const isOfIt = (versioned: Versioned | undefined) =>
    versioned?.block === block && versioned.version === version;
  switch (action.name) {
    case 'Copy':
      return operation === 'copy' && action.block === block && before.blocks[block]!.issued === version;
    case 'Enqueue':
      return operation === 'FIFO write' && action.block === block && before.blocks[block]!.issued === version;
    case 'Drain':
      return (
        operation === 'drain' &&
        isOfIt(before.fifos[action.side].entries[nextToDrain(m, before, action.side)])
      );
    case 'Destage':
      return operation === 'device write' && isOfIt(before.caches[action.side][action.page]);
    default:
      return false;
  }
}
