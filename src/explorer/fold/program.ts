import type { Model } from '../../model/model.ts';
import { layoutOf } from '../layout.ts';
import { blocksOf } from './blocks.ts';
import type { FoldName } from './fold.ts';
import { groupSection } from './group.ts';
import { mirrorImageOf } from './mirror-image.ts';
import { bitsIn, type Section } from './numbers.ts';
import { imageNumbers } from './sides.ts';
import { pagesOf } from './slots.ts';
import { versionSection } from './versions.ts';

const NOTHING: Section = { reads: [], numbers: [] };

/** What `fold` of the core is to do with the states of a model. It may lie anywhere in a memory. */
export function foldProgram(m: Model, names: readonly FoldName[]): Int32Array {
  const foldsSlots = names.includes('slots');
  const versions = names.includes('versions') ? versionSection(m) : NOTHING;
  const groups = [
    ...(names.includes('blocks') ? blocksOf(m, foldsSlots) : []),
    ...(foldsSlots ? pagesOf(m) : []),
  ].filter(({ things }) => things.length > 1);
  const sections = [versions, ...groups.map((group) => groupSection(m, group))];
  const image = names.includes('sides') ? mirrorImageOf(m) : undefined;
  const { words } = layoutOf(m);
  const parts = [
    versions.numbers,
    image === undefined ? [] : imageNumbers(m, image),
    concerns(words, sections),
    ...sections.slice(1).map(({ numbers }) => numbers),
  ];
  const header = parts.length + 2;
  const [first, second, third, ...others] = parts.map((part, i) =>
    part.length === 0 ? 0 : header + parts.slice(0, i).flat().length,
  );
  return Int32Array.of(first!, second!, words, third!, groups.length, ...others, ...parts.flat());
}

/** How many words of scratch `fold` takes. */
export function scratchFor(m: Model): number {
  return Math.max(layoutOf(m).words, m.blocks.length);
}

/** For each word which of its bits concern which sections, these as bits. */
function concerns(words: number, sections: readonly Section[]): number[] {
  return Array.from({ length: words }, (_, word) => {
    const pairs = sections
      .map(({ reads }, i) => [bitsIn(word, reads), 1 << i] as const)
      .filter(([bits]) => bits !== 0);
    return [pairs.length, ...pairs.flat()];
  }).flat();
}
