import { rankOfBlock, verdictOf } from '../../properties/verdict.ts';
import { type Wiring, wiringOf } from '../../properties/wiring.ts';
import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';
import { type Copy, copiesIn, isAtRest } from '../words/copies.ts';
import { blockName } from '../words/names.ts';
import type { Bar, BlockHistory, Lane, Moment } from './types.ts';

/**
 * The blocks that there is something to tell of: those that the host writes, and those that come to harm
 * without.
 */
export function historiesOf(m: Model, lanes: readonly Lane[], states: readonly State[]): BlockHistory[] {
  const { blocks } = states.at(-1)!;
  const histories = blocks.map((_, block) => historyOf(m, lanes, states, block));
  return histories.filter(
    ({ block, moments }) => blocks[block]!.issued > 0 || moments.some(({ verdict }) => verdict !== 'safe'),
  );
}

/** A block after every step, and the bars that its copies make. */
function historyOf(m: Model, lanes: readonly Lane[], states: readonly State[], block: number): BlockHistory {
  const w = wiringOf(m.design);
  const moments = states.map((s, step) => momentOf(m, w, s, block, step));
  const all = barsOf(moments);
  const bars = lanes.flatMap(({ id }) => all.filter(({ copy }) => copy.place === id));
  return { block, name: blockName(m, block), moments, bars };
}

/**
 * Good copies that a step takes away although the device has nothing as new, no copy arrives for them, and nothing
 * newer is in their place: what moves on, is written out or is superseded is no loss.
 */
export function lossesBetween(before: readonly Copy[], after: readonly Copy[], told: number): Copy[] {
  const [was, is] = [before.filter(isAtRest), after.filter(isAtRest)];
  const arrived = is.filter((copy) => copy.isWhole && !holds(was, copy));
  return was.filter(
    (copy) =>
      copy.isWhole &&
      copy.version >= told &&
      !holds(is, copy) &&
      !arrived.some(({ version }) => version >= copy.version) &&
      !is.some(({ place, version, isWhole }) => place === copy.place && isWhole && version > copy.version) &&
      !is.some(({ area, version }) => area === 'device' && version >= copy.version),
  );
}

function holds(copies: readonly Copy[], { place, version }: Copy): boolean {
  return copies.some((other) => other.place === place && other.version === version && other.isWhole);
}

function momentOf(m: Model, w: Wiring, s: State, block: number, step: number): Moment {
  return {
    step,
    told: s.blocks[block]!.acknowledged,
    verdict: verdictOf(rankOfBlock(w, s, block)),
    copies: copiesIn(m, s, block),
  };
}

/** Copies that are the same before and after a step make one bar. */
function barsOf(moments: readonly Moment[]): Bar[] {
  const bars: Bar[] = [];
  let open: { readonly copy: Copy; readonly from: number }[] = [];
  for (const { step, copies } of [...moments, { step: undefined, copies: [] }]) {
    const rest = [...copies];
    const goesOn = open.filter(({ copy }) => takeOut(rest, copy));
    for (const bar of open) if (!goesOn.includes(bar)) bars.push(closed(moments, bar, step));
    open = [...goesOn, ...rest.map((copy) => ({ copy, from: step! }))];
  }
  return bars;
}

function takeOut(copies: Copy[], copy: Copy): boolean {
  const i = copies.findIndex((other) => isSame(other, copy) && other.isGood === copy.isGood);
  if (i >= 0) copies.splice(i, 1);
  return i >= 0;
}

function closed(
  moments: readonly Moment[],
  bar: { readonly copy: Copy; readonly from: number },
  until: number | undefined,
): Bar {
  if (until === undefined) return { ...bar, endsInLoss: false };
  const [before, after] = [moments[until - 1]!, moments[until]!];
  const lost = lossesBetween(before.copies, after.copies, after.told);
  return { ...bar, until, endsInLoss: lost.some((copy) => isSame(copy, bar.copy)) };
}

function isSame(a: Copy, b: Copy): boolean {
  return a.place === b.place && a.area === b.area && a.version === b.version && a.isWhole === b.isWhole;
}
