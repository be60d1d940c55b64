import type { Action } from '../model/action.ts';
import { mayAct } from '../model/card.ts';
import { LIFECYCLE_STATES } from '../model/lifecycle.ts';
import type { Model } from '../model/model.ts';
import { type AnyTransition, actionsOf, cardOf } from '../model/protocol.ts';
import { sides } from '../model/side.ts';
import { type Controller, type Draft, initialState } from '../model/state.ts';
import { isEnabled } from '../model/step.ts';
import { copierFor, draftFor } from './codec.ts';

/** An action of the model with all that is said of it. `index` is its place among all of them. */
export interface Instance {
  readonly index: number;
  readonly action: Action;
  readonly card: AnyTransition;
}

/** Every action that the model has, enabled or not. */
export function instancesIn(m: Model): Instance[] {
  return actionsOf(m).map((action, index) => ({ index, action, card: cardOf(action) }));
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
  readonly #reset: () => void;
  readonly #stay: () => void;
  readonly #advance: () => void;
  /** Instances that hardware, faults and the host take. */
  readonly #unbound: readonly Instance[];
  /** Instances that each controller takes, by the state of its board and its mode. */
  readonly #bound: readonly ByBoard[];

  constructor(m: Model, { notesMoves = false } = {}) {
    this.#m = m;
    this.#notesMoves = notesMoves;
    this.instances = instancesIn(m);
    this.before = draftFor(m);
    this.after = draftFor(m);
    const copier = copierFor(m);
    this.#reset = copier(this.after, initialState(m));
    this.#stay = copier(this.after, this.before);
    this.#advance = copier(this.before, this.after);
    this.#unbound = this.instances.filter(({ card }) => card.modes === undefined);
    this.#bound = sides.map((side) =>
      byBoard(
        this.instances.filter(
          ({ action, card }) => card.modes !== undefined && 'side' in action && action.side === side,
        ),
      ),
    );
  }

  /** Visits every successor of `before`, which `after` holds until the next. */
  expand(visit: (by: Instance) => void): void {
    this.#takeEach(this.#unbound, visit);
    for (const side of sides) {
      const { board, mode } = this.before.controllers[side];
      this.#takeEach(this.#bound[side]!.get(board)!.get(mode)!, visit);
    }
  }

  /** Whether an action may happen in `before`. */
  isEnabled({ action }: Instance): boolean {
    return isEnabled(this.#m, this.before, action);
  }

  /** Makes `after` what an enabled action makes of `before`. */
  take(by: Instance): void {
    this.#stay();
    this.#apply(by);
  }

  /** Goes where the last action led. */
  advance(): void {
    this.#advance();
  }

  /** Takes one more action, enabled where the last one led: `advance` and `take` in one. */
  goOn(by: Instance): void {
    this.#advance();
    this.#apply(by);
  }

  /** Makes `after` the initial state. */
  reset(): void {
    this.#reset();
  }

  #takeEach(instances: readonly Instance[], visit: (by: Instance) => void): void {
    for (let i = 0; i < instances.length; i++) {
      const instance = instances[i]!;
      if (!instance.card.enabled(this.#m, this.before, instance.action)) continue;
      this.take(instance);
      visit(instance);
    }
  }

  #apply({ card, action }: Instance): void {
    if (this.#notesMoves) this.after.moves = [];
    card.apply(this.#m, this.after, action);
  }
}

type ByBoard = ReadonlyMap<Controller['board'], ReadonlyMap<Controller['mode'], readonly Instance[]>>;

function byBoard(instances: readonly Instance[]): ByBoard {
  const acting = (board: Controller['board']) =>
    new Map(
      LIFECYCLE_STATES['controller.mode'].map((mode) => [
        mode,
        instances.filter(({ card }) => mayAct(card, { board, mode })),
      ]),
    );
  return new Map(LIFECYCLE_STATES['controller.board'].map((board) => [board, acting(board)]));
}
