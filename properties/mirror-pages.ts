import {
  type Always,
  type EveryStep,
  HOLDS,
  type Outcome,
  VACUOUS,
  VIOLATED,
} from '../src/model/property.ts';
import type { FifoEntry, Side, State } from '../src/model/state.ts';
import {
  both,
  inMirrorArea,
  mirrorAreaLives,
  mirrorGrows,
  mirrorPageOf,
  other,
  ownsTable,
} from './copies.ts';
import type { Wiring } from './wiring.ts';

/* I7 to I10: mirror pages, their table, and what a takeover makes of them. */

export function mirrorPagesMapToDirtyVersions(): Always {
  return {
    kind: 'always',
    id: 'I7',
    says: 'Acquired mirror pages map one to one to versions; a free page has no DMA on its way to it.',
    check: (s) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        if (!ownsTable(s, side)) continue;
        const { table } = s.controllers[side];
        for (let i = 0; i < table.length; i++) {
          const { state, block, version } = table[i]!;
          if (state === 'free') {
            if (isTargeted(s, side, i) || mirrorPageOf(s, side, i).state === 'copying') return VIOLATED;
            continue;
          }
          outcome = HOLDS;
          for (let j = 0; j < i; j++) {
            if (table[j]!.version === version && table[j]!.block === block) return VIOLATED;
          }
        }
      }
      return outcome;
    },
  };
}

export function releasedPagesAreOutOfReach(): Always {
  return {
    kind: 'always',
    id: 'I8',
    says: 'A mirror page that its writer released holds no version that a takeover could select.',
    check: (s) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        if (!ownsTable(s, side) || !mirrorAreaLives(s, other(side))) continue;
        const { table } = s.controllers[side];
        for (let i = 0; i < table.length; i++) {
          if (table[i]!.state !== 'free') continue;
          if (mirrorPageOf(s, side, i).state === 'committed') return VIOLATED;
          outcome = HOLDS;
        }
      }
      return outcome;
    },
  };
}

export function takeoverLinksTheHighestVersion(): EveryStep {
  return {
    kind: 'step',
    id: 'I9',
    says: 'Takeover links, per block, the highest committed version, and only one newer than the device.',
    reads: ['caches.state'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        for (let i = 0; i < after.caches[side].length; i++) {
          if (!isLinked(before, after, side, i)) continue;
          const { block, version } = before.caches[side][i]!;
          const highest = !inMirrorArea(before, side, block, version + 1);
          if (!highest || version <= before.blocks[block]!.media) return VIOLATED;
          outcome = HOLDS;
        }
      }
      return outcome;
    },
  };
}

export function linkedAndDrainedPagesAreWhole(w: Wiring): EveryStep {
  const { subBlocks } = w.design.bounds;
  return {
    kind: 'step',
    id: 'I10',
    says: 'Every page that is linked, and every entry that is drained, is whole.',
    reads: ['caches'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        for (let i = 0; i < after.caches[side].length; i++) {
          if (!isLinked(before, after, side, i)) continue;
          if (before.caches[side][i]!.written !== subBlocks) return VIOLATED;
          outcome = HOLDS;
        }
        const oldest = oldestUndrained(before, side);
        if (oldest === undefined || !mirrorGrows(before, after, other(side))) continue;
        if (oldest.written !== subBlocks) return VIOLATED;
        outcome = HOLDS;
      }
      return outcome;
    },
  };
}

/** Whether a step links a page. */
function isLinked(before: State, after: State, side: Side, index: number): boolean {
  return after.caches[side][index]!.state === 'linked' && before.caches[side][index]!.state !== 'linked';
}

function oldestUndrained({ fifos }: State, side: Side): FifoEntry | undefined {
  for (const entry of fifos[side].entries) if (entry.version !== 0 && !entry.drained) return entry;
  return undefined;
}

function isTargeted(s: State, side: Side, page: number): boolean {
  return s.fifos[side].entries.some((entry) => entry.version !== 0 && !entry.drained && entry.page === page);
}
