import type { State } from '../model/state.ts';
import { versionName } from './names.ts';

/** A step as it is told. */
interface Told {
  readonly label: string;
  readonly before: State;
  readonly after: State;
  readonly violated: readonly { readonly id: string }[];
}

/**
 * What the host saw of a block that no ideal disk does, a sentence each, although its verdict may not speak of it: a value
 * that it was answered went back (I4), or a write took effect that no longer might (I3). Each is told once.
 */
export function hostSaw(steps: readonly Told[], block: number): string[] {
  return [...wentBack(steps, block), ...surfaced(steps, block)];
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
      settledIn(after, block) > settledIn(before, block) && violated.some(({ id }) => id === 'I3'),
  );
  if (at < 0) return [];
  const version = versionName(settledIn(steps[at]!.after, block));
  return [`${version} of block ${block + 1} takes effect at ${placeOf(steps, at)}, when it no longer may`];
}

function settledIn({ blocks }: State, block: number): number {
  return blocks[block]!.settled;
}

function placeOf(steps: readonly Told[], at: number): string {
  return `step ${at + 1}, ${steps[at]!.label}`;
}
