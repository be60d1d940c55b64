import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Bounds, Design, PresetName } from '../../../spec/design.ts';
import { foldsFor } from '../../explorer/fold/fold.ts';
import { shippedDesigns } from '../../files/package.ts';
import { makeFolder } from '../../files/whole.ts';
import { compileModel } from '../../model/model.ts';
import { untilTold } from '../../tasks/signals.ts';
import { shown } from '../../text/shown.ts';
import type { Told, Violation } from '../../tlc/read/collected.ts';
import { runDistributed } from '../../tlc/run/distributed.ts';
import { findJar } from '../../tlc/run/jar.ts';
import { commandByHand, runTlc, type TlcOptions } from '../../tlc/run/run.ts';
import { withScratch } from '../../tlc/run/scratch.ts';
import { writeModel } from '../../tlc/write/model.ts';
import { count } from '../../words/numbers.ts';
import { codeOfCheck, printChecks, type TlcCheck, toJson } from '../present/tlc.ts';
import { type ExitCode, exit, WrongUsage } from '../terminal/exit.ts';
import { designFor } from '../terminal/options.ts';
import { meter } from '../terminal/progress.ts';
import { printJson, warn } from '../terminal/write.ts';
import { reduceBothOption, reductionsIn, refuseUncarried } from './reduce.ts';
import {
  anyNumberOf,
  commonOptions,
  faultsOption,
  MAX_AT_ONCE,
  memoryOption,
  number,
  secondsOption,
  text,
  type Verb,
  weakenOption,
  writesOption,
} from './verb.ts';

interface TlcVerbOptions {
  readonly preset: PresetName;
  readonly json?: boolean;
  readonly faults?: number;
  readonly writes?: Bounds['writes'];
  readonly weaken?: string;
  readonly reduce: string;
  readonly workers?: number;
  readonly memory: number;
  readonly seconds: number;
  readonly keep?: string;
  readonly liveness?: boolean;
  readonly distributed?: boolean;
  readonly host?: string;
  readonly spawnWorkers?: number;
}

type Question = TlcCheck['question'];

/** One run of TLC. */
type Task = Pick<TlcCheck, 'design' | 'question' | 'folds'>;

/** What is the same for every design. */
interface Plan {
  readonly jar: string;
  readonly workers: number;
  readonly memoryMegabytes: number;
  readonly seconds: number;
  readonly keep?: string;
  readonly distributed?: { readonly host: string; readonly spawnWorkers: number };
}

/** How often to show that TLC is at work: a terminal's line changes in place, others would fill a log. */
const TICK_MS = process.stderr.isTTY ? 500 : 20_000;

/** What TLC finds in the TLA+ specification of designs, the shipped ones by default. */
export const tlc: Verb<TlcVerbOptions> = {
  name: 'tlc',
  operands: anyNumberOf('designs'),
  says: 'check the TLA+ specification of designs, the shipped ones by default, with TLC',
  options: [
    ...commonOptions(),
    faultsOption(),
    writesOption(),
    weakenOption(),
    reduceBothOption,
    { name: 'liveness', says: 'check liveness, too' },
    { name: 'workers', takes: number(1, MAX_AT_ONCE), says: 'threads of TLC; all cores by default' },
    memoryOption('memory of each Java process'),
    secondsOption('give up on a run of TLC after this many seconds'),
    {
      name: 'keep',
      takes: text('folder'),
      says: 'keep the modules and the configuration there, to run TLC by hand',
    },
    {
      name: 'distributed',
      says: 'safety only, with workers in processes of their own or on other machines',
    },
    {
      name: 'spawn-workers',
      takes: number(0, MAX_AT_ONCE),
      says: 'with --distributed: how many workers to start on this machine',
    },
    {
      name: 'host',
      takes: text('address'),
      says: 'with --distributed: where workers reach this machine; 127.0.0.1 by default',
    },
  ],
  examples: ['tlc partner-fed --weaken R3_highest', 'tlc battery --distributed --spawn-workers 2'],
  run: (names, options) => untilTold(() => run(names, options)),
};

