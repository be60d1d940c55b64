import { availableParallelism } from 'node:os';
import pc from 'picocolors';
import type { Design } from '../../../spec/design.ts';
import { quietBecause, type RuleName, ruleNames, rules } from '../../../spec/rules.ts';
import { catchPart, type Setup, Undecided, withRuleWeakened } from '../../crosscheck/parts.ts';
import { referenceVerdicts, type VerdictComparison } from '../../crosscheck/verdicts.ts';
import { fateOf, type Mutant, mutantOf, type RuleFate } from '../../crosscheck/weakened-rule.ts';
import type { Exploration } from '../../explorer/explore.ts';
import { furtherDesignsForRules, shippedDesigns } from '../../files/package.ts';
import { drive } from '../../tasks/drive.ts';
import { inParallel } from '../../tasks/parallel.ts';
import { untilTold } from '../../tasks/signals.ts';
import { findJar } from '../../tlc/run/jar.ts';
import { count, plural } from '../../words/numbers.ts';
import { type ExitCode, WrongUsage } from '../terminal/exit.ts';
import { table, tellBounds } from '../terminal/format.ts';
import { designFor, type ExploreOptions, limitsFor } from '../terminal/options.ts';
import { meter } from '../terminal/progress.ts';
import { print, printJson } from '../terminal/write.ts';
import { codeFor, wasInterrupted } from './crosscheck.ts';
import { rulesFor } from './crosscheck-options.ts';
import { engineFor } from './engine.ts';
import {
  anyNumberOf,
  commonOptions,
  faultsOption,
  jobsOption,
  listOf,
  memoryOfBoth,
  secondsOption,
  statesOption,
  type Verb,
  writesOption,
} from './verb.ts';

interface MutantsOptions extends Omit<ExploreOptions, 'write' | 'weaken'> {
  readonly rules: string;
  readonly jobs?: number;
}

/** A rule with what TLC says of it, where the reference caught it. */
interface Judged extends RuleFate {
  readonly tlc: readonly VerdictComparison[];
  readonly undecided?: string;
}

/** Weakens one rule after the other, and shows which property catches it, in both engines. */
export const mutants: Verb<MutantsOptions> = {
  name: 'mutants',
  operands: anyNumberOf('designs'),
  says: 'weaken one rule after the other: which property catches it, in both engines',
  options: [
    ...commonOptions(),
    faultsOption(),
    writesOption(),
    {
      name: 'rules',
      takes: listOf(['all', ...ruleNames]),
      says: 'only these rules, such as R3_highest or R4,R5',
      default: 'all',
    },
    jobsOption,
    statesOption(),
    memoryOfBoth,
    secondsOption('give up on a rule after this many seconds'),
  ],
  examples: ['mutants partner-fed --rules R13'],
  run: (names, options) => untilTold(() => run(names, options)),
};

async function run(names: readonly string[], options: MutantsOptions): Promise<ExitCode> {
  const asked = names.length === 0 ? shippedDesigns() : names;
  const further = names.length === 0 ? furtherDesignsForRules() : [];
  const designs = [...asked, ...further].map((name) => designFor(name, options));
  const chosen = rulesFor(options.rules).filter((rule) => rule !== 'none');
  if (chosen.length === 0)
    throw new WrongUsage('--rules: expected all or a rule to weaken, such as R5, found "none"');
  const jobs = options.jobs ?? availableParallelism();
  const progress = meter('mutants');
  const setup: Setup = {
    memoryMegabytes: options.memory,
    seconds: options.seconds,
    limits: limitsFor(options),
    jar: await findJar(),
  };
  const say = (done: number, text: string) =>
    progress.show(done, chosen.length, `${done} of ${chosen.length} rules; ${text}`);
  const { whole, undecided } = await asTheyAre(designs, setup);
  let done = 0;
  const weaken = async (rule: RuleName) => {
    say(done, rule);
    const fate = await judge(rule, designs, asked.length, whole, setup);
    say(++done, rule);
    return fate;
  };
  const tried = undecided === undefined ? chosen : [];
  const judged = await inParallel(tried, jobs, weaken, wasInterrupted);
  progress.end();
  const missing = chosen.length - judged.length;
  const why = undecided === undefined ? {} : { undecided };
  if (options.json)
    printJson({ schema: 'mutants/1', preset: options.preset, missing, ...why, rules: judged.map(toJson) });
  else printMutants(designs, judged, missing, undecided);
  return codeOf(judged, missing);
}

/** The designs without a further rule weakened, explored; or why not all of them are. */
async function asTheyAre(designs: readonly Design[], setup: Setup) {
  const whole: Exploration[] = [];
  try {
    for (const design of designs) whole.push(await explored(design, setup));
    return { whole };
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
    return { whole, undecided: error.message };
  }
}

