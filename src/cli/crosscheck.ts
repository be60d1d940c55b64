import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Design } from '../../spec/design.ts';
import { type RuleName, ruleNames, rulesNamed } from '../../spec/rules.ts';
import { Stopped } from '../crosscheck/progress.ts';
import { TracesTooShort } from '../crosscheck/record.ts';
import { NotJudged } from '../crosscheck/traces.ts';
import { hintFor } from '../design/bad-design.ts';
import { shippedDesigns } from '../files/package.ts';
import { BrokenDump } from '../tlc/dump.ts';
import { findJar } from '../tlc/jar.ts';
import {
  graphPart,
  type Setup,
  tracePart,
  Undecided,
  verdictPart,
  withRuleWeakened,
} from './crosscheck-parts.ts';
import { agrees, type Crosscheck, type Outcome, printCrosscheck, toJson } from './crosscheck-present.ts';
import { type ExitCode, exit, WrongUsage } from './exit.ts';
import { designFor, type ExploreOptions, limitsFor, wholeNumber } from './options.ts';
import { inParallel } from './parallel.ts';
import { meter } from './progress.ts';
import { printJson } from './write.ts';

interface CrosscheckOptions extends Omit<ExploreOptions, 'write'> {
  readonly parts: string;
  readonly rules: string;
  readonly traces: number;
  readonly seed?: number;
  readonly jobs?: number;
}

export const partNames = ['graph', 'verdicts', 'traces'] as const;
type PartName = (typeof partNames)[number];

/** One thing to compare. */
interface Task {
  readonly design: Design;
  readonly part: PartName;
  /** For verdicts, the rule that is weakened beside those of the design. */
  readonly rule?: RuleName;
}

/** `crosscheck`: whether the executable reference and the TLA+ specification describe the same system. */
export async function crosscheckVerb(
  names: readonly string[],
  options: CrosscheckOptions,
): Promise<ExitCode> {
  const designs = (names.length === 0 ? shippedDesigns() : names).map((name) => designFor(name, options));
  const parts = partsFor(options.parts);
  const rules = rulesFor(options.rules);
  const traces = wholeNumber('--traces', options.traces);
  const seed = options.seed === undefined ? randomInt(2 ** 31) : wholeNumber('--seed', options.seed);
  const jobs = Math.max(1, wholeNumber('--jobs', options.jobs ?? availableParallelism()));
  const tasks = designs.flatMap((design) => tasksFor(design, parts, rules));
  const setup = { ...(await setupFor(options)), traces, seed };
  const outcomes = await runTasks(tasks, setup, jobs);
  const result: Crosscheck = { designs, seed, outcomes, missing: tasks.length - outcomes.length };
  if (options.json) printJson({ preset: options.preset, ...toJson(result) });
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

async function setupFor(options: CrosscheckOptions): Promise<Omit<Setup, 'report'>> {
  return {
    memoryMegabytes: wholeNumber('--memory', options.memory),
    seconds: wholeNumber('--seconds', options.seconds),
    limits: limitsFor(options),
    jar: await findJar(),
  };
}

async function runTasks(
  tasks: readonly Task[],
  setup: Omit<Setup, 'report'> & { readonly seed: number; readonly traces: number },
  jobs: number,
): Promise<Outcome[]> {
  const progress = meter('crosscheck');
  let done = 0;
  let interrupted = false;
  const results = await inParallel(tasks, jobs, async (task) => {
    if (interrupted) return undefined;
    const report = (text: string) =>
      progress.show(done, tasks.length, `${done} of ${tasks.length} done; ${nameOf(task)}: ${text}`);
    const outcome = await runTask(task, { ...setup, report });
    interrupted ||= 'undecided' in outcome && outcome.undecided.includes('interrupted');
    done++;
    return outcome;
  });
  progress.end();
  return results.filter((outcome) => outcome !== undefined);
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
    const weakened = rule === undefined ? design : withRuleWeakened(design, rule);
    return { ...head, part, verdicts: await verdictPart(weakened, setup), seconds: seconds() };
  } catch (error) {
    if (!inconclusive.some((kind) => error instanceof kind)) throw error;
    return { ...head, undecided: (error as Error).message, seconds: seconds() };
  }
}

/** Errors that say nothing of the two engines, only that one comparison of them did not come off. */
const inconclusive = [Undecided, Stopped, BrokenDump, NotJudged, TracesTooShort];

function nameOf({ design, part, rule }: Task): string {
  return `${design.name} ${part}${rule === undefined ? '' : ` without ${rule}`}`;
}

function partsFor(list: string): PartName[] {
  return String(list)
    .split(',')
    .map((name) => {
      const part = partNames.find((known) => known === name);
      if (part !== undefined) return part;
      throw new WrongUsage(
        `--parts: ${hintFor(name, partNames) ?? `expected ${partNames.join(', ')}`}, found "${name}"`,
      );
    });
}

/** The rules that an option names: `all`, `none` for no rule at all, or a list. */
export function rulesFor(list: string): (RuleName | 'none')[] {
  if (list === 'all') return ['none', ...ruleNames];
  return String(list)
    .split(',')
    .flatMap((name): (RuleName | 'none')[] => {
      if (name === 'none') return ['none'];
      const rules = rulesNamed(name);
      if (rules.length > 0) return rules;
      throw new WrongUsage(
        `--rules: ${hintFor(name, ruleNames) ?? 'expected all, none or a rule such as R5'}, found "${name}"`,
      );
    });
}

/** A difference outweighs a limit. */
function codeOf({ outcomes, missing }: Crosscheck): ExitCode {
  if (outcomes.some((outcome) => !agrees(outcome) && !('undecided' in outcome))) return exit.safetyViolated;
  return missing > 0 || outcomes.some((outcome) => 'undecided' in outcome) ? exit.undecided : exit.holds;
}
