import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';
import { drawingOf } from '../words/actions.ts';
import { copiesIn } from '../words/copies.ts';
import { at, type DrawnEvent } from '../words/drawing.ts';
import { shortVersionOf } from '../words/names.ts';
import { lossesBetween } from './copies.ts';

/** What one action did, between and at lanes: the action itself, then the copies that it destroyed. */
export function eventsOf(m: Model, before: State, action: Action, after: State): DrawnEvent[] {
  return [...drawingOf(action, { m, before, after }), ...lossesOf(m, before, after)];
}

/** One event for each place that loses good copies. */
function lossesOf(m: Model, before: State, after: State): DrawnEvent[] {
  const lost = new Map<string, string[]>();
  after.blocks.forEach(({ acknowledged, issued, ending }, block) => {
    const gone = lossesBetween(copiesIn(m, before, block), copiesIn(m, after, block), acknowledged);
    for (const { place, version } of gone) {
      // What is discarded is given up on purpose (R14, R15).
      if (ending === 'failed' && version === issued) continue;
      lost.set(place, [...(lost.get(place) ?? []), shortVersionOf({ block, version })]);
    }
  });
  return [...lost].map(([place, versions]) =>
    at('loss', place, `loses ${[...new Set(versions)].join(', ')}`),
  );
}
