import type { Model } from '../../model/model.ts';
import { fieldsOf } from '../../model/shape.ts';
import { type Side, sides } from '../../model/side.ts';
import { type Block, type State, shape } from '../../model/state.ts';
import { bitsNamed } from '../changes.ts';
import { digestOf } from './digest.ts';
import type { Tidy } from './tidy.ts';

/*
 * Which block of a device it is makes no difference where no write spans blocks. Of blocks that are alike themselves what
 * holds them decides, by a digest: two that it takes for equal stay as they are, and cost a state more at most.
 */

/** Puts the blocks of each device into an order of their content, in all that names them. */
export function orderBlocks(m: Model, state: State, foldsSlots: boolean): Tidy {
  const names = bitsNamed(fieldsOf(shape, m), ['blocks', 'caches', 'controllers.table', 'fifos.entries']);
  const devices = sides.map((side) => new Device(m, state, side, foldsSlots));
  return (changed) => {
    if ((changed & names) === 0) return 0;
    let moved = false;
    for (const device of devices) if (device.order()) moved = true;
    return moved ? names : 0;
  };
}

class Device {
  readonly #side: Side;
  readonly #blocks: readonly Block[];
  readonly #first: number;
  readonly #holders: readonly Holder[];
  readonly #digest: (block: number) => number;

  constructor(m: Model, state: State, side: Side, foldsSlots: boolean) {
    this.#side = side;
    this.#first = m.blocks.indexOf(side);
    this.#blocks = state.blocks.filter((_, b) => m.blocks[b] === side);
    this.#holders = [
      ...state.caches.flat(),
      ...state.controllers.flatMap(({ table }) => table),
      ...state.fifos.flatMap(({ entries }) => entries),
    ];
    this.#digest = digestOf(m, state, side, foldsSlots);
  }

  order(): boolean {
    let moved = false;
    for (let i = 1; i < this.#blocks.length; i++) {
      for (let at = i; at > 0 && this.#compare(at, at - 1) < 0; at--) {
        this.#exchange(at);
        moved = true;
      }
    }
    return moved;
  }

  /** The same on both sides, so that the mirror image of what is ordered is ordered. */
  #compare(at: number, other: number): number {
    const [a, b] = [this.#blocks[at]!, this.#blocks[other]!];
    const own = this.#side;
    return (
      b.issued - a.issued ||
      b.acknowledged - a.acknowledged ||
      b.settled - a.settled ||
      b.media - a.media ||
      b.queued[own] - a.queued[own] ||
      b.queued[1 - own]! - a.queued[1 - own]! ||
      this.#openAt(b) - this.#openAt(a) ||
      (a.issued === 0 ? 0 : this.#digest(this.#first + at) - this.#digest(this.#first + other))
    );
  }

  #openAt({ openAt }: Block): number {
    return openAt === 0 || this.#side === 0 ? openAt : 3 - openAt;
  }

  /** Exchanges a block with the one before it, in all that names one of them. */
  #exchange(at: number): void {
    exchangeContent(this.#blocks[at]!, this.#blocks[at - 1]!);
    const block = this.#first + at;
    for (const holder of this.#holders) {
      if (holder.version === 0) continue;
      if (holder.block === block) holder.block = block - 1;
      else if (holder.block === block - 1) holder.block = block;
    }
  }
}

interface Holder {
  block: number;
  readonly version: number;
}

function exchangeContent(a: Block, b: Block): void {
  const { queued, ...content } = a;
  const { queued: others, ...other } = b;
  Object.assign(a, other);
  Object.assign(b, content);
  for (const side of sides) [queued[side], others[side]] = [others[side], queued[side]];
}
