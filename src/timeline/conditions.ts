import { drains } from '../../properties/copies.ts';
import { type Wiring, wiringOf } from '../../properties/wiring.ts';
import { isFenced } from '../model/epochs.ts';
import type { Model } from '../model/model.ts';
import { BOARD, CACHE, FIFO, type Side, sides } from '../model/side.ts';
import type { State } from '../model/state.ts';
import { ARBITER, CHANNEL } from '../words/drawing.ts';
import { whyCacheIsGone } from '../words/lost-cache.ts';
import type { Lane, LaneSpan, Life } from './types.ts';

interface Condition {
  readonly life: Life;
  readonly says: string;
}

const works: Condition = { life: 'works', says: '' };
const dead = (says: string): Condition => ({ life: 'dead', says });
const impaired = (says: string): Condition => ({ life: 'impaired', says });

/** How each lane fares over time; the first of the states is the one before the first step. */
export function spansOf(m: Model, lanes: readonly Lane[], states: readonly State[]): LaneSpan[] {
  const conditions = states.map((s) => conditionsIn(m, s));
  return lanes.flatMap(({ id }) => {
    const own = conditions.map((condition) => condition.get(id) ?? works);
    const starts = own.flatMap(({ life, says }, step) => {
      const before = own[step - 1];
      return before?.life === life && before.says === says ? [] : [step];
    });
    return starts.map((from, i): LaneSpan => {
      const until = starts[i + 1];
      return { lane: id, from, ...(until === undefined ? {} : { until }), ...own[from]! };
    });
  });
}

function conditionsIn(m: Model, s: State): Map<string, Condition> {
  const w = wiringOf(m.design);
  return new Map<string, Condition>([
    ...sides.flatMap((side) => [
      [BOARD[side], boardIn(s, side)] as const,
      [CACHE[side], cacheIn(m, s, side)] as const,
      [FIFO[side], fifoIn(w, s, side)] as const,
    ]),
    [CHANNEL, s.channelUp ? works : dead('cut')],
    [ARBITER, s.arbiterUp ? works : dead('down')],
    ...s.units.map((state, i) => [m.unitNames[i]!, state === 'on' ? works : dead('off')] as const),
    ...s.batteries.map((battery, i) => [m.batteryNames[i]!, batteryIn(battery)] as const),
  ]);
}

function boardIn(s: State, side: Side): Condition {
  const { board, mode } = s.controllers[side];
  if (board === 'down') return dead('down');
  if (mode === 'stopped') return dead('stopped');
  if (board === 'hung') return impaired('hung');
  if (mode === 'fenced') return impaired('fenced');
  return isFenced(s, side) ? impaired('old epoch') : works;
}

/** A stopped controller's cache may keep its content, where nobody gets at it. */
function cacheIn(m: Model, s: State, side: Side): Condition {
  const { board, mode } = s.controllers[side];
  const why = whyCacheIsGone(m, s, side);
  if (why !== undefined) return dead(why);
  return board === 'down' || mode === 'stopped' ? impaired('cut off') : works;
}

function fifoIn(w: Wiring, s: State, side: Side): Condition {
  const { state, entries } = s.fifos[side];
  if (state === 'failed') return dead('failed');
  const isWaiting = entries.some(({ version, drained }) => version > 0 && !drained);
  return isWaiting && !drains(w, s, side) ? impaired('cannot drain') : works;
}

function batteryIn({ state, charge }: State['batteries'][number]): Condition {
  if (state === 'flat') return dead('flat');
  return state === 'feeding' ? { life: 'works', says: `feeds, ${charge} left` } : works;
}
