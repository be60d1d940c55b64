import type { Part } from '../../spec/design.ts';
import type { Model } from './model.ts';
import type { State } from './state.ts';

/** Whether a power unit feeds the part right now. */
export function onUnits(m: Model, s: State, part: Part): boolean {
  for (const unit of m.supplies[part].units) if (s.units[unit] === 'on') return true;
  return false;
}

/** Whether a part keeps its content and works: a power unit or a battery that is not flat feeds it (B2-B5, B11-B13). */
export function isFed(m: Model, s: State, part: Part): boolean {
  if (onUnits(m, s, part)) return true;
  for (const battery of m.supplies[part].batteries) if (s.batteries[battery]!.state !== 'flat') return true;
  return false;
}
