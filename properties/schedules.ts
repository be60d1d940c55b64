import fc from 'fast-check';
import type { Process } from '../src/model/card.ts';
import type { Deed, Property } from '../src/model/property.ts';
import type { State } from '../src/model/state.ts';

/** The system under test as a schedule sees it: one state that actions change in place. */
export interface System {
  /** Every action that the design has, with what it says of itself. Schedules name an action by its index here. */
  readonly instances: readonly Deed[];
  readonly state: State;
  /** The state before the last action. */
  readonly before: State;
  readonly reset: () => void;
  readonly isEnabled: (instance: number) => boolean;
  /** Takes an action that is enabled. */
  readonly take: (instance: number) => void;
}

/** Judges a run as it goes. Each method returns the property that it finds violated, if any. */
export interface Judge {
  /** Of the state that the run is in now, and the action that led there, if one did. */
  readonly arrive: (instance?: number) => Property | undefined;
  /** Of a state in which the run does not go on by an action of the system's own. */
  readonly rest: () => Property | undefined;
}

/** The next action of a run, given how many it has taken; -1 where it ends. */
export type Schedule = (taken: number) => number;

export const policyNames = ['random', 'pct'] as const;
export type PolicyName = (typeof policyNames)[number];

/** What fast-check generates for one run. All that the run does follows from it. */
export type Plan = RandomPlan | PctPlan;

interface RandomPlan {
  readonly policy: 'random';
  /** One for each step: which of the enabled actions is taken. */
  readonly choices: readonly number[];
}

interface PctPlan {
  readonly policy: 'pct';
  readonly choices: readonly number[];
  /** The processes by priority, highest first. */
  readonly priorities: readonly number[];
  /** Steps at which the process that is about to run drops below all others. */
  readonly changes: readonly number[];
  /** Steps at which a fault strikes, or the host gives up. */
  readonly strikes: readonly number[];
}

/** How a run went. */
export interface Run {
  /** What it took: indexes into the instances of the system. */
  readonly taken: readonly number[];
  /** The property that ended it. */
  readonly violated?: Property;
}

/**
 * Shares of the random policy: how often each kind of action is drawn, however many of its actions are enabled. Drawn
 * evenly, faults, reads and aborts would outnumber what the array does by itself, and no run would come far.
 */
const shares: readonly { readonly share: number; readonly processes: readonly Process[] }[] = [
  { share: 20, processes: ['write', 'drain', 'destage', 'device', 'takeover'] },
  { share: 4, processes: ['host'] },
  { share: 1, processes: ['abort'] },
  { share: 3, processes: ['late'] },
  { share: 2, processes: ['read'] },
  { share: 2, processes: ['fault'] },
];

/** What strikes the others, and does not come again and again. */
const STRIKING: readonly Process[] = ['fault', 'abort'];

/** How often priorities change within a run: enough for bugs that take that many orderings and one more. */
const CHANGE_POINTS = 3;

/** How often a host may give up in a run of the second policy. */
const ABORTS = 1;

/** Plans of runs of this length, by one policy or evenly by both, with up to so many faults. */
export function plans(
  system: System,
  policy: PolicyName | 'both',
  length: number,
  faults: number,
): fc.Arbitrary<Plan> {
  const choices = fc.array(fc.nat(), { minLength: length, maxLength: length });
  const step = fc.nat(Math.max(length - 1, 0));
  const ranks = processesOf(system).map((_, process) => process);
  const random: fc.Arbitrary<Plan> = fc.record({ policy: fc.constant('random'), choices });
  const pct: fc.Arbitrary<Plan> = fc.record({
    policy: fc.constant('pct'),
    choices,
    priorities: fc.shuffledSubarray(ranks, { minLength: ranks.length }),
    changes: fc.array(step, { minLength: CHANGE_POINTS, maxLength: CHANGE_POINTS }),
    strikes: fc.array(step, { maxLength: faults + ABORTS, size: 'max' }),
  });
  return fc.noShrink({ random, pct, both: fc.oneof(random, pct) }[policy]);
}

/** Turns plans into schedules, each for one run. */
export function scheduler(system: System): (plan: Plan) => Schedule {
  const random = drawing(system);
  const pct = prioritising(system);
  return (plan) => (plan.policy === 'random' ? random(plan) : pct(plan));
}

