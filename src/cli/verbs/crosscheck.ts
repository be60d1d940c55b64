import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Design } from '../../../spec/design.ts';
import { type RuleName, ruleNames } from '../../../spec/rules.ts';
import {
  cutSetsPart,
  graphPart,
  type Setup,
  strikesPart,
  tracePart,
  Undecided,
  verdictPart,
  withRuleWeakened,
} from '../../crosscheck/parts.ts';
import { foldsFor } from '../../explorer/fold/fold.ts';
import { shippedDesigns } from '../../files/package.ts';
import { compileModel } from '../../model/model.ts';
import { inParallel } from '../../tasks/parallel.ts';
import { untilTold } from '../../tasks/signals.ts';
import { findJar } from '../../tlc/run/jar.ts';
import {
  type Crosscheck,
  differs,
  type Outcome,
  printCrosscheck,
  titleOf,
  toJson,
} from '../present/crosscheck.ts';
import { type ExitCode, exit, WrongUsage } from '../terminal/exit.ts';
import { designFor, type ExploreOptions, limitsFor } from '../terminal/options.ts';
import { meter } from '../terminal/progress.ts';
import { printJson } from '../terminal/write.ts';
import { graphCommand, type PartName, partNames, partsFor, rulesFor } from './crosscheck-options.ts';
import { reduceBothOption, reductionsIn, refuseUncarried } from './reduce.ts';
import {
  anyNumberOf,
  commonOptions,
  faultsOption,
  jobsOption,
  listOf,
  memoryOfBoth,
  number,
  secondsOption,
  seedOption,
  statesOption,
  type Verb,
  weakenOption,
  writesOption,
} from './verb.ts';

interface CrosscheckOptions extends Omit<ExploreOptions, 'write'> {
  readonly reduce: string;
  readonly parts: string;
  readonly rules: string;
  readonly traces: number;
  readonly seed?: number;
  readonly jobs?: number;
}

/** One thing to compare. */
interface Task {
  readonly design: Design;
  readonly part: PartName;
  /** For verdicts, the rule that is weakened beside those of the design. */
  readonly rule?: RuleName;
}

/** Whether the executable reference and the TLA+ specification describe the same system. */
export const crosscheck: Verb<CrosscheckOptions> = {
  name: 'crosscheck',
  operands: anyNumberOf('designs'),
  says: 'compare the executable reference with the TLA+ specification: graphs, verdicts, traces both ways',
  options: [
    ...commonOptions(),
    faultsOption(),
    writesOption(),
    weakenOption('rules to weaken on both sides'),
    reduceBothOption,
    {
      name: 'parts',
      takes: listOf(partNames),
      says: `what to compare: ${partNames.join(', ')}`,
      default: 'graph,verdicts,traces',
    },
    {
      name: 'rules',
      takes: listOf(['all', 'none', ...ruleNames]),
      says: 'verdicts: compare with each of these rules weakened, too; all, none, or rules',
      default: 'all',
    },
    {
      name: 'traces',
      takes: number(),
      says: 'how many traces of the reference TLC follows for each design',
      default: 500,
    },
    seedOption('start of the randomness of the traces; a new one by default'),
    jobsOption,
    statesOption(),
    memoryOfBoth,
    secondsOption('give up on a comparison after this many seconds'),
  ],
  examples: ['crosscheck my-array.json --parts graph'],
  run: (names, options) => untilTold(() => run(names, options)),
};

