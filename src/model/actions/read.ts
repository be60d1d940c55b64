import { inCharge, isDirty } from '../cache.ts';
import type { Model } from '../model.ts';
import { R5_fence, R8_protected, R12_lost } from '../rules.ts';
import type { Side, State } from '../state.ts';
import { perBlock, SERVING, transition } from '../transition.ts';

/**
 * The host reads a block (B9: from the controller in charge). What it was answered is in effect from then on. A block
 * whose newest acknowledged version is gone is reported lost (R12), which changes nothing.
 */
export const HostRead = transition({
  name: 'HostRead',
  by: 'environment',
  modes: SERVING,
  instances: perBlock('HostRead'),
  enabled: (m, s, { side, block }) =>
    s.blocks[block]!.issued > 0 && inCharge(m, s, side, block) && R5_fence(m, s, side),
  apply: (m, d, { side, block }) => {
    const answer = answerAt(m, d, side, block);
    if (R12_lost(m, d.blocks[block]!, answer)) d.blocks[block]!.settled = answer;
  },
});

/** The version that the controller answers a read with: the newest in its cache (R8), else what the device holds. */
export function answerAt(m: Model, s: State, side: Side, index: number): number {
  const block = s.blocks[index]!;
  let cached = 0;
  for (const page of s.caches[side]) {
    if (page.block !== index || page.version <= cached || !isDirty(page)) continue;
    if (page.state === 'linked' || R8_protected(m, block, page)) cached = page.version;
  }
  return cached === 0 ? block.media : cached;
}
