import { declarationFor } from '../../spec/declaration.ts';
import { type Design, isHarm, type Part, verdicts } from '../../spec/design.ts';
import { type Explore, explore, type Limits, type Progress } from '../explorer/explore.ts';
import type { Reduction } from '../explorer/fold/fold.ts';
import { type Assessment, assess, type FaultSetVerdict } from './assess.ts';
import {
  arbiterApart,
  entriesKept,
  fedFrom,
  fifosApart,
  following,
  memoryKept,
  type Variant,
} from './variants.ts';

/** A change to a design, and what came of it when it was explored. */
export interface Advice {
  readonly change: string;
  /** Whether every fault set that was to be survived is, none does more harm than before, and no property is violated. */
  readonly mends: boolean;
  /** Fault sets that still do harm, each with its verdict: where the change mends, those that the design declares. */
  readonly left: readonly string[];
}

/** What was tried, and why no more was, if it was stopped. */
export interface Advising {
  /** What the changes are to mend: fault sets of one fault at most. None where it is only that properties are violated. */
  readonly goal: readonly string[];
  /** How many faults each change was explored with. */
  readonly faults: number;
  readonly tried: readonly Advice[];
  readonly stopped?: string;
}

/** Advice is for single faults: it takes more than a change of wiring to survive two. */
const MOST_FAULTS = 1;

/** What changes are to mend, with how many faults, and which changes are worth trying, the least first. */
interface Task {
  readonly sets: readonly FaultSetVerdict[];
  readonly faults: number;
  readonly variants: readonly Variant[];
}

/**
 * Explores changes to a design, single ones before pairs, until one mends it: what it does not declare, or properties that
 * are violated where rules are weakened, or, where all is as declared, all that does harm. Nothing is advised that was not
 * explored: each variant with every kind of fault of the
 * design, at its bounds but for the number of faults, which is one at most.
 */
export function* advise(
  assessment: Assessment,
  limits: Limits,
  wished: readonly Reduction[] = [],
  search: Explore = explore,
): Generator<Progress, Advising, string | undefined> {
  const { sets, faults, variants } = taskOf(assessment);
  const goal = sets.map(nameOf);
  const tried: Advice[] = [];
  for (const { change, design: variant } of variants) {
    const explored = yield* assess(
      { ...variant, bounds: { ...variant.bounds, faults } },
      limits,
      wished,
      search,
    );
    const { stopped } = explored.exploration;
    if (stopped !== undefined) return { goal, faults, tried, stopped };
    const left = explored.faultSets.filter(({ verdict }) => isHarm(verdict));
    tried.push({ change, mends: isMended(assessment, goal, explored), left: left.map(tellSet) });
    if (tried.at(-1)!.mends) break;
  }
  return { goal, faults, tried };
}

/** What the design declares to fail is left alone as long as anything else fails. */
function taskOf({ design, faultSets, violations }: Assessment): Task {
  const harmful = faultSets.filter(({ verdict }) => isHarm(verdict));
  const undeclared = harmful.filter(({ faults, verdict }) => {
    return rankOf(verdict) > rankOf(declarationFor(design, faults)?.verdict ?? 'safe');
  });
  const struck = violations.map(({ schedule = [] }) => schedule.filter((action) => 'fault' in action).length);
  const few = struck.filter((faults) => faults <= MOST_FAULTS);
  if (undeclared.length === 0 && few.length > 0 && design.weakened.length > 0)
    return { sets: [], faults: Math.max(...few), variants: strongerRules(design) };
  const wanted = undeclared.length > 0 ? undeclared : harmful;
  const sets = wanted.filter(({ faults }) => faults.length <= MOST_FAULTS);
  const faults = Math.max(0, ...sets.map((set) => set.faults.length));
  return { sets, faults, variants: sets.length === 0 ? [] : variantsOf(design, sets) };
}

function isMended(
  before: Assessment,
  goal: readonly string[],
  { faultSets, violations }: Assessment,
): boolean {
  const known = new Map(before.faultSets.map((set) => [nameOf(set), rankOf(set.verdict)]));
  const allowed = (name: string) => (goal.includes(name) ? SAFE : (known.get(name) ?? SAFE));
  return violations.length === 0 && faultSets.every((set) => rankOf(set.verdict) <= allowed(nameOf(set)));
}

