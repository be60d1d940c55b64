import { keyOf, strike } from '../../../spec/faults.ts';
import type { Action } from '../../model/action.ts';
import type { Model } from '../../model/model.ts';
import { codecFor } from '../codec.ts';
import { Expander, type Instance } from '../expand.ts';
import type { FaultSetFinding, Shows } from '../findings.ts';
import type { FoldName } from './fold.ts';
import { type MirrorImage, mirroredAction, mirroredSet } from './mirror-image.ts';
import { packerOf } from './stand-in.ts';

/**
 * Makes schedules of the model itself of paths through folded states. Both are of one length, for a state and the one that
 * stands for it have the same future.
 */
export class Unfolding {
  readonly #folded: FoldedWalk;
  readonly #itself: FoldedWalk;

  constructor(m: Model, folds: readonly FoldName[]) {
    this.#folded = new FoldedWalk(m, folds);
    this.#itself = new FoldedWalk(m, folds);
  }

  /**
   * For a path given by its instances: step by step the action of the same name that leads to the same folded state. Where
   * the last step is to show something, it is one that does: of several that lead there others may not.
   */
  unfold(path: readonly number[], shows: Shows = () => true): Action[] {
    const [folded, itself] = [this.#folded, this.#itself];
    folded.restart();
    itself.restart();
    return path.map((index, at) => {
      const isLast = at === path.length - 1;
      const wanted = folded.lookAhead(folded.instances[index]!);
      folded.goOnFolded();
      const { name } = folded.instances[index]!.action;
      const by = itself.instances.find(
        (instance) =>
          instance.action.name === name &&
          itself.isEnabled(instance) &&
          (!isLast || itself.doesShow(instance, shows)) &&
          isEqual(itself.lookAhead(instance), wanted),
      );
      if (by === undefined) throw new Error(`no ${name} leads to what its folded state leads to`);
      itself.goOn(by);
      return by.action;
    });
  }
}

/** The same fault sets and their mirror images, each with schedules in which it strikes. */
export function forBothSides(image: MirrorImage, found: readonly FaultSetFinding[]): FaultSetFinding[] {
  const all = new Map<number | string, FaultSetFinding>();
  for (const finding of found) {
    for (const faults of [finding.faults, mirroredSet(image, finding.faults)]) {
      const known = all.get(keyOf(faults));
      all.set(keyOf(faults), known === undefined ? { ...finding, faults } : worse(known, finding));
    }
  }
  return [...all.values()].map((finding) => ({ ...finding, schedules: striking(image, finding) }));
}

/** Where both a set and its mirror image were seen, each for some of the states. */
function worse(a: FaultSetFinding, b: FaultSetFinding): FaultSetFinding {
  const schedules = new Map([...b.schedules, ...a.schedules]);
  for (const [rank, schedule] of b.schedules) {
    const other = a.schedules.get(rank);
    if (other !== undefined && schedule().length < other().length) schedules.set(rank, schedule);
  }
  return { ...a, rank: Math.max(a.rank, b.rank), schedules };
}

function striking(image: MirrorImage, { faults, schedules }: FaultSetFinding) {
  return new Map(
    [...schedules].map(([rank, schedule]) => {
      const onThisSide = () => {
        const actions = schedule();
        const struck = faults.map(() => false);
        for (const action of actions) if ('fault' in action) strike(struck, action.fault);
        return keyOf(struck) === keyOf(faults)
          ? actions
          : actions.map((action) => mirroredAction(image, action));
      };
      return [rank, onThisSide] as const;
    }),
  );
}

/** A walk through the states of a model that knows of each what stands for it. */
class FoldedWalk {
  readonly instances: readonly Instance[];
  readonly #expander: Expander;
  readonly #pack: () => Uint32Array;
  readonly #packRenumbered: () => Uint32Array;
  readonly #stand: (words: Uint32Array, at: number) => void;

  constructor(m: Model, folds: readonly FoldName[]) {
    this.#expander = new Expander(m);
    this.instances = this.#expander.instances;
    this.#pack = packerOf(m, folds, this.#expander.after);
    const versions = folds.filter((name) => name === 'versions');
    this.#packRenumbered = packerOf(m, versions, this.#expander.after);
    this.#stand = codecFor(m).decoder(this.#expander.before);
  }

  restart(): void {
    this.#expander.reset();
    this.#expander.advance();
  }

  isEnabled(by: Instance): boolean {
    return this.#expander.isEnabled(by);
  }

  doesShow(by: Instance, shows: Shows): boolean {
    this.#expander.take(by);
    return shows(this.#expander.before, by, this.#expander.after);
  }

  /** What stands for the state that an action leads to, until the next look. */
  lookAhead(by: Instance): Uint32Array {
    this.#expander.take(by);
    return this.#pack();
  }

  /** Goes to what stands for the state that was looked at. */
  goOnFolded(): void {
    this.#stand(this.#pack(), 0);
  }

  /** Goes to the state itself that an action leads to. Only its versions are renumbered: actions do not name them. */
  goOn(by: Instance): void {
    this.#expander.take(by);
    this.#stand(this.#packRenumbered(), 0);
  }
}

function isEqual(a: Uint32Array, b: Uint32Array): boolean {
  return a.every((word, i) => word === b[i]);
}
