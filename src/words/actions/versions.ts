import type { Model } from '../../model/model.ts';
import { isNewer } from '../../model/numbers.ts';
import type { Side } from '../../model/side.ts';
import type { State } from '../../model/state.ts';
import type { Versioned } from '../names.ts';

/** The version of a block that the host wrote last. */
export function newest(s: State, block: number): Versioned {
  return { block, version: s.blocks[block]!.issued };
}

export function onDevice(s: State, block: number): Versioned {
  return { block, version: s.blocks[block]!.media };
}

/** What the device holds, where it passes for a newer version, by a number that is no older (R1_epoch weakened). */
export function passingFor(s: State, { block, version }: Versioned): Versioned | undefined {
  const held = onDevice(s, block);
  return held.version < version && !isNewer(s, block, version, held.version) ? held : undefined;
}

/** What a controller's device writes bring that have not landed yet, in the order in which they land. */
export function writesUnderWay(s: State, side: Side, block: number): Versioned[] {
  const { queued, overtaken } = s.blocks[block]!;
  return [queued[side], ...overtaken[side]].flatMap((version) => (version === 0 ? [] : [{ block, version }]));
}

/** The one of these that holds a version. */
export function holderOf<T extends Versioned>(
  held: readonly T[],
  { block, version }: Versioned,
): T | undefined {
  return held.find((copy) => copy.block === block && copy.version === version);
}

interface Progress {
  readonly written: number;
}

/** The sub-block that a copy has just got, in a sentence. */
export function subBlock({ subBlocks }: Model, copy: Progress | undefined): string {
  return `sub-block ${copy?.written} of ${subBlocks}`;
}

/** The same in a drawing. */
export function shortSubBlock({ subBlocks }: Model, copy: Progress | undefined): string {
  return `${copy?.written}/${subBlocks}`;
}
