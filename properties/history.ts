import type { Card } from '../src/model/card.ts';
import { type EveryStep, HOLDS, holdsBy, type Outcome, VACUOUS, VIOLATED } from '../src/model/property.ts';
import type { Side } from '../src/model/side.ts';
import type { State } from '../src/model/state.ts';
import { both, mirrorGrows } from './copies.ts';
import { epochAt, isFenced } from './ownership.ts';
import { idealBlockOf } from './refinement.ts';
import type { Wiring } from './wiring.ts';

/* I3, I4, I5: what the host sees, and from whom. */

export function unansweredWritesTakeEffectByTakeoverOrNever(): EveryStep {
  return {
    kind: 'step',
    id: 'I3',
    says: 'Only the write under way comes into effect, and an unanswered one by the end of a takeover or never.',
    reads: ['blocks.settled'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (let b = 0; b < before.blocks.length; b++) {
        if (after.blocks[b] === before.blocks[b] || after.blocks[b]!.settled <= before.blocks[b]!.settled)
          continue;
        if (idealBlockOf(before, b).pending !== after.blocks[b]!.settled) return VIOLATED;
        outcome = HOLDS;
      }
      return outcome;
    },
  };
}

export function observedValuesNeverRegress(): EveryStep {
  const clauses = ['what a read is answered', 'what comes into effect'] as const;
  const [ANSWERED, IN_EFFECT] = holdsBy(clauses);
  return {
    kind: 'step',
    id: 'I4',
    says: 'The value that is in effect for a block never goes back to an older one, over any takeover.',
    clauses,
    reads: ['blocks.settled'],
    deeds: () => true,
    check: (before, { card }, after) => {
      let outcome: Outcome = isRead(card) ? ANSWERED : VACUOUS;
      let wasInEffect = false;
      for (let b = 0; b < after.blocks.length; b++) {
        const was = before.blocks[b]!.settled;
        const is = after.blocks[b]!.settled;
        if (is < was) return VIOLATED;
        if (is > was) outcome |= IN_EFFECT;
        wasInEffect ||= was > 0;
      }
      return wasInEffect ? outcome : VACUOUS;
    },
  };
}

export function oldEpochsHaveNoEffect(w: Wiring): EveryStep {
  const deviceOf = (block: number): Side => (w.blocks[0]!.includes(block) ? 0 : 1);
  return {
    kind: 'step',
    id: 'I5',
    says: 'What a controller does of an old epoch has no effect where a newer one is known: at host, device or partner.',
    clauses: ACTS,
    reads: [
      'blocks.acknowledged',
      'blocks.settled',
      'blocks.media',
      'blocks.queued',
      'caches.readWrite.state',
      'caches.mirror',
      'fifos.entries.written',
    ],
    deeds: isOfController,
    check: (before, { action, card }, after) => {
      if (!isOfController(card) || !('side' in action)) return VACUOUS;
      const { side } = action;
      const act = actOf(before, card, after, side);
      if (act === VACUOUS) return VACUOUS;
      if (act === MIRRORS) return isFenced(before, side) ? VIOLATED : act;
      const device = deviceOf('block' in action ? action.block : 0);
      const { routed, confirmed } = before.devices[device];
      const known = act === ACKNOWLEDGES || act === ANSWERS ? routed : confirmed;
      return known > epochAt(side, device) ? VIOLATED : act;
    },
  };
}

/** What strikes a controller is no act of it, nor is what its drain engine moves on: that was accepted before (R5, D10). */
function isOfController({ by, process }: Card): boolean {
  return by !== 'fault' && by !== 'repair' && process !== 'drain';
}

/** The host is answered: an act whatever it changes. */
function isRead({ by, process }: Card): boolean {
  return by === 'host' && process === 'read';
}

const ACTS = [
  'it acknowledges',
  'it answers a read',
  'it writes the device',
  'it takes note of a device write',
  'it mirrors',
] as const;
const [ACKNOWLEDGES, ANSWERS, WRITES_DEVICE, TAKES_NOTE, MIRRORS] = holdsBy(ACTS);

/** What a controller does by a step of its own that one of an old epoch may not do, if it does. */
function actOf(before: State, card: Card, after: State, side: Side): Outcome {
  if (isRead(card)) return ANSWERS;
  for (let b = 0; b < after.blocks.length; b++) {
    const was = before.blocks[b]!;
    const is = after.blocks[b]!;
    if (was === is) continue;
    if (is.acknowledged > was.acknowledged) return ACKNOWLEDGES;
    // A device write may land what the device holds already.
    if (is.media !== was.media || (was.queued[side] !== 0 && is.queued[side] === 0)) return WRITES_DEVICE;
  }
  if (isTold(before, after, side)) return TAKES_NOTE;
  for (const each of both) {
    if (mirrorGrows(before, after, each) || fifoGrows(before, after, each)) return MIRRORS;
  }
  return VACUOUS;
}

/** The controller learns that a device write of its has landed. */
function isTold(before: State, after: State, side: Side): boolean {
  const were = before.caches[side];
  const are = after.caches[side];
  if (were === are) return false;
  for (let i = 0; i < were.length; i++) {
    if (were[i]!.state === 'destaging' && are[i]!.state === 'clean') return true;
  }
  return false;
}

function fifoGrows(before: State, after: State, side: Side): boolean {
  return before.fifos[side] !== after.fifos[side] && written(after, side) > written(before, side);
}

/** Sub-blocks in the FIFO of this writer. */
function written({ fifos }: State, side: Side): number {
  const { entries } = fifos[side];
  let subBlocks = 0;
  for (let i = 0; i < entries.length; i++) subBlocks += entries[i]!.written;
  return subBlocks;
}
