import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { addError, nothingTold, type Told } from '../read/collected.ts';
import { outputReader } from '../read/output.ts';
import { type Child, type Ended, start } from './child.ts';
import { MissingProgram } from './missing.ts';
import { javaOptionsFor, resultOf, type TlcOptions, type TlcResult } from './run.ts';
import { withScratch } from './scratch.ts';

type Shared = 'jar' | 'folder' | 'module' | 'config' | 'memoryMegabytes' | 'seconds' | 'onProgress';

/** What to run TLC on, with workers in processes of their own, here or on other machines. */
export interface DistributedOptions extends Pick<TlcOptions, Shared> {
  /** The address at which the workers reach the server. */
  readonly host: string;
  /** How many workers to start here. */
  readonly spawnWorkers: number;
  /** False: a state without successors is no error. The server ignores what the configuration says of it. */
  readonly deadlock: boolean;
  /** Called once workers may come, with the command that starts one on another machine. */
  readonly onReady?: (command: string) => void;
}

/** What the server and its workers share. */
interface Run {
  readonly options: DistributedOptions;
  readonly scratch: string;
  readonly port: number;
  readonly told: Told;
  /** Of any worker here. */
  lastWords: string;
  /** Why server and workers did not come together. */
  apart?: string;
}

const PORT = 'tlc2.tool.distributed.TLCServer.port';
const REPORT_EVERY_MS = 2000;

/** How long the server may go on after the last worker here ended: at the end of the work both end together. */
const GRACE_MS = 15_000;

/** How long when none of them has come to the server: then there is no work whose end they may have seen before us. */
const APART_MS = 1000;

/** How often a worker here may find nobody at the server's address, though the server waits for it. */
const MOST_UNREACHABLE = 5;

/**
 * Checks safety with TLC's distributed server. It counts distinct states exactly, generated states and depth not
 * (they are 0 here), and tells neither which property it found violated nor the way there: the violation is `unknown`.
 * @throws MissingProgram where server and workers do not come together, with the cause: nothing was checked then.
 */
export async function runDistributed(options: DistributedOptions): Promise<TlcResult> {
  const first = await runOnce(options);
  // At the end of a small model TLC's server loses a race with its workers now and then, and breaks: once more, then.
  const isBroken = first.errors.some((error) => error.includes('NullPointerException'));
  return isBroken && first.stopped === undefined ? runOnce(options) : first;
}

function runOnce(options: DistributedOptions): Promise<TlcResult> {
  return withScratch(async (scratch) => {
    const model = await gatherModel(options, scratch);
    const port = await freePort();
    const run: Run = { options: { ...options, ...model }, scratch, port, told: nothingTold(), lastWords: '' };
    const workers: Child[] = [];
    const server = startServer(run, () => {
      options.onReady?.(workerCommand(run));
      const giveUp = (cause: string) => comeApart(run, server, cause);
      for (let i = 0; i < options.spawnWorkers; i++) workers.push(startWorker(run, i, giveUp));
      void endWithoutWorkers(server, workers, run);
    });
    const ended = await server.ended;
    for (const worker of workers) worker.stop('the server ended');
    await Promise.allSettled(workers.map((worker) => worker.ended));
    const cause = run.apart ?? causeOfServer(run, ended);
    if (cause !== undefined) throw new MissingProgram(apartInWords(cause, run));
    return resultOfServer(run, ended);
  });
}

/** Copies a model and its modules to one folder: the server hands out files from there, and from nowhere else. */
async function gatherModel(options: DistributedOptions, scratch: string) {
  const folder = join(scratch, 'model');
  const module = join(folder, basename(options.module));
  const config = join(folder, 'model.cfg');
  await mkdir(folder);
  const modules = (await readdir(options.folder)).filter((name) => name.endsWith('.tla'));
  for (const name of modules) await copyFile(join(options.folder, name), join(folder, name));
  await copyFile(options.module, module);
  await copyFile(options.config, config);
  return { folder, module, config };
}

/** The command that starts a worker on another machine: it needs Java and the same build of TLC, no more. */
function workerCommand({ options, port }: Run): string {
  const java = `java -XX:+UseParallelGC -Xss64m -D${PORT}=${port} -cp tla2tools.jar`;
  return `${java} tlc2.tool.distributed.TLCWorker ${options.host}`;
}

function startServer(run: Run, onReady: () => void): Child {
  const { options, scratch, told } = run;
  let wasReady = false;
  const onTold = () => {
    if (told.ready && !wasReady) onReady();
    wasReady = told.ready;
    options.onProgress?.(told);
  };
  const args = [
    ...javaOptionsFor(options, scratch),
    ...rmiOptions(run),
    `-Dtlc2.tool.distributed.TLCServer.report=${REPORT_EVERY_MS}`,
    'tlc2.tool.distributed.TLCServer',
    '-tool',
    ...['-fp', '0'],
    ...['-metadir', join(scratch, 'states')],
    ...['-config', basename(options.config)],
    ...(options.deadlock ? [] : ['-deadlock']),
    options.module,
  ];
  const { seconds } = options;
  const onLine = outputReader(told, { onPrint: () => {}, onTold });
  return start('java', args, { folder: scratch, onLine, ...(seconds === undefined ? {} : { seconds }) });
}

