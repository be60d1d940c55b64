import { keepersOf } from '../../properties/keepers.ts';
import { verdictOf } from '../../properties/verdict.ts';
import { type Wiring, wiringOf } from '../../properties/wiring.ts';
import { strikes, type Verdict } from '../../spec/design.ts';
import { isStruck, sizeOf } from '../../spec/faults.ts';
import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import { cardOf } from '../model/protocol.ts';
import { BOARD, CACHE, FIFO } from '../model/side.ts';
import type { Draft, State } from '../model/state.ts';
import { sentenceOf } from '../words/actions.ts';
import { consequencesOf } from '../words/consequences.ts';
import { amissIn, unfedParts } from './components.ts';
import { References } from './references.ts';

/** What a single fault does to an array, whenever it strikes: all that was seen of it, in words. */
export interface Effect {
  /** What is struck: `power unit P1`. */
  readonly item: string;
  readonly fault: string;
  /** How it fails, and what that takes with it at once. */
  readonly failure: string;
  readonly local: readonly string[];
  readonly verdict: Verdict;
  /** What a host sees of it beside that. */
  readonly host: readonly string[];
  /** The first reactions of controllers, which are made without a fault never. */
  readonly detected: readonly string[];
  /** Where the host was answered from, or would be, what no device had yet. */
  readonly kept: readonly string[];
  /** Claims, rules and hazards that the lifecycle charts name for what happens only with this fault. */
  readonly claims: readonly string[];
}

interface Seen {
  failure: string;
  rank: number;
  readonly local: Set<string>;
  readonly host: Set<string>;
  readonly detected: Set<string>;
  readonly kept: Set<string>;
  readonly claims: Set<string>;
  /** A part fails, and no more than an operation ends with an error. */
  breaks: boolean;
}

const nothingSeen = (): Seen => ({
  failure: '',
  rank: 0,
  local: new Set(),
  host: new Set(),
  detected: new Set(),
  kept: new Set(),
  claims: new Set(),
  breaks: false,
});

/** Collects the effects of single faults from a walk through a graph that notes lifecycle changes. */
export class Effects {
  readonly #m: Model;
  readonly #w: Wiring;
  readonly #references = new References();
  readonly #without = nothingSeen();
  readonly #byFault: Seen[];

  constructor(m: Model) {
    this.#m = m;
    this.#w = wiringOf(m.design);
    this.#byFault = m.faults.map(nothingSeen);
  }

  /** `rank` is that of the state. */
  state(s: State, rank: number): void {
    const seen = this.#seenIn(s);
    if (seen === undefined) return;
    seen.rank = Math.max(seen.rank, rank);
    s.blocks.forEach(({ acknowledged, media }, block) => {
      if (media >= acknowledged) return;
      for (const { holder, side, isReached } of keepersOf(this.#w, s, block, acknowledged)) {
        if (isReached) seen.kept.add(placeOf(holder, side));
      }
    });
  }

  step(action: Action, before: Draft, after: Draft): void {
    const { by, process } = cardOf(action);
    const isStrike = by === 'fault' && 'fault' in action;
    if (isStrike && sizeOf(before.faults) > 0) return;
    const seen = isStrike ? this.#byFault[action.fault]! : this.#seenIn(before);
    if (seen === undefined) return;
    for (const move of after.moves ?? []) for (const name of this.#references.of(move)) seen.claims.add(name);
    const around = { m: this.#m, before, after };
    if (isStrike) this.#strike(seen, action, before, after);
    if (process === 'takeover' && FIRST.has(action.name)) seen.detected.add(sentenceOf(action, around));
    if (isStrike || process === 'takeover') this.#unanswered(seen, action, before, after);
    before.blocks.forEach(({ ending }, b) => {
      const isTold = ending !== 'failed' && after.blocks[b]!.ending === 'failed' && by === 'array';
      if (isTold && ending !== 'aborted') seen.host.add('a write may be told failed');
    });
  }

  /** In the order of the faults of the design. */
  get all(): Effect[] {
    return this.#m.faults.map(({ kind, target, label }, i) => {
      const seen = this.#byFault[i]!;
      const only = (key: 'host' | 'detected' | 'claims') =>
        [...seen[key]].filter((each) => !this.#without[key].has(each));
      return {
        item: `${strikes[kind]} ${target}`.trim(),
        fault: label,
        failure: seen.failure,
        local: [...seen.local],
        verdict: verdictOf(seen.rank),
        host: only('host'),
        detected: this.#detectionOf(seen, only('detected')),
        kept: [...seen.kept].sort(),
        claims: only('claims').sort(inOrder),
      };
    });
  }

  #detectionOf({ breaks }: Seen, reactions: readonly string[]): readonly string[] {
    if (reactions.length > 0 || breaks) return reactions;
    return ['who asked for it is told of the error'];
  }

  #strike(seen: Seen, action: Action, before: Draft, after: Draft): void {
    const around = { m: this.#m, before, after };
    seen.failure = sentenceOf(action, around);
    const consequences = consequencesOf(this.#m, before, action, after);
    for (const each of consequences) if (!/version/.test(each)) seen.local.add(each);
    for (const part of this.#enginesUnfed(before, after)) seen.local.add(`${part} is without power`);
    const parts = (s: State) => amissIn(this.#m, this.#w, s).join();
    const modes = (s: State) => s.controllers.map(({ mode }) => mode).join();
    seen.breaks ||= parts(before) !== parts(after) || modes(before) !== modes(after);
  }

  /** Of engines nothing else tells that they stop. */
  #enginesUnfed(before: State, after: State): string[] {
    const already = unfedParts(this.#m, this.#w, before);
    return unfedParts(this.#m, this.#w, after).filter(
      (part) => part.startsWith('E') && !already.includes(part),
    );
  }

  #unanswered(seen: Seen, action: Action, before: Draft, after: Draft): void {
    const isAny = consequencesOf(this.#m, before, action, after).some((each) => /unanswered/.test(each));
    if (isAny) seen.host.add('a write under way may stay unanswered');
  }

  /** What is seen of the one fault that has struck, or of none. */
  #seenIn(s: State): Seen | undefined {
    const struck = sizeOf(s.faults);
    if (struck > 1) return undefined;
    return struck === 0 ? this.#without : this.#byFault[s.faults.findIndex((_, i) => isStruck(s.faults, i))];
  }
}

/** Steps by which a controller notices something, and not what it does then. */
const FIRST: ReadonlySet<string> = new Set(['Degrade', 'Suspect', 'StandDown']);

function placeOf(holder: string, side: 0 | 1): string {
  if (holder === 'FIFO') return `FIFO ${FIFO[side]}`;
  return holder === 'device write' ? `device write of ${BOARD[side]}` : `${holder} of ${CACHE[side]}`;
}

/** A4 before A12, and claims before rules before hazards. */
function inOrder(a: string, b: string): number {
  const rank = (name: string) => 'ABRH'.indexOf(name[0]!) * 1000 + Number(/\d+/.exec(name)![0]) * 10;
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
