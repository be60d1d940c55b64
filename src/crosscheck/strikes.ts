import { answerersOf, ranksOf, verdictOf } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import type { Design, Verdict } from '../../spec/design.ts';
import { explore, type Limits, type Progress } from '../explorer/explore.ts';
import { foldsFor } from '../explorer/fold/fold.ts';
import { notingModel } from '../model/model.ts';
import type { Side } from '../model/side.ts';
import { parseValue } from '../tlc/read/value.ts';

/** A verdict for the data of one device after strikes in an order, each in a phase, and how soon each engine came to it. */
export interface StrikeComparison {
  readonly device: string;
  /** `FifoError F1 (undrained)`. */
  readonly strikes: readonly string[];
  readonly verdict: Verdict;
  /** In actions; undefined when never. */
  readonly reference: number | undefined;
  readonly tlc: number | undefined;
}

/** The shortest way to each verdict after strikes, by the text of both. */
type Shortest = Map<
  string,
  { readonly strikes: readonly string[]; readonly verdict: Verdict; readonly length: number }
>;

/** What the reference comes to when all strikes are part of one of the sets. */
export function* referenceStrikes(
  design: Design,
  device: Side,
  among: readonly (readonly string[])[],
  limits: Limits,
): Generator<Progress, { readonly found: Shortest; readonly stopped?: string }, string | undefined> {
  const found: Shortest = new Map();
  for (const faults of among) {
    const m = notingModel(design, faults, device);
    const w = wiringOf(design);
    const question = { properties: [], ranks: ranksOf(w, w.blocks[device]), parts: answerersOf(design) };
    const { faultSets, stopped } = yield* explore(m, question, limits, foldsFor(m, ['slots']));
    if (stopped !== undefined) return { found, stopped };
    for (const set of faultSets) {
      const strikes = set.strikes.map(({ fault, phase }) => `${m.faults[fault]!.label} (${phase})`);
      for (const [rank, schedule] of set.schedules) note(found, strikes, verdictOf(rank), schedule().length);
    }
  }
  return { found };
}

/** What TLC came to, from what `RecordStrikes` printed: <<"struck", verdict, <<<<fault, phase>>, ...>>, level>>. */
export function tlcStrikes(prints: readonly string[], firstLevel: number): Shortest {
  const found: Shortest = new Map();
  for (const print of prints) {
    if (!/^<<\s*"struck"/.test(print)) continue;
    const [, verdict, strikes, level] = parseValue(print) as unknown as Struck;
    const told = strikes.map(([[kind, target], phase]) => `${`${kind} ${target}`.trim()} (${phase})`);
    note(found, told, verdict, level - firstLevel + 1);
  }
  return found;
}

type Struck = readonly [
  string,
  Verdict,
  readonly (readonly [fault: readonly [kind: string, target: string], phase: string])[],
  number,
];

/** Every verdict after strikes that either engine came to. */
export function compareStrikes(device: Side, reference: Shortest, tlc: Shortest): StrikeComparison[] {
  return [...new Map([...reference, ...tlc])].map(([key, { strikes, verdict }]) => ({
    device: `D${device + 1}`,
    strikes,
    verdict,
    reference: reference.get(key)?.length,
    tlc: tlc.get(key)?.length,
  }));
}

function note(found: Shortest, strikes: readonly string[], verdict: Verdict, length: number): void {
  const key = [verdict, ...strikes].join();
  const known = found.get(key);
  if (known === undefined || length < known.length) found.set(key, { strikes, verdict, length });
}
