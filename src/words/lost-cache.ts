import { faultSet } from '../../spec/faults.ts';
import type { Model } from '../model/model.ts';
import { isFed } from '../model/power.ts';
import { BOARD, CACHE, type Side } from '../model/side.ts';
import type { State } from '../model/state.ts';

/** Why a cache has no content any more: dark, failed, or lost with its board (H23). Undefined while it may have some. */
export function whyCacheIsGone(m: Model, s: State, side: Side): 'no power' | 'failed' | 'lost' | undefined {
  if (!isFed(m, s, CACHE[side])) return 'no power';
  const struck = faultSet(m.faults, s.faults);
  if (struck.includes(`CacheLost ${CACHE[side]}`)) return 'failed';
  return m.design.crashLosesMemory && struck.includes(`BoardCrash ${BOARD[side]}`) ? 'lost' : undefined;
}