async function run(names: readonly string[], options: CrosscheckOptions): Promise<ExitCode> {
  const files = names.length === 0 ? shippedDesigns() : names;
  const designs = files.map((file) => designFor(file, options));
  for (const design of designs) refuseUncarried(design, options.reduce);
  const parts = partsFor(options.parts);
  const rules = rulesFor(options.rules);
  const traces = options.traces;
  const seed = options.seed === undefined ? randomInt(2 ** 31) : options.seed;
  const jobs = options.jobs ?? availableParallelism();
  if (traces === 0 && parts.includes('traces'))
    throw new WrongUsage('--traces: expected at least 1, found 0');
  const tasks = designs.flatMap((design) => tasksFor(design, parts, rules));
  const setup = { ...(await setupFor(options)), traces, seed };
  const outcomes = await runTasks(tasks, setup, jobs);
  const graphOf = (design: Design, rule?: RuleName) => {
    const weakened = rule === undefined ? design : withRuleWeakened(design, rule);
    return graphCommand(files[designs.indexOf(design)]!, options, weakened);
  };
  const missing = tasks.length - outcomes.length;
  const reductions = reductionsIn(options.reduce);
  const folded = designs.map((design) => ({ design, folds: foldsFor(compileModel(design), reductions) }));
  const result: Crosscheck = { designs, folded, seed, outcomes, missing, graphOf };
  if (options.json) printJson({ schema: 'crosscheck/1', preset: options.preset, ...toJson(result) });
  else printCrosscheck(result);
  return codeOf(result);
}

/** The tasks of a design, the longest first, so that no core waits for them at the end. */
function tasksFor(design: Design, parts: readonly PartName[], rules: readonly (RuleName | 'none')[]): Task[] {
  return parts.flatMap((part): Task[] => {
    if (part !== 'verdicts') return [{ design, part }];
    return rules.map((rule) => (rule === 'none' ? { design, part } : { design, part, rule }));
  });
}

async function setupFor(options: CrosscheckOptions): Promise<Setup> {
  return {
    memoryMegabytes: options.memory,
    seconds: options.seconds,
    limits: limitsFor(options),
    reductions: reductionsIn(options.reduce),
    jar: await findJar(),
  };
}

async function runTasks(
  tasks: readonly Task[],
  setup: Setup & { readonly seed: number; readonly traces: number },
  jobs: number,
): Promise<Outcome[]> {
  const progress = meter('crosscheck');
  let done = 0;
  const work = async (task: Task) => {
    const report = (text: string) =>
      progress.show(done, tasks.length, `${done} of ${tasks.length} done; ${titleOf(task)}: ${text}`);
    const outcome = await runTask(task, { ...setup, report });
    done++;
    return outcome;
  };
  const outcomes = await inParallel(tasks, jobs, work, wasInterrupted);
  progress.end();
  return outcomes;
}

async function runTask(
  task: Task,
  setup: Setup & { readonly seed: number; readonly traces: number },
): Promise<Outcome> {
  const { design, part, rule } = task;
  const begin = performance.now();
  const head = { design, part, ...(rule === undefined ? {} : { rule }) };
  const seconds = () => (performance.now() - begin) / 1000;
  try {
    if (part === 'graph') return { ...head, part, graph: await graphPart(design, setup), seconds: seconds() };
    if (part === 'traces')
      return { ...head, part, traces: await tracePart(design, setup, setup), seconds: seconds() };
    if (part === 'cutsets')
      return { ...head, part, cutSets: await cutSetsPart(design, setup), seconds: seconds() };
    if (part === 'strikes')
      return { ...head, part, strikes: await strikesPart(design, setup), seconds: seconds() };
    const weakened = rule === undefined ? design : withRuleWeakened(design, rule);
    return { ...head, part, verdicts: await verdictPart(weakened, setup), seconds: seconds() };
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
    return { ...head, undecided: error.message, seconds: seconds() };
  }
}

/** Whether the user ended a comparison; no further one may begin then. */
export function wasInterrupted(outcome: object): boolean {
  return 'undecided' in outcome && String(outcome.undecided).includes('interrupted');
}

function codeOf({ outcomes, missing }: Crosscheck): ExitCode {
  return codeFor({
    isDifferent: outcomes.some(differs),
    isUndecided: missing > 0 || outcomes.some((outcome) => 'undecided' in outcome),
  });
}

/** A difference outweighs a limit. */
export function codeFor(found: { readonly isDifferent: boolean; readonly isUndecided: boolean }): ExitCode {
  if (found.isDifferent) return exit.safetyViolated;
  return found.isUndecided ? exit.undecided : exit.holds;
}
