import { join } from 'node:path';
import { type Design, presets, verdicts } from '../../spec/design.ts';
import type { RuleName } from '../../spec/rules.ts';
import { isMinimal, rankedSetsOf } from '../cutsets/ranked.ts';
import { type Exploration, explore, type Limits } from '../explorer/explore.ts';
import { foldsFor, type Reduction } from '../explorer/fold/fold.ts';
import { compileModel } from '../model/model.ts';
import { sides } from '../model/side.ts';
import { drive } from '../tasks/drive.ts';
import { BrokenDump, chunksOf } from '../tlc/read/dump.ts';
import { ENOUGH, runTlc, type TlcOptions, type TlcResult, TOO_MANY } from '../tlc/run/run.ts';
import { withScratch } from '../tlc/run/scratch.ts';
import { type TlcModel, writeModel, writeStrikesModel } from '../tlc/write/model.ts';
import { writeTraces } from '../tlc/write/traces.ts';
import { type Comparison, compareGraphs } from './graph.ts';
import { judgeTraces, NotJudged, type TracesJudged } from './judge-traces.ts';
import { type PathsRun, runPaths } from './paths.ts';
import { Stopped } from './progress.ts';
import { recordTraces, TracesTooShort } from './record-traces.ts';
import { compareStrikes, referenceStrikes, type StrikeComparison, tlcStrikes } from './strikes.ts';
import { readTlcGraph } from './tlc-graph.ts';
import {
  type CountsCompared,
  compareCounts,
  compareGrades,
  compareVerdicts,
  firstLevelIn,
  type GradeComparison,
  notedIn,
  referenceVerdicts,
  type VerdictComparison,
  type VerdictsCompared,
} from './verdicts.ts';
import type { Catch } from './weakened-rule.ts';

/** What every part of a crosscheck needs. */
export interface Setup {
  /** The jar of TLC, as `findJar` finds it. */
  readonly jar: string;
  readonly memoryMegabytes: number;
  /** For each run of TLC, and each exploration. */
  readonly seconds: number;
  readonly limits: Limits;
  /** What both engines fold, where the design carries it; nothing by default. Any number of writes is folded in any case. */
  readonly reductions?: readonly Reduction[];
  /** Told what is going on, in a few words. */
  readonly report?: (text: string) => void;
}

/** Thrown when a part could not be judged: TLC failed, a limit was reached, or the user ended it. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
}

/** Up to here graphs are compared state by state; beyond, by their counts. */
const EXACT = { states: 1_000_000, transitions: 6_000_000 };

function isSmall({ states, transitions }: Exploration): boolean {
  return states <= EXACT.states && transitions <= EXACT.transitions;
}

/** TLC is stopped once it has found that many more states than twice those of the reference: it may never end. */
const SLACK = 10_000;

/** The graphs of both engines, compared. */
export interface GraphPart {
  readonly counts: CountsCompared;
  /** State by state and step by step; not for graphs beyond `EXACT`, nor where anything is folded. */
  readonly exact?: { readonly comparison: Comparison; readonly paths?: PathsRun };
  readonly agree: boolean;
}

/**
 * Same graph: counts, and up to `EXACT` states every state and step; then TLC's paths on the reference. Folded graphs are
 * compared by their counts: each engine has its own idea of which state stands for others.
 * @throws Undecided
 */
export async function graphPart(design: Design, setup: Setup): Promise<GraphPart> {
  const m = compileModel(design);
  setup.report?.('exploring');
  const ask = { properties: [], ranks: [] };
  const folds = foldsFor(m, setup.reductions ?? []);
  const exploration = await drive(explore(m, ask, setup.limits, folds), setup.seconds);
  if (exploration.stopped !== undefined) throw new Undecided(`the explorer stopped: ${exploration.stopped}`);
  const isExact = folds.length === 0 && isSmall(exploration);
  return inScratch(async (folder) => {
    const dump = join(folder, 'graph.dot');
    setup.report?.(isExact ? 'TLC writes its graph' : 'TLC counts');
    const run = await runModel(writeModel(design, folder, 'graph', folds), folder, setup, {
      coverage: true,
      mostStates: 2 * exploration.states + SLACK,
      ...(isExact ? { dump } : {}),
    });
    const counts = compareCounts(exploration, run, true);
    if (!isExact || run.stopped !== undefined) return { counts, agree: counts.agree };
    const watch = <R>(part: Parameters<typeof drive<unknown, R>>[0]) =>
      drive(
        part as Generator<{ task: string; done: number }, R, string | undefined>,
        setup.seconds,
        ({ task, done }) => setup.report?.(`${task}, ${done}`),
      );
    const graph = await watch(readTlcGraph(m, chunksOf(dump)));
    const comparison = await watch(compareGraphs(m, graph));
    if (comparison.difference !== undefined) return { counts, exact: { comparison }, agree: false };
    const paths = await watch(runPaths(m, graph));
    return { counts, exact: { comparison, paths }, agree: counts.agree && paths.difference === undefined };
  });
}

