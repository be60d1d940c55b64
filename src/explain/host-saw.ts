import { idealBlockOf } from '../../properties/refinement.ts';
import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';
import { answerTo } from '../words/actions/answer.ts';
import { goodCopiesOf } from '../words/copies.ts';
import { versionName } from '../words/names.ts';

/** A step as it is told. */
interface Told {
  readonly label: string;
  readonly action: Action;
  readonly before: State;
  readonly after: State;
  readonly violated: readonly { readonly id: string }[];
}

/**
 * What the host saw of a block that no ideal disk does, a sentence each, although its verdict may not speak of it: a value
 * that it was answered went back (I4), or is gone, or a write took effect that no longer might (I3). Of a block that is safe
 * in the end also that a read was answered with an error (R12). Each is told once.
 */
export function hostSaw(m: Model, steps: readonly Told[], block: number, isSafe: boolean): string[] {
  return [
    ...wentBack(steps, block),
    ...surfaced(steps, block),
    ...gone(m, steps, block),
    ...(isSafe ? errors(m, steps, block) : []),
  ];
}

/** What is in effect without being told safe: answered to a read, or brought back by a takeover. */
function gone(m: Model, steps: readonly Told[], block: number): string[] {
  const end = steps.at(-1)?.after;
  if (end === undefined) return [];
  const { acknowledged, settled } = end.blocks[block]!;
  if (settled <= acknowledged || goodCopiesOf(m, end, block, settled).length > 0) return [];
  const since = steps.findIndex(({ after }) => settledIn(after, block) === settled);
  const name = `${versionName(settled)} of block ${block + 1}`;
  return [`no copy of ${name} remains, although it was in effect since ${placeOf(steps, since)}`];
}

function errors(m: Model, steps: readonly Told[], block: number): string[] {
  const at = steps.findIndex(
    ({ action, before, after }) =>
      action.name === 'HostRead' &&
      action.block === block &&
      answerTo(action, { m, before, after }) === undefined,
  );
  return at < 0 ? [] : [`a read of block ${block + 1} is answered with an error at ${placeOf(steps, at)}`];
}

function wentBack(steps: readonly Told[], block: number): string[] {
  const at = steps.findIndex(({ before, after }) => settledIn(after, block) < settledIn(before, block));
  if (at < 0) return [];
  const was = settledIn(steps[at]!.before, block);
  const since = steps.findLastIndex(
    ({ before, after }, i) => i < at && settledIn(after, block) === was && settledIn(before, block) !== was,
  );
  const answered = versionName(settledIn(steps[at]!.after, block));
  const when = `${answered} of block ${block + 1} at ${placeOf(steps, at)}`;
  return [
    `the host is answered ${when}, although ${versionName(was)} was in effect since ${placeOf(steps, since)}`,
  ];
}

function surfaced(steps: readonly Told[], block: number): string[] {
  const at = steps.findIndex(
    ({ before, after, violated }) =>
      violated.some(({ id }) => id === 'I3') && takesEffectUnasked(before, after, block),
  );
  if (at < 0) return [];
  const version = versionName(settledIn(steps[at]!.after, block));
  return [`${version} of block ${block + 1} takes effect at ${placeOf(steps, at)}, when it no longer may`];
}

/** Whether it is this block that a step violates I3 by. */
function takesEffectUnasked(before: State, after: State, block: number): boolean {
  const settled = settledIn(after, block);
  return settled > settledIn(before, block) && idealBlockOf(before, block).pending !== settled;
}

function settledIn({ blocks }: State, block: number): number {
  return blocks[block]!.settled;
}

function placeOf(steps: readonly Told[], at: number): string {
  return `step ${at + 1}, ${steps[at]!.label}`;
}