/** Of the designs the first so many are asked before the others. */
async function judge(
  rule: RuleName,
  designs: readonly Design[],
  first: number,
  whole: readonly Exploration[],
  setup: Setup,
): Promise<Judged> {
  try {
    refuseWeakened(rule, designs);
    const mutants: Mutant[] = [];
    const explorations: Exploration[] = [];
    for (const [i, design] of designs.entries()) {
      const weakened = await explored(withRuleWeakened(design, rule), setup);
      explorations.push(weakened);
      mutants.push(mutantOf(design.name, weakened, whole[i]!, i >= first));
    }
    const fate = fateOf(rule, mutants);
    if (fate.best === undefined) return { ...fate, tlc: [] };
    const best = mutants.indexOf(fate.best);
    const design = withRuleWeakened(designs[best]!, rule);
    return { ...fate, tlc: await catchPart(design, explorations[best]!, fate.best.caught, setup) };
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
    return { rule, alsoIn: [], isIdle: false, tlc: [], undecided: error.message };
  }
}

/** Where no design follows a rule as it is, weakening it can change nothing. */
function refuseWeakened(rule: RuleName, designs: readonly Design[]): void {
  if (designs.every(({ weakened }) => weakened.includes(rule)))
    throw new Undecided('no design follows it as it is');
}

async function explored(design: Design, { limits, seconds }: Setup): Promise<Exploration> {
  const search = engineFor({ core: 'learned' });
  const exploration = await drive(referenceVerdicts(design, limits, [], search), seconds);
  if (exploration.stopped === undefined) return exploration;
  throw new Undecided(`the explorer stopped: ${exploration.stopped}`);
}

/** Caught by both, in the same number of actions, by the same properties. */
function isCaughtByBoth({ best, tlc }: Judged): boolean {
  return best !== undefined && tlc.every(({ reference, tlc }) => reference === tlc);
}

/** Nothing misses it, and that is known, with the reason. */
function isQuiet({ rule, best, undecided }: Judged): boolean {
  return best === undefined && undecided === undefined && quietBecause(rule) !== undefined;
}

function codeOf(judged: readonly Judged[], missing: number): ExitCode {
  const open = judged.filter((each) => !isQuiet(each));
  const decided = open.filter(({ undecided }) => undecided === undefined);
  return codeFor({
    isDifferent: !decided.every((each) => each.isIdle || isCaughtByBoth(each)),
    isUndecided: missing > 0 || decided.length < open.length || decided.some(({ isIdle }) => isIdle),
  });
}

function printMutants(
  designs: readonly Design[],
  judged: readonly Judged[],
  missing: number,
  why = 'interrupted',
): void {
  const header = [
    'rule weakened',
    'caught by',
    'in design',
    'reference',
    'TLC',
    'also violates',
    'also caught in',
  ];
  print(table(header, judged.map(rowOf)));
  print(`\n${tellBounds(designs)}\nNumbers are actions of the shortest counterexample.`);
  for (const { rule, finding, undecided } of judged) {
    if (finding !== undefined) print(`\n${rule}: ${finding}.`);
    if (undecided !== undefined) print(`\n${rule}: undecided: ${undecided}.`);
  }
  if (missing > 0) print(`\n${plural(missing, 'rule')} more were not tried: ${why}.`);
  const both = judged.filter(isCaughtByBoth).length;
  print(`\n${both} of ${plural(judged.length, 'weakened rule')} caught by both engines, in as many actions.`);
  const quiet = judged.filter(isQuiet).length;
  if (quiet > 0) print(`Of ${quiet} it is known that weakening them alone loses nothing.`);
}

function rowOf({ rule, best, alsoIn, tlc, undecided }: Judged): string[] {
  if (undecided !== undefined) return [rule, pc.yellow('undecided'), '', '', '', '', ''];
  if (best === undefined) {
    const caught = quietBecause(rule) === undefined ? pc.red('nothing') : 'nothing';
    return [rule, caught, '', '', '', '', ''];
  }
  const [first, ...others] = best.caught;
  const inTlc = tlc.find(({ property }) => property === first!.property)?.tlc;
  return [
    rule,
    first!.property,
    best.design,
    count(first!.length),
    inTlc === undefined ? pc.red('not caught') : count(inTlc),
    others.map(({ property }) => property).join(' '),
    alsoIn.join(', '),
  ];
}

function toJson(judged: Judged) {
  const { rule, best, alsoIn, tlc, finding, undecided } = judged;
  return {
    rule,
    says: rules[rule].says,
    caught: isCaughtByBoth(judged),
    losesNothing: isQuiet(judged),
    ...(best === undefined ? {} : { design: best.design, properties: tlc, alsoIn }),
    ...(finding === undefined ? {} : { finding }),
    ...(undecided === undefined ? {} : { undecided }),
  };
}