/** The random policy: at each step a kind of action by its share, then evenly one of the enabled actions of that kind. */
function drawing(system: System): (plan: RandomPlan) => Schedule {
  const kinds = shares.map(({ processes }) => instancesOf(system, processes));
  const tickets = shares.flatMap(({ share }, kind) => Array<readonly number[]>(share).fill(kinds[kind]!));
  return ({ choices }) =>
    (taken) => {
      const drawn = tickets[choices[taken]! % tickets.length]!;
      return firstEnabled(system, [drawn, ...kinds], Math.floor(choices[taken]! / tickets.length));
    };
}

/**
 * Probabilistic concurrency testing (Burckhardt et al., ASPLOS 2010): the enabled process of highest priority moves.
 * What is ready again and again without getting anywhere, a read or a late effect, lets all others go first once after
 * each move, or it would starve them. Faults and aborts have no priority: they strike at steps of their own.
 */
function prioritising(system: System): (plan: PctPlan) => Schedule {
  const processes = processesOf(system);
  const striking = instancesOf(system, STRIKING);
  const passive = new Set(instancesOf(system, ['late', 'read']));
  return ({ choices, priorities, changes, strikes }) => {
    let order = priorities.map((process) => processes[process]!);
    let yielding = -1;
    return (taken) => {
      const choice = choices[taken]!;
      const stroke = strikes.includes(taken) ? firstEnabled(system, [striking], choice) : -1;
      if (stroke >= 0) return stroke;
      if (changes.includes(taken)) order = dropped(order, firstEnabled(system, order, choice));
      const next = firstEnabled(system, dropped(order, yielding), choice);
      yielding = passive.has(next) ? next : -1;
      return next;
    };
  };
}

/** The same order, but the process of this action last. */
function dropped(order: (readonly number[])[], instance: number): (readonly number[])[] {
  const place = order.findIndex((process) => process.includes(instance));
  return place < 0 ? order : [...order.slice(0, place), ...order.slice(place + 1), order[place]!];
}

/** One of the enabled actions of the first group that has any, or -1. */
function firstEnabled(system: System, groups: readonly (readonly number[])[], choice: number): number {
  for (const group of groups) {
    const enabled = group.filter(system.isEnabled);
    if (enabled.length > 0) return enabled[choice % enabled.length]!;
  }
  return -1;
}

/** The actions of each process: at one controller, or of one that belongs to none. None that strikes. */
function processesOf({ instances }: System): (readonly number[])[] {
  const processes = new Map<string, number[]>();
  instances.forEach(({ action, card: { process } }, instance) => {
    if (STRIKING.includes(process)) return;
    const name = 'side' in action ? `${process} ${action.side}` : process;
    processes.set(name, [...(processes.get(name) ?? []), instance]);
  });
  return [...processes.values()];
}

function instancesOf({ instances }: System, wanted: readonly Process[]): readonly number[] {
  return instances.flatMap(({ card }, instance) => (wanted.includes(card.process) ? [instance] : []));
}

/** Whether the array does it by itself; the rest is what the host and faults do to it. */
export function actsItself({ instances }: System, instance: number): boolean {
  return instances[instance]!.card.by === 'array';
}

/** Runs a schedule from the initial state, up to a violation, its end or `length` actions. */
export function run(system: System, schedule: Schedule, length: number, judge: Judge): Run {
  system.reset();
  const taken: number[] = [];
  let violated = judge.arrive();
  while (violated === undefined) {
    const next = taken.length < length ? schedule(taken.length) : -1;
    if (next < 0 || !actsItself(system, next)) violated = judge.rest();
    if (next < 0 || violated !== undefined) break;
    system.take(next);
    taken.push(next);
    violated = judge.arrive(next);
  }
  return violated === undefined ? { taken } : { taken, violated };
}

/**
 * Runs listed actions, passing over those that are not enabled when their turn comes: what is left of a schedule means
 * the same when some of it is removed.
 */
export function replay(system: System, listed: readonly number[], judge: Judge): Run {
  let place = 0;
  const nextListed: Schedule = () => {
    while (place < listed.length && !system.isEnabled(listed[place]!)) place++;
    return listed[place++] ?? -1;
  };
  return run(system, nextListed, listed.length, judge);
}