/**
 * Same verdicts: the shortest way to each violation and each witness, with a rule weakened or with none.
 * @throws Undecided
 */
export async function verdictPart(design: Design, setup: Setup): Promise<VerdictsCompared> {
  setup.report?.('exploring');
  const exploration = await drive(referenceVerdicts(design, setup.limits, setup.reductions), setup.seconds);
  if (exploration.stopped !== undefined) throw new Undecided(`the explorer stopped: ${exploration.stopped}`);
  return inScratch(async (folder) => {
    setup.report?.('TLC');
    const run = await runModel(writeModel(design, folder, 'verdicts', exploration.folds), folder, setup, {});
    return compareVerdicts(design, exploration, run);
  });
}

/** The sets of faults of both engines, compared. */
export interface CutSetsPart {
  readonly sets: readonly GradeComparison[];
  /** The minimal cut sets, as TLC found them. */
  readonly minimal: readonly (readonly string[])[];
  readonly agree: boolean;
}

/**
 * Same cut sets: what comes of each set of faults, and how soon.
 * @throws Undecided
 */
export async function cutSetsPart(design: Design, setup: Setup): Promise<CutSetsPart> {
  setup.report?.('exploring');
  const exploration = await drive(referenceVerdicts(design, setup.limits, ['slots']), setup.seconds);
  refuseStopped(exploration);
  const sets = await inScratch(async (folder) => {
    setup.report?.('TLC');
    const model = writeModel(design, folder, 'sets', foldsOfSets(design));
    const run = await runModel(model, folder, setup, {});
    return compareGrades(design, exploration, run, firstLevelIn(run));
  });
  const agree = sets.every(({ reference, tlc }) => reference === tlc);
  return { sets, minimal: minimalIn(sets), agree };
}

/** In TLC a view costs more than the few states that it saves; without an end of writes there is no other way. */
function foldsOfSets(design: Design) {
  return foldsFor(compileModel(design), []);
}

/** The minimal cut sets among those that TLC graded. */
function minimalIn(sets: readonly GradeComparison[]): (readonly string[])[] {
  const worst = new Map<string, { readonly faults: readonly string[]; readonly rank: number }>();
  for (const { verdict, faults = [], tlc } of sets) {
    const key = faults.toSorted().join();
    const rank = verdicts.indexOf(verdict);
    if (tlc !== undefined && rank >= (worst.get(key)?.rank ?? 0)) worst.set(key, { faults, rank });
  }
  const all = [...worst.values()];
  return all.filter((set) => isMinimal(set, all)).map(({ faults }) => faults);
}

/** What comes of the strikes of cut sets in both engines, compared. */
export interface StrikesPart {
  /** How many minimal cut sets they are of. */
  readonly sets: number;
  readonly strikes: readonly StrikeComparison[];
  readonly agree: boolean;
}

/**
 * Same strikes: of the minimal cut sets of the reference, what comes of each order of the strikes, in each phase of theirs,
 * and how soon.
 * @throws Undecided
 */
export async function strikesPart(design: Design, setup: Setup): Promise<StrikesPart> {
  setup.report?.('exploring');
  const ranked = await drive(rankedSetsOf(design, setup.limits, explore), setup.seconds);
  refuseStopped(ranked);
  const minimal = ranked.sets.filter((set) => isMinimal(set, ranked.sets)).map(({ faults }) => faults);
  const strikes: StrikeComparison[] = [];
  for (const device of sides) {
    setup.report?.(`D${device + 1}: order and phases of ${minimal.length} sets`);
    const reference = await drive(referenceStrikes(design, device, minimal, setup.limits), setup.seconds);
    refuseStopped(reference);
    await inScratch(async (folder) => {
      setup.report?.(`TLC: D${device + 1}: order and phases of ${minimal.length} sets`);
      const model = writeStrikesModel(design, folder, device, minimal, foldsOfSets(design));
      const run = await runModel(model, folder, setup, {});
      strikes.push(...compareStrikes(device, reference.found, tlcStrikes(run.prints, firstLevelIn(run))));
    });
  }
  return { sets: minimal.length, strikes, agree: strikes.every(({ reference, tlc }) => reference === tlc) };
}

