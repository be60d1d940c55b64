import type { Model } from '../../model/model.ts';
import { blocksOf } from './blocks.ts';
import type { FoldName } from './fold.ts';
import { groupNumbers } from './group.ts';
import { mirrorImageOf } from './mirror-image.ts';
import { imageNumbers } from './sides.ts';
import { pagesOf } from './slots.ts';
import { versionNumbers } from './versions.ts';

/** What `fold` of the core is to do with the states of a model. It may lie anywhere in a memory. */
export function foldProgram(m: Model, names: readonly FoldName[]): Int32Array {
  const foldsSlots = names.includes('slots');
  const image = names.includes('sides') ? mirrorImageOf(m) : undefined;
  const groups = [
    ...(names.includes('blocks') ? blocksOf(m, foldsSlots) : []),
    ...(foldsSlots ? pagesOf(m) : []),
  ].filter(({ things }) => things.length > 1);
  const versions = names.includes('versions') ? versionNumbers(m) : [];
  const sides = image === undefined ? [] : imageNumbers(m, image);
  return programOf(
    versions,
    sides,
    groups.map((group) => groupNumbers(m, group)),
  );
}

/** Where each section begins, 0 for one that says nothing, and the sections. */
function programOf(
  versions: readonly number[],
  sides: readonly number[],
  groups: readonly number[][],
): Int32Array {
  const sections = [versions, sides, ...groups];
  const header = sections.length + 1;
  const places = sections.map((section, i) =>
    section.length === 0 ? 0 : header + sections.slice(0, i).flat().length,
  );
  return Int32Array.of(...places.slice(0, 2), groups.length, ...places.slice(2), ...sections.flat());
}
