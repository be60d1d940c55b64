import type { Verdict } from '../../spec/design.ts';
import type { Phase } from '../model/phase.ts';

/** What comes of a cut set. */
export type Harm = Exclude<Verdict, 'safe'>;

/** A strike that leads to harm of the data of one device. */
export interface HarmfulStrike {
  readonly fault: string;
  /** The phases in which it can strike and the harm still comes, in the order of `PHASES`. */
  readonly phases: readonly Phase[];
  /** The good copies of the data that it takes in the schedule, by their places: `C1`, `F1`. */
  readonly takes: readonly string[];
}

/** What a cut set does to the data of one device. */
export interface DeviceHarm {
  readonly device: string;
  /** The controller that writes to it before a takeover: whose copies are at stake. */
  readonly writer: string;
  readonly verdict: Harm;
  /** In the order of the schedule. */
  readonly strikes: readonly HarmfulStrike[];
  /** Copies that are there in the end and reach nobody, by their places. None where the data is lost. */
  readonly left: readonly string[];
  /** A shortest schedule, as `replay` and `trace` take it: one action each. */
  readonly schedule: readonly string[];
}

/** An order of the same faults that comes to something else, or that cannot happen. */
export interface OtherOrder {
  readonly order: readonly string[];
  readonly verdict: Verdict | 'cannot happen';
}

/** A fault more, and less harm. */
export interface Milder {
  readonly faults: readonly string[];
  readonly verdict: Verdict;
  /** A shortest schedule to the worst that comes of them. */
  readonly schedule: readonly string[];
}

/**
 * Faults that together do harm, while no part of them, in whatever order, does as much. The sets of one row that differ
 * in nothing but an exchange of the two sides are one cut set.
 */
export interface CutSet {
  /** Where order decides in the order in which they strike, else in that of the faults of the design. */
  readonly faults: readonly string[];
  readonly isOrdered: boolean;
  readonly verdict: Harm;
  /** Those whose data comes to the verdict first. */
  readonly devices: readonly DeviceHarm[];
  /** Where order decides, what comes of the others. */
  readonly otherwise: readonly OtherOrder[];
  /** What it is called on the other side, where the array looks the same from there. */
  readonly alike: readonly (readonly string[])[];
  /** The same faults and one more, where less comes of them: harm does not grow with faults then. */
  readonly milder: readonly Milder[];
}

/** `PowerOff P1 + PowerOff P2`, or `FifoError F1 > BoardCrash K1` where order decides. */
export function nameOf({ faults, isOrdered }: Pick<CutSet, 'faults' | 'isOrdered'>): string {
  return faults.length === 0 ? 'none' : faults.join(isOrdered ? ' > ' : ' + ');
}

/** How many sets a row stands for. */
export function countOf({ alike }: CutSet): number {
  return 1 + alike.length;
}

/** The shortest schedule to the verdict. */
export function scheduleOf({ devices }: CutSet): readonly string[] {
  return devices[0]!.schedule;
}
