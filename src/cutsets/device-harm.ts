import { rankOfBlock } from '../../properties/verdict.ts';
import { wiringOf } from '../../properties/wiring.ts';
import type { Model } from '../model/model.ts';
import { PHASES } from '../model/phase.ts';
import { BOARD, type Side } from '../model/side.ts';
import { actionsByLabel } from '../schedule/label.ts';
import { replay, statesOf, type Trace } from '../schedule/replay.ts';
import { lastCopiesOf } from '../words/last-copies.ts';
import type { DeviceHarm, Harm } from './cut-set.ts';
import type { History } from './histories.ts';

/**
 * What a set of faults does to the data of one device, by the histories that come to the verdict. The schedule is one of the
 * array as it is, with all of its faults.
 */
export function deviceHarm(m: Model, device: Side, verdict: Harm, histories: readonly History[]): DeviceHarm {
  const told = histories.map((history) => ({ history, schedule: history.schedule() }));
  const { history, schedule } = told.reduce((best, next) =>
    next.schedule.length < best.schedule.length ? next : best,
  );
  const trace = replayed(m, schedule);
  const block = worstBlockIn(m, trace, device);
  const { partings, left } = lastCopiesOf(m, statesOf(trace), block);
  const strikes = history.order.map((fault) => {
    const at = schedule.indexOf(fault) + 1;
    const takes = partings.filter(({ step }) => step === at).map(({ copy }) => copy.place);
    return { fault, phases: phasesOf(fault, histories), takes: [...new Set(takes)] };
  });
  const places = [...new Set(left.map(({ place }) => place))];
  return { device: `D${device + 1}`, writer: BOARD[device], verdict, strikes, left: places, schedule };
}

function phasesOf(fault: string, histories: readonly History[]) {
  const seen = histories.map(({ order, phases }) => phases[order.indexOf(fault)]!);
  return PHASES.filter((name) => seen.some((phases) => phases.includes(name)));
}

function replayed(m: Model, schedule: readonly string[]): Trace {
  const actions = actionsByLabel(m);
  return replay(
    m,
    schedule.map((label) => actions.get(label)!),
    [],
  );
}

function worstBlockIn(m: Model, trace: Trace, device: Side): number {
  const w = wiringOf(m.design);
  const end = statesOf(trace).at(-1)!;
  const blocks = w.blocks[device]!;
  const ranks = blocks.map((block) => rankOfBlock(w, end, block));
  return blocks[ranks.indexOf(Math.max(...ranks))]!;
}
