import type { Action } from '../model/action.ts';
import { endOfRequest, mirrorPage } from '../model/cache.ts';
import type { Model } from '../model/model.ts';
import { halfEntry, nextToDrain, pageUnderWay } from '../model/queue.ts';
import type { State } from '../model/state.ts';
import type { Trace, TraceStep } from '../schedule/replay.ts';
import { writesUnderWay } from '../words/actions/versions.ts';
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

/** How a write ends that is not told safe, how that is resolved, what becomes of errors (R14, R15), and of answers (I4). */
export type Ending =
  | { readonly kind: 'given up' | 'unanswered' | 'left out by the takeover'; readonly version: number }
  | { readonly kind: 'in effect'; readonly version: number; readonly by: 'device' | 'takeover' | 'read' }
  | { readonly kind: 'replaced'; readonly version: number; readonly by: number }
  | { readonly kind: 'went back'; readonly version: number; readonly from: number }
  | { readonly kind: 'discarded'; readonly version: number; readonly isTold: boolean }
  | ({ readonly kind: 'error'; readonly isTakenForDone: boolean } & Failed)
  | ({ readonly kind: 'tried again' } & Failed);

/** What is open after a step. */
export interface Open {
  readonly unresolved: readonly Unresolved[];
  readonly failed: readonly Failed[];
}

/** After each step of a run the endings that it brought for a block, and what is open after the last. */
export function endingsOf(m: Model, trace: Trace, block: number): { endings: Ending[][]; open: Open } {
  const endings: Ending[][] = [];
  let open: Open = { unresolved: [], failed: [] };
  for (const step of trace.steps) {
    const brought = endingsAt(m, step, block, open);
    endings.push(brought);
    open = openAfter(brought, open, step.after.blocks[block]!.media);
  }
  return { endings, open };
}

function endingsAt(m: Model, step: TraceStep, block: number, open: Open): Ending[] {
  const left = leftBy(step, block);
  const unresolved = [...open.unresolved, ...left].map(({ version }) => version);
  return [
    ...failedBy(m, step, block),
    ...left.map(
      ({ version, isGivenUp }): Ending => ({ kind: isGivenUp ? 'given up' : 'unanswered', version }),
    ),
    ...unresolved.flatMap((version) => resolutionOf(m, step, block, version) ?? []),
    ...discardedBy(step, block),
    ...wentBackBy(step, block),
    ...open.failed
      .filter((failed) => isTriedAgain(m, step, block, failed))
      .map((failed): Ending => ({ kind: 'tried again', ...failed })),
  ];
}

/** An error is made good also by the device: nobody needs a copy of what that holds. */
function openAfter(brought: readonly Ending[], open: Open, media: number): Open {
  let { unresolved, failed } = open;
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
        break;
      case 'in effect':
      case 'left out by the takeover':
      case 'replaced':
        unresolved = unresolved.filter((one) => one.version !== version);
        break;
      case 'went back':
        break;
    }
  }
  return { unresolved, failed: failed.filter(({ version }) => version > media) };
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
  const isLeft = was.openAt !== 0 && (is.openAt === 0 || is.issued > was.issued);
  const isEnded = was.ending === 'aborted' || is.ending === 'failed' || is.acknowledged > was.acknowledged;
  return isLeft && !isEnded ? [{ version: was.issued, isGivenUp: false }] : [];
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

/** What becomes of a write of which the host was not told anything. */
function resolutionOf(
  m: Model,
  { action, after }: TraceStep,
  block: number,
  version: number,
): Ending | undefined {
  const { settled } = after.blocks[block]!;
  const isTakeover = action.name === 'TakeCharge' && m.blocks[block] !== action.side;
  if (settled > version) return { kind: 'replaced', version, by: settled };
  if (settled < version) return isTakeover ? { kind: 'left out by the takeover', version } : undefined;
  const others = action.name === 'HostRead' ? 'read' : 'device';
  return { kind: 'in effect', version, by: isTakeover ? 'takeover' : others };
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
