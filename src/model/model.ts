import type { AckRule, Design, Part } from '../../spec/design.ts';
import { type Fault, faultsOf } from '../../spec/faults.ts';
import { type RuleName, ruleNames } from '../../spec/rules.ts';
import { ARBITER, BOARD, CACHE, ENGINE, FIFO, type Side } from './side.ts';

/** Of one block, as many versions as a state with any number of writes can tell apart. */
export const MOST_VERSIONS = 14;

/** What feeds a part, as indexes into the power units and batteries of the state. */
export interface Supply {
  readonly units: readonly number[];
  readonly batteries: readonly number[];
}

/** A design made ready for `step`: names resolved to indexes, areas allocated, rules as flags. */
export interface Model {
  readonly design: Design;
  readonly ack: AckRule;
  /** For each block the side of its device: the controller in charge of it until a takeover. */
  readonly blocks: readonly Side[];
  /** Pages of the two areas of each cache (A1, A2). */
  readonly areas: readonly [Areas, Areas];
  readonly supplies: Readonly<Record<Part, Supply>>;
  /** Batteries that the drain of each FIFO may come to rely on (R11). */
  readonly drainBatteries: readonly [readonly number[], readonly number[]];
  readonly faults: readonly Fault[];
  readonly maxFaults: number;
  readonly subBlocks: number;
  /** How often the host writes a block in all. */
  readonly maxWrites: number;
  /** The largest number that a version has. */
  readonly versions: number;
  readonly unitNames: readonly string[];
  readonly batteryNames: readonly string[];
  readonly batteryParts: readonly (readonly Part[])[];
  /** Device writes of one block that a controller may have under way: more than one only where R16_destage is weakened. */
  readonly deviceWrites: 1 | 2;
  /** Versions of a block whose numbers a state holds: where R1_epoch is weakened all, if there are several, else none. */
  readonly numbered: number;
  /** False where the rule is weakened. */
  readonly inForce: Readonly<Record<RuleName, boolean>>;
  /** Time may pass on a battery while nothing drains. */
  readonly outagesLast: boolean;
  /** The host may give up on a write. */
  readonly hostsGiveUp: boolean;
  /** The device whose phase is noted at each strike, where cut sets are asked for. Elsewhere no strike is noted. */
  readonly noted: Side | undefined;
}

export interface Areas {
  readonly readWrite: number;
  readonly mirror: number;
}

/** Compiles a design. The same design gives an equal model. */
export function compileModel(design: Design): Model {
  const { bounds } = design;
  // One more than can be told apart: a version that was just written has a number before all are renumbered.
  const versions = bounds.writes === 'any' ? MOST_VERSIONS + 1 : bounds.writes;
  const supplies = Object.fromEntries(
    [...BOARD, ...CACHE, ...FIFO, ...ENGINE, ARBITER].map((part) => [part, supplyOf(design, part)]),
  ) as Record<Part, Supply>;
  return {
    design,
    ack: design.ack,
    blocks: ([0, 1] as const).flatMap((side) => Array<Side>(bounds.blocks).fill(side)),
    areas: [
      allocateAreas(bounds.cachePages.C1, bounds.cachePages.C2),
      allocateAreas(bounds.cachePages.C2, bounds.cachePages.C1),
    ],
    supplies,
    drainBatteries: [
      [...new Set([...supplies.F1.batteries, ...supplies.E1.batteries])],
      [...new Set([...supplies.F2.batteries, ...supplies.E2.batteries])],
    ],
    faults: faultsOf(design),
    maxFaults: bounds.faults,
    subBlocks: bounds.subBlocks,
    maxWrites: bounds.writes === 'any' ? Number.POSITIVE_INFINITY : bounds.writes,
    versions,
    unitNames: Object.keys(design.power),
    batteryNames: Object.keys(design.batteries),
    batteryParts: Object.values(design.batteries).map(({ feeds }) => feeds),
    deviceWrites: design.weakened.includes('R16_destage') ? 2 : 1,
    numbered: design.weakened.includes('R1_epoch') && versions > 1 ? versions : 0,
    inForce: Object.fromEntries(ruleNames.map((rule) => [rule, !design.weakened.includes(rule)])) as Record<
      RuleName,
      boolean
    >,
    outagesLast: design.faultKinds.includes('BatteryElapse'),
    hostsGiveUp: design.faultKinds.includes('Abort'),
    noted: undefined,
  };
}

/**
 * The same array, struck by these faults alone, and by all of them. Each strike is noted in its order, with the phase in
 * which it finds the data of one device.
 */
export function notingModel(design: Design, labels: readonly string[], device: Side): Model {
  const m = compileModel(design);
  const faults = m.faults.filter(({ label }) => labels.includes(label));
  return { ...m, faults, maxFaults: faults.length, noted: device };
}

/**
 * A2, A10: both controllers allocate their mirror areas from the two sizes told. Half of the smaller cache is the mirror
 * area of either, so that neither table can point past the partner's memory (H41).
 */
export function allocateAreas(ownPages: number, partnerPages: number): Areas {
  const mirror = Math.floor(Math.min(ownPages, partnerPages) / 2);
  return { readWrite: ownPages - mirror, mirror };
}

/** Whether a page of a cache, by its place there, belongs to the mirror area. */
export function isMirrorPage({ areas }: Model, side: Side, index: number): boolean {
  return index >= areas[side].readWrite;
}

/** The same model, so that its states have the same fields, with these rules weakened or in force. */
export function withRules(m: Model, rules: readonly RuleName[], inForce: boolean): Model {
  const changed = Object.fromEntries(rules.map((rule) => [rule, inForce]));
  return { ...m, inForce: { ...m.inForce, ...changed } };
}

/** Whether each controller decides by itself that it takes over, for there is no arbiter. */
export function decidesItself({ design }: Model): boolean {
  return design.arbiter === 'none';
}

function supplyOf({ power, batteries }: Design, part: Part): Supply {
  const feeding = (supplies: (readonly Part[])[]) =>
    supplies.flatMap((feeds, i) => (feeds.includes(part) ? [i] : []));
  return {
    units: feeding(Object.values(power)),
    batteries: feeding(Object.values(batteries).map(({ feeds }) => feeds)),
  };
}
