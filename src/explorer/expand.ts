import type { Action } from '../model/action.ts';
import { type Card, isBudgetSpent, type Mode, mayAct } from '../model/card.ts';
import { LIFECYCLE_STATES } from '../model/lifecycle.ts';
import type { Model } from '../model/model.ts';
import { type AnyTransition, actionsOf, cardOf } from '../model/protocol.ts';
import { type Side, sides } from '../model/side.ts';
import { type Controller, type Draft, initialState, type State } from '../model/state.ts';
import { isEnabled } from '../model/step.ts';
import { ANYTHING } from './changes.ts';
import { type Copier, copierFor } from './codec.ts';

/** An action of the model with all that is said of it. `index` is its place among all of them. */
export interface Instance {
  readonly index: number;
  readonly action: Action;
  readonly card: AnyTransition;
  /** Whether the array does it by itself. */
  readonly isOwn: boolean;
  /** Guard and effect of the card: cards are of many forms, this record, which the inner loop asks, of one. */
  readonly closed: AnyTransition['closed'];
  readonly apply: AnyTransition['apply'];
}

/** Every action that the model has, enabled or not. */
export function instancesIn(m: Model): Instance[] {
  return actionsOf(m).map((action, index) => {
    const card = cardOf(action);
    const { closed, apply } = card;
    return { index, action, card, isOwn: card.by === 'array', closed, apply };
  });
}

/**
 * A place to stand in the state graph: the state `before`, and in `after` what an action makes of it. Both change in
 * place, and nothing is allocated from one step to the next. Whoever needs the successors of a state asks here.
 */
export class Expander {
  readonly instances: readonly Instance[];
  readonly before: Draft;
  readonly after: Draft;
  readonly #m: Model;
  /** Whether the lifecycle changes of each step are noted in `after.moves`. */
  readonly #notesMoves: boolean;
  readonly #reset: Copier;
  readonly #stay: Copier;
  readonly #advance: Copier;
  readonly #withinBudget: Actors;
  readonly #budgetSpent: Actors;

  constructor(m: Model, { notesMoves = false } = {}) {
    this.#m = m;
    this.#notesMoves = notesMoves;
    this.instances = instancesIn(m);
    this.before = { ...initialState(m), moves: null };
    this.after = { ...initialState(m), moves: null };
    const copier = copierFor(m);
    this.#reset = copier('reset', this.after, initialState(m));
    this.#stay = copier('stay', this.after, this.before);
    this.#advance = copier('advance', this.before, this.after);
    this.#withinBudget = actorsAmong(this.instances, false);
    this.#budgetSpent = actorsAmong(this.instances, true);
  }

  /** Visits every successor of `before`, which `after` holds until the next. */
  expand(visit: Visit): void {
    this.#stay(ANYTHING);
    for (const instances of this.whoMayAct(this.before)) this.#takeEach(instances, visit);
  }

  /** The instances to ask in a state: of hardware and faults, then those that each controller takes. */
  whoMayAct(s: State): readonly (readonly Instance[])[] {
    const { unbound, bound } = isBudgetSpent(this.#m, s) ? this.#budgetSpent : this.#withinBudget;
    const [one, other] = sides.map((side) => {
      const { board, mode } = s.controllers[side];
      return bound[side]!.get(board)!.get(mode)!;
    });
    return [unbound, one!, other!];
  }

  /** All instances in the order in which a state asks those that may act in it. */
  get inOrder(): Instance[] {
    const { unbound, bound } = this.#withinBudget;
    const side = (at: Side) =>
      this.instances.filter((one) =>
        [...bound[at]!.values()].some((modes) => [...modes.values()].some((list) => list.includes(one))),
      );
    return [...new Set([...unbound, ...side(0), ...side(1), ...this.instances])];
  }

  /** Whether an action may happen in `before`. */
  isEnabled({ action }: Instance): boolean {
    return isEnabled(this.#m, this.before, action);
  }

  /** Makes `after` what an enabled action makes of `before`. */
  take(by: Instance): void {
    this.#stay(ANYTHING);
    this.#apply(by);
  }

  /** Goes where the last action led. */
  advance(): void {
    this.#advance(ANYTHING);
  }

  /** Takes one more action, enabled where the last one led: `advance` and `take` in one. */
  goOn(by: Instance): void {
    this.#advance(ANYTHING);
    this.#apply(by);
  }

  /** Makes `after` the initial state. */
  reset(): void {
    this.#reset(ANYTHING);
  }

  #takeEach(instances: readonly Instance[], visit: Visit): void {
    const { before, after } = this;
    for (let i = 0; i < instances.length; i++) {
      const instance = instances[i]!;
      if (instance.closed(this.#m, before, instance.action) !== undefined) continue;
      if (this.#notesMoves) after.moves = [];
      instance.apply(this.#m, after, instance.action);
      this.#stay(visit(instance));
    }
  }

  #apply({ apply, action }: Instance): void {
    if (this.#notesMoves) this.after.moves = [];
    apply(this.#m, this.after, action);
  }
}

/** Looks at a successor. Returns what may differ in it from the state that it comes from, in bits of `Changes`. */
export type Visit = (by: Instance) => number;

type Board = Controller['board'];

/** Who may act, as far as that depends on controllers and the budget for faults alone: asked once, not in each state. */
interface Actors {
  /** Instances that hardware and faults take, whatever the controllers do. */
  readonly unbound: readonly Instance[];
  /** Instances that each controller takes, or hardware for it, by the state of its board and its mode. */
  readonly bound: readonly ReadonlyMap<Board, ReadonlyMap<Mode, readonly Instance[]>>[];
}

function actorsAmong(instances: readonly Instance[], isBudgetSpent: boolean): Actors {
  const { 'controller.board': boards, 'controller.mode': modes } = LIFECYCLE_STATES;
  const boundTo = (side: Side) =>
    instances.filter(({ action, card }) => isBound(card) && 'side' in action && action.side === side);
  return {
    unbound: instances.filter(({ card }) => !isBound(card) && mayAct(card, ANY, isBudgetSpent)),
    bound: sides.map((side) =>
      each(boards, (board) =>
        each(modes, (mode) =>
          boundTo(side).filter(({ card }) => mayAct(card, { board, mode }, isBudgetSpent)),
        ),
      ),
    ),
  };
}

/** A controller in whose state nobody has an interest. */
const ANY = { board: 'up', mode: 'booting' } as const;

function isBound({ modes, of }: Card): boolean {
  return modes !== undefined || of !== undefined;
}

function each<K, V>(keys: readonly K[], value: (key: K) => V): Map<K, V> {
  return new Map(keys.map((key) => [key, value(key)]));
}
