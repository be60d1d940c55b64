import { randomInt } from 'node:crypto';
import { invariantsOf } from '../../../properties/invariants.ts';
import { policyNames } from '../../../properties/schedules.ts';
import { witnessesOf } from '../../../properties/witnesses.ts';
import type { Bounds, Design, PresetName } from '../../../spec/design.ts';
import { faultSet, kindsLeftOut } from '../../../spec/faults.ts';
import { neverAsked, tellIdle } from '../../check/idle-rules.ts';
import { shippedDesigns } from '../../files/package.ts';
import { type FuzzOptions, type FuzzResult, fuzzRuns } from '../../fuzz/fuzz.ts';
import { reachOf } from '../../fuzz/reach.ts';
import { compileModel, type Model } from '../../model/model.ts';
import { type Found, recordedTextOf, ScheduleFolder, textOf } from '../../schedule-files/save.ts';
import { drive } from '../../tasks/drive.ts';
import { untilTold } from '../../tasks/signals.ts';
import { count, plural, sampleBoundsInWords } from '../../words/numbers.ts';
import type { DocumentOf } from '../json/documents.ts';
import { indent, labels, story } from '../present/assessment.ts';
import { departuresInWords, reachInWords, verdictsInWords } from '../present/fuzz.ts';
import { type ExitCode, exit } from '../terminal/exit.ts';
import { designFor } from '../terminal/options.ts';
import { meter } from '../terminal/progress.ts';
import { print, printJson } from '../terminal/write.ts';
import { howToSee } from './exploring.ts';
import {
  anyNumberOf,
  commonOptions,
  faultsOption,
  number,
  oneOf,
  secondsOption,
  seedOption,
  text,
  type Verb,
  weakenOption,
  writesOption,
} from './verb.ts';

interface FuzzVerbOptions {
  readonly preset: PresetName;
  readonly json?: boolean;
  readonly runs: number;
  readonly length: number;
  readonly policy: FuzzOptions['policy'];
  readonly seed?: number;
  readonly seconds: number;
  readonly faults?: number;
  readonly writes?: Bounds['writes'];
  readonly weaken?: string;
  readonly write?: string;
}

interface Fuzzed {
  readonly name: string;
  readonly design: Design;
  readonly model: Model;
  readonly result: FuzzResult;
}

/** Beyond, runs of these small systems see nothing new, and their plans take memory. */
const MAX_LENGTH = 10_000;

const policies = [...policyNames, 'both'];

/** Random and PCT schedules, as a sample of what lies beyond the bounds of an exploration. */
export const fuzz: Verb<FuzzVerbOptions> = {
  name: 'fuzz',
  operands: anyNumberOf('designs'),
  says: 'run random and PCT schedules beyond the bounds of an exploration',
  options: [
    ...commonOptions('large'),
    { name: 'runs', takes: number(), says: 'how many schedules for each design', default: 2000 },
    {
      name: 'length',
      takes: number(0, MAX_LENGTH),
      says: 'actions a schedule has at most, up to 10000',
      default: 120,
    },
    { name: 'policy', takes: oneOf(policies), says: 'random, pct or both', default: 'both' },
    seedOption('start of all randomness; a new one by default'),
    secondsOption('give up after this many seconds', 600),
    faultsOption(),
    writesOption(),
    weakenOption(),
    { name: 'write', takes: text('folder'), says: 'write the failing schedule to this folder' },
  ],
  examples: ['fuzz partner-fed --weaken R9 --seed 7'],
  run: (names, options) => untilTold(() => run(names, options)),
};

async function run(names: readonly string[], options: FuzzVerbOptions): Promise<ExitCode> {
  const plan: FuzzOptions = {
    seed: options.seed === undefined ? randomInt(2 ** 31) : options.seed,
    runs: options.runs,
    length: options.length,
    policy: options.policy,
  };
  const designs = (names.length === 0 ? shippedDesigns() : names).map((name) => ({
    name,
    design: designFor(name, options),
  }));
  const folder = options.write === undefined ? undefined : new ScheduleFolder(options.write);
  const outcomes: Fuzzed[] = [];
  for (const { name, design } of designs) {
    const fuzzed = await fuzzDesign(name, design, plan, options);
    outcomes.push(fuzzed);
    if (!options.json) printOutcome(fuzzed, options.length);
    if (fuzzed.result.stopped === 'interrupted') break;
  }
  if (options.json) printJson({ schema: 'fuzz/1', seed: plan.seed, designs: outcomes.map(outcomeJson) });
  for (const fuzzed of outcomes) {
    if (folder === undefined || fuzzed.result.failure === undefined) continue;
    const file = folder.write(foundIn(fuzzed));
    if (!options.json) print(`\n${howToSee(file)}`);
  }
  return codeOf(outcomes, designs.length);
}