const SAFE = 0;

function rankOf(verdict: FaultSetVerdict['verdict']): number {
  return verdict === 'undecided' ? SAFE : verdicts.indexOf(verdict);
}

function nameOf({ faults }: FaultSetVerdict): string {
  return faults.join(' + ') || 'no fault';
}

function tellSet(set: FaultSetVerdict): string {
  return `${nameOf(set)} (${set.verdict})`;
}

/** Changes worth trying, the least first. */
function variantsOf(design: Design, goal: readonly FaultSetVerdict[]): Variant[] {
  const crashes = goal.some(({ faults }) => faults.some((fault) => fault.startsWith('BoardCrash')));
  const placings = [...fifosApart(design), ...(crashes ? memoryKept(design) : [])];
  const variants = [
    ...strongerRules(design),
    ...arbiterApart(design),
    ...placings,
    ...otherFifos(design),
    ...placings.flatMap((placing) =>
      otherFifos(placing.design).map((wiring) => ({
        change: `${placing.change}, and ${wiring.change}`,
        design: wiring.design,
      })),
    ),
  ];
  return variants.filter((variant) => inOrder(variant.design) !== inOrder(design));
}

/** A design as text, whatever the order of what its units feed. */
function inOrder({ power, ...others }: Design): string {
  const units = Object.entries(power).map(([unit, parts]) => [unit, [...parts].sort()]);
  return JSON.stringify([units, others]);
}

function strongerRules(design: Design): Variant[] {
  const { weakened } = design;
  const singly = weakened.map((rule) => following(design, [rule]));
  return singly.length < 2 ? singly : [...singly, following(design, weakened)];
}

function otherFifos(design: Design): Variant[] {
  if (design.ack !== 'fifo') return [];
  const { C1, C2 } = homesOf(design);
  const { subBlocks, fifoDepth } = design.bounds;
  const hold = subBlocks * fifoDepth;
  const withBatteries = (wired: Design): Design => ({
    ...wired,
    batteries: {
      ...wired.batteries,
      [freeName(wired, 'B', 1)]: { feeds: ['F1'], hold },
      [freeName(wired, 'B', 2)]: { feeds: ['F2'], hold },
    },
  });
  const engines = fedFrom(fedFrom(design, ['E1'], C2), ['E2'], C1);
  const partnerFed = fedFrom(fedFrom(engines, ['F1'], C2), ['F2'], C1);
  const [P = '', Q = ''] = freeUnits(design);
  const own = fedFrom(fedFrom(design, ['F1', 'E1'], P), ['F2', 'E2'], Q);
  return [
    {
      change: `feed the drain engines from the partner's side: E1 from ${C2}, E2 from ${C1}`,
      design: engines,
    },
    { change: `feed F1 and E1 from ${C2}, F2 and E2 from ${C1} (B2, B11)`, design: partnerFed },
    { change: 'feed F1 with E1, and F2 with E2, from power units of their own (B3, B12)', design: own },
    ...(isBacked(design)
      ? []
      : [
          {
            change: `give F1 and F2 a battery for ${hold} drain steps, and feed E1 from ${C2}, E2 from ${C1} (B13)`,
            design: withBatteries(engines),
          },
        ]),
    ...entriesKept(design),
  ];
}

function isBacked({ batteries }: Design): boolean {
  return Object.values(batteries).some(({ feeds }) => feeds.includes('F1') || feeds.includes('F2'));
}

/** A unit that feeds each cache. */
function homesOf({ power }: Design): { C1: string; C2: string } {
  const unitOf = (part: Part) => Object.keys(power).find((unit) => power[unit]!.includes(part))!;
  return { C1: unitOf('C1'), C2: unitOf('C2') };
}

/** Names that no power unit of the design has. */
function freeUnits({ power }: Design): string[] {
  const names = Array.from({ length: Object.keys(power).length + 2 }, (_, i) => `P${i + 1}`);
  return names.filter((name) => !(name in power));
}

function freeName({ batteries }: Design, prefix: string, from: number): string {
  let number = from;
  while (`${prefix}${number}` in batteries) number += 2;
  return `${prefix}${number}`;
}
