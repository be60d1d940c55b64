import { type IdealBlock, idealDiskAllows } from '../spec/ideal-disk.ts';
import { type EveryStep, holdsBy, type Outcome, VACUOUS, VIOLATED } from '../src/model/property.ts';
import type { Side } from '../src/model/side.ts';
import type { Block, State } from '../src/model/state.ts';
import { other } from './copies.ts';

/** The refinement mapping: which ideal block a block of the array stands for. */
export function idealBlockOf(s: State, index: number): IdealBlock {
  const block = s.blocks[index]!;
  return { value: block.settled, pending: pendingIn(s, block, deviceOf(s, index)) };
}

/** The device that a block is on, by the side of its first owner. */
function deviceOf({ blocks }: State, index: number): Side {
  return index < blocks.length / 2 ? 0 : 1;
}

/**
 * The write of a block that may still take effect, 0 for none. What was told failed, or discarded after the host gave it up,
 * never does. What costs most is asked last, and of few blocks.
 */
function pendingIn(s: State, { issued, settled, openAt, ending }: Block, device: Side): number {
  if (issued === settled) return 0;
  if (openAt !== 0) return issued;
  return ending !== 'failed' && mayStillSurface(s, device) ? issued : 0;
}

/** An unanswered write may take effect until a takeover of its device has ended. */
function mayStillSurface({ controllers }: State, device: Side): boolean {
  return controllers[other(device)].mode !== 'solo';
}

/** Whether a step touches nothing that an ideal block stands for. Most touch one block at most. */
function isLeftAlone(before: State, after: State, index: number): boolean {
  const survivor = other(deviceOf(before, index));
  return (
    before.blocks[index] === after.blocks[index] &&
    before.controllers[survivor] === after.controllers[survivor]
  );
}

/** The whole array implements the ideal disk of spec/ideal-disk.ts. */
export function refinement(): EveryStep {
  const clauses = ['a write begins', 'it takes effect', 'it is gone'] as const;
  const [BEGINS, TAKES_EFFECT, IS_GONE] = holdsBy(clauses);
  return {
    kind: 'step',
    id: 'refinement',
    says: 'Every step of the array is a step of the ideal disk, or leaves the ideal disk as it is.',
    clauses,
    reads: ['blocks.issued', 'blocks.settled', 'blocks.openAt', 'blocks.ending', 'controllers.mode'],
    check: (before, _, after) => {
      let outcome: Outcome = VACUOUS;
      for (let b = 0; b < before.blocks.length; b++) {
        if (isLeftAlone(before, after, b)) continue;
        const from = idealBlockOf(before, b);
        const to = idealBlockOf(after, b);
        if (from.value === to.value && from.pending === to.pending) continue;
        if (!idealDiskAllows(from, to)) return VIOLATED;
        if (from.value !== to.value) outcome |= TAKES_EFFECT;
        else outcome |= to.pending === 0 ? IS_GONE : BEGINS;
      }
      return outcome;
    },
  };
}
