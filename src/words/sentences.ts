import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import type { State } from '../model/state.ts';
import { sentenceOf } from './actions.ts';
import { consequencesOf } from './consequences.ts';
import { goodCopiesOf, isAtRest } from './copies.ts';
import { versionName } from './names.ts';

/** What one action did, as a sentence without its full stop: the action, then what followed from it. */
export function tellStep(m: Model, before: State, action: Action, after: State): string {
  const consequences = consequencesOf(m, before, action, after);
  const sentence = sentenceOf(action, { m, before, after });
  return consequences.length === 0 ? sentence : `${sentence}: ${consequences.join(', ')}`;
}

/** What became of the newest acknowledged version of a block: where copies are left, or that none is. */
export function tellFate(m: Model, s: State, block: number, verdict: string): string {
  const { acknowledged, settled } = s.blocks[block]!;
  const name = `${versionName(acknowledged)} of block ${block + 1}`;
  if (verdict === 'lost') return `no copy of ${name} remains`;
  if (verdict === 'stale')
    return `the host is answered version ${settled}, although it was told that ${name} is safe`;
  const holders = goodCopiesOf(m, s, block, acknowledged).map((copy) =>
    isAtRest(copy) ? copy.place : 'a device write under way',
  );
  return `${name} is left in ${[...new Set(holders)].join(' and ')}, which no working controller can reach`;
}
