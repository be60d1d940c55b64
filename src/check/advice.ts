import type { Design, Part } from '../../spec/design.ts';
import { faultsOf } from '../../spec/faults.ts';
import type { Limits, Progress } from '../explorer/explore.ts';
import { type Assessment, assess, type FaultSetVerdict } from './assess.ts';
import { entriesKept, fedFrom, fifosApart, following, memoryKept, type Variant } from './variants.ts';

/** One change to a design, and what came of the same faults when it was explored with that change. */
export interface Advice {
  readonly change: string;
  /** Safe at the bounds of the assessment, after the faults that the original does not survive. */
  readonly mends: boolean;
}

/** What was tried, and why no more was, if it was stopped. */
export interface Advising {
  readonly tried: readonly Advice[];
  readonly stopped?: string;
}

/**
 * Explores single changes to a design until one survives the given faults. Nothing is advised that was not tried: each
 * variant runs at the bounds of the design, with those kinds of fault only and no more of them.
 */
export function* advise(
  design: Design,
  { faults }: FaultSetVerdict,
  limits: Limits,
): Generator<Progress, Advising, string | undefined> {
  const tried: Advice[] = [];
  for (const { change, design: variant } of variantsOf(design, faults)) {
    const assessment = yield* assess(withOnly(variant, faults), limits);
    const { stopped } = assessment.exploration;
    if (stopped !== undefined) return { tried, stopped };
    tried.push({ change, mends: survives(assessment, faults) });
    if (tried.at(-1)!.mends) break;
  }
  return { tried };
}

function survives({ faultSets, violations }: Assessment, faults: readonly string[]): boolean {
  if (violations.some(({ property }) => property.id !== 'I1')) return false;
  return faultSets.every((set) => set.faults.join() !== faults.join() || set.verdict === 'safe');
}

function withOnly(design: Design, faults: readonly string[]): Design {
  const kinds = faultsOf(design)
    .filter(({ label }) => faults.includes(label))
    .map(({ kind }) => kind);
  const faultKinds = design.faultKinds.filter(
    (kind) => kind === 'BatteryElapse' || kinds.includes(kind as 'PowerOff'),
  );
  return { ...design, faultKinds, bounds: { ...design.bounds, faults: faults.length } };
}

/** Changes worth trying, the least first. */
function variantsOf(design: Design, faults: readonly string[]): Variant[] {
  const crashes = faults.some((fault) => fault.startsWith('BoardCrash'));
  const variants = [
    ...strongerRules(design),
    ...(design.ack === 'fifo' ? otherFifos(design) : []),
    ...(crashes ? memoryKept(design) : []),
  ];
  return variants.filter((variant) => JSON.stringify(variant.design) !== JSON.stringify(design));
}

function strongerRules(design: Design): Variant[] {
  const { weakened } = design;
  const singly = weakened.map((rule) => following(design, [rule]));
  return singly.length < 2 ? singly : [...singly, following(design, weakened)];
}

function otherFifos(design: Design): Variant[] {
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
  const own = fedFrom(fedFrom(design, ['F1', 'E1'], 'P8'), ['F2', 'E2'], 'P9');
  return [
    ...fifosApart(design),
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

function freeName({ batteries }: Design, prefix: string, from: number): string {
  let number = from;
  while (`${prefix}${number}` in batteries) number += 2;
  return `${prefix}${number}`;
}