function refuseStopped({ stopped }: { readonly stopped?: string }): void {
  if (stopped !== undefined) throw new Undecided(`the explorer stopped: ${stopped}`);
}

/**
 * Whether TLC, too, catches a design in these properties after as many actions; it stops once it has seen them all.
 * @throws Undecided
 */
export async function catchPart(
  design: Design,
  exploration: Exploration,
  caught: readonly Catch[],
  setup: Setup,
): Promise<VerdictComparison[]> {
  const missing = new Set(caught.map(({ property }) => property));
  return inScratch(async (folder) => {
    const isEnough = (print: string) => {
      missing.delete(notedIn(print)?.name ?? '');
      return missing.size === 0;
    };
    const model = writeModel(design, folder, 'verdicts', exploration.folds);
    const run = await runModel(model, folder, setup, { isEnough });
    const { properties } = compareVerdicts(design, exploration, run);
    return properties.filter(
      ({ kind, reference, tlc }) => kind !== 'sometimes' && (reference ?? tlc) !== undefined,
    );
  });
}

/**
 * Reference to TLC: recorded traces, a quarter of them at the design's own bounds, the others at large ones.
 * @throws Undecided
 */
export async function tracePart(
  design: Design,
  setup: Setup,
  { seed, traces }: { readonly seed: number; readonly traces: number },
): Promise<TracesJudged[]> {
  const beyond = { ...design, bounds: { ...presets.large, faults: Math.max(3, design.bounds.faults) } };
  const shares = [
    { of: design, count: Math.floor(traces / 4), lengths: OWN_LENGTHS },
    { of: beyond, count: traces - Math.floor(traces / 4), lengths: LONG_LENGTHS },
  ];
  const judged: TracesJudged[] = [];
  for (const { of, count, lengths } of shares) {
    if (count === 0) continue;
    const m = compileModel(of);
    const part = await inScratch(async (folder) => {
      setup.report?.('recording traces');
      const recorded = recordTraces(m, { seed, traces: count, ...lengths });
      setup.report?.(`TLC follows ${count} traces`);
      const { module, config } = writeTraces(of, recorded, folder);
      const run = await runTlc({ ...setup, folder, module, config, workers: 1 });
      return judgeTraces(recorded, run);
    });
    judged.push(part);
    if (part.rejected !== undefined) break;
  }
  return judged;
}

/** Actions of a trace, and how many of them change the state: within tight bounds many are reads. */
const OWN_LENGTHS = { from: 40, changing: 15, to: 60 };
const LONG_LENGTHS = { from: 40, changing: 40, to: 80 };

/**
 * The same design with one more rule weakened.
 * @throws Undecided where the host writes any number of times, and gaps between numbers would decide (R1_epoch).
 */
export function withRuleWeakened(design: Design, rule: RuleName): Design {
  if (rule === 'R1_epoch' && design.bounds.writes === 'any')
    throw new Undecided('it needs a number of writes, for without it the gaps between numbers decide');
  return { ...design, weakened: [...new Set([...design.weakened, rule])] };
}

/** Errors that say nothing of the two engines, only that one comparison of them did not come off. */
const inconclusive = [Stopped, BrokenDump, NotJudged, TracesTooShort];

/** Judges in a folder of its own, which is gone afterwards. */
async function inScratch<T>(judge: (folder: string) => Promise<T>): Promise<T> {
  try {
    return await withScratch(judge);
  } catch (cause) {
    if (!inconclusive.some((kind) => cause instanceof kind)) throw cause;
    throw new Undecided((cause as Error).message, { cause });
  }
}

async function runModel(
  model: TlcModel,
  folder: string,
  { jar, memoryMegabytes, seconds }: Setup,
  options: Partial<TlcOptions>,
): Promise<TlcResult> {
  const run = await runTlc({ ...options, jar, folder, ...model, workers: 1, memoryMegabytes, seconds });
  if (run.stopped === ENOUGH || run.stopped === TOO_MANY) return run;
  if (run.stopped !== undefined) throw new Undecided(`TLC stopped: ${run.stopped}`);
  if (!run.completed) throw new Undecided(`TLC failed: ${wordsOf(run)}`);
  return run;
}

/** Why TLC failed: its own words, or what it found false. */
function wordsOf({ errors, violation, exitCode }: TlcResult): string {
  if (errors.length > 0) return errors.join('\n');
  return violation === undefined ? `exit code ${exitCode}` : `${violation.kind} ${violation.name ?? ''}`;
}
