import { releasePage } from '../edits.ts';
import { unless } from '../guard.ts';
import { R4_invalidated, R4_needed, R4_untargeted } from '../rules.ts';
import { transition, WORKING } from '../transition.ts';

/**
 * A3, A11: a mirror page is released once its version is on the device, or a newer one committed (R2). The partner
 * invalidates it in the same step (R4), and nothing may be on its way to it.
 */
const Release = transition({
  name: 'Release',
  over: ['side', 'mirrorPage'],
  by: 'array',
  process: 'destage',
  modes: WORKING,
  touches: ['caches.mirror', 'controllers.table'],
  closed: (m, s, { side, page }) => {
    const entry = s.controllers[side].table[page]!;
    return (
      unless(entry.state === 'acquired', 'acquired') ??
      unless(R4_needed(m, s, side, entry), 'R4_needed') ??
      unless(R4_untargeted(m, s, side, page), 'R4_untargeted') ??
      unless(R4_invalidated(m, s, side), 'R4_invalidated')
    );
  },
  apply: (m, d, { side, page }) => releasePage(m, d, side, page),
});

export const release = [Release] as const;
