import {
  type Always,
  type EveryStep,
  HOLDS,
  type Outcome,
  VACUOUS,
  VIOLATED,
} from '../src/model/property.ts';
import type { Side } from '../src/model/side.ts';
import type { FifoEntry, Page, State } from '../src/model/state.ts';
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
    check: (before, _, after) => worstOfLinked(before, after, isHighest),
  };
}

export function linkedAndDrainedPagesAreWhole(w: Wiring): EveryStep {
  const { subBlocks } = w.design.bounds;
  const isWhole = (_: State, __: Side, { written }: Page) => written === subBlocks;
  return {
    kind: 'step',
    id: 'I10',
    says: 'Every page that is linked, and every entry that is drained, is whole.',
    reads: ['caches.state', 'caches.written', 'caches.version'],
    check: (before, _, after) => {
      let outcome = worstOfLinked(before, after, isWhole);
      for (const side of both) {
        const oldest = oldestUndrained(before, side);
        if (oldest === undefined || !mirrorGrows(before, after, other(side))) continue;
        if (oldest.written !== subBlocks) return VIOLATED;
        if (outcome === VACUOUS) outcome = HOLDS;
      }
      return outcome;
    },
  };
}

/** What a condition says of all pages that a step links, each as it was before. */
function worstOfLinked(
  before: State,
  after: State,
  condition: (before: State, side: Side, page: Page) => boolean,
): Outcome {
  let outcome: Outcome = VACUOUS;
  for (const side of both) {
    const pages = after.caches[side];
    for (let i = 0; i < pages.length; i++) {
      if (pages[i]!.state !== 'linked') continue;
      const was = before.caches[side][i]!;
      if (was.state === 'linked') continue;
      if (!condition(before, side, was)) return VIOLATED;
      outcome = HOLDS;
    }
  }
  return outcome;
}

function isHighest(before: State, side: Side, { block, version }: Page): boolean {
  return !inMirrorArea(before, side, block, version + 1) && version > before.blocks[block]!.media;
}

function oldestUndrained({ fifos }: State, side: Side): FifoEntry | undefined {
  const { entries } = fifos[side];
  for (let i = 0; i < entries.length; i++) {
    if (entries[i]!.version !== 0 && !entries[i]!.drained) return entries[i];
  }
  return undefined;
}

function isTargeted(s: State, side: Side, page: number): boolean {
  return s.fifos[side].entries.some((entry) => entry.version !== 0 && !entry.drained && entry.page === page);
}
