import { isDirty } from './cache.ts';
import type { Model } from './model.ts';
import { isNewer } from './numbers.ts';
import { R8_protected } from './rules.ts';
import type { Side } from './side.ts';
import type { State } from './state.ts';

/** The version that the controller answers a read with: the newest in its cache (R8), else what the device holds. */
export function answerAt(m: Model, s: State, side: Side, index: number): number {
  const block = s.blocks[index]!;
  let cached = 0;
  for (const page of s.caches[side]) {
    if (page.block !== index || !isDirty(page) || !isNewer(s, index, page.version, cached)) continue;
    if (page.state === 'linked' || R8_protected(m, block, page)) cached = page.version;
  }
  return cached === 0 ? block.media : cached;
}
