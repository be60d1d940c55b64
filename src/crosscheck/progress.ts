/** How far a crosscheck is with one of its tasks. */
export interface Progress {
  readonly task: 'exploring' | 'reading' | 'comparing' | 'running';
  readonly done: number;
  /** As many as are known of so far. */
  readonly known: number;
}

/** Thrown out of a crosscheck that was told to stop: half a comparison says nothing. */
export class Stopped extends Error {}

/** A generator that reports its progress, and that `next(reason)` stops. */
export type Reporting<R> = Generator<Progress, R, string | undefined>;

/** States between two reports. */
export const STRIDE = 4096;

/**
 * Reports, and goes on unless it is told to stop.
 * @throws Stopped with the reason.
 */
export function* report(progress: Progress): Reporting<void> {
  const reason = yield progress;
  if (reason !== undefined) throw new Stopped(reason);
}
