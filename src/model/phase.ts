import { isMirrorPage, type Model } from './model.ts';
import type { Side } from './side.ts';
import type { State } from './state.ts';

/**
 * What becomes of the data of one device when a fault strikes, told by where its copies are at that moment. `at rest`: the
 * device holds all that the host was told is safe. `undrained`: the second copy is still in the FIFO. `not destaged`: it is
 * in the mirror area. `single copy`: there is one alone. `takeover`: one is under way, whatever copies there are.
 */
export const PHASES = ['at rest', 'undrained', 'not destaged', 'single copy', 'takeover'] as const;
export type Phase = (typeof PHASES)[number];

/** The phase that the data of a device is in: that of its block that is most in danger. */
export function phaseOf(m: Model, s: State, device: Side): Phase {
  if (s.controllers.some(({ mode }) => mode === 'suspecting' || mode === 'draining' || mode === 'linking'))
    return 'takeover';
  let worst = 0;
  m.blocks.forEach((side, block) => {
    if (side === device) worst = Math.max(worst, PHASES.indexOf(phaseOfBlock(m, s, block)));
  });
  return PHASES[worst]!;
}

function phaseOfBlock(m: Model, s: State, block: number): Exclude<Phase, 'takeover'> {
  const { acknowledged, media } = s.blocks[block]!;
  if (media >= acknowledged) return 'at rest';
  const queued = copiesInFifos(m, s, block, acknowledged);
  const mirrored = pagesWith(m, s, block, acknowledged, true);
  if (pagesWith(m, s, block, acknowledged, false) + mirrored + queued < 2) return 'single copy';
  return mirrored === 0 && queued > 0 ? 'undrained' : 'not destaged';
}

/** Pages with the version or a newer one, whole: committed copies, or dirty pages. A fenced controller's do not count. */
function pagesWith(m: Model, s: State, block: number, version: number, isMirror: boolean): number {
  let count = 0;
  for (const side of [0, 1] as const) {
    if (s.controllers[side].mode === 'fenced') continue;
    s.caches[side].forEach((page, i) => {
      if (page.block !== block || page.version < version || page.version === 0) return;
      const isCopy = page.state === 'committed' && isMirrorPage(m, side, i);
      const isDirty = page.state === 'dirty' || page.state === 'linked' || page.state === 'destaging';
      if (isMirror ? isCopy : isDirty) count++;
    });
  }
  return count;
}

function copiesInFifos(m: Model, s: State, block: number, version: number): number {
  let count = 0;
  for (const { entries } of s.fifos) {
    for (const entry of entries) {
      const isWhole = entry.version !== 0 && entry.written === m.subBlocks;
      if (isWhole && entry.block === block && entry.version >= version && !entry.drained) count++;
    }
  }
  return count;
}
