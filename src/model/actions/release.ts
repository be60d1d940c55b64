import { mirrorPage } from '../cache.ts';
import { blankPage, freeEntry } from '../edits.ts';
import { R4_invalidated, R4_needed, R4_untargeted } from '../rules.ts';
import { partner } from '../side.ts';
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
  enabled: (m, s, { side, page }) => {
    const entry = s.controllers[side].table[page]!;
    if (entry.state !== 'acquired') return false;
    if (!R4_needed(m, s, side, entry)) return false;
    return R4_untargeted(m, s, side, page) && R4_invalidated(m, s, side);
  },
  apply: (m, d, { side, page }) => {
    const other = partner(side);
    const invalidates = m.inForce.R4_invalidated && mirrorPage(m, d, side, page).state !== 'blank';
    if (invalidates) blankPage(d, other, m.areas[other].readWrite + page);
    freeEntry(d, side, page);
  },
});

export const release = [Release] as const;