async function run(names: readonly string[], options: TlcVerbOptions): Promise<ExitCode> {
  refuseContradictions(options);
  const designs = (names.length === 0 ? shippedDesigns() : names).map((name) => designFor(name, options));
  for (const design of designs) refuseUncarried(design, options.reduce);
  const questions = questionsFor(options);
  const tasks = designs.flatMap((design) => {
    const folds = foldsFor(compileModel(design), reductionsIn(options.reduce));
    if (options.liveness && folds.length > 0) throw new WrongUsage(NO_FOLDED_LIVENESS);
    return questions.map((question) => ({ design, question, folds }));
  });
  if (options.keep !== undefined) makeFolders(options.keep, tasks);
  const plan = await planFor(options);
  const checks: TlcCheck[] = [];
  for (const task of tasks) {
    const check = await checkDesign(task, plan);
    checks.push(check);
    if (check.result.stopped === 'interrupted') break;
  }
  if (options.json) printJson({ schema: 'tlc/1', preset: options.preset, checks: checks.map(toJson) });
  else printChecks(checks, tasks.length);
  const codes = checks.map(codeOfCheck);
  return worstOf(checks.length < tasks.length ? [...codes, exit.undecided] : codes);
}

function refuseContradictions(options: TlcVerbOptions): void {
  const { distributed, liveness, host, spawnWorkers, workers } = options;
  if (!distributed) {
    if (host === undefined && spawnWorkers === undefined) return;
    throw new WrongUsage('--host and --spawn-workers go with --distributed');
  }
  if (liveness) throw new WrongUsage('--liveness: TLC checks no liveness in its distributed mode');
  if (workers !== undefined) throw new WrongUsage('--workers: with --distributed, say --spawn-workers');
  if (host === undefined && !spawnWorkers) {
    throw new WrongUsage(
      '--distributed: expected --spawn-workers, or --host with the address at which workers reach this machine',
    );
  }
}

/** TLC looks for what goes on for ever in the states that it kept, and of each view it keeps one. */
const NO_FOLDED_LIVENESS =
  '--liveness: TLC asks it of every state: leave out --reduce, and give a number of writes, such as --writes 2';

function questionsFor({ liveness }: TlcVerbOptions): Question[] {
  return liveness ? ['safety', 'liveness', 'blocked'] : ['safety'];
}

/** Makes the folders that stay before TLC runs, which may take hours. Each task has one to itself. */
function makeFolders(keep: string, tasks: readonly Task[]): void {
  const folders = new Set<string>();
  for (const { design, question } of tasks) {
    const folder = folderFor(keep, design, question);
    if (folders.has(folder)) throw new WrongUsage(`--keep: two of the designs would share ${shown(folder)}`);
    folders.add(folder);
  }
  for (const folder of folders) makeFolder(folder);
}

function folderFor(keep: string, { name }: Design, question: Question): string {
  return join(keep, question === 'safety' ? name : `${name}-${question}`);
}

async function planFor(options: TlcVerbOptions): Promise<Plan> {
  const { workers = availableParallelism(), keep, host = '127.0.0.1', spawnWorkers = 0 } = options;
  const distributed = { host, spawnWorkers: spawnWorkers };
  return {
    workers,
    memoryMegabytes: options.memory,
    seconds: options.seconds,
    ...(keep === undefined ? {} : { keep }),
    ...(options.distributed ? { distributed } : {}),
    jar: await findJar(),
  };
}

/** Checks a design in a folder of its own, which stays when the user wants it. */
async function checkDesign(task: Task, plan: Plan): Promise<TlcCheck> {
  const { keep } = plan;
  if (keep !== undefined) return checkIn(folderFor(keep, task.design, task.question), task, plan);
  return withScratch((folder) => checkIn(folder, task, plan));
}

