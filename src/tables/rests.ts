import { serves } from '../../properties/ownership.ts';
import { verdictOf } from '../../properties/verdict.ts';
import { type Wiring, wiringOf } from '../../properties/wiring.ts';
import type { Verdict } from '../../spec/design.ts';
import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import { cardOf } from '../model/protocol.ts';
import { BOARD, sides } from '../model/side.ts';
import type { State } from '../model/state.ts';
import { amissIn } from './components.ts';

/** When a host is answered: before the device has its write, or after. */
export type Policy = 'write-back' | 'write-through';

/**
 * What an array comes to with these parts amiss, once it has reacted: no controller has a step left that changes what any of
 * them serves.
 */
export interface Rest {
  /** What does not work; empty where everything does. */
  readonly amiss: readonly string[];
  /** The mode of each controller; `hung` where it does nothing now, but may go on at any time. */
  readonly modes: { readonly K1: string; readonly K2: string };
  /** Who serves each device: `K1`, `K2`, or nobody. */
  readonly served: { readonly D1: string; readonly D2: string };
  /** How hosts were answered there. Neither: nobody was, within the bounds. */
  readonly policies: readonly Policy[];
  /** The worst that became of any block there. */
  readonly verdict: Verdict;
}

interface Seen {
  readonly rest: Omit<Rest, 'policies' | 'verdict'>;
  readonly policies: Set<Policy>;
  /** Of states in which it has reacted; undefined where it always goes on. */
  rank?: number;
}

/** Collects rests from a walk through a graph: all states, each before the steps from it. */
export class Rests {
  readonly #m: Model;
  readonly #w: Wiring;
  readonly #seen = new Map<string, Seen>();
  /** The state that the steps are from. */
  #at: { readonly seen: Seen; readonly rank: number; reacts: boolean } | undefined;

  constructor(m: Model) {
    this.#m = m;
    this.#w = wiringOf(m.design);
  }

  /** `rank` is that of the state. */
  state(s: State, rank: number): void {
    this.#settle();
    const rest = this.#restOf(s);
    const { amiss, modes, served } = rest;
    const key = [...amiss, modes.K1, modes.K2, served.D1, served.D2].join();
    const seen = this.#seen.get(key) ?? { rest, policies: new Set() };
    this.#seen.set(key, seen);
    this.#at = { seen, rank, reacts: false };
  }

  step(action: Action, before: State, after: State): void {
    if (isReaction(action, before)) this.#at!.reacts = true;
    if (action.name !== 'Acknowledge') return;
    before.blocks.forEach(({ acknowledged, media }, b) => {
      const told = after.blocks[b]!.acknowledged;
      if (told > acknowledged) this.#at!.seen.policies.add(media < told ? 'write-back' : 'write-through');
    });
  }

  /** All of them: the fewest parts amiss first, in the order of their names. */
  get all(): Rest[] {
    this.#settle();
    const rests = [...this.#seen.values()].flatMap(({ rest, policies, rank }): Rest[] =>
      rank === undefined ? [] : [{ ...rest, policies: [...policies].sort(), verdict: verdictOf(rank) }],
    );
    const key = ({ amiss, modes }: Rest) => `${amiss.join()} ${modes.K1} ${modes.K2}`;
    return rests.sort((a, b) => a.amiss.length - b.amiss.length || (key(a) < key(b) ? -1 : 1));
  }

  #settle(): void {
    if (this.#at === undefined || this.#at.reacts) return;
    const { seen, rank } = this.#at;
    seen.rank = Math.max(seen.rank ?? 0, rank);
  }

  #restOf(s: State): Seen['rest'] {
    const serving = sides.map((device) => {
      const [side] = sides.filter((one) => serves(s, one, device));
      return side === undefined ? 'nobody' : BOARD[side];
    });
    const [first, second] = s.controllers.map(({ board, mode }) => (board === 'hung' ? 'hung' : mode));
    return {
      amiss: amissIn(this.#m, this.#w, s),
      modes: { K1: first!, K2: second! },
      served: { D1: serving[0]!, D2: serving[1]! },
    };
  }
}

/** A step by which it boots or reacts: one of a takeover, one that changes a mode, a drain that is waited for. */
function isReaction(action: Action, before: State): boolean {
  const { by, process, touches } = cardOf(action);
  if (by !== 'array') return false;
  if (process === 'drain') return before.controllers.some(({ mode }) => mode === 'draining');
  return process === 'takeover' || touches.includes('controllers.mode');
}
