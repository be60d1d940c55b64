import { setImmediate } from 'node:timers/promises';
import { heedSignals } from './signals.ts';

/**
 * Runs a generator that yields its progress to its end, or until its time is up or the user interrupts it (SIGINT,
 * SIGTERM, SIGHUP); it is then told why and returns what it has. Control goes back to the event loop between two reports.
 */
export async function drive<P, R>(
  run: Generator<P, R, string | undefined>,
  seconds = Number.POSITIVE_INFINITY,
  report: (progress: P) => void = () => {},
): Promise<R> {
  const end = performance.now() + seconds * 1000;
  let interrupted: string | undefined;
  const endHeeding = heedSignals(() => {
    interrupted = 'interrupted';
  });
  try {
    let next = run.next();
    while (!next.done) {
      report(next.value);
      await setImmediate();
      const late = performance.now() > end ? `the limit of ${seconds} seconds` : undefined;
      next = run.next(interrupted ?? late);
    }
    return next.value;
  } finally {
    endHeeding();
  }
}
