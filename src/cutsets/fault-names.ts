import { type MirrorImage, mirrorImageOf } from '../explorer/fold/mirror-image.ts';
import type { Model } from '../model/model.ts';

/** Faults of a design by their labels: in which order they stand, and what they are called on the other side. */
export class FaultNames {
  readonly #labels: readonly string[];
  readonly #image: MirrorImage | undefined;

  constructor(m: Model) {
    this.#labels = m.faults.map(({ label }) => label);
    this.#image = mirrorImageOf(m);
  }

  /** In the order of the faults of the design. */
  sorted(faults: readonly string[]): string[] {
    return this.#labels.filter((label) => faults.includes(label));
  }

  /** The same faults on the other side, one for one. Undefined where the array looks another from there. */
  imageOf(faults: readonly string[]): string[] | undefined {
    const image = this.#image;
    return image && faults.map((label) => this.#labels[image.fault[this.#labels.indexOf(label)]!]!);
  }

  /** Of sets of one size the one whose faults stand first. */
  compare(a: readonly string[], b: readonly string[]): number {
    const [ours, theirs] = [this.#indexesOf(a), this.#indexesOf(b)];
    const differing = ours.findIndex((index, i) => index !== theirs[i]);
    return differing < 0 ? 0 : ours[differing]! - theirs[differing]!;
  }

  /** Whether it is its own mirror image, or stands before that. */
  isFirst(faults: readonly string[]): boolean {
    const image = this.imageOf(faults);
    return image === undefined || this.compare(faults, this.sorted(image)) <= 0;
  }

  #indexesOf(faults: readonly string[]): number[] {
    return this.sorted(faults).map((label) => this.#labels.indexOf(label));
  }
}