async function fuzzDesign(
  name: string,
  design: Design,
  plan: FuzzOptions,
  options: FuzzVerbOptions,
): Promise<Fuzzed> {
  const model = compileModel(design);
  const properties = [...invariantsOf(design), ...witnessesOf(design)];
  const progress = meter(`${design.name} --seed ${plan.seed}`);
  const result = await drive(fuzzRuns(model, properties, plan), options.seconds, ({ runs, steps }) =>
    progress.show(runs, plan.runs, `runs=${count(runs)}, actions=${count(steps)}`),
  );
  progress.end();
  return { name, design, model, result };
}

function codeOf(outcomes: readonly Fuzzed[], designs: number): ExitCode {
  const failures = outcomes.flatMap(({ result: { failure } }) => (failure === undefined ? [] : [failure]));
  if (failures.some(({ property }) => property.kind !== 'deadlock')) return exit.safetyViolated;
  if (failures.length > 0) return exit.deadlock;
  const incomplete = outcomes.some(({ result: { steps, stopped } }) => stopped !== undefined || steps === 0);
  return incomplete || outcomes.length < designs ? exit.undecided : exit.holds;
}

function printOutcome(fuzzed: Fuzzed, length: number): void {
  const { design, model, result } = fuzzed;
  const { failure, runs, steps, policies, stopped, seed } = result;
  print(`${design.name} (${sampleBoundsInWords(design, length)})`);
  const sampled = `${plural(runs, 'run')} (${policies.random} random, ${policies.pct} PCT), ${plural(steps, 'action')}`;
  if (stopped !== undefined) print(`  stopped: ${stopped}`);
  if (failure === undefined) {
    print(
      `  ${sampled}: ${steps === 0 ? 'nothing ran' : 'no property was violated'}. A sample, not a proof.`,
    );
  } else {
    const { property, schedule, originalLength, policy } = failure;
    print(`  violated after ${sampled}: ${property.id}. ${property.says}`);
    print(`  ${policy} schedule of ${originalLength} actions, made smaller to ${schedule.length}:`);
    print(indent(indent(story(model, design, schedule))));
    print('');
    print(indent(indent(textOf(foundIn(fuzzed)).trimEnd())));
  }
  for (const line of verdictsInWords(model, result)) print(`  ${line}`);
  for (const idle of neverAsked(design)) print(`  ${tellIdle(idle)}`);
  const asked = design.weakened.filter((rule) => !neverAsked(design).some((idle) => idle.rule === rule));
  if (asked.length > 0) print(`  ${departuresInWords(asked, result)}`);
  for (const line of reachInWords(reachOf(model, result), result)) print(`  ${line}`);
  print(`  --seed ${seed} to reproduce`);
}

function foundIn({ name, model, result }: Fuzzed): Found {
  const { property, schedule } = result.failure!;
  const comment = [`${property.id}: ${property.says}`, `Found with --seed ${result.seed}.`];
  return { name, model, schedule, comment };
}

function outcomeJson(fuzzed: Fuzzed): DocumentOf<'fuzz'>['designs'][number] {
  const { design, model, result } = fuzzed;
  const { failure, runs, steps, policies, stopped, findings, actions } = result;
  return {
    design: design.name,
    bounds: design.bounds,
    kindsLeftOut: kindsLeftOut(design),
    weakened: design.weakened,
    weakenedIdle: neverAsked(design).map(({ rule }) => rule),
    seed: result.seed,
    runs,
    steps,
    policies,
    exhaustive: false,
    ...(stopped === undefined ? {} : { stopped }),
    ...(failure === undefined
      ? {}
      : {
          property: failure.property.id,
          says: failure.property.says,
          policy: failure.policy,
          counterexample: labels(model, failure.schedule),
          story: story(model, design, failure.schedule),
          foundAfterRuns: failure.foundAfterRuns,
          originalLength: failure.originalLength,
          schedule: recordedTextOf(foundIn(fuzzed)),
        }),
    longest: result.longest,
    lastNews: result.lastNews,
    ...(design.weakened.length === 0 ? {} : { departed: result.departed }),
    verdicts: result.verdicts,
    undeclared: result.undeclared.map((set) => faultSet(model.faults, set)),
    reach: reachOf(model, result),
    fired: Object.fromEntries(findings.map(({ property, fired }) => [property.id, fired])),
    actions: Object.fromEntries(actions),
  };
}
