import {
  type Always,
  type EveryStep,
  HOLDS,
  holdsBy,
  type Outcome,
  partOf,
  together,
  VACUOUS,
  VIOLATED,
} from '../src/model/property.ts';
import type { Side } from '../src/model/side.ts';
import type { FifoEntry, Page, State } from '../src/model/state.ts';
import {
  both,
  firstMirrorPage,
  inMirrorArea,
  isCopied,
  mirrorAreaLives,
  mirrorPageOf,
  other,
  ownsTable,
} from './copies.ts';
import type { Wiring } from './wiring.ts';

/* I7 to I10: mirror pages, their table, and what a takeover makes of them. */

export function mirrorPagesMapToDirtyVersions(): Always {
  const parts = both.map((side) => partOf(VIOLATED + 1, (s) => mappedBy(s, side)));
  return {
    kind: 'always',
    id: 'I7',
    says: 'Acquired mirror pages map one to one to versions; a free page has no DMA on its way to it.',
    reads: ['controllers.mode', 'controllers.table', 'fifos.entries', 'caches.mirror.state'],
    parts,
    check: (s) => together(parts, s),
  };
}

/** What I7 says of the table of one controller. */
function mappedBy(s: State, side: Side): Outcome {
  if (!ownsTable(s, side)) return VACUOUS;
  const { table } = s.controllers[side];
  let outcome: Outcome = VACUOUS;
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
  return outcome;
}

export function releasedPagesAreOutOfReach(): Always {
  return {
    kind: 'always',
    id: 'I8',
    says: 'A mirror page that its writer released holds no version that a takeover could select.',
    reads: ['controllers.mode', 'controllers.table.state', 'caches.mirror.state'],
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
    reads: ['caches.mirror.state'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        const pages = after.caches[side];
        for (let i = firstMirrorPage(after, side); i < pages.length; i++) {
          if (pages[i]!.state !== 'linked') continue;
          const { state, block, version } = before.caches[side][i]!;
          if (state === 'linked') continue;
          const isHighest = !inMirrorArea(before, side, block, version + 1);
          if (!isHighest || version <= before.blocks[block]!.media) return VIOLATED;
          outcome = HOLDS;
        }
      }
      return outcome;
    },
  };
}

export function linkedAndDrainedPagesAreWhole(w: Wiring): EveryStep {
  const { ack, bounds } = w.design;
  const clauses = ['a page that is linked', ack === 'fifo' ? 'an entry that is drained' : undefined] as const;
  const [LINKED, DRAINED] = holdsBy(clauses);
  return {
    kind: 'step',
    id: 'I10',
    says: 'Every page that is linked, and every entry that is drained, is whole.',
    clauses,
    reads: ['caches.mirror'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        const pages = after.caches[side];
        for (let i = firstMirrorPage(after, side); i < pages.length; i++) {
          const page = pages[i]!;
          const was = before.caches[side][i]!;
          const drained = isCopied(was, page);
          const source = drained ? oldestUndrained(before, other(side)) : linkedFrom(was, page);
          if (source === undefined) continue;
          if (source.written !== bounds.subBlocks) return VIOLATED;
          outcome |= drained ? DRAINED : LINKED;
        }
      }
      return outcome;
    },
  };
}

/** The copy that a takeover links, if the page becomes linked. */
function linkedFrom(was: Page, is: Page): Page | undefined {
  return is.state === 'linked' && was.state !== 'linked' ? was : undefined;
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
