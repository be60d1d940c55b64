import { answerersOf, ranksOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import type { Design } from '../../spec/design.ts';
import { type Exploration, type Explore, explore, type Limits, type Progress } from '../explorer/explore.ts';
import type { FaultSetFinding } from '../explorer/findings.ts';
import { foldsFor } from '../explorer/fold/fold.ts';
import { type Model, notingModel } from '../model/model.ts';
import { PHASES, type Phase } from '../model/phase.ts';
import type { Side } from '../model/side.ts';
import { labelOf } from '../schedule/label.ts';

/** What comes of the data of one device when faults strike in one order. */
export interface History {
  /** By their labels. */
  readonly order: readonly string[];
  readonly device: Side;
  /** The rank of the worst that comes of it. */
  readonly rank: number;
  /** For each strike the phases in which it can come, and the worst does. */
  readonly phases: readonly (readonly Phase[])[];
  /** A shortest schedule to that. */
  readonly schedule: () => readonly string[];
}

/** The search of one array, struck by these faults alone, or what ended it. */
export interface Histories {
  readonly stopped?: string;
  readonly states: number;
  /** One for each order that can happen. */
  readonly found: readonly History[];
}

/**
 * Explores what comes of the data of one device when all of these faults strike, in each of their orders. Order and phase
 * are noted in the state: that is exact, and costs states, so that no other fault strikes here.
 */
export function* historiesOf(
  design: Design,
  labels: readonly string[],
  device: Side,
  limits: Limits,
  search: Explore = explore,
): Generator<Progress, Histories, string | undefined> {
  const m = notingModel(design, labels, device);
  const w = wiringOf(m.design);
  const question = { properties: [], ranks: ranksOf(w, w.blocks[device]), parts: answerersOf(design) };
  const exploration: Exploration = yield* search(m, question, limits, foldsFor(m, ['slots']));
  const { states, stopped, faultSets } = exploration;
  const all = faultSets.filter(({ strikes }) => strikes.length === labels.length);
  const found = groupedBy(all, (finding) => orderIn(finding).join()).map((group) =>
    historyOf(m, device, group),
  );
  return { states, found, ...(stopped === undefined ? {} : { stopped }) };
}

/** Findings of one order, each with phases of its own. */
function historyOf(m: Model, device: Side, findings: readonly FaultSetFinding[]): History {
  const rank = Math.max(...findings.map((finding) => finding.rank));
  const worst = findings.filter(({ schedules }) => schedules.has(rank));
  const order = orderIn(worst[0]!);
  const schedule = () => {
    const all = worst.map(({ schedules }) => schedules.get(rank)!());
    const shortest = all.reduce((best, next) => (next.length < best.length ? next : best));
    return shortest.map((action) => labelOf(m, action));
  };
  return {
    order: order.map((fault) => m.faults[fault]!.label),
    device,
    rank,
    phases: order.map((_, i) =>
      PHASES.filter((name) => worst.some(({ strikes }) => strikes[i]!.phase === name)),
    ),
    schedule,
  };
}

function orderIn({ strikes }: FaultSetFinding): number[] {
  return strikes.map(({ fault }) => fault);
}

function groupedBy<T>(values: readonly T[], keyOf: (value: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return [...groups.values()];
}
