import type { RuleName } from '../../spec/rules.ts';
import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';
import { BrokenDump } from '../tlc/read/dump.ts';
import { CommonWalk, type LoneCounts, type Matching, matchStates } from './common-walk.ts';
import { agreesWith, type Difference, differenceAt, differenceAtStart } from './difference.ts';
import type { Reporting } from './progress.ts';
import { exploreReference, type ReferenceGraph } from './reference-graph.ts';
import { type ActionNames, nameIn, type Steps } from './steps.ts';
import type { TlcGraph } from './tlc-graph.ts';
import { Walker } from './walker.ts';

/** The size of a state graph. */
export interface GraphCounts {
  readonly initial: number;
  readonly states: number;
  /** Steps as often as they were taken, and each once by its states and its name. */
  readonly taken: number;
  readonly steps: number;
  readonly stepsByAction: ReadonlyMap<string, number>;
  /** States without a step, not even to themselves. */
  readonly terminal: number;
}

/** One rule of the reference changed, and how many of the states that differ then agree with TLC. */
export interface Settled {
  readonly rule: RuleName;
  readonly states: number;
  /** How many were tried. */
  readonly of: number;
}

/** What a comparison found: the two graphs are equal when there is no difference. */
export interface Comparison {
  readonly reference: GraphCounts;
  readonly tlc: GraphCounts;
  /** States that both have. */
  readonly common: number;
  /** The nearest of all. */
  readonly difference?: Difference;
  /** States that both reach by common steps, and whose steps differ. */
  readonly differing: number;
  /** By action name, the steps from those states that only one of the two has. */
  readonly lone: ReadonlyMap<string, LoneCounts>;
  /** For each rule that settles the nearest of them. */
  readonly settled: readonly Settled[];
}

/** Of the states that differ, as many are tried with a rule changed. */
const TRIED = 200;

/**
 * Compares the state graph of the reference with the one that TLC dumped: initial states, states, steps by
 * action name, states without a step. Exact: states are compared whole. Yields its progress.
 * @throws StateTooLarge when the bounds are too large to pack.
 * @throws BrokenDump when the dump has states that nothing leads to.
 * @throws Stopped when `next(reason)` stops it.
 */
export function* compareGraphs(m: Model, tlc: TlcGraph): Reporting<Comparison> {
  const reference = yield* exploreReference(m, tlc.names);
  const matching = matchStates(reference, tlc);
  const counts = {
    reference: countsOf(tlc.names, [0], reference.states.size, reference),
    tlc: countsOf(tlc.names, tlc.initial, tlc.size, tlc),
    common: matching.common,
  };
  if (tlc.initial.length !== 1 || matching.indexOf[tlc.initial[0]!] !== 0) {
    return { ...counts, ...NO_EXTENT, difference: differenceAtStart(m, tlc) };
  }
  const walk = new CommonWalk(reference, tlc, matching);
  yield* walk.run();
  if (walk.differing.length > 0) return { ...counts, ...partingOf(m, reference, tlc, matching, walk) };
  refuseUnreachable(counts);
  return { ...counts, ...NO_EXTENT };
}

/** How far two graphs differ, beside where they part first. */
type Extent = Pick<Comparison, 'differing' | 'lone' | 'settled'>;

const NO_EXTENT: Extent = { differing: 0, lone: new Map(), settled: [] };

function partingOf(
  m: Model,
  reference: ReferenceGraph,
  tlc: TlcGraph,
  { nodeOf }: Matching,
  walk: CommonWalk,
): Extent & { difference: Difference } {
  const stateAt = (index: number) => tlc.stateOf(nodeOf[index]!) as State;
  const stepsAt = (index: number) => tlc.stepsFrom(nodeOf[index]!);
  const nearest = walk.differing[0]!;
  const schedule = scheduleOf(m, reference, walk.wayTo(nearest), tlc.names);
  const difference = differenceAt(m, schedule, stateAt(nearest), stepsAt(nearest));
  const tried = walk.differing.slice(0, TRIED);
  const settled = difference.settling.map((rule) => ({
    rule,
    states: tried.filter((index) => agreesWith(m, rule, stateAt(index), stepsAt(index))).length,
    of: tried.length,
  }));
  const lone = new Map([...walk.lone].map(([name, counts]) => [tlc.names.at(name), counts]));
  return { difference, differing: walk.differing.length, lone, settled };
}

/** A graph that TLC wrote whole has no such states: all that is reachable has been found equal. */
function refuseUnreachable({ tlc, common }: Pick<Comparison, 'tlc' | 'common'>): void {
  if (tlc.states === common) return;
  throw new BrokenDump(`no steps lead to ${tlc.states - common} of the states of the dump`);
}

/** The actions of a way through the reference's graph, from the initial state. */
function scheduleOf(
  m: Model,
  { states }: ReferenceGraph,
  way: readonly { name: number; state: number }[],
  names: ActionNames,
): Action[] {
  const walker = new Walker(m);
  return way.map(({ name, state }) => {
    const instance = walker.instances.find((each) => {
      const words = each.action.name === names.at(name) ? walker.try(each) : undefined;
      return words !== undefined && states.holds(state, words);
    })!;
    walker.goTo(states.chunkOf(state), states.offsetOf(state));
    return instance.action;
  });
}

function countsOf(
  names: ActionNames,
  initial: readonly number[],
  states: number,
  { steps, taken }: { readonly steps: Steps; readonly taken: number },
): GraphCounts {
  const byName = new Map<number, number>();
  let terminal = 0;
  for (let state = 0; state < states; state++) {
    const of = steps.of(state);
    if (of.length === 0) terminal++;
    for (const key of of) byName.set(nameIn(key), (byName.get(nameIn(key)) ?? 0) + 1);
  }
  const stepsByAction = new Map([...byName].map(([name, count]) => [names.at(name), count]));
  return { initial: initial.length, states, taken, steps: steps.count, stepsByAction, terminal };
}
