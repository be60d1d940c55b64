import { type ChildProcess, spawn } from 'node:child_process';
import { heedSignals } from '../../tasks/signals.ts';

/** How a child process ended. */
export interface Ended {
  /** None when it was killed. */
  readonly exitCode: number | null;
  /** Why it was ended before its time. */
  readonly stopped?: string;
  /** The beginning of its standard error. */
  readonly stderr: string;
  readonly seconds: number;
}

export interface Child {
  readonly ended: Promise<Ended>;
  readonly stop: (why: string) => void;
}

interface Start {
  readonly folder: string;
  readonly seconds?: number;
  readonly onLine: (line: string) => void;
  /** The same for standard error. */
  readonly onErrorLine?: (line: string) => void;
}

const MOST_STDERR = 20_000;
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;
const alive = new Set<Child>();

/** Starts a program that never outlives us: it ends when its time is up, and when we are interrupted. */
export function start(program: string, args: readonly string[], options: Start): Child {
  const begin = performance.now();
  let running: ChildProcess | undefined;
  let stopped: string | undefined;
  const stop = (why: string) => {
    stopped ??= why;
    running?.kill('SIGKILL');
  };
  // Before it runs: else a signal could come in between, and leave it alone in the world.
  const endHeeding = heedSignals(() => stop('interrupted'));
  const process_ = spawn(program, args, { cwd: options.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  running = process_;
  if (stopped !== undefined) stop(stopped);
  const { seconds } = options;
  const late = () => stop(`the limit of ${seconds} seconds`);
  const timer =
    seconds === undefined ? undefined : setTimeout(late, Math.min(seconds * 1000, LONGEST_TIMEOUT_MS));

  const flush = onLines(process_.stdout, options.onLine);
  let stderr = '';
  process_.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < MOST_STDERR) stderr += text.slice(0, MOST_STDERR - stderr.length);
  });
  if (options.onErrorLine !== undefined) onLines(process_.stderr, options.onErrorLine);

  const ended = new Promise<Ended>((resolve, reject) => {
    const forget = () => {
      clearTimeout(timer);
      endHeeding();
      forgetChild(child);
    };
    process_.on('error', (error) => {
      forget();
      reject(error);
    });
    process_.on('close', (exitCode) => {
      forget();
      flush();
      const end = { exitCode, stderr, seconds: (performance.now() - begin) / 1000 };
      resolve(stopped === undefined ? end : { ...end, stopped });
    });
  });
  const child = { ended, stop };
  remember(child);
  return child;
}

/** Calls back for each line of a stream; what is returned hands over a last line without an end. */
function onLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): () => void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop()!;
    for (const line of lines) onLine(line);
  });
  return () => {
    if (rest !== '') onLine(rest);
  };
}

function remember(child: Child): void {
  // Before the folders of the children are removed.
  if (alive.size === 0) process.prependListener('exit', interruptAll);
  alive.add(child);
}

function forgetChild(child: Child): void {
  alive.delete(child);
  if (alive.size === 0) process.off('exit', interruptAll);
}

function interruptAll(): void {
  for (const child of alive) child.stop('interrupted');
}
