import { basename, dirname, join, relative, resolve } from 'node:path';
import {
  addError,
  type Coverage,
  nothingTold,
  type Told,
  type Violation,
  violationIn,
} from '../read/collected.ts';
import { outputReader } from '../read/output.ts';
import { type Child, type Ended, start } from './child.ts';
import { javaOptions, knowsOption } from './java.ts';
import { withScratch } from './scratch.ts';

/** What to run TLC on, and how. */
export interface TlcOptions {
  /** As `findJar` returns it. */
  readonly jar: string;
  /** Where the modules are that the module extends. */
  readonly folder: string;
  readonly module: string;
  readonly config: string;
  /** One by default: with more, a counterexample need not be the shortest. */
  readonly workers?: number;
  readonly memoryMegabytes?: number;
  /** False: a state without successors is no error. By default the configuration says so, or not. */
  readonly deadlock?: boolean;
  readonly seconds?: number;
  /** The file for the state graph, as text for Graphviz with actions on its edges. */
  readonly dump?: string;
  readonly coverage?: boolean;
  /** Random runs instead of every state. */
  readonly simulate?: {
    readonly traces: number;
    readonly depth: number;
    readonly seed?: number;
    /** Prefix of the files for the traces. */
    readonly file?: string;
  };
  readonly extra?: readonly string[];
  readonly onProgress?: (told: Readonly<Told>) => void;
  /** Ends the run once TLC tells that it has found more distinct states. */
  readonly mostStates?: number;
  /** Ends the run once it is true of a value that the module prints. */
  readonly isEnough?: (value: string) => boolean;
  /** Takes the values that the module prints; they are not kept then. */
  readonly onPrint?: (value: string) => void;
}

/** What came of a run of TLC. */
export interface TlcResult {
  /** None when it was stopped. */
  readonly exitCode: number | null;
  /** Why it ended before its end. */
  readonly stopped?: string;
  /** Such as 2.18. */
  readonly version: string;
  /** TLC explored everything, and found no error. */
  readonly completed: boolean;
  readonly generated: number;
  readonly distinct: number;
  readonly depth: number;
  readonly left: number;
  readonly initial: number;
  /** Values printed with PrintT, unless they were handed to `onPrint`. */
  readonly prints: readonly string[];
  readonly violation?: Violation;
  readonly coverage: ReadonlyMap<string, Coverage>;
  readonly seconds: number;
  /** TLC's own words. */
  readonly errors: readonly string[];
}

/** Why a run stopped that `isEnough` ended. */
export const ENOUGH = 'nothing more was asked';

/** Why a run stopped that went beyond `mostStates`. */
export const TOO_MANY = 'more states than there should be';

const DEFAULT_MEGABYTES = 4096;

/** Runs TLC on a model, and leaves nothing behind. */
export function runTlc(options: TlcOptions): Promise<TlcResult> {
  return withScratch(async (scratch) => {
    const prints: string[] = [];
    const told = nothingTold();
    let child: Child | undefined;
    const onLine = outputReader(told, {
      onPrint: (value) => {
        (options.onPrint ?? ((kept) => prints.push(kept)))(value);
        if (options.isEnough?.(value)) child?.stop(ENOUGH);
      },
      onTold: (soFar) => {
        options.onProgress?.(soFar);
        if (soFar.distinct > (options.mostStates ?? Number.POSITIVE_INFINITY)) child?.stop(TOO_MANY);
      },
    });
    const args = [
      ...javaOptionsFor(options, scratch),
      'tlc2.TLC',
      ...tlcArguments(options, scratch),
      ...((await knowsOption(options.jar, '-noGenerateSpecTE')) ? ['-noGenerateSpecTE'] : []),
      resolve(options.module),
    ];
    const { seconds } = options;
    child = start('java', args, {
      folder: scratch,
      onLine,
      ...(seconds === undefined ? {} : { seconds }),
    });
    return resultOf(told, await child.ended, prints, options.memoryMegabytes);
  });
}

/** The command that runs TLC by hand on a model whose files are all in its folder. */
export function commandByHand(options: TlcOptions): string {
  const {
    jar,
    folder,
    module,
    config,
    workers = 1,
    memoryMegabytes = DEFAULT_MEGABYTES,
    extra = [],
  } = options;
  return [
    `cd '${folder}' && java -XX:+UseParallelGC -Xss64m -Xmx${memoryMegabytes}m -cp '${jar}' tlc2.TLC`,
    `${['-fp 0', ...extra].join(' ')} -workers ${workers} -config ${basename(config)} ${basename(module)}`,
  ].join(' ');
}

/** Java's own arguments; what TLC unpacks goes to the scratch folder, so that no two runs share it. */
export function javaOptionsFor(
  {
    jar,
    folder,
    memoryMegabytes = DEFAULT_MEGABYTES,
  }: Pick<TlcOptions, 'jar' | 'folder' | 'memoryMegabytes'>,
  scratch: string,
): string[] {
  return [
    ...javaOptions,
    `-Xmx${memoryMegabytes}m`,
    `-Djava.io.tmpdir=${scratch}`,
    `-DTLA-Library=${resolve(folder)}`,
    '-cp',
    resolve(jar),
  ];
}

function tlcArguments(options: TlcOptions, scratch: string): string[] {
  const { workers = 1, deadlock, dump, coverage, simulate, extra = [] } = options;
  return [
    '-tool',
    ...['-fp', '0'],
    ...['-metadir', join(scratch, 'states')],
    ...['-workers', String(workers)],
    ...['-config', configFrom(options)],
    ...(deadlock === false ? ['-deadlock'] : []),
    ...(dump === undefined ? [] : ['-dump', 'dot,actionlabels', resolve(dump)]),
    ...(coverage === true ? ['-coverage', '1'] : []),
    ...(simulate === undefined ? [] : simulation(simulate)),
    ...extra,
  ];
}

/** TLC looks for the configuration from the folder of the module. */
function configFrom({ module, config }: Pick<TlcOptions, 'module' | 'config'>): string {
  return relative(dirname(resolve(module)), resolve(config));
}

function simulation({ traces, depth, seed, file }: NonNullable<TlcOptions['simulate']>): string[] {
  const what = file === undefined ? `num=${traces}` : `file=${resolve(file)},num=${traces}`;
  const seeded = seed === undefined ? [] : ['-seed', String(seed)];
  return ['-simulate', what, '-depth', String(depth), ...seeded];
}

/** Joins what was told and how it ended. What Java says itself matters when TLC said nothing of an error. */
export function resultOf(
  told: Told,
  { exitCode, stopped, stderr, seconds }: Ended,
  prints: readonly string[],
  memoryMegabytes = DEFAULT_MEGABYTES,
): TlcResult {
  const violation = violationIn(told);
  const isExplained = exitCode === 0 || violation !== undefined || told.errors.length > 0;
  if (!isExplained && stopped === undefined) {
    addError(told, [...told.complaints, stderr].join('\n').trim() || 'nothing');
  }
  const limit = stopped ?? (told.outOfMemory ? `the limit of ${memoryMegabytes} megabytes` : undefined);
  const { version, completed, generated, distinct, depth, left, initial, coverage, errors } = told;
  return {
    exitCode,
    ...(limit === undefined ? {} : { stopped: limit }),
    ...{ version, completed, generated, distinct, depth, left, initial },
    prints,
    ...(violation === undefined ? {} : { violation }),
    coverage,
    seconds,
    errors,
  };
}
