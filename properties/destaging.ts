import { type EveryStep, holdsBy, type Outcome, VACUOUS, VIOLATED } from '../src/model/property.ts';
import type { Side } from '../src/model/side.ts';
import type { State } from '../src/model/state.ts';
import { both, holdsDirty, inMirrorArea, isAcknowledged, mirrorGrows } from './copies.ts';

/* I11, I12: what reaches a device or a mirror area, and in which order. */

export function dirtyIsClearedOnlyForTheDestagedVersion(): EveryStep {
  const clauses = [
    'the device holds it',
    'a newer told version supersedes it',
    'its write is discarded unanswered',
  ] as const;
  const [ON_DEVICE, SUPERSEDED, DISCARDED] = holdsBy(clauses);
  return {
    kind: 'step',
    id: 'I11',
    says: 'Dirty is cleared only with the cache, or for what the device holds, a told version supersedes or is discarded.',
    clauses,
    reads: ['caches.readWrite.state', 'caches.mirror.state'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (const side of both) {
        const were = before.caches[side];
        const are = after.caches[side];
        if (were === are || after.controllers[side].mode === 'stopped') continue;
        for (let i = 0; i < were.length; i++) {
          const page = were[i]!;
          if (page === are[i] || page.state === are[i]!.state || !holdsDirty(page) || holdsDirty(are[i]!))
            continue;
          const { block, version } = page;
          if (after.blocks[block]!.media >= version) outcome |= ON_DEVICE;
          else if (isSuperseded(before, after, block, version)) outcome |= SUPERSEDED;
          else if (isDiscarded(before, after, block, version)) outcome |= DISCARDED;
          else return VIOLATED;
        }
      }
      return outcome;
    },
  };
}

function isSuperseded(before: State, after: State, block: number, version: number): boolean {
  return isAcknowledged(before, after, block) && after.blocks[block]!.acknowledged > version;
}

/** The write ends in this step, and neither was nor comes into effect. */
function isDiscarded(before: State, after: State, block: number, version: number): boolean {
  const { issued, settled, ending } = after.blocks[block]!;
  return (
    before.blocks[block]!.ending !== 'failed' &&
    ending === 'failed' &&
    version === issued &&
    version > settled
  );
}

export function versionsNeverDecrease(): EveryStep {
  const clauses = ['on a device', 'in a mirror area'] as const;
  const [ON_DEVICE, MIRRORED] = holdsBy(clauses);
  return {
    kind: 'step',
    id: 'I12',
    says: 'Versions on a device never decrease, and no copy in a mirror area is followed by an older one.',
    clauses,
    reads: ['blocks.media', 'caches.mirror.block', 'caches.mirror.version', 'caches.mirror.written'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (let b = 0; b < after.blocks.length; b++) {
        if (before.blocks[b] === after.blocks[b]) continue;
        const { media } = after.blocks[b]!;
        if (media < before.blocks[b]!.media) return VIOLATED;
        if (media > before.blocks[b]!.media) outcome |= ON_DEVICE;
      }
      for (const side of both) {
        if (!mirrorGrows(before, after, side)) continue;
        if (!copiesAreNewest(after, side)) return VIOLATED;
        outcome |= MIRRORED;
      }
      return outcome;
    },
  };
}

/** Whether no copy that is under way to the mirror area of this cache is older than what is committed there. */
function copiesAreNewest(s: State, side: Side): boolean {
  return s.caches[side].every(
    ({ state, block, version }) => state !== 'copying' || !inMirrorArea(s, side, block, version + 1),
  );
}