async function checkIn(folder: string, task: Task, plan: Plan): Promise<TlcCheck> {
  const { design, question, folds } = task;
  const { jar, workers, memoryMegabytes, seconds, distributed, keep } = plan;
  const progress = ticker(question === 'safety' ? design.name : `${design.name}, ${question}`);
  const { onProgress } = progress;
  const model = writeModel(design, folder, question, folds);
  // Looked for after every so many states, as TLC does by itself, liveness takes many times as long.
  const extra = question === 'safety' ? [] : ['-lncheck', 'final'];
  const options = { jar, folder, ...model, workers, memoryMegabytes, seconds, extra, onProgress };
  const kept = keep === undefined ? {} : { byHand: commandByHand(options) };
  const check = { ...task, temporal: propertiesIn(model.config), ...kept };
  try {
    if (distributed === undefined) return { ...check, ...(await runForShortest(options)) };
    const result = await runDistributed({ ...options, ...distributed, deadlock: false, onReady: sayReady });
    return { ...check, result, isDistributed: true, isShortest: false };
  } finally {
    progress.end();
  }
}

/** What a configuration asks TLC to check beside invariants: 2.18 does not say which of them is violated. */
function propertiesIn(config: string): string[] {
  return /^PROPERT(?:Y|IES)\s+(.+)$/m.exec(readFileSync(config, 'utf8'))?.[1]?.split(/\s+/) ?? [];
}

/**
 * Runs TLC and, when several workers found a violation, again with one: only then is TLC's way there the
 * shortest. A counterexample to a temporal property is never known to be.
 */
async function runForShortest(options: TlcOptions & { readonly workers: number; readonly seconds: number }) {
  const result = await runTlc(options);
  const isDistributed = false;
  const kind = result.violation?.kind;
  if (kind === undefined || !breadthFirst.includes(kind)) return { result, isDistributed, isShortest: false };
  if (options.workers === 1) return { result, isDistributed, isShortest: true };
  const seconds = Math.max(1, options.seconds - result.seconds);
  const again = await runTlc({ ...options, workers: 1, seconds });
  if (again.violation !== undefined) return { result: again, isDistributed, isShortest: true };
  const interrupted = again.stopped === 'interrupted' ? { stopped: again.stopped } : {};
  return { result: { ...result, ...interrupted }, isDistributed, isShortest: false };
}

/** What TLC looks for while it explores, breadth-first. */
const breadthFirst: readonly Violation['kind'][] = ['invariant', 'action property', 'deadlock'];

/** Shows how far TLC is whenever it tells, which is once a minute, and in between that time passes. */
function ticker(title: string) {
  const begin = performance.now();
  const progress = meter(title);
  let last = { distinct: 0, left: 0, depth: 0 };
  const show = () => {
    const { distinct, left, depth } = last;
    const seconds = ((performance.now() - begin) / 1000).toFixed(0);
    const far = `states=${count(distinct)}, depth=${depth}, waiting=${count(left)}`;
    progress.show(distinct - left, distinct, `${distinct === 0 ? 'starting' : far}, ${seconds} s`);
  };
  const timer = setInterval(show, TICK_MS);
  return {
    onProgress: ({ distinct, left, depth }: Readonly<Told>) => {
      const isNew = distinct !== last.distinct;
      last = { distinct, left, depth };
      if (isNew) show();
    },
    end: () => {
      clearInterval(timer);
      progress.end();
    },
  };
}

function sayReady(command: string): void {
  warn(`mirrorproof: a worker on another machine, with the same TLC there: ${command}`);
}

/** A failure of TLC itself outweighs everything: then nothing is known of that design. */
function worstOf(codes: readonly ExitCode[]): ExitCode {
  const order: ExitCode[] = [
    exit.internalError,
    exit.safetyViolated,
    exit.livenessViolated,
    exit.deadlock,
    exit.undecided,
  ];
  return order.find((code) => codes.includes(code)) ?? exit.holds;
}
