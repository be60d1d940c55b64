import type { Action } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import type { Instance } from './expand.ts';
import type { FaultSetFinding, Shows } from './findings.ts';
import type { FoldName } from './fold/fold.ts';
import { mirrorImageOf } from './fold/mirror-image.ts';
import { forBothSides, Unfolding } from './fold/unfold.ts';

/** Says of a search that may fold what it means in the model itself. */
export class Paths {
  readonly #m: Model;
  readonly #folds: readonly FoldName[];
  readonly #instances: readonly Instance[];
  #unfolding: Unfolding | undefined;

  constructor(m: Model, folds: readonly FoldName[], instances: readonly Instance[]) {
    this.#m = m;
    this.#folds = folds;
    this.#instances = instances;
  }

  /** The actions of a path, which is given by instances; with folds, actions that lead where it leads. */
  actionsOf(path: readonly number[], shows?: Shows): Action[] {
    if (this.#folds.length === 0) return path.map((instance) => this.#instances[instance]!.action);
    this.#unfolding ??= new Unfolding(this.#m, this.#folds);
    return this.#unfolding.unfold(path, shows);
  }

  /** Of two sets that are mirror images of each other the search may have seen one: it speaks for both. */
  allOf(found: readonly FaultSetFinding[]): readonly FaultSetFinding[] {
    const image = this.#folds.includes('sides') ? mirrorImageOf(this.#m) : undefined;
    return image === undefined ? found : forBothSides(image, found);
  }
}
