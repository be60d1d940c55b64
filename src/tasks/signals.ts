/*
 * What a user who wants an end of it sends: from the keyboard, from another program, or by closing the terminal. While
 * anything heeds them, they do not end the process, which has something to tell first.
 */

const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
type Signal = keyof typeof signals;
const names = Object.keys(signals) as Signal[];

/** Of one key that is pressed, terminal and npm both tell: twice within this time is once. */
const ECHO_MS = 1000;

const heeding = new Set<() => void>();
let cameAt: number | undefined;

/**
 * Has `stop` called at the first signal, or at once where one came since the first that heeds now began to. Returns what
 * ends that. A further signal, later than an echo, ends the process with what a shell returns for it.
 */
export function heedSignals(stop: () => void): () => void {
  if (heeding.size === 0) {
    cameAt = undefined;
    for (const name of names) process.on(name, onSignal);
  }
  const own = () => stop();
  heeding.add(own);
  if (cameAt !== undefined) stop();
  return () => {
    heeding.delete(own);
    if (heeding.size > 0) return;
    for (const name of names) process.off(name, onSignal);
  };
}

/** Does all of some work before a signal ends the process: what begins in it may be stopped, and what it has is told. */
export async function untilTold<R>(work: () => Promise<R>): Promise<R> {
  const end = heedSignals(() => {});
  try {
    return await work();
  } finally {
    end();
  }
}

function onSignal(signal: Signal): void {
  const now = performance.now();
  if (cameAt !== undefined && now - cameAt > ECHO_MS) process.exit(128 + signals[signal]);
  cameAt ??= now;
  for (const stop of heeding) stop();
}