/** Starts a worker here, with its share of the cores. */
function startWorker(run: Run, index: number, giveUp: (cause: string) => void): Child {
  const { options } = run;
  const folder = join(run.scratch, `worker-${index}`);
  mkdirSync(folder);
  const threads = Math.max(1, Math.floor(availableParallelism() / options.spawnWorkers));
  const args = [
    ...javaOptionsFor(options, folder),
    ...rmiOptions(run),
    `-Dtlc2.tool.distributed.TLCWorker.threadCount=${threads}`,
    'tlc2.tool.distributed.TLCWorker',
    options.host,
  ];
  let unreachable = 0;
  const onLine = (line: string) => {
    run.lastWords = line.trim() || run.lastWords;
    if (/^Server \S+ unreachable/.test(line)) unreachable++;
    if (unreachable === MOST_UNREACHABLE) giveUp(`${options.host} is unreachable`);
  };
  // A thread that cannot come to the server ends alone, and its process goes on.
  const onErrorLine = (line: string) => {
    const cause = /^Exception in thread "TLCWorker\S*" (?:java\.lang\.RuntimeException: )?(.*)$/.exec(
      line,
    )?.[1];
    if (cause !== undefined) giveUp(cause);
  };
  return start('java', args, { folder, onLine, onErrorLine });
}

/** Ends a server to which no worker can come, unless one does, or it ends by itself. */
function comeApart(run: Run, server: Child, cause: string): void {
  const timer = setTimeout(() => {
    if (run.told.workers > 0) return;
    run.apart ??= cause;
    server.stop(cause);
  }, APART_MS);
  void server.ended.then(() => clearTimeout(timer));
}

/**
 * Ends a server that has lost every worker here, unless it ends by itself: it would wait for ever. What one worker loses
 * it gives to the others.
 */
async function endWithoutWorkers(server: Child, workers: readonly Child[], run: Run): Promise<void> {
  const ends = await Promise.all(workers.map((worker) => worker.ended));
  if (ends.length === 0 || ends.some(({ stopped }) => stopped !== undefined)) return;
  const lastWords = run.lastWords || ends.map(({ stderr }) => stderr.trim()).join('\n');
  const why = `Every worker here ended before the work was done: ${lastWords}`;
  comeApart(run, server, lastWords);
  const timer = setTimeout(() => {
    addError(run.told, why);
    server.stop(why);
  }, GRACE_MS);
  void server.ended.then(() => clearTimeout(timer));
}

/** What kept the server from waiting for workers, when that is a matter of the network and not of the model. */
function causeOfServer({ told }: Run, { exitCode, stopped, stderr }: Ended): string | undefined {
  if (told.ready || told.violated !== undefined || stopped !== undefined || exitCode === 0) return undefined;
  const said = [...told.errors, ...told.complaints, stderr].join('\n');
  return /\bjava\.(?:rmi|net)\.[\w.]+(?:: .*)?/.exec(said)?.[0];
}

function apartInWords(cause: string, { options, told }: Run): string {
  if (!cause.includes('NotSerializableException')) {
    const place = `${options.host}, where workers should reach this machine (--host)`;
    return `TLC's server and its workers did not come together at ${place}: ${cause}`;
  }
  return (
    `TLC ${told.version} in ${options.jar} cannot run distributed, as no build since February 2026 can: its server cannot ` +
    `hand to workers what they need (${cause}).\nThe pinned build, TLC 2.18, can: unset TLA2TOOLS_JAR. Without ` +
    '--distributed this one works, too.'
  );
}

function rmiOptions({ options, port }: Run): string[] {
  return [`-Djava.rmi.server.hostname=${options.host}`, `-D${PORT}=${port}`];
}

function resultOfServer({ told, options }: Run, ended: Ended): TlcResult {
  const initially = /^Error: Invariant (\S+) is violated/.exec(told.errors[0] ?? '')?.[1];
  if (initially !== undefined) told.violated = { kind: 'invariant', name: initially };
  else if (told.behaviour && !told.completed && told.errors.length === 0) told.violated = { kind: 'unknown' };
  const { stopped, ...rest } = ended;
  const lostWorker = stopped !== undefined && told.errors.includes(stopped);
  const believed = { ...told, generated: 0, depth: 0, trace: [], actions: [] };
  return resultOf(believed, lostWorker ? rest : ended, [], options.memoryMegabytes);
}

/** Any other than TLC's own port: two runs on this machine must not meet. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
